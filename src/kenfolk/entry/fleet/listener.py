"""Hears what other processes changed, so that open browsers are told: through Redis, or by looking while that is away."""

import contextlib
import json
import logging
import threading
from collections.abc import Callable, Iterable

import sqlalchemy as sa
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

from kenfolk.entry.fleet.link import Keys, open_ears
from kenfolk.entry.news import TOPICS_OF_STEP
from kenfolk.faces.models import Face, VectorClock
from kenfolk.kit.db import Database
from kenfolk.kit.failures import Failure
from kenfolk.people.models import Decision
from kenfolk.photos.models import Photo

log = logging.getLogger(__name__)

LISTEN = 1.0  # seconds to wait for a word
LOOK = 2.0  # seconds between two looks while Redis is away
EVERYTHING = sorted({topic for topics in TOPICS_OF_STEP.values() for topic in topics} | {"sources", "failures"})


class Listener:
    """One thread. `note` is given topics."""

    def __init__(self, database: Database, client: Redis, keys: Keys, *, note: Callable[[Iterable[str]], None]) -> None:
        self._database, self._client, self._keys, self._note = database, client, keys, note
        self._stopping = threading.Event()
        self._seen: tuple[int, ...] = ()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._thread = self._database.start_beside(self._loop, name="listener")

    def stop(self) -> None:
        """Listen no longer."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(5)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except (RedisError, OSError):
                self._look()
                self._stopping.wait(LOOK)

    def _listen(self) -> None:
        with contextlib.closing(open_ears(self._client, self._keys.news)) as ears:
            self._hear(EVERYTHING)  # whatever was said before this
            while not self._stopping.is_set():
                heard = ears.get_message(timeout=LISTEN)
                if heard is not None:
                    self._hear(json.loads(heard["data"]))

    def _hear(self, topics: Iterable[str]) -> None:
        self._database.note_writes()
        self._note(topics)

    def _look(self) -> None:
        try:
            seen = read_marks(self._database)
        except DBAPIError as error:
            log.debug("the database does not answer either: %s", error.orig)
            return
        if seen != self._seen:
            self._seen = seen
            self._hear(EVERYTHING)


def read_marks(database: Database) -> tuple[int, ...]:
    """Return numbers that are others when much of the library is: each is read from an index."""
    marks = [sa.func.max(Decision.seq), sa.func.max(Photo.id), sa.func.max(Face.id), sa.func.max(Failure.id)]
    with database.read() as session:
        found = [session.scalar(sa.select(mark)) or 0 for mark in [*marks, sa.func.max(VectorClock.now)]]
    return tuple(found)
