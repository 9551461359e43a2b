"""What is done once after a start, while work goes on.

Pictures and chips that a killed process had made and not yet written down are deleted; photos that were read by an
older release get their colour.
"""

import logging
import threading
import time

from kenfolk.faces import service as faces
from kenfolk.kit.db import Database
from kenfolk.photos import service as photos
from kenfolk.storage.base import Storage
from kenfolk.storage.errors import Missing

log = logging.getLogger(__name__)


SPARE_NS = 10**9  # a file system's clock is not quite ours; and no process is killed and followed within a second


def drop_orphans(database: Database, derived: Storage, *, before_ns: int, stopping: threading.Event) -> int:
    """Delete derived files that belong to nothing and were made before `before_ns`; say how many."""
    drops = (photos.drop_orphan_pictures, faces.drop_orphan_chips)
    try:
        return sum(drop(database, derived, before_ns=before_ns, stopping=stopping) for drop in drops)
    except Missing:
        return 0  # nothing was ever made


class Tidier:
    """One thread that looks through the derived files once. What it does not come to does no harm."""

    def __init__(self, database: Database, derived: Storage, *, stopping: threading.Event) -> None:
        self._database, self._derived, self._stopping = database, derived, stopping
        self._thread = threading.Thread(target=self._tidy, args=(time.time_ns() - SPARE_NS,), daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Wait until it notices that it is to stop."""
        self._thread.join(10)

    def _tidy(self, before_ns: int) -> None:
        try:
            dropped = drop_orphans(self._database, self._derived, before_ns=before_ns, stopping=self._stopping)
        except Exception:
            log.exception("could not look for files that belong to nothing")
        else:
            log.info("looked for files that belong to nothing, and deleted %s", dropped)
        try:
            photos.fill_colours(self._database, self._derived, stopping=self._stopping)
        except Exception:
            log.exception("could not note the colours of older photos")
