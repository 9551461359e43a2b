"""A step on numbers instead of photos."""

import threading

from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import not_due
from kenfolk.kit.steps import Done


class Numbers:
    """A step on numbers: they wait until they are run; some raise, some never go."""

    def __init__(self, ids=(), *, raises=None, stays=(), step="numbers"):
        self.waiting, self.raises, self.stays, self.step = set(ids), raises or {}, set(stays), step
        self.ran: list[list[int]] = []
        self.lock = threading.Lock()
        self.in_hand: set[int] = set()
        self.overlapped = False

    def find(self, session, *, limit, skip):
        later = set(session.scalars(not_due(self.step, now=utc_now())))
        with self.lock:
            return sorted(self.waiting - set(skip) - later)[:limit]

    def count(self, session):
        later = set(session.scalars(not_due(self.step, now=utc_now())))
        return len(self.waiting - later)

    def total(self, session):
        return 100

    def run(self, ids):
        with self.lock:
            self.overlapped |= bool(self.in_hand & set(ids))
            self.in_hand |= set(ids)
            self.ran.append(list(ids))
        try:
            for i in ids:
                if i in self.raises:
                    raise self.raises[i]
            return dict.fromkeys(ids, Done())
        finally:
            with self.lock:
                self.in_hand -= set(ids)
                if not set(ids) & self.raises.keys():
                    self.waiting -= set(ids) - self.stays

    @property
    def times(self) -> dict[int, int]:
        ids = [i for batch in self.ran for i in batch]
        return {i: ids.count(i) for i in ids}
