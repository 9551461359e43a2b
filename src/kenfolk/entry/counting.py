"""Counts that take long are not counted anew for everybody who asks."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from kenfolk.kit.db import Database, ReadSession

log = logging.getLogger(__name__)

QUICK = 0.25  # seconds: what takes no longer is always counted anew
REST = 20  # times as long as it took, a count holds although something was written meanwhile
LONGEST = 60.0  # seconds a count holds when nothing was written: what failed is due again by the clock


Count = Callable[[ReadSession], int]


@dataclass(frozen=True)
class _Kept:
    value: int
    took: float
    at: float
    writes: int


@dataclass(frozen=True)
class _Due:
    name: str
    count: Count
    told: int


class Counts:
    """Keeps counts of a large library for a while. In a small one, and for whoever asks first, they are exact."""

    def __init__(self, database: Database, *, tell: Callable[[], None] = lambda: None) -> None:
        """`tell` is called when a count that was given out turned out to be another one."""
        self._database, self._tell = database, tell
        self._kept: dict[str, _Kept] = {}
        self._busy: set[str] = set()
        self._due: deque[_Due] = deque()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()  # for a moment only, never while counting

    def get(self, name: str, session: ReadSession, count: Count) -> int:
        """Return a count, by `count` unless the last one still holds, or is being counted anew.

        What takes long is counted for whoever is the first to ask; after that beside the requests, by one thread.
        """
        with self._lock:
            kept = self._kept.get(name)
            if kept and (self._holds(kept) or name in self._busy):
                return kept.value
            self._busy.add(name)
            if kept and kept.took > QUICK:
                self._put_off(_Due(name, count, told=kept.value))
                return kept.value
        try:
            return self._count(name, session, count)
        finally:
            self._end(name)

    def _put_off(self, due: _Due) -> None:
        self._due.append(due)
        if self._thread is None:
            self._thread = self._database.start_beside(self._count_due, name="counts")

    def _count_due(self) -> None:
        """Count what is due, one after the other: many scans at once would hold up everybody else."""
        while True:
            with self._lock:
                if not self._due:
                    self._thread = None
                    return
                due = self._due.popleft()
            self._count_beside(due)

    def _count_beside(self, due: _Due) -> None:
        try:
            with self._database.read() as session:
                if self._count(due.name, session, due.count) != due.told:
                    self._tell()
        except Exception:
            log.warning("%s could not be counted; it is tried again.", due.name, exc_info=True)
        finally:
            self._end(due.name)

    def _end(self, name: str) -> None:
        with self._lock:
            self._busy.discard(name)

    def _count(self, name: str, session: ReadSession, count: Count) -> int:
        writes, began = self._database.writes, time.monotonic()
        worked = self._clock()
        value = count(session)
        found = _Kept(value, self._clock() - worked, began, writes)
        with self._lock:
            self._kept[name] = found
        return value

    def _holds(self, kept: _Kept) -> bool:
        if kept.took <= QUICK:
            return False
        age = time.monotonic() - kept.at
        return age < (LONGEST if kept.writes == self._database.writes else kept.took * REST)

    def _clock(self) -> float:
        # SQLite works in this thread, and other programs must not make a small library look large.
        return time.thread_time() if self._database.engine.dialect.name == "sqlite" else time.monotonic()
