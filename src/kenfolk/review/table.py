"""Open faces as columns of numbers, one a row. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from kenfolk.browse.service import OpenFace
from kenfolk.faces.search import VectorIndex
from kenfolk.people import service as people
from kenfolk.review.scene import Chances, Ids
from kenfolk.vision.similarity import Looks

Flags = NDArray[np.bool_]


@dataclass(eq=False)
class Table:
    """Sorted by group, the best face of each first, but for what was put in since. A face somebody spoke of is closed."""

    face_ids: Ids  # (N,)
    photo_ids: Ids
    units: Ids  # group, or minus the face's number
    qualities: Chances
    is_open: Flags
    is_poor: Flags  # the machine must not name it: too little to see, or a human took its name off
    is_hopeless: Flags  # too little to see to ask who it is
    looks: Looks  # (N, D + 1)
    people: Ids  # (N, TOP)
    chances: Chances  # (N, TOP)
    is_sure: Flags  # (N, TOP) the machine may name it so
    is_named: Flags  # (N,) and does
    is_implied: Flags  # (N,) who it is follows from what was said: not for the queue
    cohesion: Chances  # (N,) how alike the faces of each one's group are
    lows: Chances  # (N,) somebody has to be more alike to a group than that to become a candidate of it
    is_stale: Flags  # (N,) to be judged anew

    def open_rows(self) -> "Table":
        """Return a table of the open faces that may be asked about, without their looks, that stays as it is while this one goes on."""
        # To name a lone face that is like nobody takes two actions and gives one name: that is never worth a question.
        rows = np.flatnonzero(self.is_open & ~self.is_implied & ((self.units > 0) | self.chances.any(axis=1)))
        nothing = np.empty((len(rows), 0), np.float32)
        columns = {f.name: getattr(self, f.name)[rows] for f in fields(self) if f.name != "looks"}
        return Table(**columns, looks=nothing)

    def rows_of(self, face_ids: Collection[int] | Ids) -> NDArray[np.intp]:
        """Return the rows of those of the faces that are there, open or closed, in this order."""
        wanted = np.array(list(face_ids), np.int64)
        most = int(max(self.face_ids.max(initial=0), wanted.max(initial=0)))
        places = np.full(most + 1, -1, np.intp)  # much faster than sorting: faces are numbered without big gaps
        places[self.face_ids] = np.arange(len(self.face_ids))
        rows = places[wanted]
        return rows[rows >= 0]

    def put(self, other: "Table") -> "Table":
        """Return this table with the rows of another one, in place of those of the same faces."""
        there = np.isin(other.face_ids, self.face_ids)
        rows = self.rows_of(other.face_ids[there])
        for name in ("photo_ids", "units", "qualities", "is_open", "is_poor", "is_hopeless", "looks"):
            getattr(self, name)[rows] = getattr(other, name)[there]
        if there.all():
            return self
        return Table(*(np.concatenate([getattr(self, f.name), getattr(other, f.name)[~there]]) for f in fields(self)))

    def exceeds_lows(self, scores: Chances) -> Flags:
        """Say of which rows the mean of any column of `scores` (N, C) over their open group is more than their low."""
        found = np.zeros(len(self.units), np.bool_)
        # The mean of a group is more than that only if one of its faces is, and few are.
        near = self.is_open & (scores > self.lows[:, None]).any(axis=1)
        rows = np.flatnonzero(self.is_open & np.isin(self.units, np.unique(self.units[near])))
        if len(rows):
            _, inverse, sizes = np.unique(self.units[rows], return_inverse=True, return_counts=True)
            sums = np.stack([np.bincount(inverse, weights=column) for column in scores[rows].T], axis=1)
            means = (sums / sizes[:, None])[inverse]
            found[rows] = (means > self.lows[rows, None]).any(axis=1)
        return found


def lay_table(faces: Sequence[OpenFace], index: VectorIndex) -> Table:
    """Return the table of these faces, nobody judged yet; those without a vector are left out."""
    known, looks = index.looks([face.id for face in faces])
    there = set(known.tolist())
    seen = [face for face in faces if face.id in there]
    count, top = len(seen), people.TOP
    table = Table(
        face_ids=known,
        photo_ids=np.array([face.photo_id for face in seen], np.int64),
        units=np.array([-face.id if face.group_id is None else face.group_id for face in seen], np.int64),
        qualities=np.array([face.quality for face in seen], np.float32),
        is_open=np.ones(count, np.bool_),
        is_poor=np.array([people.is_poor(face) for face in seen], np.bool_),
        is_hopeless=np.array([people.is_hopeless(face) for face in seen], np.bool_),
        looks=looks,
        people=np.full((count, top), people.NOBODY, np.int64),
        chances=np.zeros((count, top), np.float32),
        is_sure=np.zeros((count, top), np.bool_),
        is_named=np.zeros(count, np.bool_),
        is_implied=np.zeros(count, np.bool_),
        cohesion=np.zeros(count, np.float32),
        lows=np.full(count, -np.inf, np.float32),
        is_stale=np.zeros(count, np.bool_),
    )
    order = np.lexsort((table.face_ids, -table.qualities, table.units))
    return Table(*(getattr(table, f.name)[order] for f in fields(table)))


def mark_twice(table: Table, where: Flags) -> None:
    """Say whom the machine names among these rows, whole photos: the likeliest face of a person in a photo, no other."""
    rows = np.flatnonzero(where)
    table.is_named[rows] = False
    if not len(rows):
        return
    best = table.chances[rows].argmax(axis=1)
    chances, who = table.chances[rows, best], table.people[rows, best]
    order = np.lexsort((table.face_ids[rows], -chances, who, table.photo_ids[rows]))
    first = np.r_[True, (np.diff(table.photo_ids[rows][order]) != 0) | (np.diff(who[order]) != 0)]
    rows, best = rows[order[first]], best[order[first]]
    table.is_named[rows] = table.is_sure[rows, best]


def pairs_of(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Return the second numbers of each first one."""
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
    return found
