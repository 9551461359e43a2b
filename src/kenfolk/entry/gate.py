"""Holds the machine's work back for a while: a person wants the computer for something else.

It is kept in memory only: whoever starts Kenfolk wants it to work. What waits, waits in the database as always.
"""

import threading
from collections.abc import Collection, Iterable
from typing import Protocol


class Gate:
    """Open unless somebody closed it. Any thread may ask."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()

    @property
    def is_closed(self) -> bool:
        """Is the work held back?"""
        return not self._open.is_set()

    def close(self) -> None:
        """Let every step finish the batch in its hands, and take no more."""
        self._open.clear()

    def open(self) -> None:
        """Go on."""
        self._open.set()

    def wait(self, seconds: float) -> None:
        """Return when the gate is open, or after so long."""
        self._open.wait(seconds)


class Gates(Protocol):
    """The gates of all queues, in this process or in all."""

    @property
    def is_closed(self) -> bool:
        """Is all work held back, but for that on what people say?"""

    def closed(self) -> frozenset[str]:
        """Return the queues that are held back."""

    def close(self, queues: Collection[str] | None = None) -> None:
        """Hold these queues back, or all but those that work on what people say."""

    def open(self, queues: Collection[str] | None = None) -> None:
        """Let these go on, or all."""


class LocalGates:
    """The gates of one process."""

    def __init__(self, queues: Iterable[str] = ("work",), *, answers: Collection[str] = ()) -> None:
        self._gates = {queue: Gate() for queue in queues}
        self._work = self._gates.keys() - set(answers)

    def of(self, queue: str) -> Gate:
        """Return the gate of a queue."""
        return self._gates[queue]

    @property
    def is_closed(self) -> bool:
        """Is all work held back, but for that on what people say?"""
        return bool(self._work) and all(self._gates[queue].is_closed for queue in self._work)

    def closed(self) -> frozenset[str]:
        """Return the queues that are held back."""
        return frozenset(queue for queue, gate in self._gates.items() if gate.is_closed)

    def close(self, queues: Collection[str] | None = None) -> None:
        """Hold these queues back, or all but those that work on what people say."""
        for queue in self._work if queues is None else queues:
            self._gates[queue].close()

    def open(self, queues: Collection[str] | None = None) -> None:
        """Let these go on, or all."""
        for queue in self._gates if queues is None else queues:
            self._gates[queue].open()
