"""How fast a step is, over the last half minute."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 30.0  # seconds


class Rate:
    """Counts items over a sliding window; the caller keeps threads apart."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: deque[tuple[float, int]] = deque()
        self._since = clock()

    def add(self, items: int) -> None:
        """Count `items` done now."""
        self._done.append((self._clock(), items))

    def begin(self) -> None:
        """A step that wakes after a pause starts anew: the pause is not slowness."""
        if not self._trim():
            self._since = self._clock()

    def per_second(self) -> float | None:
        """Return items a second, or None when nothing was done lately."""
        if not self._trim():
            return None
        first = max(self._since, self._clock() - WINDOW)
        seconds = self._done[-1][0] - first  # up to the last one: a step that has finished was not slow since
        return sum(items for _, items in self._done) / max(seconds, 0.5)

    def _trim(self) -> bool:
        oldest = self._clock() - WINDOW
        while self._done and self._done[0][0] < oldest:
            self._done.popleft()
        return bool(self._done)
