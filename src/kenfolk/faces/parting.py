"""When a file was replaced by quite another photo: nobody inherits the name of whoever was in the same place before.

A face found in its old place keeps its id, and with it its name. That is right for a photo that was edited or turned
brighter. Where the file is another and the face looks like somebody else, the old face goes, with all that was said of
it, and another one takes its place; when the old photo comes back, so does the old face.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kenfolk.faces import store
from kenfolk.faces.chips import show_different_files
from kenfolk.faces.models import Face
from kenfolk.faces.reconcile import SAME_PLACE, overlap
from kenfolk.faces.record import box_of
from kenfolk.faces.store import NewVector
from kenfolk.kit.db import WriteSession
from kenfolk.kit.db_types import utc_now

Kinship = Callable[[NDArray[np.floating], NDArray[np.floating]], float]  # below 0: two vectors are of two people

LOOKS = (
    "photo_id", "left", "top", "right", "bottom", "landmarks", "score", "quality", "measures", "origin",
    "detector_version", "chip_key",
)  # fmt: skip


def part_ways(
    session: WriteSession, vectors: Sequence[NewVector], *, model: str, kinship: Kinship, at: int
) -> list[NewVector]:
    """Return the vectors with the faces that they are of from now on."""
    before = {old.face_id: old for old in store.list_vectors(session, [new.face_id for new in vectors], model=model)}
    return [
        _replace(session, new, model=model, kinship=kinship, at=at)
        if (old := before.get(new.face_id)) is not None
        and show_different_files(old.chip_key, new.chip_key)
        and kinship(old.vector, new.vector) < 0
        else new
        for new in vectors
    ]


def _replace(session: WriteSession, new: NewVector, *, model: str, kinship: Kinship, at: int) -> NewVector:
    face = store.find_face(session, new.face_id)
    if face is None or face.origin != "detector":  # a box that a human placed stands
        return new
    heir = _find_earlier(session, face, new, model=model, kinship=kinship) or Face(created_at=utc_now())
    for name in LOOKS:
        setattr(heir, name, getattr(face, name))
    heir.removed_at = heir.removed_as = None
    face.chip_key, face.removed_at, face.removed_as = None, utc_now(), "gone"
    session.add(heir)
    session.flush()
    store.stamp_vectors(session, [face.id, heir.id], at=at)
    return replace(new, face_id=heir.id)


def _find_earlier(session: WriteSession, face: Face, new: NewVector, *, model: str, kinship: Kinship) -> Face | None:
    """Return a face that was in this place before and looked like this one."""
    there = store.list_faces_of_photo(session, face.photo_id, removed=True)
    gone = {
        other.id: other
        for other in there
        if other.removed_as == "gone"
        and other.origin == "detector"
        and overlap(box_of(other), box_of(face)) > SAME_PLACE
    }
    alike = {old.face_id: kinship(old.vector, new.vector) for old in store.list_vectors(session, gone, model=model)}
    best = max(alike, key=lambda face_id: alike[face_id], default=None)
    return gone[best] if best is not None and alike[best] >= 0 else None
