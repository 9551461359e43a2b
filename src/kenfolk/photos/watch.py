"""Notice what happens in the folders while Kenfolk runs.

The operating system tells of local changes at once. Of what others change on a network drive it tells nothing, and
where a folder has more subfolders than it wants to watch, nothing either: so every source is also scanned now and then. A bucket is only scanned: a list of
it names the contents, so that what has not changed is not read.
"""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, watch

from kenfolk.kit.db import Database
from kenfolk.photos import service, store
from kenfolk.photos.errors import SourceAway, SourceMissing
from kenfolk.photos.names import is_photo_name
from kenfolk.photos.scan import look_at
from kenfolk.storage.local import LocalStorage

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks at the list of sources
RESCAN = 900.0  # seconds between two scans of a folder that is watched
BUCKET = 300.0  # seconds between two scans of a bucket, which tells of nothing
POLL = 60.0  # seconds between two scans of one that cannot be watched, or is away
QUIET_MS, TOGETHER_MS = 300, 2000  # changes are taken together until it is quiet, but no longer than this

Changes = Iterable[tuple[Change, str]]


@dataclass
class _Watched:
    stop: threading.Event
    thread: threading.Thread


class Watcher:
    """Threads that watch the folders of a library: one for each, and one that follows the list of sources."""

    def __init__(
        self, database: Database, *, poll: float = POLL, rescan: float = RESCAN, bucket: float = BUCKET
    ) -> None:
        self._database, self._poll, self._rescan, self._bucket = database, poll, rescan, bucket
        self._stopping = threading.Event()
        self._watched: dict[tuple[int, Path], _Watched] = {}
        self._scan_at: dict[int, float] = {}  # buckets, by id
        self._thread = threading.Thread(target=self._follow_sources, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch; every folder is scanned once more when that is so, and nothing slips through between."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._stopping.set()
        self._thread.join(10)
        for watched in self._watched.values():
            watched.stop.set()
        for watched in self._watched.values():
            watched.thread.join(10)

    def _follow_sources(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._database.read() as session:
                    folders, buckets = set(service.list_folder_roots(session)), service.list_buckets(session)
                self._keep_up_with(folders)
                self._scan_buckets(buckets)
            except Exception:
                log.exception("could not look at the list of sources")
            self._stopping.wait(LOOK)

    def _keep_up_with(self, roots: set[tuple[int, Path]]) -> None:
        for gone in self._watched.keys() - roots:
            self._watched.pop(gone).stop.set()
        for new in roots - self._watched.keys():
            stop = threading.Event()
            thread = threading.Thread(
                target=self._keep_watching, args=(*new, stop), name=f"watch-{new[0]}", daemon=True
            )
            self._watched[new] = _Watched(stop, thread)
            thread.start()

    def _scan_buckets(self, buckets: Sequence[tuple[int, bool]]) -> None:
        """Ask for a scan of those whose time has come; of one that is away sooner. Adding it has asked for the first."""
        now = time.monotonic()
        for source_id, is_away in buckets:
            last = self._scan_at.setdefault(source_id, now)
            if now - last >= (self._poll if is_away else self._bucket):
                self._scan_at[source_id] = now
                self._ask_scan(source_id)

    def _keep_watching(self, source_id: int, root: Path, stop: threading.Event) -> None:
        told = ""
        while not stop.is_set():
            try:
                self._watch(source_id, root, stop)
            except Exception as error:  # noqa: BLE001 (whatever it is, scanning now and then still works)
                if told != str(error):
                    log.warning("%s cannot be watched (%s); it is scanned each %.0f s", root, error, self._poll)
                    told = str(error)
            if not stop.wait(self._poll):
                self._ask_scan(source_id)

    def _watch(self, source_id: int, root: Path, stop: threading.Event) -> None:
        """Follow the changes until told to stop, or until the folder is another one: unplugged, replaced."""
        storage, scan_at = LocalStorage(root, writable=False), 0.0
        folder = _identify(root)
        for changes in watch(
            root, watch_filter=None, stop_event=stop, step=QUIET_MS, debounce=TOGETHER_MS, rust_timeout=1000,
            yield_on_timeout=True, raise_interrupt=False, force_polling=False, ignore_permission_denied=True,
        ):  # fmt: skip
            if _identify(root) != folder:
                raise FileNotFoundError(0, "it is another folder than before")
            if time.monotonic() >= scan_at:  # the first time, too: now that it is watched, nothing is missed
                self._ask_scan(source_id)
                scan_at = time.monotonic() + self._rescan
            if changes:
                self._note(source_id, storage, changes)

    def _note(self, source_id: int, storage: LocalStorage, changes: Changes) -> None:
        files, folders = _sort(storage, changes)
        try:
            look_at(self._database, source_id, files)
            with self._database.read() as session:
                known = None in folders or any(store.is_any_below(session, source_id, key) for key in folders if key)
        except SourceAway:
            known = True
        if known:
            self._ask_scan(source_id)

    def _ask_scan(self, source_id: int) -> None:
        try:
            with self._database.write() as session:
                service.ask_scan(session, source_id)
        except SourceMissing:
            pass  # removed just now


def _sort(storage: LocalStorage, changes: Changes) -> tuple[list[str], set[str | None]]:
    """Return the files to look at, and folders that are gone; None among them is anything that asks for a scan."""
    files, folders = list[str](), set[str | None]()
    for change, name in changes:
        path = Path(name)
        key = storage.key_of(path)
        if "\N{REPLACEMENT CHARACTER}" in name:  # the watcher cannot tell names that are not UTF-8
            folders.add(None)
        elif key is None or path.is_symlink():
            continue
        elif path.is_dir():
            if change != Change.modified:
                folders.add(None)
        elif is_photo_name(key):
            files.append(key)
        elif change == Change.deleted:
            folders.add(key)
    return files, folders


def _identify(root: Path) -> tuple[int, int]:
    found = root.stat()
    return found.st_dev, found.st_ino
