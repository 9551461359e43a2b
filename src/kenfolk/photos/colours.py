"""Photos that were read before colours were noted get theirs from the thumbnails, a few at a time."""

import threading

from kenfolk.kit.db import Database
from kenfolk.photos import store
from kenfolk.photos.names import thumb_key
from kenfolk.storage.base import Storage
from kenfolk.storage.errors import StorageError
from kenfolk.vision.placeholder import colour_of_jpeg

AT_ONCE = 200
PAUSE = 0.2  # seconds between two portions: nobody waits for colours


def fill_colours(database: Database, derived: Storage, *, stopping: threading.Event) -> int:
    """Note the colour of every photo that has a thumbnail and no colour; say of how many."""
    filled, after = 0, 0
    while not stopping.is_set():
        with database.read() as session:
            waiting = store.list_without_colour(session, after_id=after, limit=AT_ONCE)
        if not waiting:
            break
        seen: dict[int, int | None] = {photo_id: _look(derived, photo_id, sha256) for photo_id, sha256 in waiting}
        found = {photo_id: colour for photo_id, colour in seen.items() if colour is not None}
        with database.write() as session:
            store.note_colours(session, found, shas=dict(waiting))
        filled, after = filled + len(found), waiting[-1][0]
        stopping.wait(PAUSE)
    return filled


def _look(derived: Storage, photo_id: int, sha256: str) -> int | None:
    try:
        return colour_of_jpeg(derived.read(thumb_key(photo_id, sha256)))
    except StorageError:
        return None
