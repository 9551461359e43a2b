"""Pictures that belong to no photo any more: a process that is killed at the wrong moment can leave one behind."""

import re
import threading
from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa

from kenfolk.kit.db import Database
from kenfolk.photos.models import Photo
from kenfolk.storage.base import Storage

BATCH = 500

_NAME = re.compile(r"(?:thumbs|images)/\d+/(\d+)-([0-9a-f]{12})\.jpg")


def drop_orphan_pictures(database: Database, derived: Storage, *, before_ns: int, stopping: threading.Event) -> int:
    """Delete thumbnails and viewer's images of contents the library no longer has; say how many.

    Only those made before `before_ns`: a younger one may belong to a photo that is being read just now.
    """
    dropped = 0
    pictures = _old_pictures(derived, before_ns)
    while not stopping.is_set() and (batch := list(islice(pictures, BATCH))):
        with database.read() as session:
            query = sa.select(Photo.id, Photo.sha256).where(Photo.id.in_({photo_id for _, photo_id, _ in batch}))
            content = {photo_id: sha256 or "" for photo_id, sha256 in session.execute(query)}
        orphans = [key for key, photo_id, sha256 in batch if not content.get(photo_id, "").startswith(sha256)]
        for key in orphans:
            derived.delete(key)
        dropped += len(orphans)
    return dropped


def _old_pictures(derived: Storage, before_ns: int) -> Iterator[tuple[str, int, str]]:
    for key, stat in derived.walk():
        found = _NAME.fullmatch(key)
        if found and stat.mtime_ns < before_ns:
            yield key, int(found[1]), found[2]
