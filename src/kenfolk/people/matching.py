"""Who is it? Pure: vectors and what people said of them in, one best person a face out.

A person's score is the mean of the highest similarities to faces that a human gave that name: of three when there are
many, so that one wrong or lucky face decides nothing; of fewer when there are few, so that somebody known from two
very different pictures is recognised in both. One score a person and one threshold for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.packs.manifest import Similarity
from kenfolk.vision.similarity import similarities

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]

Thresholds = Similarity  # from `same` on the machine names, from `suggest` on it asks, from `group` on it groups

NOBODY = -1
TOP = 3  # exemplars that speak for a person at the most, and one in so many of them
MOST_EXEMPLARS = 64
GOOD_FOR_TAGS = 0.3  # quality: below, the machine may ask who a face is, but names nobody
TINY = 24.0  # pixels: a bad face as small as that is like everybody, so the machine does not even ask
GOOD_EXEMPLAR = 0.35  # quality; a person's best faces count however bad they are
ROWS_AT_ONCE = 1024
ODDS_AT_SAME = np.log(19.0)  # the threshold for naming stands for 95 %, the one for asking for 50 %


@dataclass(frozen=True, eq=False)
class Gallery:
    """The faces that stand for people: exemplars of person `i` are rows `starts[i]` to `starts[i + 1]`."""

    person_ids: Ids  # (P,)
    starts: Ids  # (P + 1,)
    vectors: Vectors  # (E, D)

    def only(self, person_ids: set[int]) -> "Gallery":
        """Return the gallery of some of the people."""
        chosen = [i for i, p in enumerate(self.person_ids.tolist()) if p in person_ids]
        return make_gallery([(int(self.person_ids[i]), self._exemplars(i)) for i in chosen], dim=self.vectors.shape[1])

    def _exemplars(self, i: int) -> Vectors:
        return self.vectors[self.starts[i] : self.starts[i + 1]]


@dataclass(frozen=True, eq=False)
class Verdict:
    """The most likely person of each face, if anybody is likely at all."""

    columns: NDArray[np.intp]  # (N,) into the gallery's people; NOBODY: nobody is similar enough
    scores: Scores  # (N,) their similarity; -1 for nobody


def make_gallery(exemplars: Sequence[tuple[int, Vectors]], *, dim: int) -> Gallery:
    """Return the gallery of these people."""
    sizes = [len(vectors) for _person, vectors in exemplars]
    stacked = np.concatenate([np.empty((0, dim), np.float32), *(vectors for _person, vectors in exemplars)])
    return Gallery(
        np.array([person_id for person_id, _vectors in exemplars], np.int64),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        stacked.astype(np.float32, copy=False),
    )


def choose_exemplars(
    vectors: Vectors, qualities: NDArray[np.floating], *, most: int = MOST_EXEMPLARS
) -> NDArray[np.intp]:
    """Return which of a person's faces stand for them: good ones, and as different from each other as possible."""
    order = np.argsort(-qualities, kind="stable")
    good = max(TOP, int(np.count_nonzero(qualities >= GOOD_EXEMPLAR)))
    candidates = order[:good]
    if len(candidates) <= most:
        return np.sort(candidates)
    chosen = [0]  # the best one; then, again and again, the one least like all that are chosen
    nearest = similarities(vectors[candidates], vectors[candidates[:1]])[:, 0]
    while len(chosen) < most:
        nearest[chosen[-1]] = np.inf
        chosen.append(int(np.argmin(nearest)))
        nearest = np.maximum(nearest, similarities(vectors[candidates], vectors[candidates[chosen[-1:]]])[:, 0])
    return np.sort(candidates[chosen])


def score_people(faces: Vectors, gallery: Gallery) -> Scores:
    """Return how alike each face (row) is to each person (column)."""
    scores = np.empty((len(faces), len(gallery.person_ids)), np.float32)
    for at in range(0, len(faces), ROWS_AT_ONCE):
        table = similarities(faces[at : at + ROWS_AT_ONCE], gallery.vectors)
        for column, (start, end) in enumerate(zip(gallery.starts[:-1], gallery.starts[1:], strict=True)):
            scores[at : at + ROWS_AT_ONCE, column] = _mean_of_best(table[:, start:end])
    return scores


def _mean_of_best(table: Scores) -> Scores:
    count = table.shape[1]
    top = min(TOP, -(-count // TOP))
    table = np.partition(table, count - top, axis=1)[:, count - top :]
    mean: Scores = table.mean(axis=1)
    return mean


def to_probability(scores: Scores, thresholds: Thresholds) -> Scores:
    """Return a rough chance that a score is right: one fixed logistic through the pack's thresholds, not calibrated."""
    slope = ODDS_AT_SAME / max(1e-6, thresholds.same - thresholds.suggest)
    chances: Scores = (1 / (1 + np.exp(-slope * (scores - thresholds.suggest)))).astype(np.float32)
    return chances


def assign(scores: Scores, photo_ids: Ids, *, suggest: float) -> Verdict:
    """Give each face its best person, no person twice in a photo; -inf in `scores` is what a human has denied.

    The most similar pair of a photo is given first, then the next: a face that loses its person to a better one takes
    its second choice. (Each face asks for its best and each person keeps the best asker: the same, but in few rounds.)
    """
    faces = np.arange(len(scores))
    if not scores.shape[1]:
        return Verdict(np.full(len(scores), NOBODY, np.intp), np.full(len(scores), -1, np.float32))
    open_scores = np.where(scores >= suggest, scores, -np.inf)
    while True:
        columns = open_scores.argmax(axis=1)
        values = open_scores[faces, columns]
        losers = _find_losers(values, columns, photo_ids)
        if not len(losers):
            break
        open_scores[losers, columns[losers]] = -np.inf
    found = np.isfinite(values)
    return Verdict(np.where(found, columns, NOBODY), np.where(found, values, -1).astype(np.float32))


def _find_losers(values: Scores, columns: NDArray[np.intp], photo_ids: Ids) -> NDArray[np.intp]:
    asking = np.flatnonzero(np.isfinite(values))
    order = asking[np.lexsort((asking, -values[asking], columns[asking], photo_ids[asking]))]
    same = (photo_ids[order][1:] == photo_ids[order][:-1]) & (columns[order][1:] == columns[order][:-1])
    return np.asarray(order[1:][same], np.intp)
