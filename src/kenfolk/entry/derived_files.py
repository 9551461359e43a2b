"""Thumbnails and chips that are there against what the database knows of them."""

from collections.abc import Iterator
from contextlib import suppress

import sqlalchemy as sa

from kenfolk.faces.models import Face, StaleChip
from kenfolk.kit.db import ReadSession
from kenfolk.photos.models import Photo
from kenfolk.photos.names import image_key, thumb_key
from kenfolk.storage.base import Storage
from kenfolk.storage.errors import Missing


def find_lost_and_orphaned(derived: Storage, session: ReadSession) -> tuple[list[str], list[str]]:
    """Return the keys of files that should be there and are not, and of files that belong to nothing."""
    there = set(_list_files(derived))
    wanted, allowed = _keys(session)
    return sorted(wanted - there), sorted(there - wanted - allowed)


def _list_files(derived: Storage) -> Iterator[str]:
    with suppress(Missing):  # nothing was ever made
        yield from (key for key, stat in derived.walk() if stat.size)  # a power cut can leave an empty one


def _keys(session: ReadSession) -> tuple[set[str], set[str]]:
    visible = sa.select(Face.chip_key).where(Face.chip_key.is_not(None), Face.removed_at.is_(None))
    every = sa.select(Face.chip_key).where(Face.chip_key.is_not(None))
    wanted = {key for key in session.scalars(visible) if key}
    allowed = {key for key in session.scalars(every) if key} | set(session.scalars(sa.select(StaleChip.key)))
    for photo_id, sha256, state in session.execute(sa.select(Photo.id, Photo.sha256, Photo.state)):
        if sha256 is not None:
            (wanted if state == "ready" else allowed).add(thumb_key(photo_id, sha256))
            allowed.add(image_key(photo_id, sha256))
    return wanted, allowed
