"""Which faces look most alike, asked of PostgreSQL: the process that asks holds no vectors at all.

A keeper brings the table of looks up to date in the background. What it has not come to yet is compared one by one, so
an answer never misses a face that was embedded a moment ago, and never shows one that was removed.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterable

import numpy as np
import sqlalchemy as sa
from numpy.typing import ArrayLike

from kenfolk.faces import store
from kenfolk.faces.look_table import LookTable
from kenfolk.faces.models import LookProgress
from kenfolk.faces.search import Ids, Neighbours, as_ids, find_among
from kenfolk.faces.store import ChangedVector
from kenfolk.kit.db import Database, ReadSession, WriteSession, chunks
from kenfolk.vision.similarity import Cohort, Looks

log = logging.getLogger(__name__)

FEW = 5000  # faces to choose from that are rather compared one by one
SPARE = 20  # more than were asked for are found and compared exactly: half precision may swap the last of them
MOST_LATE = 400
PORTION = 20_000  # faces brought up to date in one transaction
REST = 2.0  # seconds between two looks whether something has changed


class PostgresSearch:
    """Answers as VectorIndex does, from the database."""

    def __init__(self, *, model: str, dim: int, cohort: Cohort | None = None) -> None:
        self.model, self.dim = model, dim
        self.cohort = cohort or Cohort.empty(dim)
        self.table = LookTable.of(model, self.cohort)

    def refresh(self, session: ReadSession) -> int:  # noqa: ARG002 (there is nothing to refresh)
        """Do nothing: every answer comes from the database."""
        return 0

    def looks_of(self, session: ReadSession, face_ids: Collection[int] | Ids) -> tuple[Ids, Looks]:
        """Return those of the faces that have a vector, in the order given, and their looks."""
        wanted = as_ids(face_ids)
        found: dict[int, bytes] = {}
        for some in chunks(wanted.tolist()):
            rows = store.list_vectors_that_count(session, some, model=self.model)
            found |= {row.face_id: row.raw for row in rows if len(row.raw) == 2 * self.dim}
        known = np.array([face_id for face_id in wanted.tolist() if face_id in found], np.int64)
        return known, self._see([found[face_id] for face_id in known.tolist()])

    def find_nearest(
        self, session: ReadSession, looks: ArrayLike, *, k: int, among: Collection[int] | Ids | None = None
    ) -> Neighbours:
        """Return the `k` most similar faces of each look (or of the one); fewer where there are not as many."""
        queries = np.atleast_2d(np.asarray(looks, np.float32))
        chosen = None if among is None else np.unique(as_ids(among))
        if chosen is not None and len(chosen) <= FEW:
            return find_among(queries, *self.looks_of(session, chosen), k=k)
        near = [self._find(session, query, k, chosen) for query in queries]
        return _stack(near, k)

    def _find(self, session: ReadSession, query: Looks, k: int, among: Ids | None) -> Neighbours:
        done = session.scalar(sa.select(LookProgress.tick).where(LookProgress.name == self.table.name))
        late = store.list_changed_faces(session, model=self.model, after=-1 if done is None else done)
        allowed = None if among is None else among.tolist()
        most = k + SPARE + min(len(late), MOST_LATE)  # some of those found may be among them, and not count any more
        found = [] if done is None else self.table.find(session, query, k=most, among=allowed)
        candidates = np.array(
            sorted({*found, *late} if among is None else {*found, *late} & set(allowed or ())), np.int64
        )
        return find_among(query[None], *self.looks_of(session, candidates), k=k)

    def _see(self, raw: Iterable[bytes]) -> Looks:
        vectors = np.frombuffer(b"".join(raw), "<f2").reshape(-1, self.dim)
        return self.cohort.look(vectors)

    def follow(self, database: Database) -> int:
        """Bring the table up to date by one portion, and return how many faces that were. One process does at a time."""
        with database.write() as session:
            done = self._begin(session)
            if done is None:
                return 0
            changed, tick = store.list_next_changed(session, model=self.model, after=done.tick, limit=PORTION)
            self._write(session, changed)
            done.tick = tick
            if len(changed) < PORTION:
                self.table.make_graph(session)
            return len(changed)

    def _begin(self, session: WriteSession) -> LookProgress | None:
        claimed = session.scalar(
            sa.text("SELECT pg_try_advisory_xact_lock(hashtext(:name))"), {"name": self.table.name}
        )
        if not claimed:
            return None
        done = session.get(LookProgress, self.table.name)
        if done is None or not self.table.is_there(session):
            self.table.make(session)
            done = session.merge(LookProgress(name=self.table.name, model=self.model, tick=-1))
        return done

    def _write(self, session: WriteSession, changed: Collection[ChangedVector]) -> None:
        counting = [row for row in changed if row.counts and len(row.raw) == 2 * self.dim]
        there = {row.face_id for row in counting}
        self.table.drop(session, [row.face_id for row in changed if row.face_id not in there])
        if counting:
            ids = np.array([row.face_id for row in counting], np.int64)
            self.table.put(session, ids, self._see([row.raw for row in counting]))


class LookKeeper:
    """One thread that keeps a model's table of looks up to date. `when`: of many processes, those it says this to."""

    def __init__(
        self, database: Database, search: PostgresSearch, *, stopping: threading.Event,
        when: Callable[[], bool] = lambda: True,
    ) -> None:  # fmt: skip
        self._database, self._search, self._stopping, self._when = database, search, stopping, when
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = self._database.start_beside(self._keep, name="looks")

    def stop(self) -> None:
        """Wait until it notices that it is to stop."""
        if self._thread is not None:
            self._thread.join(10)

    def _keep(self) -> None:
        told = ""
        while not self._stopping.is_set():
            try:
                if self._when() and self._search.follow(self._database) == PORTION:
                    continue
            except Exception as error:  # noqa: BLE001 (whatever it is, comparing one by one still works)
                if told != str(error):
                    log.warning("the index of faces in the database is not kept up to date: %s", error)
                    told = str(error)
            self._stopping.wait(REST)


def can_search(session: ReadSession) -> bool:
    """Does this database know vectors?"""
    if session.get_bind().dialect.name != "postgresql":
        return False
    known = sa.text("SELECT 1 FROM pg_available_extensions WHERE name = 'vector' AND default_version >= '0.8'")
    return session.scalar(known) is not None


def _stack(near: list[Neighbours], k: int) -> Neighbours:
    width = min([k, *(found.face_ids.shape[1] for found in near)])
    ids = np.concatenate([found.face_ids[:, :width] for found in near])
    return Neighbours(ids, np.concatenate([found.similarities[:, :width] for found in near]))
