"""What was said of how well people are recognised, kept where it takes long to measure.

In a large library it takes seconds to count and to compare everybody with everybody. Whoever asks again is told what
was measured last and when that was; what changed since is measured beside the requests.
"""

import logging
import threading
import time
from dataclasses import dataclass

from kenfolk.browse import service as browse
from kenfolk.kit.db import Database, ReadSession
from kenfolk.people.service import Recogniser
from kenfolk.review.insight_schemas import Insights
from kenfolk.review.insights import list_versions, read_insights

SLOW = 1.5  # seconds: what takes no longer is always measured anew
PATIENCE = 3.0  # times as long as measuring took the last time is waited until it is done again

log = logging.getLogger(__name__)

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class _Measured:
    insights: Insights
    stamp: Stamp
    took: float
    at: float


class KeptInsights:
    """One for a process; any thread may ask it."""

    def __init__(self, database: Database, recogniser: Recogniser) -> None:
        self._database, self._recogniser = database, recogniser
        self._lock = threading.Lock()  # held for a moment
        self._kept: _Measured | None = None
        self._is_busy = False

    def ask(self, session: ReadSession) -> Insights:
        """Return what can be said now; in a large library what was measured last."""
        now = self._see(session)
        with self._lock:
            kept = self._kept
            if kept is None or kept.took <= SLOW:
                begins = False
            else:
                is_early = time.monotonic() < kept.at + PATIENCE * kept.took
                begins = not self._is_busy and kept.stamp != now and not is_early
                self._is_busy = self._is_busy or begins
        if kept is None or kept.took <= SLOW:
            return self._measure(session)
        if begins:
            self._database.start_beside(self._measure_beside, name="insights")
        is_current = kept.insights.is_current and kept.stamp == now
        # Which version is in use is told as of now: somebody may just have gone back to an earlier one.
        models = list_versions(session, self._recogniser)
        return kept.insights.model_copy(update={"is_current": is_current, "models": models})

    def _see(self, session: ReadSession) -> Stamp:
        sight = self._recogniser
        return browse.read_stamp(session), sight.calibrators.version(session), sight.is_ready(wait=0)

    def _measure(self, session: ReadSession) -> Insights:
        stamp, began = self._see(session), self._clock()
        insights = read_insights(session, self._recogniser)
        with self._lock:
            self._kept = _Measured(insights, stamp, self._clock() - began, time.monotonic())
        return insights

    def _clock(self) -> float:
        # SQLite works in this thread, and other programs must not make a small library look large.
        return time.thread_time() if self._database.engine.dialect.name == "sqlite" else time.monotonic()

    def _measure_beside(self) -> None:
        try:
            with self._database.read() as session:
                self._measure(session)
        except Exception:
            log.warning("How well people are recognised could not be measured; it is tried again.", exc_info=True)
        finally:
            with self._lock:
                self._is_busy = False
