"""Is a name wrong, or a person two? Pure: looks of faces that have a name in, doubts out.

A face is compared with the few faces of a person that it is most like, itself left out: whoever looked different as a
child is like their own childhood, and a face that was named wrongly is like nobody it stands beside. A person is two
when their faces fall into two parts that are no more alike, on average, than strangers are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from kenfolk.people.matching import Ids, Scores
from kenfolk.vision.similarity import Looks, similarities

NEAREST = 5  # faces of a person that one face is compared with
MOST_BESIDE = 256  # of a person's faces, among which these are looked for
MOST_SPLIT = 128  # of a person's faces, to find out whether they are two
FEWEST_SIDE = 3  # faces that make a person: one odd picture is a mistake, and none of two people
ROWS_AT_ONCE = 4096
CROWDED = 0.3  # of somebody's faces look like the same other one: that is one person under two names, not mistakes
FEW = 3


class Suspect(NamedTuple):
    """A face that looks more like another person than like the one whose name it has."""

    face_id: int
    person_id: int
    other_id: int
    margin: float  # how much more


@dataclass(frozen=True, eq=False)
class Split:
    """A person's faces in two parts: rows of what was given."""

    larger: NDArray[np.intp]
    smaller: NDArray[np.intp]
    across: float  # how alike a face of one is to a face of the other, on average


def sample_rows(count: int, most: int) -> NDArray[np.intp]:
    """Return at most so many rows, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.intp))


def score_own(looks: Looks) -> Scores:
    """Return how alike each of one person's faces (N, D + 1) is to the nearest of the others; N > 1."""
    beside = sample_rows(len(looks), MOST_BESIDE)
    scores = np.empty(len(looks), np.float32)
    for at in range(0, len(looks), ROWS_AT_ONCE):
        table = similarities(looks[at : at + ROWS_AT_ONCE], looks[beside])
        here = (beside >= at) & (beside < at + ROWS_AT_ONCE)
        table[beside[here] - at, np.flatnonzero(here)] = -np.inf
        scores[at : at + ROWS_AT_ONCE] = _mean_of_best(table, min(NEAREST, len(beside) - 1))
    return scores


def score_other(looks: Looks, others: Looks) -> Scores:
    """Return how alike each face is to the nearest of another person's faces."""
    return _mean_of_best(similarities(looks, others), min(NEAREST, len(others)))


def _mean_of_best(table: Scores, count: int) -> Scores:
    best = np.partition(table, table.shape[1] - count, axis=1)[:, table.shape[1] - count :]
    return np.asarray(best.mean(axis=1), np.float32)


def choose_suspects(found: Iterable[Suspect], sizes: Mapping[int, int], *, least: float, most: int) -> list[Suspect]:
    """Return each face once, the most suspicious first, without people who merely have two names."""
    best: dict[int, Suspect] = {}
    for suspect in found:
        if suspect.margin >= least and suspect.margin > best.get(suspect.face_id, (0, 0, 0, 0.0))[3]:
            best[suspect.face_id] = suspect
    pairs: dict[tuple[int, int], int] = {}
    for suspect in best.values():
        pair = (suspect.person_id, suspect.other_id)
        pairs[pair] = pairs.get(pair, 0) + 1
    crowded = {pair for pair, count in pairs.items() if count >= max(FEW, CROWDED * sizes.get(pair[0], 0))}
    kept = [s for s in best.values() if (s.person_id, s.other_id) not in crowded]
    return sorted(kept, key=lambda suspect: (-suspect.margin, suspect.face_id))[:most]


def find_split(looks: Looks, *, least: float) -> Split | None:
    """Return the two people that one person's faces (N, D + 1) seem to be, if the parts are less alike than `least`.

    Of the ways to part them that average linkage finds, the one with the least alike parts.
    """
    rows = _choose_rows(looks)
    if len(rows) < 2 * FEWEST_SIDE:
        return None
    table = similarities(looks[rows], looks[rows])
    if np.count_nonzero(table < least) < FEWEST_SIDE**2:  # each pair counts twice: half of what two parts would have
        return None
    merge = _find_merge(table, least)
    if merge is None:
        return None
    one, other, across = merge
    larger, smaller = (one, other) if len(one) >= len(other) else (other, one)
    return Split(rows[larger], rows[smaller], across)


def _choose_rows(looks: Looks) -> NDArray[np.intp]:
    """Return an even sample, and those that are least like all: a few strangers among hundreds are there."""
    if len(looks) <= MOST_SPLIT:
        return np.arange(len(looks))
    odd = np.argsort(similarities(looks, looks.mean(axis=0, keepdims=True))[:, 0], kind="stable")[: MOST_SPLIT // 2]
    return np.union1d(odd, sample_rows(len(looks), MOST_SPLIT // 2))


def _find_merge(table: Scores, least: float) -> tuple[Sequence[int], Sequence[int], float] | None:
    highest = float(table.max())
    distances = highest - (table + table.T) / 2
    np.fill_diagonal(distances, 0)
    members: list[list[int]] = [[row] for row in range(len(table))]
    found = None
    for a, b, distance, _count in linkage(squareform(np.maximum(distances, 0), checks=False), "average"):
        one, other, across = members[int(a)], members[int(b)], highest - float(distance)
        members.append(one + other)
        if min(len(one), len(other)) >= FEWEST_SIDE and across < least and (found is None or across < found[2]):
            found = one, other, across
    return found


def assign_sides(looks: Looks, larger: Looks, smaller: Looks) -> NDArray[np.bool_]:
    """Say which faces (N, D + 1) are of the smaller part."""
    return np.asarray(score_other(looks, smaller) > score_other(looks, larger))


def pick_typical(looks: Looks, qualities: NDArray[np.floating], most: int) -> Ids:
    """Return the rows that stand for a part: good pictures that look like the rest of it."""
    mean = similarities(looks, looks.mean(axis=0, keepdims=True))[:, 0]
    order = np.argsort(-(_rank(mean) + _rank(np.asarray(qualities, np.float32))), kind="stable")
    return np.asarray(order[:most], np.int64)


def _rank(values: NDArray[np.floating]) -> NDArray[np.int64]:
    return np.asarray(np.argsort(np.argsort(values, kind="stable"), kind="stable"), np.int64)
