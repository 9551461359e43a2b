"""Counts that take long are not counted anew for everybody who asks."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kenfolk.kit.db import Database

QUICK = 0.25  # seconds: what takes no longer is always counted anew
REST = 20  # times as long as it took, a count holds although something was written meanwhile
LONGEST = 60.0  # seconds a count holds when nothing was written: what failed is due again by the clock


@dataclass(frozen=True)
class _Kept:
    value: int
    took: float
    at: float
    writes: int


class Counts:
    """Keeps counts of a large library for a while. In a small one, and for whoever asks first, they are exact."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[str, _Kept] = {}
        self._busy: set[str] = set()
        self._lock = threading.Lock()  # for a moment only, never while counting

    def get(self, name: str, count: Callable[[], int]) -> int:
        """Return a count, by `count` unless the last one still holds, or somebody else is at it."""
        with self._lock:
            kept = self._kept.get(name)
            if kept and (self._holds(kept) or name in self._busy):
                return kept.value
            self._busy.add(name)
        try:
            writes, began = self._database.writes, time.monotonic()
            worked = self._clock()
            value = count()
            found = _Kept(value, self._clock() - worked, began, writes)
            with self._lock:
                self._kept[name] = found
            return value
        finally:
            with self._lock:
                self._busy.discard(name)

    def _holds(self, kept: _Kept) -> bool:
        if kept.took <= QUICK:
            return False
        age = time.monotonic() - kept.at
        return age < (LONGEST if kept.writes == self._database.writes else kept.took * REST)

    def _clock(self) -> float:
        # SQLite works in this thread, and other programs must not make a small library look large.
        return time.thread_time() if self._database.engine.dialect.name == "sqlite" else time.monotonic()
