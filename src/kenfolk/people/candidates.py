"""Who could each face be, and how likely? Pure: looks, groups and a gallery in, calibrated chances out.

A face is judged with the group it is in: what the group as a whole looks like says more than one picture. What the
calibrator is given of a face and a person is in `FEATURES`; a pack's prior was fitted on the same ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.people.learning import Calibrator
from kenfolk.people.matching import NOBODY, Gallery, Ids, Scores, score_people
from kenfolk.vision.similarity import Looks

TOP = 6  # candidates of a group, and so of each face in it
CLEAR = 0.1  # a margin is no wider than that: nobody comes close
UNITS_AT_ONCE = 4096
FEATURES = (
    "similarity",  # of the face to the person
    "group_similarity",  # of the faces of its group to the person, on average
    "margin",  # to the next person
    "group_margin",
    "log_named",  # faces of the person that a human named
    "log_group",  # faces in the group
    "log_people",  # among whom it was chosen
)


@dataclass(frozen=True, eq=False)
class Candidates:
    """The likeliest people of each face, those of its group."""

    columns: Ids  # (N, TOP) into the gallery; NOBODY where there are fewer
    features: NDArray[np.float32]  # (N, TOP, F)

    def lows(self, least: float) -> Scores:
        """Return how alike to its group the last candidate of each face is, (N,): a newcomer has to be more."""
        is_full = self.columns[:, -1] != NOBODY
        return np.where(is_full, self.features[:, -1, FEATURES.index("group_similarity")], np.float32(least))

    def chances(self, calibrator: Calibrator) -> Scores:
        """Return how likely each candidate is, (N, TOP); 0 for nobody. The chances of a face add up to 1 at the most."""
        there = self.columns != NOBODY
        chances = np.zeros(self.columns.shape)
        chances[there] = calibrator.probabilities(self.features[there])
        return np.asarray(chances / np.maximum(chances.sum(axis=1, keepdims=True), 1), np.float32)


def find_candidates(looks: Looks, units: Ids, gallery: Gallery, *, least: float) -> Candidates:
    """Return the candidates of faces; looks: (N, D + 1), units: (N,) the group of each, or a number of its own.

    Whoever is less alike to a group than `least`, on average, is no candidate of it, and nobody's rival.
    """
    columns = np.full((len(looks), TOP), NOBODY, np.int64)
    features = np.zeros((len(looks), TOP, len(FEATURES)), np.float32)
    order = np.argsort(units, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(units[order]) != 0]) if len(order) else np.empty(0, np.intp)
    ends = np.r_[starts[1:], len(order)]
    for at in range(0, len(starts) if len(gallery) else 0, UNITS_AT_ONCE):
        here = slice(at, at + UNITS_AT_ONCE)
        rows = order[starts[at] : ends[here][-1]]
        scores = score_people(looks[rows], gallery)
        found = rank_people(scores, (ends - starts)[here], gallery.faces, least=least)
        columns[rows], features[rows] = found.columns, found.features
    return Candidates(columns, features)


def rank_people(scores: Scores, sizes: NDArray[np.intp], named: NDArray[np.int64], *, least: float) -> Candidates:
    """Return the candidates of faces that are sorted by group.

    scores: (N, P) of each face and person; sizes: (U,) of the groups; named: (P,) faces of each person.
    """
    firsts = np.r_[0, np.cumsum(sizes)[:-1]]
    means = np.asarray(np.add.reduceat(scores, firsts, axis=0) / sizes[:, None].astype(np.float32), np.float32)
    top = _take_best(means, TOP)
    unit = np.repeat(np.arange(len(sizes)), sizes)
    found = top.shape[1]
    own = np.take_along_axis(scores, top[unit], axis=1)
    whole = np.take_along_axis(means, top, axis=1)
    columns = np.full((len(scores), TOP), NOBODY, np.int64)
    columns[:, :found] = np.where(whole < least, NOBODY, top)[unit]
    parts: list[NDArray[np.floating]] = [
        own,
        whole[unit],
        _margins(own, least),
        _margins(whole, least)[unit],
        np.log(np.maximum(named, 1))[top[unit]],
        np.broadcast_to(np.log(sizes)[unit][:, None], own.shape),
        np.full(own.shape, log_people(scores.shape[1])),
    ]
    features = np.zeros((len(scores), TOP, len(FEATURES)), np.float32)
    features[:, :found] = np.stack(parts, axis=2)
    return Candidates(columns, features)


def find_cohesion(looks: Looks, units: Ids) -> Scores:
    """Return how alike the faces (N, D + 1) of each one's group (N,) are to each other, on average; 0 for lone faces."""
    if not len(looks):
        return np.zeros(0, np.float32)
    order = np.argsort(units, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(units[order]) != 0])
    sizes = np.diff(np.r_[starts, len(order)])
    sums = np.add.reduceat(looks[order], starts, axis=0, dtype=np.float64)
    own = np.add.reduceat(((looks[:, :-1] ** 2).sum(axis=1) + 2 * looks[:, -1])[order], starts, dtype=np.float64)
    pairs = (sums[:, :-1] ** 2).sum(axis=1) + 2 * sizes * sums[:, -1] - own
    cohesion = np.empty(len(looks), np.float32)
    cohesion[order] = np.repeat(pairs / np.maximum(sizes * (sizes - 1), 1) * (sizes > 1), sizes)
    return cohesion


def _take_best(scores: Scores, count: int) -> NDArray[np.intp]:
    """Return the columns of the highest scores of each row, highest first."""
    count = min(count, scores.shape[1])
    chosen = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    order = np.argsort(-np.take_along_axis(scores, chosen, axis=1), axis=1, kind="stable")
    return np.take_along_axis(chosen, order, axis=1)


def _margins(scores: Scores, least: float) -> Scores:
    """Return how far each candidate is before the best of the others."""
    rivals = np.maximum(np.c_[scores, np.full(len(scores), least, np.float32)], least)
    best = np.sort(rivals, axis=1)[:, ::-1]
    others = np.where(scores >= best[:, :1], best[:, 1:2], best[:, :1])
    return np.asarray(np.clip(scores - others, -CLEAR, CLEAR), np.float32)


def log_people(count: int) -> float:
    """Return the logarithm of how many people there are, rounded: one more does not change what is thought of all."""
    return float(np.round(2 * np.log2(max(count, 1))) / 2 * np.log(2))
