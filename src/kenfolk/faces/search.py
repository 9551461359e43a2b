"""Which faces look most alike? One interface, and an exact index in memory of the looks of the active model's faces.

The index follows the database: `refresh` reads what has changed since the last time. Whoever asks works on a snapshot, so
no lock is held while vectors are multiplied. `postgres_search.py` gives the same answers and holds nothing.
"""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kenfolk.faces import store
from kenfolk.faces.store import ChangedVector
from kenfolk.kit.db import ReadSession
from kenfolk.vision.similarity import Cohort, Looks, similarities

Ids = NDArray[np.int64]

FEWEST_ROWS = 1024
SPARSE = 4  # rebuild when one row in so many no longer counts
MOST_AT_ONCE = 1 << 24  # similarities in memory at the same time: 64 MB


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The most similar faces, best first: one row for each vector that was asked about."""

    face_ids: Ids  # (Q, k)
    similarities: NDArray[np.float32]  # (Q, k)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One consistent state of the index. Its arrays never change."""

    face_ids: Ids  # (N,)
    looks: Looks  # (N, D + 1)
    counts: NDArray[np.bool_] | None  # (N,) which rows count; None: all


class FaceSearch(Protocol):
    """What looks like what, of one model. Every answer is as new as the session it is asked in."""

    @property
    def model(self) -> str: ...

    @property
    def dim(self) -> int: ...

    @property
    def cohort(self) -> Cohort: ...

    def refresh(self, session: ReadSession) -> int:
        """Read what is kept in memory up to date, and return how many faces have changed; nothing where none is."""
        ...

    def looks_of(self, session: ReadSession, face_ids: Collection[int] | Ids) -> tuple[Ids, Looks]:
        """Return those of the faces that have a vector, in the order given, and their looks."""
        ...

    def find_nearest(
        self, session: ReadSession, looks: ArrayLike, *, k: int, among: Collection[int] | Ids | None = None
    ) -> Neighbours:
        """Return the `k` most similar faces of each look (or of the one); fewer where there are not as many."""
        ...


class VectorIndex:
    """The looks of the visible faces, of one model: their vectors, seen beside a cohort."""

    def __init__(self, *, model: str, dim: int, cohort: Cohort | None = None) -> None:
        self.model = model
        self.dim = dim
        self.cohort = cohort or Cohort.empty(dim)
        self._refreshing = threading.Lock()  # one reader of the database at a time
        self._changing = threading.Lock()  # held for a moment: rows and the map of faces to rows belong together
        self._tick = -1  # everything up to here is in the index
        self._clear(FEWEST_ROWS)

    def __len__(self) -> int:
        """How many faces can be found."""
        return self._size - self._dead

    def refresh(self, session: ReadSession) -> int:
        """Read what has changed in the database, and return how many faces that were. Cheap if none."""
        with self._refreshing:
            changed, newest = 0, self._tick
            for chunk in store.list_changed_vectors(session, model=self.model, after=self._tick):
                with self._changing:
                    self._apply(chunk)
                changed += len(chunk)
                newest = max([newest, *(row.changed for row in chunk)])
            self._tick = newest
            return changed

    def looks_of(self, session: ReadSession, face_ids: Collection[int] | Ids) -> tuple[Ids, Looks]:
        """Return those of the faces that have a vector by now, in the order given, and their looks."""
        self.refresh(session)
        return self.looks(face_ids)

    def find_nearest(
        self, session: ReadSession, looks: ArrayLike, *, k: int, among: Collection[int] | Ids | None = None
    ) -> Neighbours:
        """Return the `k` most similar faces of each look, among all there are by now."""
        self.refresh(session)
        return self.find_nearest_faces(looks, k=k, among=among)

    def snapshot(self) -> Snapshot:
        """Return the index as it is now."""
        with self._changing:
            counts = None if not self._dead else self._counts[: self._size].copy()
            return Snapshot(self._face_ids[: self._size], self._looks[: self._size], counts)

    def looks(self, face_ids: Collection[int] | Ids) -> tuple[Ids, Looks]:
        """Return those of the faces that have a vector, in the order given, and their looks."""
        wanted = as_ids(face_ids)
        with self._changing:
            rows = self._rows_of(wanted)
            looks = self._looks
        known = rows >= 0
        return wanted[known], looks[rows[known]]

    def find_nearest_faces(self, looks: ArrayLike, *, k: int, among: Collection[int] | Ids | None = None) -> Neighbours:
        """Return the `k` most similar faces of each look (or of the one); fewer where there are not as many."""
        queries = np.atleast_2d(np.asarray(looks, np.float32))
        seen = self.snapshot() if among is None else self._snapshot_of(np.unique(as_ids(among)))
        count = len(seen.face_ids) if seen.counts is None else int(np.count_nonzero(seen.counts))
        return _search(queries, seen, min(max(k, 0), count))

    def _snapshot_of(self, face_ids: Ids) -> Snapshot:
        known, looks = self.looks(face_ids)
        return Snapshot(known, looks, None)

    def _clear(self, capacity: int) -> None:
        self._face_ids = np.empty(capacity, np.int64)
        self._looks = np.empty((capacity, self.dim + 1), np.float32)
        self._counts = np.ones(capacity, np.bool_)
        self._rows = np.full(FEWEST_ROWS, -1, np.int64)  # by face id; -1: none
        self._size = self._dead = 0

    def _apply(self, chunk: Sequence[ChangedVector]) -> None:
        self._drop(np.array([row.face_id for row in chunk], np.int64))
        counting = [row for row in chunk if row.counts and len(row.raw) == 2 * self.dim]
        if counting:
            vectors = np.frombuffer(b"".join(row.raw for row in counting), "<f2").reshape(-1, self.dim)
            self._append(np.array([row.face_id for row in counting], np.int64), self.cohort.look(vectors))
        if self._dead > FEWEST_ROWS and self._dead * SPARSE > self._size:
            self._compact()

    def _drop(self, face_ids: Ids) -> None:
        """Leave the rows where they are, because somebody may be reading them, but do not count them any more."""
        rows = self._rows_of(face_ids)
        rows = rows[rows >= 0]
        self._counts[rows] = False
        self._rows[self._face_ids[rows]] = -1
        self._dead += len(rows)

    def _append(self, face_ids: Ids, looks: Looks) -> None:
        """Write behind the rows that snapshots see, in place while there is room and into a larger copy otherwise."""
        end = self._size + len(face_ids)
        if end > len(self._face_ids):
            self._grow(end)
        if int(face_ids.max()) >= len(self._rows):
            more = np.full(2 * int(face_ids.max()) + 1 - len(self._rows), -1, np.int64)
            self._rows = np.concatenate([self._rows, more])
        self._face_ids[self._size : end] = face_ids
        self._looks[self._size : end] = looks
        self._counts[self._size : end] = True
        self._rows[face_ids] = np.arange(self._size, end)
        self._size = end

    def _grow(self, size: int) -> None:
        capacity = max(2 * len(self._face_ids), size)
        for name in ("_face_ids", "_looks", "_counts"):
            old = getattr(self, name)
            new = np.empty((capacity, *old.shape[1:]), old.dtype)
            new[: self._size] = old[: self._size]
            setattr(self, name, new)

    def _compact(self) -> None:
        """Copy the rows that count; snapshots keep the old arrays."""
        counts = self._counts[: self._size]
        face_ids, looks = self._face_ids[: self._size][counts], self._looks[: self._size][counts]
        self._clear(max(FEWEST_ROWS, 2 * len(face_ids)))
        if len(face_ids):
            self._append(face_ids, looks)

    def _rows_of(self, face_ids: Ids) -> NDArray[np.int64]:
        inside = (face_ids >= 0) & (face_ids < len(self._rows))
        rows = np.full(len(face_ids), -1, np.int64)
        rows[inside] = self._rows[face_ids[inside]]
        return rows


def find_among(queries: Looks, face_ids: Ids, looks: Looks, *, k: int) -> Neighbours:
    """Return the `k` nearest of these faces to each query."""
    return _search(queries, Snapshot(face_ids, looks, None), min(max(k, 0), len(face_ids)))


def _search(queries: Looks, seen: Snapshot, k: int) -> Neighbours:
    face_ids = np.empty((len(queries), k), np.int64)
    best = np.empty((len(queries), k), np.float32)
    step = max(1, MOST_AT_ONCE // max(1, len(seen.face_ids)))
    for at in range(0, len(queries) if k else 0, step):
        part = slice(at, at + step)
        table = similarities(queries[part], seen.looks)
        if seen.counts is not None:
            table[:, ~seen.counts] = -np.inf
        columns = _take_best(table, k)
        face_ids[part] = seen.face_ids[columns]
        best[part] = np.take_along_axis(table, columns, axis=1)
    return Neighbours(face_ids, best)


def _take_best(table: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Return the columns of the k highest values of each row, highest first."""
    last = table.shape[1] - k
    columns = np.argpartition(table, last, axis=1)[:, last:] if last else np.tile(np.arange(k), (len(table), 1))
    order = np.argsort(-np.take_along_axis(table, columns, axis=1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, axis=1)


def as_ids(face_ids: Collection[int] | Ids) -> Ids:
    """Return numbers of faces as an array."""
    if isinstance(face_ids, np.ndarray):
        return face_ids.astype(np.int64, copy=False)
    return np.fromiter(face_ids, np.int64, count=len(face_ids))
