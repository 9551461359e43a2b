"""A library in PostgreSQL and a Redis of this test's own, and the parts of server mode without processes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from factories.numbers import Numbers
from kenfolk.entry.batches import Batches
from kenfolk.entry.fleet.crew import Crew, join_crew
from kenfolk.entry.fleet.foreman import Foreman
from kenfolk.entry.fleet.hand import Bench, Hand
from kenfolk.entry.fleet.messages import make_broker, make_worker
from kenfolk.kit.config import Settings
from kenfolk.kit.steps import Step

STEP = Step("numbers", queue="q", make=lambda _: None, batch=4)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Nobody looks, tries or rests as long as in earnest."""
    for name in ("foreman.POLL", "foreman.TAKE_OVER", "listener.LISTEN", "listener.LOOK", "link.REST"):
        monkeypatch.setattr(f"kenfolk.entry.fleet.{name}", 0.3)


@pytest.fixture
def settings(fleet_database, redis_server, tmp_path) -> Settings:
    return Settings(data=tmp_path / "data", database=fleet_database, redis=redis_server.url, pack="fake")


@pytest.fixture
def crew(settings) -> Iterator[Crew]:
    crew = join_crew(settings, connections=10)
    yield crew
    crew.database.close()


class Team:
    """Foremen and hands in this process, for a step on numbers."""

    def __init__(self, crew: Crew, settings: Settings, job: Numbers, step: Step) -> None:
        self.crew, self.settings, self.job, self.step = crew, settings, job, step
        self.stopping = threading.Event()

    def make_hand(self) -> Hand:
        return Hand(
            {self.step.name: Bench(Batches(self.step, self.job, self.crew.database))}, flight=self.crew.flight,
            starts=self.crew.starts, post=self.crew.post, herald=self.crew.herald,
            is_closed=lambda _queue: self.step.queue in self.closed(), stopping=self.stopping,
        )  # fmt: skip

    def closed(self) -> set[str]:
        return self.crew.client.smembers(self.crew.keys.closed)

    @contextmanager
    def foreman(self) -> Iterator[Foreman]:
        foreman = Foreman(
            self.crew.database, [(self.step, self.job)], client=self.crew.client, keys=self.crew.keys,
            post=self.crew.post, stopping=threading.Event(),
        )  # fmt: skip
        foreman.start()
        try:
            yield foreman
        finally:
            foreman.stop()

    @contextmanager
    def worker(self) -> Iterator[Hand]:
        hand = self.make_hand()
        broker = make_broker(self.settings.redis, self.crew.keys)
        worker = make_worker(broker, {self.step.name: lambda body: hand.take(self.step.name, body)}, threads=2)
        worker.start()
        try:
            yield hand
        finally:
            self.stopping.set()
            worker.stop(timeout=20_000)

    def messages(self) -> int:
        return self.crew.post.count(self.step.name)

    def in_flight(self) -> set[int]:
        return self.crew.flight.ids(self.step.name)


@pytest.fixture
def make_team(crew, settings) -> Callable[..., Team]:
    def make(numbers=(), *, step: Step = STEP, **how) -> Team:
        return Team(crew, settings, Numbers(numbers, **how), step)

    return make
