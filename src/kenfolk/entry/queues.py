"""The queues as a person sees them: how much waits, how fast it goes, who works on it, and what was given up."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, Field

from kenfolk.entry.status import Status
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import AppError
from kenfolk.kit.failures import Failure


class NoSuchQueue(AppError):
    """There is no queue with the name {name}."""

    status = 404


class WorkerState(BaseModel):
    """A process that works on queues."""

    id: str
    host: Annotated[str, Field(description="The machine.")]
    pid: int
    queues: list[str]
    concurrency: Annotated[int, Field(description="Batches at once.")]
    model: Annotated[str, Field(description="The networks it runs.")]
    provider: Annotated[str, Field(description="What they run on.")]
    version: Annotated[str, Field(description="Its release of Kenfolk.")]
    started_at: dt.datetime
    seen_at: Annotated[dt.datetime, Field(description="When it last said that it is there.")]


class QueueState(BaseModel):
    """One queue: the steps its workers do."""

    name: str
    steps: list[str]
    depth: Annotated[int, Field(description="Items that wait in the database, with those in hand.")]
    ahead: Annotated[int, Field(description="Items handed out: in Redis, or in a worker's hands.")]
    running: int
    rate: Annotated[float | None, Field(description="Items a second, of all workers.")]
    waiting_since: Annotated[dt.datetime | None, Field(description="The oldest item has waited no longer than that.")]
    failures: Annotated[int, Field(description="Items that failed, those to be tried again among them.")]
    dead: Annotated[int, Field(description="Items that were given up: they are tried again when a person asks.")]
    paused: bool
    note: Annotated[str | None, Field(description="Why it stands still.")]
    note_code: Annotated[str | None, Field(description="The same for programs.")]
    workers: list[WorkerState]


class Queues(BaseModel):
    """All queues. `redis`: whether the queue's server answers; null where there is none, in one process."""

    queues: list[QueueState]
    redis: bool | None


def describe_queues(
    session: ReadSession, status: Status, *, queue_of: Mapping[str, str], ahead: Callable[[str], int],
    closed: Collection[str], workers: Sequence[WorkerState], redis: bool | None,
) -> Queues:  # fmt: skip
    """Return the state of every queue, in the order of the steps."""
    dead = _count_dead(session)
    queues = []
    for name in dict.fromkeys(queue_of.values()):
        steps = [step for step in status.steps if queue_of[step.name] == name]
        rates = [step.rate for step in steps if step.rate]
        queues.append(
            QueueState(
                name=name, steps=[step.name for step in steps], depth=sum(step.waiting for step in steps),
                ahead=sum(ahead(step.name) for step in steps), running=sum(step.running for step in steps),
                rate=sum(rates) or None, waiting_since=min((s.since for s in steps if s.since), default=None),
                failures=sum(step.failed for step in steps), dead=sum(dead.get(step.name, 0) for step in steps),
                paused=name in closed, note=next((step.note for step in steps if step.note), None),
                note_code=next((step.note_code for step in steps if step.note_code), None),
                workers=[worker for worker in workers if name in worker.queues],
            )
        )  # fmt: skip
    return Queues(queues=queues, redis=redis)


def _count_dead(session: ReadSession) -> dict[str, int]:
    rows = sa.select(Failure.step, sa.func.count()).where(Failure.retry_at.is_(None)).group_by(Failure.step)
    return dict(session.execute(rows).all())
