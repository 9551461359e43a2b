"""Watching the folders of photos: one of all readers does it, another takes over when it dies."""

import logging
import threading

from sqlalchemy.exc import DBAPIError

from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.db_lock import Lead
from kenfolk.photos import service as photos
from kenfolk.photos.watch import Watcher

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks at who watches


class FolderWatch:
    """One thread that waits until nobody else watches."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database, self._settings = database, settings
        self._lead = Lead(database.engine, "watcher")
        self._stopping = threading.Event()
        self._watcher: Watcher | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = self._database.start_beside(self._loop, name="folder-watch")

    def stop(self) -> None:
        """Watch no longer."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(15)
        self._close()
        self._lead.drop()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            is_ours = self._lead.is_ours()
            if is_ours and self._watcher is None:
                self._open()
            elif not is_ours:
                self._close()
            self._stopping.wait(PAUSE)

    def _open(self) -> None:
        try:
            with self._database.write() as session:
                photos.ask_all_scans(session, settings=self._settings)
        except DBAPIError as error:
            log.warning("the folders are not watched for now: %s", error.orig)
            return
        self._watcher = Watcher(self._database)
        self._watcher.start()

    def _close(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()
            self._watcher = None
