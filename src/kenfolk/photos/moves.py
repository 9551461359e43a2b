"""A photo is its content: when a file is moved or renamed, its photo goes along, and so do the names in it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from kenfolk.kit.db import WriteSession
from kenfolk.kit.failures import forget
from kenfolk.photos.errors import SourceAway
from kenfolk.photos.models import Photo
from kenfolk.photos.places import check_root
from kenfolk.photos.reading import hash_file
from kenfolk.photos.store import READ, PhotoFile
from kenfolk.storage.base import FileStat
from kenfolk.storage.errors import Missing, StorageError
from kenfolk.storage.places import open_storage


def choose_moved(here: PhotoFile, stat: FileStat, known: Sequence[PhotoFile]) -> PhotoFile | None:
    """Of the photos `known` to have this content, return the one whose file has gone, so must have come `here`."""

    def likeness(other: PhotoFile) -> tuple[bool, bool, int]:
        same_name = PurePosixPath(other.key).name == PurePosixPath(here.key).name
        return (not same_name, other.mtime_ns != stat.mtime_ns, other.id)

    others = sorted((other for other in known if other.id != here.id), key=likeness)
    return next((other for other in others if has_left(other)), None)


def has_left(photo: PhotoFile) -> bool:
    """Is the photo's content no longer where it was? When in doubt, it is."""
    if photo.state == "missing":
        return True
    try:
        storage = open_storage(photo.root, writable=False)
        stat = storage.stat(photo.key)
        is_as_read = photo.state == "ready" and stat.is_as(photo.stat)
        return not is_as_read and hash_file(storage, photo.key) != photo.sha256
    except Missing:
        return _is_root_there(photo)
    except StorageError:
        return False


def _is_root_there(photo: PhotoFile) -> bool:
    try:
        check_root(photo.root, mark=photo.root_mark)
    except SourceAway:
        return False
    return True


def move_photo(session: WriteSession, moved: PhotoFile, here: Photo, stat: FileStat) -> bool:
    """Give the moved photo the place of `here`; say no if it has changed since it was looked at.

    A row that was never read goes away when nothing is left at the old place. Any other takes the old place in
    exchange, and is read again: it has names of its own, or there is a new file. All of it is one transaction.
    """
    photo = session.get(Photo, moved.id)
    if photo is None or (photo.source_id, photo.key, photo.state) != (moved.source_id, moved.key, moved.state):
        return False
    place, old_place = (here.source_id, here.key), (photo.source_id, photo.key)
    forget(session, READ, [here.id, photo.id])
    if here.width is None and photo.state == "missing":
        session.delete(here)
        session.flush()
        _settle(photo, place, stat)
        return True
    here.key = f"./{here.id}"  # no file has such a key; two rows cannot change places in one go
    session.flush()
    _settle(photo, place, stat)
    session.flush()
    here.source_id, here.key = old_place
    here.state, here.missing_at = "new", None
    return True


def _settle(photo: Photo, place: tuple[int, str], stat: FileStat) -> None:
    photo.source_id, photo.key = place
    photo.size, photo.mtime_ns, photo.etag = stat.size, stat.mtime_ns, stat.etag
    photo.state, photo.missing_at = "ready", None
