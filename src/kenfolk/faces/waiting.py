"""What waits for a step, found without looking at everything each time."""

import time
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import not_due

QUICK = 0.02  # seconds: a look at everything that takes no longer is not worth avoiding
REST = 10  # times as long as the last look at everything took is waited until the next


class Waiting:
    """The subjects of a step that wait: first what a person waits for, then the others, lowest id first.

    The work of a step is "rows without a result", and in a large library nearly all rows have one. Work begins at the
    lowest ids and goes on to higher ones, so looking from where it was found last is enough most of the time. Work
    that turns up further down, such as a box that was moved, is found as soon as nothing is left ahead.
    """

    def __init__(self, step: str, query: sa.Select[int], *, first: Sequence[sa.Select[int]] = ()) -> None:
        """`first` select those of them that overtake the others."""
        self._first = [Waiting(step, each) for each in first]
        self._step, self._query, self._subject = step, query, query.selected_columns[0]
        self._from = 0  # below this nothing waited when all was looked at
        self._rests_until = 0.0

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        """Return ids that wait, without those in `skip` and without failures that are not due."""
        found: list[int] = []
        for part in self._first:
            found += part.find(session, limit=limit - len(found), skip=[*skip, *found])
            if len(found) >= limit:
                return found
        return [*found, *self._find(session, limit=limit - len(found), skip=[*skip, *found])]

    def _find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        due = self._query.where(
            self._subject.not_in(not_due(self._step, now=utc_now())), self._subject.not_in(list(skip))
        )
        query = due.order_by(self._subject).limit(limit)
        found = session.scalars(query.where(self._subject >= self._from)).all() if self._from else []
        if not found and time.monotonic() >= self._rests_until:
            started = time.monotonic()
            found = session.scalars(query).all()
            took = time.monotonic() - started
            self._rests_until = started + took * REST if took > QUICK else 0.0
        self._from = found[0] if found else self._from
        return found

    def count(self, session: ReadSession) -> int:
        """Return how many wait, without failures that are not due: a library with a bad photo comes to rest too."""
        due = self._query.where(self._subject.not_in(not_due(self._step, now=utc_now())))
        return session.scalar(sa.select(sa.func.count()).select_from(due.subquery())) or 0
