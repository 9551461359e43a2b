"""Chips that belong to no face: a process that was killed after it cut one, of a photo that is another one now."""

import re
import threading
from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa

from kenfolk.faces.models import Face, StaleChip
from kenfolk.kit.db import Database, ReadSession
from kenfolk.storage.base import Storage

BATCH = 500

_NAME = re.compile(r"chips/\d+/(\d+)-[0-9a-f]{12}-[0-9a-f]+\.jpg")


def drop_orphan_chips(database: Database, derived: Storage, *, before_ns: int, stopping: threading.Event) -> int:
    """Delete chips no face needs; say how many.

    Only those made before `before_ns`: a younger one may belong to a photo that is being looked at just now.
    """
    dropped = 0
    chips = _old_chips(derived, before_ns)
    while not stopping.is_set() and (batch := dict(islice(chips, BATCH))):
        with database.read() as session:
            orphans = batch.keys() - _known_chips(session, set(batch.values()))
        for key in orphans:
            derived.delete(key)
        dropped += len(orphans)
    return dropped


def _old_chips(derived: Storage, before_ns: int) -> Iterator[tuple[str, int]]:
    for key, stat in derived.walk():
        found = _NAME.fullmatch(key)
        if found and stat.mtime_ns < before_ns:
            yield key, int(found[1])


def _known_chips(session: ReadSession, photo_ids: set[int]) -> set[str]:
    """Return the chips of these photos' faces, and those that are to go once no step can take them up again."""
    needed = session.scalars(sa.select(Face.chip_key).where(Face.photo_id.in_(photo_ids)))
    stale = session.scalars(sa.select(StaleChip.key).where(StaleChip.photo_id.in_(photo_ids)))
    return {key for key in (*needed, *stale) if key is not None}
