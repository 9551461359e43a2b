"""Which units are alike enough to come together? Pure: a graph of the most similar ones, by blocks of matrix products.

Up to `EXACT` units every pair is looked at. Beyond, units are laid into lists by the nearest of some centres, and those
of one list are compared with those of the lists around it only: so the work grows with the units, not with the pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.vision.similarity import Looks, similarities, to_unit

Pairs = NDArray[np.int64]  # (M, 2) rows
Rows = NDArray[np.int64]

MOST = 32  # neighbours of each unit; more cost memory, fewer cost rounds, neither changes the groups
CELLS = 1 << 21  # of a table: what stays in the processor's cache
EXACT = 20_000
ROUNDING = 1e-6  # similarities closer than this count as equal: two products of the same vectors may differ so much
LIST, AROUND = 125, 64  # units in a list, and lists it is compared with: 98 of 100 neighbours are found
LEARNING, PASSES = 16, 3  # units a centre learns from, and how often


@dataclass(frozen=True, eq=False)
class Units:
    """What is to be grouped: single faces and groups that exist already."""

    means: Looks  # (K, D + 1) of the looks in it
    counts: NDArray[np.int64]  # (K,) faces in it
    fixed: NDArray[np.bool_]  # (K,) a group people may have seen: it grows, and is never merged with another such
    apart: Pairs  # units that must not come together: in one photo, or a human said so


@dataclass(frozen=True, eq=False)
class Graph:
    """Pairs of units that may come together, at least as alike as was asked."""

    pairs: Pairs  # first < second, each once
    values: NDArray[np.float32]  # (M,) how alike they are
    floors: NDArray[np.float32]  # (K,) those that a unit has no pair with are at most so like it


def find_neighbours(units: Units, *, threshold: float) -> Graph:
    """Return each unit's most similar ones."""
    count = len(units.counts)
    floors = np.full(count, -np.inf, np.float32)
    apart = np.concatenate([units.apart, units.apart[:, ::-1]])
    apart = apart[np.argsort(apart[:, 0], kind="stable")]
    keys, values = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    for rows, columns in _lay_out(units.means):
        table = similarities(units.means[rows], units.means[columns])
        _forbid(table, rows, columns, units.fixed, apart)
        here, there, floors[rows] = _pick(table, threshold)
        values.append(table[here, there])
        first, second = rows[here], columns[there]
        keys.append(np.minimum(first, second) * count + np.maximum(first, second))
    unique, at = np.unique(np.concatenate(keys), return_index=True)
    return Graph(np.stack(np.divmod(unique, max(count, 1)), axis=1), np.concatenate(values)[at], floors)


def _pick(table: NDArray[np.float32], threshold: float) -> tuple[Rows, Rows, NDArray[np.float32]]:
    """Return the cells that count, and for each row what no other cell of it exceeds."""
    picked = table >= threshold
    floors = np.full(len(table), -np.inf, np.float32)
    crowded = np.flatnonzero(np.count_nonzero(picked, axis=1) > MOST)
    if len(crowded):
        # Among equals chance decides, or all of them would have the same few neighbours.
        chance = np.random.default_rng(len(crowded)).random((len(crowded), table.shape[1]), np.float32)
        best = np.argpartition(table[crowded] + ROUNDING * chance, -MOST, axis=1)[:, -MOST:]
        picked[crowded] = False
        picked[crowded[:, None], best] = True
        floors[crowded] = table[crowded[:, None], best].min(axis=1) - ROUNDING
    here, there = np.divmod(np.flatnonzero(picked), table.shape[1])
    return here, there, floors


def _forbid(table: NDArray[np.float32], rows: Rows, columns: Rows, fixed: NDArray[np.bool_], apart: Pairs) -> None:
    """Make cells minus infinity whose units must not come together."""
    table[np.arange(len(rows)), np.searchsorted(columns, rows)] = -np.inf  # a unit and itself
    start, end = np.searchsorted(apart[:, 0], rows), np.searchsorted(apart[:, 0], rows + 1)
    here = np.repeat(np.arange(len(rows)), end - start)
    within = np.arange(len(here)) - np.repeat(np.cumsum(end - start) - (end - start), end - start)
    others = apart[np.repeat(start, end - start) + within, 1]
    there = np.minimum(np.searchsorted(columns, others), len(columns) - 1)
    met = columns[there] == others
    table[here[met], there[met]] = -np.inf
    if fixed[rows].any():
        table[np.ix_(fixed[rows], fixed[columns])] = -np.inf


def _lay_out(means: Looks) -> Iterator[tuple[Rows, Rows]]:
    """Yield rows and the columns to compare them with, both in order; each row once."""
    every = np.arange(len(means))
    if len(means) <= EXACT:
        yield from _cut(every, every)
        return
    centres = _choose_centres(means[:, :-1])
    lists = _nearest(means[:, :-1], centres)
    order = np.argsort(lists, kind="stable")
    members = np.split(order, np.searchsorted(lists[order], np.arange(1, len(centres))))
    for centre, rows in zip(centres, members, strict=True):
        around = np.argsort(-(centres @ centre), kind="stable")[:AROUND]
        yield from _cut(rows, np.sort(np.concatenate([members[near] for near in around])))


def _cut(rows: Rows, columns: Rows) -> Iterator[tuple[Rows, Rows]]:
    step = max(1, CELLS // max(len(columns), 1))
    for at in range(0, len(rows), step):
        yield rows[at : at + step], columns


def _choose_centres(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return unit vectors, each in the middle of about `LIST` vectors: k-means on some of them."""
    rng = np.random.default_rng(len(vectors))
    count = len(vectors) // LIST
    sample = vectors[np.sort(rng.choice(len(vectors), min(len(vectors), LEARNING * count), replace=False))]
    centres = to_unit(sample[rng.choice(len(sample), count, replace=False)])
    for _ in range(PASSES):
        lists = _nearest(sample, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, lists, sample)
        empty = np.bincount(lists, minlength=count) == 0
        centres = to_unit(np.where(empty[:, None], centres, sums))
    return centres


def _nearest(vectors: NDArray[np.float32], centres: NDArray[np.float32]) -> Rows:
    step = max(1, CELLS // len(centres))
    parts = [(vectors[at : at + step] @ centres.T).argmax(axis=1) for at in range(0, len(vectors), step)]
    return np.concatenate(parts)
