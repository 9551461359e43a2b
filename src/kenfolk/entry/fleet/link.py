"""Redis as the processes of server mode share it: the names of what is kept there, and who tells whom."""

import hashlib
import json
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError

from kenfolk.kit.errors import AppError

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds for an answer; Redis answers in a thousandth
REST = 2.0  # seconds in which nobody is told anything, after Redis did not answer


class QueueAway(AppError):
    """The queue (Redis) does not answer ({reason}). Nothing is lost; what waits goes on when it is back."""

    status = 503
    lasting = False


class NoWorker(AppError):
    """No worker of this kind is running. What waits goes on when one is started."""

    status = 503
    lasting = False


class RedisUnusable(AppError):
    """KENFOLK_REDIS is not the address of a Redis: {reason}. It looks like redis://localhost:6379/0."""


@dataclass(frozen=True)
class Keys:
    """The names of what is kept in Redis, all under the library's own."""

    library: str

    @property
    def queues(self) -> str:
        """The task queue's own keys."""
        return f"{self.library}:queue"

    @property
    def bells(self) -> str:
        """A channel: steps that may have work."""
        return f"{self.library}:bells"

    @property
    def news(self) -> str:
        """A channel: what has changed."""
        return f"{self.library}:news"

    @property
    def workers(self) -> str:
        """What each worker says of itself."""
        return f"{self.library}:workers"

    @property
    def closed(self) -> str:
        """The queues that are held back."""
        return f"{self.library}:closed"

    def in_flight(self, step: str) -> str:
        """Ids that were sent, each with its deadline."""
        return f"{self.library}:in-flight:{step}"

    def starts(self, step: str) -> str:
        """How often an id was started since it last ended."""
        return f"{self.library}:starts:{step}"


def name_library(engine: sa.Engine) -> str:
    """Return a name that every process on this database finds, by whatever address it was told of it."""
    with engine.connect() as connection:
        parts = connection.execute(
            sa.text("SELECT (pg_control_system()).system_identifier, current_database(), current_schema()")
        ).one()
    return "kenfolk:" + hashlib.sha256(repr(tuple(map(str, parts))).encode()).hexdigest()[:12]


def connect(url: str) -> Redis:
    """Return a client. It connects at its first use."""
    try:
        return Redis.from_url(
            url, socket_connect_timeout=1.0, socket_timeout=PATIENCE, health_check_interval=30, decode_responses=True
        )
    except ValueError as error:
        raise RedisUnusable(reason=error) from error


def list_closed(client: Redis, keys: Keys) -> frozenset[str]:
    """Return the queues that are held back."""
    return frozenset(map(str, client.smembers(keys.closed)))


def open_ears(client: Redis, channel: str) -> PubSub:
    """Return what hears a channel."""
    ears: PubSub = client.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    ears.subscribe(channel)
    return ears


class Herald:
    """Tells the other processes. Nobody waits for that: what is not heard is found by looking. It is their bell."""

    def __init__(self, client: Redis, keys: Keys) -> None:
        self._client, self._keys = client, keys
        self._rests_until = 0.0
        self._is_away = False

    def ring(self, step: str) -> None:
        """There may be work for `step`."""
        self._publish(self._keys.bells, step)

    def tell(self, topics: Iterable[str]) -> None:
        """Something about `topics` has changed."""
        self._publish(self._keys.news, json.dumps(sorted(topics)))

    def _publish(self, channel: str, text: str) -> None:
        if time.monotonic() < self._rests_until:
            return
        try:
            self._client.publish(channel, text)
        except RedisError as error:
            self._rests_until = time.monotonic() + REST
            if not self._is_away:
                log.warning("Redis does not answer (%s): nobody is told, everybody looks for themselves", error)
            self._is_away = True
        else:
            self._is_away = False
