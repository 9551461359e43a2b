"""Who works where: each worker says every second what it is and what it does."""

import datetime as dt
import json
import time
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError
from redis import Redis

from kenfolk.entry.fleet.link import Keys
from kenfolk.entry.progress import Progress
from kenfolk.entry.queues import WorkerState

ALIVE = 6.0  # seconds without a word, and a worker counts as gone
FORGOTTEN = 300.0


class Doing(BaseModel):
    """What a worker does for one step."""

    running: int
    rate: float | None
    note: str | None
    note_code: str | None = None  # an older release's workers say none
    since: float | None  # as time.time()


class Entry(BaseModel):
    """A worker's own words."""

    worker: WorkerState
    doing: Annotated[dict[str, Doing], Field(description="By step.")]


class Roll:
    """The list of workers."""

    def __init__(self, client: Redis, keys: Keys) -> None:
        self._client, self._keys = client, keys

    def sign(self, entry: Entry) -> None:
        """Say that this worker is alive, and what it does."""
        self._client.hset(self._keys.workers, entry.worker.id, json.dumps([time.time(), entry.model_dump(mode="json")]))

    def leave(self, worker_id: str) -> None:
        """This worker ends."""
        self._client.hdel(self._keys.workers, worker_id)

    def list_alive(self) -> list[Entry]:
        """Return those who spoke lately, by queue and machine."""
        alive, gone = [], []
        for worker_id, text in self._client.hgetall(self._keys.workers).items():
            try:
                at, entry = json.loads(text)
                silent = time.time() - float(at)
                if silent < ALIVE:
                    alive.append(Entry.model_validate(entry))
            except (ValueError, TypeError, ValidationError):  # another release's words
                silent = 0.0
            if silent > FORGOTTEN:
                gone.append(worker_id)
        if gone:
            self._client.hdel(self._keys.workers, *gone)
        return sorted(
            alive, key=lambda entry: (entry.worker.queues, entry.worker.host, entry.worker.pid, entry.worker.id)
        )


def sum_up(entries: Iterable[Entry], step: str) -> Progress:
    """Return what all workers together do for a step."""
    doing = [entry.doing[step] for entry in entries if step in entry.doing]
    rates = [each.rate for each in doing if each.rate]
    stuck = next((each for each in doing if each.note), None)
    since = min((each.since for each in doing if each.since), default=None)
    return Progress(
        running=sum(each.running for each in doing),
        rate=sum(rates) or None,
        note=stuck.note if stuck else None,
        note_code=stuck.note_code if stuck else None,
        since=dt.datetime.fromtimestamp(since, dt.UTC) if since else None,
    )
