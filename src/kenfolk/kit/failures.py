"""What could not be done, why, and when it is tried again: one table for all steps."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kenfolk.kit.db import Base, ReadSession, WriteSession
from kenfolk.kit.db_types import Id, UtcDateTime, utc_now
from kenfolk.kit.steps import Done, Failed, Outcome, Retry, Skipped

LONGEST_WAIT = 6 * 3600.0  # seconds


class Failure(Base):
    """The last failure of a step on a subject; it goes when the step succeeds."""

    __tablename__ = "failure"
    __table_args__ = (sa.UniqueConstraint("step", "subject_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    step: Mapped[str]
    subject_id: Mapped[int] = mapped_column(Id)
    reason: Mapped[str]
    attempts: Mapped[int]
    failed_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    retry_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # None: only when a person asks


def not_due(step: str, *, now: dt.datetime) -> sa.Select[int]:
    """Select the subjects which `step` must leave alone for now."""
    later = sa.or_(Failure.retry_at.is_(None), Failure.retry_at > now)
    return sa.select(Failure.subject_id).where(Failure.step == step, later)


def record_outcome(session: WriteSession, step: str, subject_id: int, outcome: Outcome) -> None:
    """Remember a failure, or forget the one before."""
    failure = session.scalar(sa.select(Failure).where(Failure.step == step, Failure.subject_id == subject_id))
    match outcome:
        case Done() | Skipped():
            if failure is not None:
                session.delete(failure)
        case Failed(reason) | Retry(reason):
            if failure is None:
                failure = Failure(step=step, subject_id=subject_id, attempts=0)
                session.add(failure)
            failure.attempts += 1
            failure.reason, failure.failed_at = reason, utc_now()
            failure.retry_at = None if isinstance(outcome, Failed) else _when(outcome.after, failure.attempts)


def _when(after: float, attempts: int) -> dt.datetime:
    # Exponential backoff with jitter, so that a thousand files on a share that went away do not come back in step.
    wait = min(LONGEST_WAIT, after * 2 ** (attempts - 1)) * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
    return utc_now() + dt.timedelta(seconds=wait)


def list_failures(
    session: ReadSession, *, after_id: int = 0, limit: int = 100, step: str | None = None,
    reasons: Sequence[str] | None = None,
) -> Sequence[Failure]:  # fmt: skip
    """Return failures, oldest first: all, or those of a step, or for these reasons."""
    wanted = sa.select(Failure).where(Failure.id > after_id, _is_of(step))
    if reasons is not None:
        wanted = wanted.where(Failure.reason.in_(reasons))
    return session.scalars(wanted.order_by(Failure.id).limit(limit)).all()


def list_reasons(session: ReadSession, *, step: str | None = None) -> Sequence[str]:
    """Return every reason there is, each once."""
    return session.scalars(sa.select(Failure.reason).where(_is_of(step)).distinct()).all()


def _is_of(step: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if step is None else Failure.step == step


def forget(session: WriteSession, step: str, subject_ids: Sequence[int] | sa.Select[int]) -> None:
    """Let `step` look at these subjects afresh, for example because the file has changed.

    Many are given as a query, which no database finds too long.
    """
    session.execute(sa.delete(Failure).where(Failure.step == step, Failure.subject_id.in_(subject_ids)))


def retry(session: WriteSession, ids: Sequence[int] | None = None) -> list[str]:
    """Make these failures (or all) due now, and return the steps to ring for."""
    steps: set[str] = set()
    for chosen in [sa.true()] if ids is None else [Failure.id.in_(chunk) for chunk in _in_chunks(ids)]:
        steps |= set(session.scalars(sa.select(Failure.step).where(chosen).distinct()))
        session.execute(sa.update(Failure).where(chosen).values(retry_at=utc_now()))
    return sorted(steps)


def _in_chunks(ids: Sequence[int], size: int = 10_000) -> Iterator[Sequence[int]]:
    # A database takes only so many values in one statement: PostgreSQL 65,535.
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
