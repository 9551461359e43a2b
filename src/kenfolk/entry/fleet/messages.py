"""The messages, and the task queue that carries them. Nothing outside this folder knows which one it is."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import Retries
from redis import Redis

from kenfolk.entry.fleet.link import PATIENCE, Keys

VERSION = 1  # of a message; every version has a field `v`
SILENCE = 10_000  # milliseconds without a word, and a worker's messages go to others
LOOK_AFTER = 20_000  # of a million fetches that look for such workers: one every ten seconds from an idle worker
IDLE = 200  # milliseconds between two looks at an empty queue
LATER = 5_000  # milliseconds until a message that was refused comes round again

Take = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Message:
    """Some items of a step."""

    v: int
    step: str
    ids: list[int]


def read_message(body: Mapping[str, Any], *, steps: Collection[str]) -> Message | None:
    """Return the message, or None if it is a newer release's."""
    match body:
        case {"v": int(v), "step": str(step), "ids": [*ids]} if v <= VERSION and step in steps:
            return Message(v, step, [int(i) for i in ids])
    return None


class Post:
    """Sends messages. A step has a queue of its own, so that none waits behind another's."""

    def __init__(self, broker: RedisBroker) -> None:
        self._broker = broker

    def send(self, step: str, ids: Iterable[int]) -> None:
        """Send a batch."""
        self.send_raw(step, {"v": VERSION, "step": step, "ids": list(ids)})

    def send_raw(self, step: str, body: Mapping[str, Any], *, delay: int | None = None) -> None:
        """Send a message as it is, perhaps in so many milliseconds."""
        message: dramatiq.Message[None] = dramatiq.Message(
            queue_name=step, actor_name=step, args=(dict(body),), kwargs={}, options={}
        )
        self._broker.enqueue(message, delay=delay)

    def count(self, step: str) -> int:
        """Return how many messages nobody has fetched yet."""
        return int(self._broker.client.llen(f"{self._broker.namespace}:{step}"))


def make_broker(url: str, keys: Keys) -> RedisBroker:
    """Return our own settings of the task queue: nothing is given up by age or by time, and retries are few.

    What can go wrong with an item, or with the machine, is dealt with where the work is done; a retry here is for a
    mistake of ours. Lost messages are no loss.
    """
    _hush()
    client = Redis.from_url(url, socket_connect_timeout=1.0, socket_timeout=PATIENCE, health_check_interval=30)
    return RedisBroker(  # type: ignore[no-untyped-call]
        client=client, namespace=keys.queues, heartbeat_timeout=SILENCE, maintenance_chance=LOOK_AFTER,
        middleware=[Retries(max_retries=5, min_backoff=1_000, max_backoff=30_000)],
    )  # fmt: skip


def make_worker(broker: RedisBroker, takes: Mapping[str, Take], *, threads: int) -> dramatiq.Worker:
    """Return threads that take messages of these steps; steps named later are done first."""
    for number, (step, take) in enumerate(takes.items()):
        declare = dramatiq.actor(broker=broker, actor_name=step, queue_name=step, priority=-number)
        declare(_as_function(take))
    worker = dramatiq.Worker(broker, worker_threads=threads, worker_timeout=IDLE)
    worker.queue_prefetch = threads + 1  # one to go on with, and not more: what is fetched can no longer be overtaken
    return worker


def _as_function(take: Take) -> Take:
    def call(body: dict[str, Any]) -> None:
        take(body)

    return call


def _hush() -> None:
    """The worker says itself that Redis is away, once; the task queue would, for each of its threads, every time."""
    logging.getLogger("dramatiq").setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(lambda record: "a connection error" not in record.msg)
