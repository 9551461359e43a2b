"""Running a batch of a step, and writing down how each item ended: the same in threads and in worker processes."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from kenfolk.entry.outcomes import is_machines_fault, outcome_of
from kenfolk.kit.db import Database
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.errors import AppError
from kenfolk.kit.failures import Failure, not_due, record_outcome
from kenfolk.kit.queue import enqueue
from kenfolk.kit.steps import Done, Job, Outcome, Retry, Skipped, Step

log = logging.getLogger(__name__)


class Batches:
    """The work of one step. Any thread may ask for it."""

    def __init__(self, step: Step[Any], job: Job, database: Database) -> None:
        self.step, self.job, self.database = step, job, database

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Run a batch and say how every item ended; raises what is the machine's fault."""
        try:
            outcomes = dict(self.job.run(ids))
        except Exception as error:
            if is_machines_fault(error):
                raise
            if len(ids) > 1:  # one poisonous item must not fail its neighbours
                return {i: outcome for i in ids for outcome in self.run([i]).values()}
            log.warning("%s failed on %s", self.step.name, ids[0], exc_info=_traceback_of(error))
            return {ids[0]: outcome_of(error)}
        return {i: outcomes.get(i, Retry("The step did not say how this ended.", after=60.0)) for i in ids}

    def find_due(self, ids: Sequence[int]) -> list[int]:
        """Return those that did not fail meanwhile: a message may come twice, or late."""
        with self.database.read() as session:
            later = not_due(self.step.name, now=utc_now()).where(Failure.subject_id.in_(list(ids)))
            failed = set(session.scalars(later))
        return [i for i in ids if i not in failed]

    def record(self, outcomes: Mapping[int, Outcome]) -> None:
        """Write failures down, forget those that are no more, and ring for the next steps."""
        if self._nothing_to_write(outcomes):
            for step in self.step.then:
                self.database.bell.ring(step)
            return
        with self.database.write() as session:
            for subject_id, outcome in outcomes.items():
                record_outcome(session, self.step.name, subject_id, outcome)
            for step in self.step.then:
                enqueue(session, step)

    def _nothing_to_write(self, outcomes: Mapping[int, Outcome]) -> bool:
        # The usual end: all well, and nothing to forget. It costs a read, and not the one write lock of SQLite.
        if not all(isinstance(outcome, Done | Skipped) for outcome in outcomes.values()):
            return False
        known = sa.select(Failure.id).where(Failure.step == self.step.name, Failure.subject_id.in_(list(outcomes)))
        with self.database.read() as session:
            return session.scalar(known.limit(1)) is None


def _traceback_of(error: Exception) -> Exception | None:
    return None if isinstance(error, AppError) else error
