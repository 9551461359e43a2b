"""Work that takes long the first time and hardly any afterwards: it is begun beside the requests, once."""

import logging
import threading
import time
from collections.abc import Callable

from kenfolk.kit.db import Database, ReadSession

log = logging.getLogger(__name__)


class Beginning:
    """One thing that a process has to do once, for as long as it takes."""

    def __init__(
        self, database: Database, work: Callable[[ReadSession], object], *, name: str,
        stopping: threading.Event | None = None,
    ) -> None:  # fmt: skip
        self._database, self._work, self._name = database, work, name
        self._stopping = stopping or threading.Event()
        self._lock = threading.Lock()  # held for a moment
        self._thread: threading.Thread | None = None
        self._began = 0.0
        self._is_done = False

    def is_done(self, *, wait: float) -> bool:
        """Say whether it is; it is begun if need be, and waited for until so many seconds after that."""
        if self._is_done:
            return True
        with self._lock:
            if self._thread is None and not self._is_done:
                self._began = time.monotonic()
                self._thread = self._database.start_beside(self._run, name=self._name)
            thread = self._thread
        if thread is not None:
            thread.join(max(0.0, self._began + wait - time.monotonic()))
        return self._is_done

    def _run(self) -> None:
        try:
            with self._database.read() as session:
                self._work(session)
            self._is_done = True
        except Exception:
            if not self._stopping.is_set():
                log.exception("%s failed; it is tried again.", self._name)
        with self._lock:
            self._thread = None
