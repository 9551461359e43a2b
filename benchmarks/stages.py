"""Where the time goes: callables of the product are wrapped while a benchmark runs, and only then."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any


class Stages:
    """Wall and processor seconds by name. What a wrapped callable spends in another one counts for that one only."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()
        self._inner = threading.local()
        self._undo: list[tuple[Any, str, Any]] = []

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Time this block."""
        outer = getattr(self._inner, "spent", (0.0, 0.0))
        self._inner.spent = (0.0, 0.0)
        began = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            took = time.perf_counter() - began[0], time.thread_time() - began[1]
            inner, self._inner.spent = self._inner.spent, (outer[0] + took[0], outer[1] + took[1])
            with self._lock:
                self.wall[name] += took[0] - inner[0]
                self.cpu[name] += took[1] - inner[1]
                self.calls[name] += 1

    def wrap(self, owner: Any, attribute: str, name: str) -> None:
        """Time every call of a function or method."""
        original = getattr(owner, attribute)

        @wraps(original)
        def timed(*args: Any, **options: Any) -> Any:
            with self.time(name):
                return original(*args, **options)

        self._replace(owner, attribute, timed)

    def wrap_block(self, owner: Any, attribute: str, name: str, *, by_thread: bool = False) -> None:
        """Time every `with` block of a context manager; also apart for the threads of each step."""
        original: Callable[..., Any] = getattr(owner, attribute)

        @contextmanager
        def timed(*args: Any, **options: Any) -> Iterator[Any]:
            worker = f" ({threading.current_thread().name.rpartition('-')[0]})" if by_thread else ""
            with self.time(name + worker), original(*args, **options) as value:
                yield value

        self._replace(owner, attribute, timed)

    def unwrap(self) -> None:
        """Put everything back as it was."""
        for owner, attribute, original in reversed(self._undo):
            setattr(owner, attribute, original)
        self._undo.clear()

    def _replace(self, owner: Any, attribute: str, new: Any) -> None:
        self._undo.append((owner, attribute, getattr(owner, attribute)))
        setattr(owner, attribute, new)
