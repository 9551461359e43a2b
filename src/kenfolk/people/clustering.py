"""Which unnamed faces are one person? Pure: average linkage that starts from the groups there are.

Two groups are as similar as their faces are on average, which for unit vectors is the product of the groups' means:
so a group is one row, whatever its size. Pairs that are each other's most similar are merged in rounds; that gives the
same groups as merging one best pair at a time, because a merged group is never more similar to a third than its parts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.vision.similarity import similarities

Vectors = NDArray[np.float32]
Pairs = NDArray[np.int64]  # (M, 2) rows
Labels = NDArray[np.int64]

GOOD_FOR_GROUPS = 0.3  # quality: below, a face is like every other bad picture
ROWS_AT_ONCE = 256  # a block that stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Units:
    """What is to be grouped: single faces and groups that exist already."""

    means: Vectors  # (K, D) of the unit vectors in it
    counts: NDArray[np.int64]  # (K,) faces in it
    fixed: NDArray[np.bool_]  # (K,) a group people may have seen: it grows, and is never merged with another such
    apart: Pairs  # units that must not come together: in one photo, or a human said so


def cluster(units: Units, *, threshold: float) -> Labels:
    """Return a label for each unit; those with the same label belong together. Labels are rows of the first member."""
    labels = np.arange(len(units.counts), dtype=np.int64)
    rows = labels.copy()  # the label of each unit that may still come together with another
    best, values = np.zeros_like(rows), np.full(len(rows), -np.inf, np.float32)
    stale = np.ones(len(rows), np.bool_)
    while len(rows) > 1:
        _find_best(units, np.flatnonzero(stale), best, values)
        pairs = _choose_pairs(best, values, threshold)
        if not len(pairs):
            break
        into = np.arange(len(rows), dtype=np.int64)
        into[pairs[:, 1]] = pairs[:, 0]
        _rename(labels, rows, rows[into])
        # Whoever is like nobody now will not be like anybody later: merging only makes groups less alike. For the same
        # reason only those are looked at again that were merged, or whose best was.
        going_on = np.unique(into[values >= threshold])
        merged = np.zeros(len(rows), np.bool_)
        merged[pairs.ravel()] = True
        stale = (merged | merged[best])[going_on]
        rank = np.full(len(rows), -1, np.int64)
        rank[going_on] = np.arange(len(going_on))
        units, rows = _merge(units, rank[into], len(going_on)), rows[going_on]
        best, values = rank[into[best[going_on]]], values[going_on]
    return labels


def _rename(labels: Labels, old: Labels, new: Labels) -> None:
    names = np.arange(len(labels), dtype=np.int64)
    names[old] = new
    labels[:] = names[labels]


def _find_best(units: Units, rows: Labels, best: Labels, values: Vectors) -> None:
    """Write into `best` and `values` whom each of `rows` may join and is most like."""
    apart = np.concatenate([units.apart, units.apart[:, ::-1]])
    apart = apart[np.argsort(apart[:, 0], kind="stable")]
    for at in range(0, len(rows), ROWS_AT_ONCE):
        part = rows[at : at + ROWS_AT_ONCE]
        table = similarities(units.means[part], units.means)
        table[np.arange(len(part)), part] = -np.inf
        start, end = np.searchsorted(apart[:, 0], part), np.searchsorted(apart[:, 0], part + 1)
        here = np.repeat(np.arange(len(part)), end - start)
        within = np.arange(len(here)) - np.repeat(np.cumsum(end - start) - (end - start), end - start)
        table[here, apart[np.repeat(start, end - start) + within, 1]] = -np.inf
        if units.fixed[part].any():
            table[np.ix_(units.fixed[part], units.fixed)] = -np.inf
        best[part] = table.argmax(axis=1)
        values[part] = table[np.arange(len(part)), best[part]]


def _choose_pairs(best: NDArray[np.int64], values: Vectors, threshold: float) -> Pairs:
    rows = np.arange(len(best))
    mutual = np.flatnonzero((best[best] == rows) & (values >= threshold) & (rows < best))
    if not len(mutual) and values.max() >= threshold:
        # Equal similarities can chase each other in a circle: then the first of the best pairs goes first.
        row = int(values.argmax())
        return np.array([sorted((row, int(best[row])))], np.int64)
    return np.stack([mutual, best[mutual]], axis=1)


def _merge(units: Units, rank: Labels, count: int) -> Units:
    """Return the units in their new places; -1 stands for those that are done."""
    kept = rank >= 0
    counts, fixed = np.zeros(count, np.int64), np.zeros(count, np.bool_)
    sums = np.zeros((count, units.means.shape[1]), np.float32)
    np.add.at(counts, rank[kept], units.counts[kept])
    np.add.at(sums, rank[kept], (units.means * units.counts[:, None].astype(np.float32))[kept])
    fixed[rank[units.fixed & kept]] = True
    apart = rank[units.apart]
    apart = np.unique(apart[(apart >= 0).all(axis=1)], axis=0)
    return Units(np.asarray(sums / counts[:, None], np.float32), counts, fixed, apart)
