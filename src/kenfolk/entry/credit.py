"""Keeps one step from running far ahead of the next, without ever stopping it for good."""

import threading

LONGEST_WAIT = 5.0  # seconds; whatever goes wrong with the next step, this one goes on


class Credit:
    """How many items the step before may still hand over; the step after gives back what it has done."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._left = limit
        self._changed = threading.Condition()

    @property
    def is_left(self) -> bool:
        """May the step before go on?"""
        return self._left > 0

    def wait(self) -> None:
        """Return when there is credit, or after a few seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_left, timeout=LONGEST_WAIT)

    def spend(self, items: int) -> None:
        """The step before has taken on `items`."""
        with self._changed:
            self._left = max(0, self._left - items)

    def give(self, items: int) -> None:
        """The step after has done `items`."""
        with self._changed:
            self._left = min(self._limit, self._left + items)
            self._changed.notify_all()

    def refill(self) -> None:
        """The step after has nothing to do, or cannot do it: nobody is to wait for it."""
        self.give(self._limit)
