"""What one step works on next: ids from the database, each in one pair of hands at a time."""

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence

Find = Callable[[int, Collection[int]], Sequence[int]]

POLL = 3.0  # seconds between two looks without a ring: for failures that have become due, and for lost rings
SUSPECTS_AT_MOST = 10_000


class Intake:
    """Buffers ids for the threads of a step, and lets these sleep while there are none."""

    def __init__(self, find: Find, *, batch: int, threads: int) -> None:
        self._find = find
        self._batch = batch
        self._fill = batch * threads * 2
        self._bell = threading.Condition()
        self._looking = threading.Lock()
        self._closed = False
        self._rings = 0
        self._heard = -1  # the ring up to which a look has found nothing
        self._look_again = 0.0
        self._buffer: deque[int] = deque()
        self._in_hand: set[int] = set()  # buffered or being worked on
        self._finished: set[int] = set()  # since the ring below
        self._finished_at = 0

    def ring(self) -> None:
        """There may be work."""
        with self._bell:
            self._rings += 1
            self._bell.notify_all()

    def close(self) -> None:
        """Nobody is to sleep any more."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()

    @property
    def running(self) -> int:
        """How many ids are being worked on."""
        return max(0, len(self._in_hand) - len(self._buffer))

    def take(self) -> list[int]:
        """Return the next batch, in the order of `find`; empty when there is nothing to do."""
        with self._looking:
            if not self._buffer and self._may_look():
                self._look()
            return [self._buffer.popleft() for _ in range(min(self._batch, len(self._buffer)))]

    def give_back(self, ids: Sequence[int], *, finished: bool) -> None:
        """The batch is over; `finished` ones should not be found again unless something happens."""
        with self._looking:
            self._in_hand.difference_update(ids)
            if not finished:
                self._heard = -1  # they wait again, whatever the last look said
            elif len(self._finished) < SUSPECTS_AT_MOST:
                self._finished.update(ids)

    def wait(self, seconds: float = POLL) -> None:
        """Sleep until a ring, or for `seconds`."""
        with self._bell:
            self._bell.wait_for(lambda: self._closed or self._rings != self._heard, timeout=seconds)

    def _may_look(self) -> bool:
        return self._rings != self._heard or time.monotonic() >= self._look_again

    def _look(self) -> None:
        rings, started = self._rings, time.monotonic()
        if rings != self._finished_at:
            self._finished, self._finished_at = set(), rings
        # Without a ring, an id that was just finished and is found again shows a mistake in the step: it then comes
        # round every few seconds, instead of keeping a core busy for nothing.
        found = [i for i in self._find(self._fill, frozenset(self._in_hand)) if i not in self._finished]
        self._buffer.extend(found)
        self._in_hand.update(found)
        if not found:
            self._heard = rings
            self._finished.clear()
            self._look_again = time.monotonic() + max(POLL, 20 * (time.monotonic() - started))
