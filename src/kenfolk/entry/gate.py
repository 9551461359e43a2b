"""Holds the machine's heavy work back for a while: a person wants the computer for something else.

It is kept in memory only: whoever starts Kenfolk wants it to work. What waits, waits in the database as always.
"""

import threading


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
