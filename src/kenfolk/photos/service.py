"""What other rooms may ask of photos."""

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kenfolk.kit.config import Settings
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.queue import enqueue
from kenfolk.photos import store
from kenfolk.photos.colours import fill_colours
from kenfolk.photos.errors import DataFolder, PhotoMissing, SourceAway, SourceMissing, SourceOverlaps, UploadsStay
from kenfolk.photos.files import HANDOVER_BYTES, PhotoFiles
from kenfolk.photos.models import Photo, Source
from kenfolk.photos.orphans import drop_orphan_pictures
from kenfolk.photos.places import check_root, find_folder, refuse_system_folder
from kenfolk.photos.store import PhotoFile
from kenfolk.photos.uploads import open_uploads, uploads_root
from kenfolk.storage.bucket import clean_url
from kenfolk.storage.errors import StorageError
from kenfolk.storage.names import is_walked
from kenfolk.storage.places import is_inside, is_url, open_storage, own_root, read_path, write_path

__all__ = [
    "HANDOVER_BYTES",
    "PhotoFile",
    "PhotoFiles",
    "Place",
    "SourceView",
    "add_source",
    "ask_all_scans",
    "ask_scan",
    "choose_place",
    "drop_orphan_pictures",
    "fill_colours",
    "find_photo",
    "find_trouble",
    "get_photo",
    "get_source",
    "is_scanning",
    "list_buckets",
    "list_folder_roots",
    "list_sources",
    "open_uploads",
    "remove_source",
    "uploads_root",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where photos can come from."""

    kind: str  # folder | bucket
    root: str


def find_photo(session: ReadSession, photo_id: int) -> Photo | None:
    """Return the photo, if there is one of this number."""
    return session.get(Photo, photo_id)


def get_photo(session: ReadSession, photo_id: int) -> Photo:
    """Return the photo; raises PhotoMissing."""
    photo = find_photo(session, photo_id)
    if photo is None:
        raise PhotoMissing(what="photo", id=photo_id)
    return photo


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and how it is doing."""

    id: int
    kind: str
    root: str
    photos: int
    scanned_at: dt.datetime | None
    error: str | None
    scanning: bool


def list_sources(session: ReadSession, *, after_id: int = 0, limit: int | None = None) -> list[SourceView]:
    """Return the sources, oldest first."""
    photos, due = store.count_photos_by_source(session), set(store.list_scans_due(session, limit=10_000, skip=()))
    return [
        SourceView(
            id=source.id,
            kind=source.kind,
            root=source.root,
            photos=photos.get(source.id, 0),
            scanned_at=source.scanned_at,
            error=source.error,
            scanning=source.id in due,
        )
        for source in store.list_sources(session, after_id=after_id, limit=limit)
    ]


def get_source(session: ReadSession, source_id: int) -> SourceView:
    """Return one source; raises SourceMissing."""
    for view in list_sources(session, after_id=source_id - 1, limit=1):
        if view.id == source_id:
            return view
    raise SourceMissing(what="source", id=source_id)


def choose_place(text: str, *, settings: Settings) -> Place:
    """Return the folder or bucket a person means, if its photos can be taken; raises what is wrong with it.

    It looks there, and a share that hangs lets it wait: no session may be open meanwhile.
    """
    if is_url(text):
        place = Place("bucket", clean_url(text))
        _refuse_own(place.root, settings)
        open_storage(place.root, writable=False).look_at_root()
        return place
    folder = find_folder(text)
    refuse_system_folder(folder)
    _refuse_data_folder(folder, settings.data)
    _refuse_own(write_path(folder), settings)
    return Place("folder", write_path(folder))


def add_source(session: WriteSession, place: Place) -> int:
    """Add a place that was chosen and ask for a scan of it; return the source's id. It is only ever read.

    Adding a place twice is adding it once. One that was removed comes back with all that was known of its photos.
    """
    for other in store.list_sources(session):
        if other.root != place.root and _overlap(place.root, other.root):
            raise SourceOverlaps(path=place.root, other=other.root)
    source = store.find_source_by_root(session, place.root)
    if source is None:
        source = Source(kind=place.kind, root=place.root, added_at=utc_now())
        session.add(source)
    source.removed_at = source.away_at = source.error = None
    session.flush()
    ask_scan(session, source.id)
    return source.id


def remove_source(session: WriteSession, source_id: int) -> None:
    """Take a folder's photos out of the library; the files stay, and so do all human words about them.

    The photos count as missing, and the source as removed. The folder added again, or the same files found in
    another one, bring the photos back with the names in them.
    """
    source = _get(session, source_id)
    if source.kind == "upload":
        raise UploadsStay
    now = utc_now()
    source.removed_at, source.scan_asked_at, source.error, source.away_at = now, None, None, None
    store.mark_all_missing(session, source_id, now=now)


def ask_scan(session: WriteSession, source_id: int) -> None:
    """Let the source be looked through soon."""
    _get(session, source_id).scan_asked_at = utc_now()
    enqueue(session, store.SCAN)


def ask_all_scans(session: WriteSession, *, settings: Settings) -> None:
    """Let all sources be looked through, as at every start."""
    uploads = store.find_upload_source(session)
    if uploads is not None:
        uploads.root = uploads_root(settings)  # the data folder may have been moved
    for source in store.list_sources(session):
        ask_scan(session, source.id)


def is_scanning(session: ReadSession) -> bool:
    """Is a scan going on, or asked for?"""
    return bool(store.list_scans_due(session, limit=1, skip=()))


def list_folder_roots(session: ReadSession) -> Sequence[tuple[int, Path]]:
    """Return id and root of every folder of the user's."""
    return [(source.id, read_path(source.root)) for source in store.list_sources(session) if source.kind == "folder"]


def list_buckets(session: ReadSession) -> Sequence[tuple[int, bool]]:
    """Return id of every bucket, and whether it is away just now: nobody tells of changes in them."""
    known = ((source.id, source.away_at is not None, is_url(source.root)) for source in store.list_sources(session))
    return [(source_id, is_away) for source_id, is_away, is_bucket in known if is_bucket]


def find_trouble(root: str) -> str | None:
    """Say why a source cannot be reached just now; None if it can."""
    try:
        check_root(root, mark=None)
    except (SourceAway, StorageError) as error:
        return error.message
    return None


def _get(session: ReadSession, source_id: int) -> Source:
    source = store.find_source(session, source_id)
    if source is None:
        raise SourceMissing(what="source", id=source_id)
    return source


def _refuse_data_folder(folder: Path, data: Path) -> None:
    data = Path(os.path.realpath(data))
    hidden = data.is_relative_to(folder) and not all(map(is_walked, data.relative_to(folder).parts))
    if (folder.is_relative_to(data) or data.is_relative_to(folder)) and not hidden:
        raise DataFolder(path=write_path(folder), data=write_path(data))


def _refuse_own(root: str, settings: Settings) -> None:
    """Refuse what holds thumbnails and chips, and what uploads go to: they are in the library already."""
    for own in (own_root(settings.derived, otherwise=settings.data / "derived"), uploads_root(settings)):
        is_within_data = not is_url(own) and read_path(own).is_relative_to(settings.data)
        if not is_within_data and _overlap(root, own):
            raise DataFolder(path=root, data=own)


def _overlap(one: str, other: str) -> bool:
    return is_inside(one, other) or is_inside(other, one)
