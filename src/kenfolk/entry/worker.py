"""The threads of one step: take ids, run them, write down how they ended, ring the next step."""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from typing import Any

from kenfolk.entry.batches import Batches
from kenfolk.entry.credit import Credit
from kenfolk.entry.gate import Gate
from kenfolk.entry.intake import Intake
from kenfolk.entry.outcomes import code_of, describe, is_machines_fault
from kenfolk.entry.progress import Progress
from kenfolk.entry.rates import Rate
from kenfolk.kit.db import Database
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.steps import Job, Step

log = logging.getLogger(__name__)

TICK = 0.05  # seconds between two looks whether more comes
LONGEST_HOLD = 1.0  # seconds until a step that is held back looks whether the server stops
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds a step waits when the machine is not ready for it


class Worker:
    """Runs one step until it is stopped. Nothing that happens to an item, or to the disk, ends a thread."""

    def __init__(
        self, step: Step[Any], job: Job, *, database: Database, threads: int, stopping: threading.Event,
        spends: Credit | None, gives: Credit | None, report: Callable[[str], None],
        more_comes: Callable[[], bool] = lambda: False, gate: Gate | None = None,
    ) -> None:  # fmt: skip
        self.step, self.job, self.database = step, job, database
        self._batches = Batches(step, job, database)
        self.intake = Intake(self._find, batch=step.batch, threads=threads)
        self._stopping, self._spends, self._gives, self._report = stopping, spends, gives, report
        self._more_comes, self._was_full = more_comes, False
        self._rate, self._rate_lock = Rate(), threading.Lock()
        self._note: str | None = None
        self._note_code: str | None = None
        self._since: dt.datetime | None = None
        self._gate = gate or Gate()  # one of its own is always open
        self._threads = [
            threading.Thread(target=self._loop, name=f"{step.name}-{n}", daemon=True) for n in range(threads)
        ]

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def join(self, seconds: float) -> bool:
        """Wait for the threads to finish what they have in hand; say whether they did."""
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def progress(self) -> Progress:
        """Say what the step is doing."""
        with self._rate_lock:
            running, rate = self.intake.running, None if self._gate.is_closed else self._rate.per_second()
            return Progress(running=running, rate=rate, note=self._note, note_code=self._note_code, since=self._since)

    def _find(self, limit: int, skip: Collection[int]) -> Sequence[int]:
        with self.database.read() as session:
            return self.job.find(session, limit=limit, skip=skip)

    def _loop(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                self._take_and_run()
                pause = FIRST_PAUSE
            except Exception as error:  # noqa: BLE001 (a thread outlives whatever happens; it is logged)
                # The machine is not ready (or the step's own queries fail): say so, let go, and look again later.
                if describe(error) != self._note:
                    log.log(*_severity(error), "%s waits: %s", self.step.name, describe(error))
                self._note, self._note_code = describe(error), code_of(error)
                self._report(self.step.name)
                self._let_go()
                self._stopping.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    def _take_and_run(self) -> None:
        if self._gate.is_closed:
            self._let_go()
            self._gate.wait(LONGEST_HOLD)
            return
        if self._spends:
            self._spends.wait()
        if not self._was_full:
            self._gather()
        ids = self.intake.take()
        self._was_full = len(ids) >= self.step.batch
        if not ids:
            if not self.intake.running:  # otherwise another thread may be finding out that the machine is not ready
                self._note = self._note_code = self._since = None
            self._let_go()
            self.intake.wait()
            return
        self._since = self._since or utc_now()
        if self._spends:
            self._spends.spend(len(ids))
        with self._rate_lock:
            self._rate.begin()
        finished = False
        try:
            self._batches.record(self._batches.run(ids))
            finished = True
        finally:
            self.intake.give_back(ids, finished=finished)
        self._note = self._note_code = None
        with self._rate_lock:
            self._rate.add(len(ids))
        if self._gives:
            self._gives.give(len(ids))
        self._report(self.step.name)

    def _gather(self) -> None:
        """Let the batch fill: to many items at once the database and the network come hardly dearer than to one."""
        until = time.monotonic() + self.step.gather
        while time.monotonic() < until and self._more_comes() and not self._stopping.wait(TICK):
            pass

    def _let_go(self) -> None:
        if self._gives:
            self._gives.refill()


def _severity(error: Exception) -> tuple[int]:
    return (logging.WARNING if is_machines_fault(error) else logging.ERROR,)
