"""Photos that are handed over instead of lying in a folder of the user's."""

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import sqlalchemy as sa

from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.queue import enqueue
from kenfolk.photos import store
from kenfolk.photos.dates import local_time
from kenfolk.photos.errors import UploadTooLarge
from kenfolk.photos.models import Photo, Source
from kenfolk.photos.names import USUAL_EXTENSION, is_photo_name
from kenfolk.photos.reading import hash_stream
from kenfolk.storage.base import FileStat, Storage
from kenfolk.storage.places import is_url, open_storage, own_root, read_path
from kenfolk.vision.image_formats import open_image
from kenfolk.vision.image_source import BoundedFile, Budget

LONGEST_NAME = 150  # bytes; with what is added it stays below every file system's limit
FORBIDDEN = set('\\/:*?"<>|')  # on one system or another


@dataclass(frozen=True, slots=True)
class Upload:
    """Where an upload ended up."""

    photo_id: int
    path: str
    duplicate: bool  # the library had this content already; no second copy was kept


def keep_upload(database: Database, upload: BinaryIO, *, name: str, root: str, budget: Budget) -> Upload:
    """Keep an uploaded photo in the place for them, and have it read. Refuses at once what is no photo."""
    size = upload.seek(0, 2)
    if size > budget.max_bytes:
        raise UploadTooLarge(limit=budget.max_bytes / 1e6)
    extension = USUAL_EXTENSION[_check_header(upload, budget)]
    upload.seek(0)
    sha256 = hash_stream(upload)
    with database.read() as session:
        there = _find_duplicate(session, sha256)
    if there is not None:
        return Upload(there.id, there.key, duplicate=True)
    # The content is part of the name: no two contents ever meet under one, and a repeated upload meets itself.
    key = f"{_clean(name)}-{sha256[:8]}{_extension_of(name) or extension}"
    if not is_url(root):
        read_path(root).mkdir(parents=True, exist_ok=True)
    storage = open_storage(root, writable=True, own=True)
    with database.write() as session:
        _get_source(session, root)  # before the file: if we are killed after it, the next scan finds it
    upload.seek(0)
    storage.save(key, upload)
    stat = storage.stat(key)
    with database.write() as session:
        return _note(session, storage, root, key=key, stat=stat, sha256=sha256)


def _check_header(upload: BinaryIO, budget: Budget) -> str:
    upload.seek(0)
    name, image = open_image(BoundedFile(upload, budget))
    budget.check_pixels(image.size)
    return name


def uploads_root(settings: Settings) -> str:
    """Return where uploads go."""
    return own_root(settings.uploads, otherwise=settings.data.resolve() / "uploads")


def open_uploads(settings: Settings) -> Storage:
    """Open the place uploads go to."""
    return open_storage(uploads_root(settings), writable=True, own=True)


def _find_duplicate(session: ReadSession, sha256: str) -> Photo | None:
    present = sa.and_(Photo.sha256 == sha256, Photo.state != "missing")
    return session.scalar(sa.select(Photo).where(present).order_by(Photo.id).limit(1))


def _note(session: WriteSession, storage: Storage, root: str, *, key: str, stat: FileStat, sha256: str) -> Upload:
    source = _get_source(session, root)
    there = _find_duplicate(session, sha256)  # again: another upload of the same may have been faster
    if there is not None and (there.source_id, there.key) != (source.id, key):
        storage.delete(key)
        return Upload(there.id, there.key, duplicate=True)
    photo = there or store.photos_by_key(session, source.id, [key]).get(key) or _find_lost(session, sha256)
    if photo is None:
        photo = Photo(taken_at=local_time(stat.mtime_ns), sha256=sha256)
        session.add(photo)
    photo.source_id, photo.key = source.id, key
    photo.size, photo.mtime_ns, photo.etag = stat.size, stat.mtime_ns, stat.etag
    if there is None:
        photo.state, photo.missing_at = "new", None
    session.flush()
    enqueue(session, store.READ)
    return Upload(photo.id, key, duplicate=there is not None)


def _find_lost(session: ReadSession, sha256: str) -> Photo | None:
    """A photo of this content whose file has gone: the upload brings it back, with the names in it."""
    lost = sa.and_(Photo.sha256 == sha256, Photo.state == "missing")
    return session.scalar(sa.select(Photo).where(lost).order_by(Photo.id).limit(1))


def _get_source(session: WriteSession, root: str) -> Source:
    source = store.find_upload_source(session)
    if source is None:
        source = Source(kind="upload", root=root, added_at=utc_now())
        session.add(source)
    source.root = root  # the data folder may have been moved
    session.flush()
    store.lock_source(session, source.id)
    return source


def _extension_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower() if is_photo_name(name) else ""


def _clean(name: str) -> str:
    """The name a person gave the file, as far as every file system and every page can show it."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = stem[: -len(_extension_of(stem))] if _extension_of(stem) else stem
    kept = "".join(c for c in unicodedata.normalize("NFC", stem) if _is_plain(c)).strip(" .")
    return kept.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip(" .") or "photo"


def _is_plain(character: str) -> bool:
    # No control characters, no invisible ones that turn text around, no halves of characters, nothing private.
    return character not in FORBIDDEN and unicodedata.category(character) not in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
    }
