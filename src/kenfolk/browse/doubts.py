"""The search for names that may be wrong and for people who may be two: beside the requests, and kept in memory.

Whoever asks is told at once what is known; what changed since is looked through by a thread. Only people whose faces
are others than before are read again, and what was answered meanwhile is left out while the list is read.
"""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kenfolk.browse import doubt_queries as queries
from kenfolk.browse.doubt_queries import NamedFace, Size
from kenfolk.browse.unnamed import list_changed_faces, newest_change
from kenfolk.kit.db import Database, ReadSession
from kenfolk.people import doubting, service
from kenfolk.people.candidates import CLEAR
from kenfolk.people.doubting import Split, Suspect
from kenfolk.people.matching import Gallery, Ids, Scores
from kenfolk.people.recogniser import Recogniser
from kenfolk.vision.similarity import Looks

MOST = 500  # doubts of each kind: whoever answered those sees the next
MOST_WEAK = 20_000  # faces that are compared with everybody: those least like their own person
RIVALS = 3  # people a weak face is compared with closely
CHECKED = 2  # times that a human said who a face is: then it is out of doubt
SHOWN = 6  # faces that stand for a side
PATIENCE = 3.0  # times as long as the last search took is waited until the next one

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two people somebody may be."""

    share: float  # of the faces that were looked at
    sample: list[int]  # faces that stand for it, the most typical first
    face_ids: list[int]  # those that were looked at


@dataclass(frozen=True, eq=False)
class Mixture:
    """Somebody who may be two."""

    person_id: int
    larger: Side
    smaller: Side
    across: float  # how alike the two are: the less, the surer


@dataclass(frozen=True, eq=False)
class Looked:
    """What was found out about one person's faces alone."""

    size: Size
    beside: Ids  # faces that others are compared with
    weak_ids: Ids  # faces that are little like the others
    weak: Scores  # how little
    mixture: Mixture | None


@dataclass(frozen=True)
class Doubts:
    """What is known, as of one moment."""

    seq: int = -1  # of the ledger, then
    mistakes: Sequence[Suspect] = ()
    mixed: Sequence[Mixture] = ()
    is_looking: bool = True  # a search is going on, or due


@dataclass(frozen=True, eq=False)
class _Weak:
    """Faces that are little like the others of their person."""

    ids: Ids  # (N,)
    person: Ids  # (N,)
    own: Scores  # (N,)
    looks: Looks  # (N, D + 1)


@dataclass(frozen=True)
class _Stamp:
    seq: int
    tags: int
    change: int


@dataclass
class _State:
    found: Doubts = field(default_factory=Doubts)
    stamp: _Stamp | None = None
    finished_at: float = 0.0
    took: float = 0.0
    thread: threading.Thread | None = None


class Doubter:
    """One for a process; any thread may ask it."""

    def __init__(
        self, database: Database, recogniser: Recogniser, *, patient: float = PATIENCE, wait: float = 0.25,
        stopping: threading.Event | None = None,
    ) -> None:  # fmt: skip
        self._database, self._recogniser = database, recogniser
        self._patience, self._wait, self._stopping = patient, wait, stopping or threading.Event()
        self._lock = threading.Lock()  # held for a moment
        self._state = _State()
        self._looked: dict[int, Looked] = {}

    @property
    def recogniser(self) -> Recogniser:
        """Who compares faces with people."""
        return self._recogniser

    def ask(self, session: ReadSession) -> Doubts:
        """Return what is known without what was answered since; a search is begun where something has changed."""
        now = self._read_stamp(session)
        thread = self._begin(now)
        if thread is not None:
            thread.join(self._wait)  # a small library is looked through before anybody notices
        with self._lock:
            found, is_looking = self._state.found, self._state.thread is not None or self._state.stamp != now
        return self._leave_out(session, found, is_looking=is_looking)

    def list_beside(self, person_id: int) -> Ids:
        """Return some of somebody's faces, as they were when they were looked at last."""
        looked = self._looked.get(person_id)
        return looked.beside if looked is not None else np.empty(0, np.int64)

    def _read_stamp(self, session: ReadSession) -> _Stamp:
        change = newest_change(session)
        return _Stamp(service.newest_seq(session), queries.count_tags(session), change)

    def _begin(self, now: _Stamp) -> threading.Thread | None:
        with self._lock:
            state = self._state
            is_early = time.monotonic() < state.finished_at + self._patience * state.took
            if state.thread is None and now != state.stamp and not (is_early and state.stamp is not None):
                state.thread = self._database.start_beside(self._search, name="doubts")
            return state.thread

    def _search(self) -> None:
        started = time.monotonic()
        found, stamp = None, None
        try:
            found, stamp = self._look()
        except Exception:
            if not self._stopping.is_set():
                log.exception("The search for names that may be wrong failed; it is tried again.")
        with self._lock:
            state = self._state
            if found is not None:
                state.found, state.stamp = found, stamp
            state.finished_at, state.thread = time.monotonic(), None
            state.took = max(state.finished_at - started, 1.0 if found is None else 0.0)

    def _look(self) -> tuple[Doubts, _Stamp]:
        with self._database.read() as session:
            stamp = self._read_stamp(session)
            living, sizes = queries.list_living(session), queries.list_sizes(session)
            gallery = self._recogniser.known.gallery(session)
            bound = queries.list_bound(session)
            other = self._find_people_of_changed(session)
        changed = [
            p for p, size in sizes.items() if p not in self._looked or self._looked[p].size != size or p in other
        ]
        for at in range(0, len(changed), queries.PEOPLE_AT_ONCE):
            if self._stopping.is_set():
                break
            self._look_at(changed[at : at + queries.PEOPLE_AT_ONCE], sizes)
        self._looked = {p: looked for p, looked in self._looked.items() if p in sizes}
        shown = {p for p, hidden in living.items() if not hidden}
        suspects = self._compare(shown, living, gallery)
        return Doubts(stamp.seq, suspects, self._find_mixed(shown, bound)), stamp

    def _find_people_of_changed(self, session: ReadSession) -> set[int]:
        """Return the people of whom a face has another look than when it was looked at last."""
        before = self._state.stamp
        if before is None:
            return set()
        changed = list_changed_faces(session, model=self._recogniser.model, after=before.change)
        return set(queries.find_tags(session, changed).values())

    def _look_at(self, person_ids: Sequence[int], sizes: Mapping[int, Size]) -> None:
        with self._database.read() as session:
            named = queries.list_named(session, person_ids)
        for person_id in person_ids:
            self._looked[person_id] = self._look_at_one(person_id, sizes[person_id], named.get(person_id, []))

    def _look_at_one(self, person_id: int, size: Size, faces: Sequence[NamedFace]) -> Looked:
        ids, looks = self._recogniser.index.looks([face.id for face in faces])
        beside = ids[doubting.sample_rows(len(ids), doubting.MOST_BESIDE)] if len(ids) else ids
        if len(ids) < 2:
            return Looked(size, beside, ids[:0], np.empty(0, np.float32), None)
        own = doubting.score_own(looks)
        is_weak = own < self._recogniser.thresholds.same + self._margin
        quality = {face.id: face.quality for face in faces}
        qualities = np.array([quality[face_id] for face_id in ids.tolist()])
        split = doubting.find_split(looks, least=self._recogniser.least)
        return Looked(
            size, beside, ids[is_weak], own[is_weak],
            None if split is None else self._make_mixture(person_id, ids, looks, qualities, split),
        )  # fmt: skip

    def _make_mixture(
        self, person_id: int, ids: Ids, looks: Looks, qualities: NDArray[np.floating], split: Split
    ) -> Mixture:
        looked_at = len(split.larger) + len(split.smaller)
        larger, smaller = (
            Side(
                share=len(rows) / looked_at,
                sample=ids[rows][doubting.pick_typical(looks[rows], qualities[rows], SHOWN)].tolist(),
                face_ids=ids[rows].tolist(),
            )
            for rows in (split.larger, split.smaller)
        )
        return Mixture(person_id, larger, smaller, split.across)

    @property
    def _margin(self) -> float:
        """How much more a face has to be like another person: half of it is chance."""
        return min(CLEAR, 2 * (self._recogniser.thresholds.same - self._recogniser.thresholds.suggest))

    def _compare(self, shown: set[int], living: Mapping[int, bool], gallery: Gallery) -> list[Suspect]:
        """Return the weak faces that are more like somebody else."""
        people = [p for p in self._looked if p in shown and len(self._looked[p].weak_ids)]
        if not people or not len(gallery):
            return []
        weak = self._gather_weak(people)
        found = [s for other_id, rows in self._find_rivals(weak, gallery).items() if other_id in living
                 for s in self._compare_closely(weak, rows, other_id)]  # fmt: skip
        sizes = {p: self._looked[p].size.faces for p in people}
        return self._leave_checked(doubting.choose_suspects(found, sizes, least=self._margin, most=2 * MOST))

    def _gather_weak(self, people: Sequence[int]) -> _Weak:
        ids = np.concatenate([self._looked[p].weak_ids for p in people])
        own = np.concatenate([self._looked[p].weak for p in people])
        person = np.repeat(np.array(people, np.int64), [len(self._looked[p].weak_ids) for p in people])
        kept = np.argsort(own, kind="stable")[:MOST_WEAK]
        known, looks = self._recogniser.index.looks(ids[kept])
        kept = kept[np.isin(ids[kept], known)]
        return _Weak(ids[kept], person[kept], own[kept], looks)

    def _find_rivals(self, weak: _Weak, gallery: Gallery) -> dict[int, list[int]]:
        """Return the rows that may be more like each of the other people, by what stands for these."""
        rivals: dict[int, list[int]] = {}
        for at in range(0, len(weak.ids), doubting.ROWS_AT_ONCE):
            part = slice(at, at + doubting.ROWS_AT_ONCE)
            scores = service.score_people(weak.looks[part], gallery)
            scores[gallery.person_ids[None, :] == weak.person[part, None]] = -np.inf
            best = np.argpartition(-scores, min(RIVALS, scores.shape[1]) - 1, axis=1)[:, :RIVALS]
            is_near = np.take_along_axis(scores, best, axis=1) >= (weak.own[part] + self._margin)[:, None]
            for row, column in np.argwhere(is_near).tolist():
                rivals.setdefault(int(gallery.person_ids[best[row, column]]), []).append(at + row)
        return rivals

    def _compare_closely(self, weak: _Weak, rows: Sequence[int], other_id: int) -> list[Suspect]:
        _, others = self._recogniser.index.looks(self.list_beside(other_id))
        if not len(others):
            return []
        margins = doubting.score_other(weak.looks[rows], others) - weak.own[rows]
        return [
            Suspect(int(weak.ids[row]), int(weak.person[row]), other_id, float(margin))
            for row, margin in zip(rows, margins.tolist(), strict=True)
        ]

    def _leave_checked(self, suspects: Sequence[Suspect]) -> list[Suspect]:
        face_ids = [suspect.face_id for suspect in suspects]
        with self._database.read() as session:
            checks = service.count_confirmations(session, face_ids)
            denied = queries.find_denied(session, face_ids)
        return [
            s
            for s in suspects
            if checks.get((s.face_id, s.person_id), 0) < CHECKED and (s.face_id, s.other_id) not in denied
        ][:MOST]

    def _find_mixed(self, shown: set[int], bound: set[tuple[int, int]]) -> list[Mixture]:
        found = [looked.mixture for p, looked in self._looked.items() if p in shown and looked.mixture is not None]
        open_ones = [mixture for mixture in found if not is_bound(mixture, bound)]
        return sorted(open_ones, key=lambda mixture: (mixture.across, mixture.person_id))[:MOST]

    def _leave_out(self, session: ReadSession, found: Doubts, *, is_looking: bool) -> Doubts:
        """Return doubts without those of which somebody spoke since they were found."""
        suspects = [suspect.face_id for suspect in found.mistakes]
        said_of = queries.find_spoken_of(session, suspects, since=found.seq)
        tags = queries.find_tags(session, suspects)
        people = {s.person_id for s in found.mistakes} | {s.other_id for s in found.mistakes}
        living = queries.keep_living(session, people | {m.person_id for m in found.mixed})
        mistakes = [
            s
            for s in found.mistakes
            if s.face_id not in said_of and tags.get(s.face_id) == s.person_id and s.other_id in living
        ]
        touched = queries.find_people_spoken_of(session, since=found.seq) if found.mixed else set()
        sampled = [face_id for m in found.mixed for side in (m.larger, m.smaller) for face_id in side.sample]
        answered = queries.find_spoken_of(session, sampled, since=found.seq)
        mixed = [
            m
            for m in found.mixed
            if m.person_id in living
            and m.person_id not in touched
            and answered.isdisjoint({*m.larger.sample, *m.smaller.sample})
        ]
        return Doubts(found.seq, mistakes, mixed, is_looking)


def is_bound(mixture: Mixture, bound: set[tuple[int, int]]) -> bool:
    """Did a human say that a face of one side and one of the other are one person?"""
    one, other = set(mixture.larger.face_ids), set(mixture.smaller.face_ids)
    return any((a in one and b in other) or (a in other and b in one) for a, b in bound)
