"""How other photo programs put faces into groups, each by its own rule: similarities in, a label for each face out.

Faces without a group are ALONE. Only the rules are here, as their documentation and source describe them; what it takes a
person to name what they leave behind is in `rivals.py`.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Similarities = NDArray[np.float32]  # (N, N), cosines
Labels = NDArray[np.int64]
ALONE = -1
ROUNDS = 20  # Chinese Whispers has settled long before


def immich(similarities: Similarities, *, cut: float, core: int) -> Labels:
    """Faces come one by one: one with `core` faces near it, itself counted, begins a person if none of them is of one.

    Others wait, and are looked at once more in the end: they join the person of the nearest face that has one.
    """
    near = [np.flatnonzero(row >= cut) for row in similarities]
    near = [faces[np.argsort(-similarities[face, faces], kind="stable")] for face, faces in enumerate(near)]
    labels: Labels = np.full(len(near), ALONE, np.int64)
    is_core = np.array([len(faces) >= core for faces in near], np.bool_)
    people = 0
    for face in [*np.flatnonzero(is_core), *np.flatnonzero(~is_core)]:
        known = labels[near[face]]
        known = known[known != ALONE]
        if len(known):
            labels[face] = known[0]
        elif is_core[face]:
            labels[face], people = people, people + 1
    return labels


def dbscan(similarities: Similarities, *, cut: float, core: int) -> Labels:
    """Faces with `core` faces near them, themselves counted, are chained together; the others join the nearest of those."""
    is_near = similarities >= cut
    cores = np.flatnonzero(is_near.sum(axis=1) >= core)
    labels: Labels = np.full(len(similarities), ALONE, np.int64)
    if not len(cores):
        return labels
    labels[cores] = connected_components(csr_array(is_near[np.ix_(cores, cores)]), directed=False)[1]
    others = np.flatnonzero(labels == ALONE)
    nearest = similarities[np.ix_(others, cores)].argmax(axis=1)
    reached = is_near[others, cores[nearest]]
    labels[others[reached]] = labels[cores[nearest[reached]]]
    return labels


def chinese_whispers(similarities: Similarities, *, cut: float, seed: int = 1) -> Labels:
    """Each face takes on what most of those near it are, weighted by similarity, until nothing changes."""
    near = [np.flatnonzero(row >= cut) for row in similarities]
    near = [faces[faces != face] for face, faces in enumerate(near)]
    labels: Labels = np.arange(len(near), dtype=np.int64)
    connected = np.array([face for face, faces in enumerate(near) if len(faces)], np.int64)
    order = np.random.default_rng(seed)
    for _ in range(ROUNDS):
        before = labels.copy()
        for face in order.permutation(connected):
            labels[face] = np.bincount(labels[near[face]], weights=similarities[face, near[face]]).argmax()
        if (labels == before).all():
            break
    return labels


def hdbscan(similarities: Similarities, *, smallest: int, samples: int) -> Labels:
    """Density-based groups of several densities, on Euclidean distances of unit vectors."""
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 (only the measurements have it)

    distances = np.sqrt(np.maximum(2 - 2 * similarities.astype(np.float64), 0))
    np.fill_diagonal(distances, 0)
    grouper = HDBSCAN(min_cluster_size=smallest, min_samples=samples, metric="precomputed", copy=True)
    return grouper.fit_predict(distances).astype(np.int64)


def learn_names(
    vectors: NDArray[np.float32], labels: Labels, others: NDArray[np.float32]
) -> tuple[Labels, NDArray[np.float32]]:
    """Train a small network on named faces, and let it guess the others: labels, and how sure it is of each."""
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415 (only the measurements have it)
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 (it comes with that)

    network = MLPClassifier(solver="adam", alpha=1e-5, max_iter=1000, random_state=1)
    with threadpool_limits(1):  # the matrices are small: threads would mostly wait for each other
        network.fit(vectors, labels)
    chances = network.predict_proba(others)
    return network.classes_[chances.argmax(axis=1)], chances.max(axis=1).astype(np.float32)


def nearest_centre(
    vectors: NDArray[np.float32], labels: Labels, others: NDArray[np.float32]
) -> tuple[Labels, NDArray[np.float32]]:
    """Compare faces with the middle of the faces of each name: the nearest, and how similar it is."""
    names = np.unique(labels)
    middles = np.stack([vectors[labels == name].mean(axis=0) for name in names])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    similarities = others @ middles.T
    return names[similarities.argmax(axis=1)], similarities.max(axis=1)
