"""One library at work: its database, the threads of every step, and the news about them."""

import os
from collections.abc import Callable

from kenfolk.entry.news import News
from kenfolk.entry.parts import Parts, build_parts
from kenfolk.entry.pipeline import PACED, STEPS
from kenfolk.entry.runner import Runner
from kenfolk.entry.schema import upgrade_schema
from kenfolk.entry.status import Status, read_status
from kenfolk.kit.config import Settings, WorkSettings
from kenfolk.kit.db import Database


class Engine:
    """Opens a library, works on it between `start` and `stop`, and knows how far it is."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.database_url)
        upgrade_schema(self.database.engine)
        self.parts: Parts = build_parts(settings, self.database)
        self.news = News(self.parts.events, self.read_status)
        jobs = [(step, step.make(self.parts)) for step in STEPS]
        self.runner = Runner(
            self.database, jobs, threads=threads_of(settings.work), paced=PACED, on_progress=self.news.note_step
        )
        self.database.bell = self.runner

    def start(self) -> None:
        """Start to look for photos and to work on them."""
        self.news.start()
        self.runner.start()

    def stop(self) -> None:
        """Finish what is in hand; everything else waits in the database for the next start."""
        self.news.stop()
        self.runner.stop()
        self.database.close()

    def read_status(self) -> Status:
        """Return the state of the library."""
        return read_status(
            self.database, self.runner.jobs, pack=self.settings.pack, is_scanning=self._is_scanning(),
            progress=self.runner.progress,
        )  # fmt: skip

    def _is_scanning(self) -> Callable[[], bool]:
        return lambda: False


def threads_of(work: WorkSettings) -> dict[str, int]:
    """Return how many threads each queue of the pipeline has; 0 in the settings is one a core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = {
        "reader": work.readers, "detector": work.detectors, "embedder": work.embedders, "matcher": work.matchers,
    }  # fmt: skip
    return {queue: threads or cores for queue, threads in wanted.items()}
