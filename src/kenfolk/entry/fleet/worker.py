"""`kenfolk worker`: a process that works on some queues, on any machine that reaches database, Redis and images."""

import logging
import os
import platform
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import sqlalchemy as sa
from dramatiq import Worker
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from kenfolk import __version__
from kenfolk.entry.batches import Batches
from kenfolk.entry.engine import count_threads
from kenfolk.entry.fetching import PackFetcher
from kenfolk.entry.fleet.crew import Crew, join_crew
from kenfolk.entry.fleet.folders import FolderWatch
from kenfolk.entry.fleet.hand import Bench, Hand, beside_others
from kenfolk.entry.fleet.health import HealthServer
from kenfolk.entry.fleet.link import list_closed
from kenfolk.entry.fleet.messages import make_broker, make_worker
from kenfolk.entry.fleet.roll import Entry
from kenfolk.entry.library import prepare_data_folder
from kenfolk.entry.opening import claimed
from kenfolk.entry.parts import Parts, build_parts
from kenfolk.entry.pipeline import PACED, STEPS
from kenfolk.entry.queues import WorkerState
from kenfolk.entry.serve import fetch_models
from kenfolk.kit.config import Settings
from kenfolk.kit.db_lock import alone
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.steps import Step
from kenfolk.packs import service as packs
from kenfolk.people import service as people
from kenfolk.vision.session import list_usable

log = logging.getLogger(__name__)

BEAT = 1.0  # seconds between two words of a worker
STANDSTILL = 60.0  # seconds without one; Redis that does not answer takes a few
QUEUES = tuple(dict.fromkeys(step.queue for step in STEPS))
SINGLE = frozenset({"matcher"})  # one at a time in the whole library: what is learned and grouped is one thing
LONG = frozenset({"scanner"})  # takes hours: it has a thread of its own, and is neither counted nor kept apart
WITH = {"reader": ("scanner",)}  # whoever reads photos also looks for them
PATIENCE = 60_000  # milliseconds for what is in hand when a worker stops


def work(
    settings: Settings, *, queues: Sequence[str], concurrency: int | None, announce: Callable[[str], None]
) -> None:
    """Work on these queues until somebody interrupts."""
    queues = [*(also for queue in queues for also in WITH.get(queue, ())), *queues]
    threads = concurrency or sum(count_threads(settings.work)[queue] for queue in queues if queue not in LONG)
    prepare_data_folder(settings.data)
    crew = join_crew(settings, connections=settings.connections or 8 + 2 * threads)
    with claimed(settings, shared=True):
        try:
            fetch_models(settings)
            stopped = threading.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stopped.set())
            process = WorkerProcess(crew, settings, queues=queues, threads=threads)
            process.start()
            health = _open_health(process, settings)
            announce(f"{', '.join(queues)}: {threads} at once")
            stopped.wait()
            process.stop()
            if health is not None:
                health.stop()
        finally:
            crew.database.close()


def _open_health(process: "WorkerProcess", settings: Settings) -> HealthServer | None:
    if not settings.health_port:
        return None
    looks = {"/healthz": process.find_standstill, "/readyz": process.find_obstacle}
    health = HealthServer(settings.host, settings.health_port, looks)
    health.start()
    return health


class WorkerProcess:
    """Threads that take messages, and one that says every second that they are alive."""

    def __init__(self, crew: Crew, settings: Settings, *, queues: Sequence[str], threads: int) -> None:
        self.crew, self.settings, self.queues = crew, settings, queues
        steps = [step for step in STEPS if step.queue in queues]
        names = {step.name for step in steps}
        self.parts = build_parts(settings, crew.database, hands_over=names.issuperset({*PACED, *PACED.values()}))
        self.hand = Hand(
            {step.name: make_bench(step, self.parts) for step in steps},
            flight=crew.flight, starts=crew.starts, post=crew.post, herald=crew.herald, is_closed=self._is_closed,
            stopping=self.parts.stopping, follows=PACED,
        )  # fmt: skip
        self.state = describe_self(self.parts, queues, concurrency=threads)
        self._closed: frozenset[str] = frozenset()
        self._workers = list(self._make_workers(steps, threads))
        self._folders = FolderWatch(crew.database, settings) if "scanner" in queues else None
        self._fetcher = PackFetcher(is_needed=self._lacks_pack, fetch=self._fetch_pack, arrived=lambda: None)
        self._beating = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        self._ended = threading.Event()
        self._beat_at, self._is_away = time.monotonic(), False

    def _make_workers(self, steps: Sequence[Step[Any]], threads: int) -> Iterator[Worker]:
        long, short = [s for s in steps if s.queue in LONG], [s for s in steps if s.queue not in LONG]
        for share, count in ((long, 1), (short, threads)):
            if share:
                takes = {step.name: partial(self.hand.take, step.name) for step in share}
                yield make_worker(make_broker(self.settings.redis, self.crew.keys), takes, threads=count)

    def start(self) -> None:
        """Begin to take messages."""
        self._beating.start()
        self._fetcher.start()
        for worker in self._workers:
            worker.start()
        if self._folders is not None:
            self._folders.start()

    def stop(self) -> None:
        """Finish what is in hand; what was fetched and not begun goes back."""
        self.parts.stopping.set()
        if self._folders is not None:
            self._folders.stop()
        self._fetcher.stop()
        for worker in self._workers:
            worker.stop(timeout=PATIENCE)
        self._ended.set()
        self._beating.join(5)

    def _beat(self) -> None:
        while not self._ended.wait(BEAT):
            self._beat_at = time.monotonic()
            try:
                self._say()
                self._is_away = False
            except RedisError as error:
                if not self._is_away:
                    log.warning("Redis does not answer (%s): this worker waits for it", error)
                self._is_away = True
        try:
            self.crew.roll.leave(self.state.id)
        except RedisError:
            log.info("Redis is gone already")

    def find_standstill(self) -> str | None:
        """Say why this process should be started again; None: it is alive, whatever it may wait for."""
        silent = time.monotonic() - self._beat_at
        return f"It has not spoken for {silent:.0f} seconds." if silent > STANDSTILL else None

    def find_obstacle(self) -> str | None:
        """Say what keeps this worker from its work; None: nothing does."""
        if self._is_away:
            return "The queue (Redis) does not answer."
        try:
            with self.crew.database.read() as session:
                session.execute(sa.select(1))
        except SQLAlchemyError:
            return "The database does not answer."
        return self.find_standstill()

    def _say(self) -> None:
        self.state.seen_at = utc_now()
        self.crew.roll.sign(Entry(worker=self.state, doing=self.hand.describe()))
        self.hand.keep_alive()
        self._closed = list_closed(self.crew.client, self.crew.keys)
        self.parts.photo_files.handover.drop_stale()

    def _is_closed(self, queue: str) -> bool:
        return queue in self._closed

    def _lacks_pack(self) -> bool:
        broken = self.parts.detector.is_broken or self.parts.embedder.is_broken
        return broken or not packs.is_ready(self.parts.pack, self.settings.models)

    def _fetch_pack(self) -> None:
        packs.pull_pack(self.parts.pack.name, home=self.settings.models)


def make_bench(step: Step[Any], parts: Parts) -> Bench:
    """Return the place where a step is done."""
    hold = partial(_alone_in_library, parts) if step.queue in SINGLE else beside_others
    return Bench(Batches(step, step.make(parts), parts.database), alone=hold, is_counted=step.queue not in LONG)


@contextmanager
def _alone_in_library(parts: Parts) -> Iterator[None]:
    with alone(parts.database.engine, "matcher"):
        with parts.database.read() as session:
            people.follow_trust(session, parts.recogniser)
        yield


def describe_self(parts: Parts, queues: Sequence[str], *, concurrency: int) -> WorkerState:
    """Return what this process is."""
    now = utc_now()
    return WorkerState(
        id=uuid.uuid4().hex, host=platform.node(), pid=os.getpid(), queues=sorted(queues), concurrency=concurrency,
        model=f"{parts.detector.version} {parts.embedder.model}", provider=", ".join(list_usable(parts.settings.work.providers)), version=__version__,
        started_at=now, seen_at=now,
    )  # fmt: skip
