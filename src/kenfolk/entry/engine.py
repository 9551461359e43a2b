"""One library at work: its database, the threads of every step, and the news about them."""

import os
import platform
from collections.abc import Callable, Iterable
from typing import Protocol

from kenfolk import __version__
from kenfolk.entry.counting import Counts
from kenfolk.entry.fetching import PackFetcher
from kenfolk.entry.halves import begin_work, end_work
from kenfolk.entry.hub import Hub, describe_packs
from kenfolk.entry.news import News
from kenfolk.entry.opening import open_database
from kenfolk.entry.parts import build_parts
from kenfolk.entry.pipeline import ANSWERS, PACED, STEPS
from kenfolk.entry.queues import Queues, WorkerState, describe_queues
from kenfolk.entry.runner import Runner
from kenfolk.entry.status import Status, read_status
from kenfolk.entry.tidying import Tidier
from kenfolk.faces.postgres_search import LookKeeper, PostgresSearch
from kenfolk.kit.config import Settings, WorkSettings
from kenfolk.kit.db_types import utc_now
from kenfolk.packs import service as packs
from kenfolk.photos import service as photos
from kenfolk.photos.watch import Watcher
from kenfolk.vision.session import list_usable


class Startable(Protocol):
    """Something with threads of its own."""

    def start(self) -> None: ...

    def stop(self) -> object: ...


class Engine:
    """Opens a library, works on it between `start` and `stop`, and knows how far it is."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self._since = settings, utc_now()
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

    def note(self, topics: Iterable[str]) -> None:
        """Tell whoever looks that these have changed."""
        self.news.note(topics)

    def read_queues(self) -> Queues:
        """Return the state of the queues: one worker serves them all."""
        status = self.read_status()
        with self.database.read() as session:
            return describe_queues(
                session, status, queue_of={step.name: step.queue for step in STEPS}, closed=self.runner.gate.closed(),
                ahead=lambda step: self.runner.progress(step).running, workers=[self._describe_self()], redis=None,
            )  # fmt: skip

    def _describe_self(self) -> WorkerState:
        threads = count_threads(self.settings.work)
        return WorkerState(
            id="here", host=platform.node(), pid=os.getpid(), queues=sorted(threads), concurrency=sum(threads.values()),
            model=f"{self.parts.detector.version} {self.parts.embedder.model}", provider=", ".join(list_usable(self.settings.work.providers)),
            version=__version__, started_at=self._since, seen_at=utc_now(),
        )  # fmt: skip

    def make_hub(self) -> Hub:
        """Return what the API sees of this process."""
        return Hub(
            database=self.database, read_status=self.read_status, events=self.parts.events,
            describe_packs=lambda: describe_packs(self.settings), fetch_pack=self.fetcher.wake,
            gate=self.runner.gate, model=self.parts.pack.embedder.model, read_queues=self.read_queues,
        )  # fmt: skip


def count_threads(work: WorkSettings) -> dict[str, int]:
    """Return how many threads each queue of the pipeline has; 0 in the settings is one a core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = {
        "scanner": 1, "reader": work.readers, "detector": work.detectors, "embedder": work.embedders,
        "matcher": work.matchers,
    }  # fmt: skip
    return {queue: threads or cores for queue, threads in wanted.items()}
