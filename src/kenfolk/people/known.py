"""Everybody with a name, as they look: kept in memory, and only those read again of whom somebody spoke."""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kenfolk.faces.search import FaceSearch
from kenfolk.kit.db import ReadSession
from kenfolk.people import matching
from kenfolk.people.ledger import find_root
from kenfolk.people.matching import Gallery
from kenfolk.people.store import decisions, matches
from kenfolk.people.store.derived import read_merges
from kenfolk.people.store.matches import Exemplar
from kenfolk.vision.similarity import Looks

TOGETHER = 20_000  # faces whose looks are read at a time


@dataclass(frozen=True, eq=False)
class Somebody:
    """One person: how many faces a human named, and what stands for them."""

    faces: int
    prototypes: Looks  # (K, D + 1)


class Known:
    """One for a process; any thread may ask it."""

    def __init__(self, index: FaceSearch, *, alike: float, learns: bool = True) -> None:
        self._index, self._alike, self._learns = index, alike, learns
        self._lock = threading.Lock()
        self._people: dict[int, Somebody] = {}
        self._seq = self._tick = -1  # how far the ledger and the vectors were read
        self._gallery = matching.make_gallery([], dim=index.dim)

    @property
    def is_read(self) -> bool:
        """Was everybody read once? Then it takes little to bring them up to date."""
        return self._seq >= 0

    def gallery(self, session: ReadSession) -> Gallery:
        """Return everybody as of now. The same object as before, if nothing has changed."""
        with self._lock:
            self._index.refresh(session)
            # Not the index's own tick: it may have seen more than this session can.
            seq, tick = decisions.newest_seq(session), matches.newest_tick(session, model=self._index.model)
            if seq < self._seq:  # the session began before what is known already
                return self._gallery
            changed = self._find_changed(session, seq, tick)
            if changed is None or changed:
                self._read(session, changed)
            self._seq, self._tick = seq, tick
            return self._gallery

    def _find_changed(self, session: ReadSession, seq: int, tick: int) -> set[int] | None:
        """Return the people to read again; None: everybody."""
        if self._seq < 0:
            return None
        changed: set[int] = set()
        if seq > self._seq:
            merges = read_merges(session)
            said_of = decisions.people_since(session, self._seq)
            changed = said_of | {find_root(merges, person_id) for person_id in said_of}
        if tick != self._tick:
            changed |= matches.people_seen_anew(session, model=self._index.model, after=self._tick)
        return changed

    def _read(self, session: ReadSession, person_ids: Collection[int] | None) -> None:
        exemplars = matches.list_exemplars(session, person_ids)
        people = self._see(session, exemplars)
        if person_ids is not None:
            people = {p: known for p, known in self._people.items() if p not in person_ids} | people
        self._people = dict(sorted(people.items()))
        parts = [(person_id, known.prototypes, known.faces) for person_id, known in self._people.items()]
        self._gallery = matching.make_gallery(parts, dim=self._index.dim)

    def _see(self, session: ReadSession, exemplars: Iterable[Exemplar]) -> dict[int, Somebody]:
        by_person: dict[int, list[Exemplar]] = defaultdict(list)
        for exemplar in exemplars:
            by_person[exemplar.person_id].append(exemplar)
        people: dict[int, Somebody] = {}
        for some in _portions(by_person):
            ids, looks = self._index.looks_of(session, [e.face_id for p in some for e in by_person[p]])
            row_of = {face_id: row for row, face_id in enumerate(ids.tolist())}
            for person_id in some:
                theirs = [exemplar for exemplar in self._choose(by_person[person_id]) if exemplar.face_id in row_of]
                if theirs:
                    people[person_id] = self._see_one(theirs, looks[[row_of[e.face_id] for e in theirs]])
        return people

    def _choose(self, exemplars: Sequence[Exemplar]) -> Sequence[Exemplar]:
        if self._learns:
            return exemplars
        first = min(exemplar.seq for exemplar in exemplars)  # somebody looks as when they got their name, for ever
        return [exemplar for exemplar in exemplars if exemplar.seq == first]

    def _see_one(self, seen: Sequence[Exemplar], looks: Looks) -> Somebody:
        qualities, years = np.array([e.quality for e in seen]), np.array([e.years for e in seen])
        prototypes = matching.make_prototypes(looks, qualities, years, cohort=self._index.cohort, alike=self._alike)
        return Somebody(len(seen), prototypes)


def _portions(by_person: Mapping[int, Sequence[Exemplar]]) -> Iterator[list[int]]:
    """Yield people whose faces together are so few that their looks fit into memory beside each other."""
    portion, faces = list[int](), 0
    for person_id, exemplars in by_person.items():
        portion.append(person_id)
        faces += len(exemplars)
        if faces >= TOGETHER:
            yield portion
            portion, faces = [], 0
    if portion:
        yield portion
