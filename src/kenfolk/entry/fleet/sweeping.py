"""Halves of files that killed processes left: whoever hands out the work removes those nobody can still be writing."""

import logging
import threading
from collections.abc import Callable, Sequence

from kenfolk.storage.base import Storage
from kenfolk.storage.errors import StorageError

log = logging.getLogger(__name__)

OLD = 3600.0  # seconds: no file of ours takes that long to write
PAUSE = 3600.0


class Sweeper:
    """One thread in each web process; only the leader's sweeps, so that a large folder is looked through once."""

    def __init__(self, own: Sequence[Storage], *, stopping: threading.Event, when: Callable[[], bool]) -> None:
        self._own, self._stopping, self._when = own, stopping, when

    def start(self) -> None:
        """Begin. It ends with `stopping`, and nobody has to wait for it: it may be stopped anywhere."""
        threading.Thread(target=self._loop, name="sweeper", daemon=True).start()

    def _loop(self) -> None:
        while not self._stopping.wait(PAUSE):
            if self._when():
                self.sweep()

    def sweep(self) -> None:
        """Remove what is old."""
        for storage in self._own:
            try:
                storage.remove_leftovers(older_than_s=OLD)
            except (StorageError, OSError) as error:
                log.warning("halves of files cannot be removed for now: %s", error)
