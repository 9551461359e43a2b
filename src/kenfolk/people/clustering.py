"""Which unnamed faces are one person? Pure: average linkage that starts from the groups there are.

Two groups are as similar as their faces are on average, which for looks is the similarity of the groups' means: so a
group is one row, whatever its size. Pairs that are each other's most similar are merged in rounds; that gives the same
groups as merging one best pair at a time, because a merged group is never more similar to a third than its parts were.

For the same reason a graph of each unit's nearest is enough: whoever is not in it is known to be less like. When what
is left in the graph is less like than that, a new graph is made of the groups there are now.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kenfolk.people.neighbours import Graph, Pairs, Rows, Units, find_neighbours
from kenfolk.vision.similarity import Looks, similarities_of_pairs

__all__ = ["GOOD_FOR_GROUPS", "Labels", "Pairs", "Rows", "Units", "cluster"]

Labels = NDArray[np.int64]
Values = NDArray[np.float32]

GOOD_FOR_GROUPS = 0.3  # quality: below, a face is like every other bad picture
PAIRS_AT_ONCE = 1 << 14


def cluster(units: Units, *, threshold: float) -> Labels:
    """Return a label for each unit; those with the same label belong together. Labels are rows of the first member."""
    labels = np.arange(len(units.counts), dtype=np.int64)
    rows = labels.copy()  # the label of each unit that may still come together with another
    while len(rows) > 1:
        graph = find_neighbours(units, threshold=threshold)
        units, into, going_on = _link(units, graph, threshold)
        _rename(labels, rows, rows[into])
        if len(going_on) == len(rows):
            break
        units, rows = _take(units, going_on), rows[going_on]
    return labels


def _rename(labels: Labels, old: Labels, new: Labels) -> None:
    names = np.arange(len(labels), dtype=np.int64)
    names[old] = new
    labels[:] = names[labels]


def _take(units: Units, rows: Rows) -> Units:
    rank = np.full(len(units.counts), -1, np.int64)
    rank[rows] = np.arange(len(rows))
    apart = rank[units.apart]
    apart = _unique(apart[(apart >= 0).all(axis=1)], len(rows))
    return Units(units.means[rows], units.counts[rows], units.fixed[rows], apart)


def _link(units: Units, graph: Graph, threshold: float) -> tuple[Units, Labels, Rows]:
    """Merge what the graph decides. Return the units, each at its first member's row; whom each is with; who goes on."""
    units = replace(units, means=units.means.copy(), counts=units.counts.copy(), fixed=units.fixed.copy())
    pairs, values, floors = graph.pairs, graph.values, graph.floors.copy()
    into = np.arange(len(units.counts), dtype=np.int64)
    while len(chosen := _choose(pairs, values, floors)):
        first, second = pairs[chosen].T
        _merge(units, floors, first, second)
        step = np.arange(len(into), dtype=np.int64)
        step[second] = first
        into = step[into]
        units = replace(units, apart=np.sort(step[units.apart], axis=1))
        changed = np.zeros(len(into), np.bool_)
        changed[first] = True
        pairs, values = _follow(units, step[pairs], values, changed, threshold)
    waits = floors > -np.inf
    waits[pairs] = True
    return units, into, np.flatnonzero(waits & (into == np.arange(len(into))))


def _choose(pairs: Pairs, values: Values, floors: Values) -> Rows:
    """Return pairs of units that are each other's most similar, each unit once. Among equals chance decides."""
    best = floors.copy()
    for side in (0, 1):
        np.maximum.at(best, pairs[:, side], values)
    mutual = np.flatnonzero((values >= best[pairs[:, 0]]) & (values >= best[pairs[:, 1]]))
    mutual = np.asarray(np.random.default_rng(len(mutual)).permutation(mutual), np.int64)
    turn, first = np.arange(len(mutual)), np.full(len(floors), len(mutual), np.int64)
    for side in (0, 1):
        np.minimum.at(first, pairs[mutual, side], turn)
    is_first: NDArray[np.bool_] = (first[pairs[mutual, 0]] == turn) & (first[pairs[mutual, 1]] == turn)
    return np.asarray(mutual[is_first])


def _merge(units: Units, floors: Values, first: Rows, second: Rows) -> None:
    """Write into the rows of `first` what it is with `second`."""
    weight = (units.counts[second] / (units.counts[first] + units.counts[second])).astype(np.float32)[:, None]
    units.means[first] = (1 - weight) * units.means[first] + weight * units.means[second]
    units.counts[first] += units.counts[second]
    units.fixed[first] |= units.fixed[second]
    floors[first] = np.maximum(floors[first], floors[second])
    floors[second] = -np.inf


def _follow(
    units: Units, pairs: Pairs, values: Values, changed: NDArray[np.bool_], threshold: float
) -> tuple[Pairs, Values]:
    """Return the pairs of what units have become, those that changed compared anew."""
    is_old = ~(changed[pairs[:, 0]] | changed[pairs[:, 1]])
    new = _unique(pairs[~is_old], len(changed))
    new = new[~(units.fixed[new[:, 0]] & units.fixed[new[:, 1]])]
    new = new[~np.isin(_key(new, len(changed)), _key(units.apart, len(changed)))]
    alike = _compare(units.means, new)
    is_like = alike >= threshold
    return np.concatenate([pairs[is_old], new[is_like]]), np.concatenate([values[is_old], alike[is_like]])


def _compare(means: Looks, pairs: Pairs) -> Values:
    parts = [np.empty(0, np.float32)]
    for at in range(0, len(pairs), PAIRS_AT_ONCE):
        first, second = pairs[at : at + PAIRS_AT_ONCE].T
        parts.append(similarities_of_pairs(means[first], means[second]))
    return np.concatenate(parts)


def _key(pairs: Pairs, count: int) -> Rows:
    return np.asarray(pairs[:, 0] * count + pairs[:, 1])


def _unique(pairs: Pairs, count: int) -> Pairs:
    """Return pairs of two, the smaller first, each once."""
    keys = np.unique(pairs.min(axis=1) * count + pairs.max(axis=1)) if len(pairs) else np.empty(0, np.int64)
    unique = np.stack(np.divmod(keys, max(count, 1)), axis=1)
    return np.asarray(unique[unique[:, 0] != unique[:, 1]])
