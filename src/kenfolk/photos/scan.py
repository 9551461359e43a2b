"""Compare a folder or bucket with the table: what is new, what has changed, what is gone.

A file is compared by name, size and time, or by the name a bucket gives its content; whether that is really another is
for photos.read to find out. Transactions
are short, and memory holds one number a photo, however large the folder.
"""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from kenfolk.kit.db import Database, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import forget
from kenfolk.kit.queue import enqueue
from kenfolk.photos import store
from kenfolk.photos.dates import local_time
from kenfolk.photos.errors import SourceAway
from kenfolk.photos.models import Photo
from kenfolk.photos.names import is_photo_name
from kenfolk.photos.places import check_root
from kenfolk.storage.base import FileStat, Storage
from kenfolk.storage.errors import Missing, StorageError
from kenfolk.storage.places import open_storage

BATCH = 500
TOLD = 3  # places that could not be looked at, told by name

Found = Mapping[str, FileStat]
Item = TypeVar("Item")


@dataclass
class _Blind:
    """Where the scan could not look: what lies there is unknown, not gone."""

    places: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note(self, key: str, error: StorageError) -> None:
        self.places.append(key)
        if len(self.errors) < TOLD:
            self.errors.append(error.message)

    def hides(self, key: str) -> bool:
        return any(key == place or key.startswith(f"{place}/") for place in self.places)

    def message(self) -> str | None:
        more = len(self.places) - len(self.errors)
        return " ".join([*self.errors, *([f"And {more} more places like this."] if more else [])]) or None


def scan_source(database: Database, source_id: int, *, stopping: threading.Event | None = None) -> None:
    """Bring the table up to date with a whole source; a source that cannot be reached keeps all it has."""
    started, stopping = utc_now(), stopping or threading.Event()
    with database.read() as session:
        source = store.find_source(session, source_id)
        if source is None:
            return
        root, mark = source.root, source.root_mark
    blind = _Blind()
    try:
        mark = check_root(root, mark=mark)
        storage = open_storage(root, writable=False)
        seen = _note_what_is_there(database, source_id, storage, blind, stopping)
        if stopping.is_set():
            return
        check_root(root, mark=mark)  # still there after the walk? Then what it did not show is gone
        _note_what_is_gone(database, source_id, storage, seen, blind)
    except (SourceAway, StorageError) as error:
        with database.write() as session:
            note_away(session, source_id, error.message, now=started)
        return
    with database.write() as session:
        source = store.lock_source(session, source_id)
        if source is not None:
            source.root_mark, source.away_at, source.error, source.scanned_at = mark, None, blind.message(), started
            enqueue(session, store.READ)


def look_at(database: Database, source_id: int, keys: Sequence[str]) -> None:
    """Bring the table up to date with a few files of a source."""
    with database.read() as session:
        source = store.find_source(session, source_id)
        if source is None:
            return
        root, mark = source.root, source.root_mark
    storage = open_storage(root, writable=False)
    there, gone = dict[str, FileStat](), list[str]()
    for key in filter(is_photo_name, keys):
        try:
            there[key] = storage.stat(key, as_walked=True)
        except Missing:
            gone.append(key)
        except StorageError:
            continue  # unknown, not gone; the next scan says why
    for batch in _batches(iter(there.items())):
        _note_batch(database, source_id, dict(batch))
    if gone:
        check_root(root, mark=mark)
        with database.write() as session:
            if store.lock_source(session, source_id) is not None:
                for photo in store.photos_by_key(session, source_id, gone).values():
                    _lose(session, photo, now=utc_now())


def note_away(session: WriteSession, source_id: int, reason: str, *, now: dt.datetime) -> None:
    """The source cannot be reached: its photos are left as they are until it is back."""
    source = store.lock_source(session, source_id)
    if source is not None:
        source.away_at, source.error = source.away_at or now, reason
        if source.scan_asked_at is not None and source.scan_asked_at <= now:
            source.scan_asked_at = None  # answered: not now


def _note_what_is_there(
    database: Database, source_id: int, storage: Storage, blind: _Blind, stopping: threading.Event
) -> set[int]:
    seen: set[int] = set()
    photos = ((key, stat) for key, stat in storage.walk(on_error=blind.note) if is_photo_name(key))
    for batch in _batches(photos):
        if stopping.is_set():
            break
        seen.update(_note_batch(database, source_id, dict(batch)))
    return seen


def _note_batch(database: Database, source_id: int, found: Found) -> list[int]:
    """Write down new and changed files; return the ids of all. The usual case, nothing new, only reads."""
    with database.read() as session:
        known = store.known_by_key(session, source_id, found)
        if all(key in known and not _has_changed(known[key], stat) for key, stat in found.items()):
            return [photo.id for photo in known.values()]
    with database.write() as session:
        if store.lock_source(session, source_id) is None:
            return []
        photos = store.photos_by_key(session, source_id, found)
        changed = [
            _renew(photos[key], stat)
            for key, stat in found.items()
            if key in photos and _has_changed(photos[key], stat)
        ]
        fresh = [_make_photo(source_id, key, stat) for key, stat in found.items() if key not in photos]
        session.add_all(fresh)
        forget(session, store.READ, changed)
        session.flush()
        enqueue(session, store.READ)
        return [photo.id for photo in (*photos.values(), *fresh)]


def _has_changed(photo: Photo | store.Known, stat: FileStat) -> bool:
    return photo.state == "missing" or not stat.is_as(FileStat(photo.size, photo.mtime_ns, photo.etag))


def _renew(photo: Photo, stat: FileStat) -> int:
    photo.size, photo.mtime_ns, photo.etag = stat.size, stat.mtime_ns, stat.etag
    photo.state, photo.missing_at = "new", None
    return photo.id


def _make_photo(source_id: int, key: str, stat: FileStat) -> Photo:
    return Photo(
        source_id=source_id,
        key=key,
        size=stat.size,
        mtime_ns=stat.mtime_ns,
        etag=stat.etag,
        state="new",
        taken_at=local_time(stat.mtime_ns),
    )


def _note_what_is_gone(database: Database, source_id: int, storage: Storage, seen: set[int], blind: _Blind) -> None:
    with database.read() as session:
        unseen = store.list_unseen(session, source_id, seen)
    gone = (key for key in unseen if not blind.hides(key) and _is_gone(storage, key))
    for batch in _batches(gone):
        with database.write() as session:
            if store.lock_source(session, source_id) is None:
                return
            # Asked by key, not by id: photos.read may just have given the photo its new place.
            for photo in store.photos_by_key(session, source_id, batch).values():
                _lose(session, photo, now=utc_now())


def _is_gone(storage: Storage, key: str) -> bool:
    try:
        storage.stat(key, as_walked=True)
    except Missing:
        return True
    except StorageError:
        return False
    return False


def _lose(session: WriteSession, photo: Photo, *, now: dt.datetime) -> None:
    if photo.state != "missing":
        store.lose_photo(session, photo, now=now)


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, BATCH)):
        yield batch
