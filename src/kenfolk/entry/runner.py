"""The queue of the one-process mode: threads for every step; the database is the list, a ring is only a bell."""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from kenfolk.entry.credit import Credit
from kenfolk.entry.gate import LocalGates
from kenfolk.entry.progress import Progress
from kenfolk.entry.worker import Worker
from kenfolk.kit.db import Database
from kenfolk.kit.steps import Job, Step

# How many items a paced step may be ahead of the next one, for each thread of that. A photo's pixels are then still in
# memory when the detector asks for them (photos.service.PhotoFiles), and it is decoded once.
AHEAD = 3


class Runner:
    """Runs the steps of the pipeline until it is stopped. It is the bell of this process."""

    def __init__(
        self, database: Database, steps: Sequence[tuple[Step[Any], Job]], *, threads: Mapping[str, int],
        paced: Mapping[str, str], stopping: threading.Event | None = None, on_progress: Callable[[str], None] = lambda _step: None,
        answers: Collection[str] = (),
    ) -> None:  # fmt: skip
        """`answers` are queues that work on what people say: they are not held back with the others."""
        self.jobs = {step.name: job for step, job in steps}
        self.gate = LocalGates(dict.fromkeys(step.queue for step, _ in steps), answers=answers)
        self._stopping = stopping or threading.Event()
        by_name = {step.name: step for step, _ in steps}
        credit = {first: Credit(AHEAD * threads[by_name[then].queue]) for first, then in paced.items()}
        self._credits = credit.values()
        before = {then: first for first, then in paced.items()}
        self._workers = {
            step.name: Worker(
                step, job, database=database, threads=threads[step.queue], stopping=self._stopping,
                spends=credit.get(step.name), gives=credit.get(before.get(step.name, "")), report=on_progress,
                more_comes=partial(self._is_working, find_earlier(by_name, step.name)),
                gate=self.gate.of(step.queue),
            )
            for step, job in steps
        }  # fmt: skip

    def start(self) -> None:
        """Start the threads of every step; each looks for work that is left from the last run."""
        for worker in self._workers.values():
            worker.start()

    def ring(self, step: str) -> None:
        """There may be work for `step`."""
        if step in self._workers:
            self._workers[step].intake.ring()

    def progress(self, step: str) -> Progress:
        """Say what a step is doing."""
        return self._workers[step].progress()

    def _is_working(self, steps: Collection[str]) -> bool:
        return any(self._workers[step].intake.running for step in steps)

    def stop(self, *, seconds: float = 60.0) -> bool:
        """Let every thread finish the batch in its hands; say whether all did so in time."""
        self._stopping.set()
        self.gate.open()
        for worker in self._workers.values():
            worker.intake.close()
        for credit in self._credits:
            credit.refill()
        unfinished = [worker for worker in self._workers.values() if not worker.join(seconds)]
        return not unfinished


def find_earlier(steps: Mapping[str, Step[Any]], name: str) -> set[str]:
    """Return the steps from which work comes to this one, directly or through others."""
    earlier: set[str] = set()
    new = {name}
    while new := {step.name for step in steps.values() if new & set(step.then)} - earlier - {name}:
        earlier |= new
    return earlier
