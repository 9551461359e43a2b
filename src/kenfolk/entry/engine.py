"""One library at work: its database, the threads of every step, and the news about them."""

import os
from collections.abc import Callable
from typing import Protocol

from kenfolk.entry.counting import Counts
from kenfolk.entry.fetching import PackFetcher
from kenfolk.entry.halves import begin_work, end_work
from kenfolk.entry.news import News
from kenfolk.entry.opening import open_database
from kenfolk.entry.parts import build_parts
from kenfolk.entry.pipeline import ANSWERS, PACED, STEPS
from kenfolk.entry.runner import Runner
from kenfolk.entry.status import Status, read_status
from kenfolk.entry.tidying import Tidier
from kenfolk.faces.postgres_search import LookKeeper, PostgresSearch
from kenfolk.kit.config import Settings, WorkSettings
from kenfolk.packs import service as packs
from kenfolk.photos import service as photos
from kenfolk.photos.watch import Watcher


class Startable(Protocol):
    """Something with threads of its own."""

    def start(self) -> None: ...

    def stop(self) -> object: ...


class Engine:
    """Opens a library, works on it between `start` and `stop`, and knows how far it is."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = open_database(settings)
        self.parts = build_parts(settings, self.database)
        self._counts = Counts(self.database, tell=lambda: self.news.note(()))
        self.news = News(self.parts.events, self.read_status)
        self.runner = Runner(
            self.database, [(step, step.make(self.parts)) for step in STEPS], threads=count_threads(settings.work),
            paced=PACED, stopping=self.parts.stopping, on_progress=self.news.note_step, answers=ANSWERS,
        )  # fmt: skip
        self.database.bell = self.runner
        self.watcher = Watcher(self.database)
        self.fetcher = PackFetcher(is_needed=self._lacks_pack, fetch=self._fetch_pack, arrived=self._ring_all)
        self._started: list[Callable[[], object]] = []  # how to stop what was started, first things last

    def start(self, *, watch: bool) -> None:
        """Look through every source, and work on what is found and on what was left from the last time.

        `watch`: then go on to notice what happens in the folders.
        """
        ended_well = begin_work(self.settings.data, [self.parts.derived, photos.open_uploads(self.settings)])
        with self.database.write() as session:
            photos.ask_all_scans(session, settings=self.settings)
        if not ended_well:
            self._start(Tidier(self.database, self.parts.derived, stopping=self.parts.stopping))
        self._start(self.runner)
        if isinstance(self.parts.onlooker.search, PostgresSearch):
            self._start(LookKeeper(self.database, self.parts.onlooker.search, stopping=self.parts.stopping))
        self._start(self.news)
        if watch:
            self._start(self.watcher)
            self._start(self.fetcher)

    def stop(self) -> None:
        """Finish what is in hand; everything else waits in the database for the next start."""
        self.parts.stopping.set()
        if self._started:
            while self._started:
                self._started.pop()()
            end_work(self.settings.data)
        self.database.close()

    def _start(self, part: Startable) -> None:
        part.start()
        self._started.append(part.stop)

    def _lacks_pack(self) -> bool:
        broken = self.parts.detector.is_broken or self.parts.embedder.is_broken
        return broken or not packs.is_ready(self.parts.pack, self.settings.models)

    def _fetch_pack(self) -> None:
        packs.pull_pack(self.parts.pack.name, home=self.settings.models)

    def _ring_all(self) -> None:
        for step in self.runner.jobs:
            self.runner.ring(step)

    def read_status(self, *, is_exact: bool = False) -> Status:
        """Return the state of the library; `is_exact`: with nothing that was counted earlier."""
        return read_status(
            self.database, self.runner.jobs, pack=self.settings.pack, progress=self.runner.progress,
            counts=None if is_exact else self._counts, paused=self.runner.gate.is_closed,
        )  # fmt: skip


def count_threads(work: WorkSettings) -> dict[str, int]:
    """Return how many threads each queue of the pipeline has; 0 in the settings is one a core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = {
        "scanner": 1, "reader": work.readers, "detector": work.detectors, "embedder": work.embedders,
        "matcher": work.matchers,
    }  # fmt: skip
    return {queue: threads or cores for queue, threads in wanted.items()}
