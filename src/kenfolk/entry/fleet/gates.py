"""The gates of all queues, for all processes: kept in Redis, so that they are open when that was emptied."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import RedisError

from kenfolk.entry.fleet.link import Keys, QueueAway, list_closed


class SharedGates:
    """Open unless somebody closed them, in whichever process."""

    def __init__(self, client: Redis, keys: Keys, *, queues: Collection[str], answers: Collection[str]) -> None:
        self._client, self._keys, self._key = client, keys, keys.closed
        self._queues, self._work = frozenset(queues), frozenset(queues) - set(answers)

    @property
    def is_closed(self) -> bool:
        """Is all work held back, but for that on what people say?"""
        return self._work <= self.closed()

    def closed(self) -> frozenset[str]:
        """Return the queues that are held back."""
        try:
            return list_closed(self._client, self._keys) & self._queues
        except RedisError:
            return frozenset()  # nothing is done anyway until it is back

    def close(self, queues: Collection[str] | None = None) -> None:
        """Hold these queues back, or all but those that work on what people say."""
        with _explained():
            self._client.sadd(self._key, *(self._work if queues is None else queues))

    def open(self, queues: Collection[str] | None = None) -> None:
        """Let these go on, or all."""
        with _explained():
            self._client.srem(self._key, *(self._queues if queues is None else queues))


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise QueueAway(reason=error) from error
