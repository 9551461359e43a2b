"""What was handed out and has not come back, and what was started and never ended. All of it may be lost at any time."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence

from redis import Redis

from kenfolk.entry.fleet.link import Keys

# Seconds an id that was sent is left alone. Whoever works on it says so every few seconds; a message in a queue that
# nobody serves runs out of time, and its ids are sent again when there is room.
QUEUED, RUNNING = 60.0, 10.0
MOST_STARTS = 3
PARTS = 16  # what was started once and did not end is run again in so many parts, and then one by one


class InFlight:
    """Ids of each step that somebody has, with the time until which that is believed."""

    def __init__(self, client: Redis, keys: Keys) -> None:
        self._client, self._keys = client, keys

    def hold(self, step: str, ids: Iterable[int], *, seconds: float) -> None:
        """These are in somebody's hands for so long, from now on."""
        until = time.time() + seconds
        if held := {str(i): until for i in ids}:
            self._client.zadd(self._keys.in_flight(step), held)

    def free(self, step: str, ids: Iterable[int]) -> None:
        """These are in nobody's hands any more."""
        if gone := [str(i) for i in ids]:
            self._client.zrem(self._keys.in_flight(step), *gone)

    def ids(self, step: str) -> set[int]:
        """Return what is in somebody's hands, and forget what was for too long."""
        key = self._keys.in_flight(step)
        pipeline = self._client.pipeline()
        pipeline.zremrangebyscore(key, "-inf", time.time())
        pipeline.zrange(key, 0, -1)
        return {int(i) for i in pipeline.execute()[1]}


class Starts:
    """How often each id was started since it last ended: what kills its process again and again shows here."""

    def __init__(self, client: Redis, keys: Keys) -> None:
        self._client, self._keys = client, keys

    def count(self, step: str, ids: Sequence[int]) -> dict[int, int]:
        """Return how often these were started without an end."""
        counts = self._client.hmget(self._keys.starts(step), [str(i) for i in ids]) if ids else []
        return {i: int(count or 0) for i, count in zip(ids, counts, strict=True)}

    def begin(self, step: str, ids: Collection[int]) -> None:
        """These are started now."""
        pipeline = self._client.pipeline()
        for i in ids:
            pipeline.hincrby(self._keys.starts(step), str(i), 1)
        pipeline.execute()

    def end(self, step: str, ids: Collection[int]) -> None:
        """These have ended, well or not."""
        if ids:
            self._client.hdel(self._keys.starts(step), *(str(i) for i in ids))


def part(ids: Sequence[int], starts: Mapping[int, int], *, batch: int) -> tuple[list[int], list[list[int]], list[int]]:
    """Return what is run as it is, what is run in smaller parts with nothing beside it, and what is given up."""
    fresh = [i for i in ids if starts[i] == 0]
    once = [i for i in ids if starts[i] == 1]
    twice = [i for i in ids if 1 < starts[i] < MOST_STARTS]
    size = max(1, batch // PARTS)
    parts = [once[at : at + size] for at in range(0, len(once), size)] + [[i] for i in twice]
    return fresh, parts, [i for i in ids if starts[i] >= MOST_STARTS]
