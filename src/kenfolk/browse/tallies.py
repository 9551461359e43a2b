"""What takes a big library's database seconds to count for everybody: counted beside the requests, and kept in memory.

Whoever asks is told at once what was counted last, and whether that is still so.
"""

import datetime as dt
import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from kenfolk.browse.doubt_queries import count_tags
from kenfolk.browse.faces import IS_OPEN, IS_SHOWN
from kenfolk.browse.unnamed import newest_change, sum_missing_photos
from kenfolk.faces.models import Face
from kenfolk.kit.db import Database, ReadSession
from kenfolk.people import service
from kenfolk.people.models import Mark, Match, Rejection, Tag
from kenfolk.photos.models import Photo

PATIENCE = 3.0  # times as long as counting took the last time is waited until it is done again
Stamp = tuple[object, ...]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tally:
    """What was counted, as of one moment."""

    to_check: Mapping[int, int] = field(default_factory=Counter)  # person -> faces that wait to be confirmed
    last_seen: Mapping[int, dt.datetime] = field(default_factory=dict)
    is_current: bool = False


class Tallies:
    """One for a process; any thread may ask it."""

    def __init__(
        self,
        database: Database,
        *,
        patient: float = PATIENCE,
        wait: float = 0.5,
        stopping: threading.Event | None = None,
    ) -> None:
        self._database, self._patience, self._wait = database, patient, wait
        self._stopping = stopping or threading.Event()
        self._lock = threading.Lock()  # held for a moment
        self._tally = Tally()
        self._stamp: Stamp | None = None
        self._thread: threading.Thread | None = None
        self._rests_until = 0.0

    def ask(self, session: ReadSession) -> Tally:
        """Return what was counted last; where something has changed, counting begins."""
        now = read_stamp(session)
        thread = self._begin(now)
        if thread is not None:
            thread.join(self._wait)  # a small library is counted before anybody notices
        with self._lock:
            return Tally(self._tally.to_check, self._tally.last_seen, self._stamp == now)

    def _begin(self, now: Stamp) -> threading.Thread | None:
        with self._lock:
            may_begin = self._stamp is None or time.monotonic() >= self._rests_until
            if self._thread is None and now != self._stamp and may_begin:
                self._thread = self._database.start_beside(self._count, name="tallies")
            return self._thread

    def _count(self) -> None:
        started, counted = time.monotonic(), None
        try:
            with self._database.read() as session:
                counted = read_stamp(session), Tally(count_to_check(session), find_last_seen(session))
        except Exception:
            if not self._stopping.is_set():
                log.exception("Counting what is to check failed; it is tried again.")
        with self._lock:
            if counted is not None:
                self._stamp, self._tally = counted
            self._thread = None
            self._rests_until = time.monotonic() + self._patience * (time.monotonic() - started)


def read_stamp(session: ReadSession) -> Stamp:
    """Return what is another when any of the counts may be: all of it read from indexes."""
    matched = session.scalar(sa.select(sa.func.count(Match.person_id)))
    missing = sum_missing_photos(session)
    return service.newest_seq(session), count_tags(session), matched, newest_change(session), missing


def count_to_check(session: ReadSession) -> Counter[int]:
    """Return how many faces wait to be confirmed as each person."""
    query = (
        sa.select(Match.person_id, sa.func.count())
        .join(Face, Face.id == Match.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .outerjoin(Tag, Tag.face_id == Match.face_id)
        .outerjoin(Mark, Mark.face_id == Match.face_id)
        .outerjoin(Rejection, sa.and_(Rejection.face_id == Match.face_id, Rejection.person_id == Match.person_id))
        .where(Match.person_id.is_not(None), IS_SHOWN, IS_OPEN, Rejection.face_id.is_(None))
        .group_by(Match.person_id)
    )
    return Counter({person_id: count for person_id, count in session.execute(query) if person_id is not None})


def find_last_seen(session: ReadSession) -> dict[int, dt.datetime]:
    """Return when each person was photographed last."""
    query = sa.select(Tag.person_id, sa.func.max(Photo.taken_at)).join(Face, Face.id == Tag.face_id)
    query = query.join(Photo, Photo.id == Face.photo_id).where(IS_SHOWN).group_by(Tag.person_id)
    return {person_id: seen for person_id, seen in session.execute(query)}  # noqa: C416 - no mapping
