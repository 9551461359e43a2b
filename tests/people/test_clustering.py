"""Average linkage from a given start: arrays in, labels out."""

import numpy as np
import pytest

from kenfolk.people.clustering import Units, cluster
from kenfolk.vision.similarity import Cohort, to_unit

NONE = np.empty((0, 2), np.int64)


def faces(vectors, *, apart=NONE, fixed=None):
    fixed = np.zeros(len(vectors), np.bool_) if fixed is None else np.array(fixed)
    looks = Cohort.empty(vectors.shape[1]).look(to_unit(vectors))
    return Units(looks, np.ones(len(vectors), np.int64), fixed, np.array(apart, np.int64).reshape(-1, 2))


def link_slowly(vectors, apart, threshold):
    """Merge the most similar allowed pair again and again: average linkage by its definition."""
    table = vectors @ vectors.T
    table[apart[:, 0], apart[:, 1]] = table[apart[:, 1], apart[:, 0]] = -1e6
    parts = [[n] for n in range(len(vectors))]
    while len(parts) > 1:
        value, a, b = max((table[np.ix_(parts[a], parts[b])].mean(), a, b) for b in range(len(parts)) for a in range(b))
        if value < threshold:
            break
        parts[a] += parts.pop(b)
    return {frozenset(part) for part in parts}


def to_parts(labels):
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}


class TestCluster:
    @pytest.mark.parametrize("seed", range(5))
    def test_is_average_linkage(self, seed):
        rng = np.random.default_rng(seed)
        centers = rng.normal(size=(6, 16))
        vectors = to_unit(centers[rng.integers(0, 6, 60)] + 0.9 * rng.normal(size=(60, 16)))
        apart = np.unique(np.sort(rng.integers(0, 60, (40, 2)), axis=1), axis=0)
        apart = apart[apart[:, 0] != apart[:, 1]]

        for threshold in (0.2, 0.4, 0.6):
            labels = cluster(faces(vectors, apart=apart), threshold=threshold)

            assert to_parts(labels) == link_slowly(vectors, apart, threshold)

    def test_never_joins_what_must_stay_apart_not_even_through_others(self):
        labels = cluster(faces(np.ones((5, 4)), apart=[(0, 4)]), threshold=0.5)

        assert labels[0] != labels[4]

    def test_lets_groups_grow_but_never_joins_two(self):
        labels = cluster(faces(np.ones((4, 3)), fixed=[True, True, False, False]), threshold=0.5)

        assert labels[0] != labels[1]
        assert set(labels[2:]) <= {labels[0], labels[1]}

    def test_weighs_a_group_by_its_faces(self):
        many = Units(
            np.array([[1, 0, 0], [0, 1, 0], [0.7071, 0.7071, 0]], np.float32),
            np.array([98, 1, 1]),
            np.zeros(3, np.bool_),
            NONE,
        )

        assert cluster(many, threshold=0.7).tolist() == [0, 1, 0]

    def test_comes_to_an_end_when_all_are_equally_alike(self):
        assert set(cluster(faces(np.ones((50, 3))), threshold=0.5)) == {0}

    @pytest.mark.parametrize("count", [0, 1])
    def test_leaves_one_or_none_as_they_are(self, count):
        assert cluster(faces(np.ones((count, 3))), threshold=0.5).tolist() == list(range(count))
