"""Where are faces, and what do they look like? What other rooms may ask of this one."""

from collections.abc import Collection, Sequence

import numpy as np

from kenfolk.faces import store
from kenfolk.faces.errors import (
    BoxOutsidePhoto,
    BoxTooSmall,
    ChipNotReady,
    FaceAlreadyThere,
    FaceMissing,
    PhotoNotRead,
)
from kenfolk.faces.models import Face
from kenfolk.faces.orphans import drop_orphan_chips
from kenfolk.faces.parting import Kinship, part_ways
from kenfolk.faces.reconcile import SAME_PLACE, overlap
from kenfolk.faces.record import box_of, record_chip, record_faces, retire_unused_chips, set_box
from kenfolk.faces.store import NewVector
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.queue import enqueue
from kenfolk.photos.service import get_photo
from kenfolk.vision.boxes import SMALLEST, Box

__all__ = [
    "Box",
    "box_of",
    "drop_orphan_chips",
    "record_chip",
    "record_faces",
    "retire_unused_chips",
]  # the detector's half of this room's service, and its house-keeping


def same_for_all(_one: object, _other: object) -> float:
    """Say of any two vectors that they are of one person."""
    return 0.0


DETECT, EMBED = "faces.detect", "faces.embed"
ROUNDING = 1.0  # pixels: a browser's box may miss the photo's border by that much


def get_face(session: ReadSession, face_id: int) -> Face:
    """Return one face, removed or not."""
    face = store.find_face(session, face_id)
    if face is None:
        raise FaceMissing(face_id=face_id)
    return face


def list_faces(session: ReadSession, face_ids: Collection[int]) -> Sequence[Face]:
    """Return these faces, removed or not, by number."""
    return store.list_faces(session, face_ids)


def list_faces_of_photo(session: ReadSession, photo_id: int) -> Sequence[Face]:
    """Return the faces of a photo that were not removed."""
    return store.list_faces_of_photo(session, photo_id, removed=False)


def add_face_by_hand(session: WriteSession, *, photo_id: int, box: Box) -> Face:
    """Add a face where a human drew a box. Its chip is cut and compared by the steps, nobody waits for that."""
    box = _check_box(session, box, photo_id=photo_id)
    face = Face(photo_id=photo_id, score=1.0, detector_version="", created_at=utc_now())
    _say_by_hand(face, box)
    session.add(face)
    session.flush()
    enqueue(session, DETECT)
    return face


def move_face(session: WriteSession, face_id: int, *, box: Box) -> Face:
    """Move or resize a face's box. From now on it is a human's, and looked at afresh."""
    at = store.tick(session)
    face = get_face(session, face_id)
    box = _check_box(session, box, photo_id=face.photo_id, moved=face)
    if box == box_of(face):
        return face
    store.retire_chip(session, face)
    _say_by_hand(face, box)
    store.stamp_vectors(session, [face_id], at=at)
    enqueue(session, DETECT)
    return face


def put_face_back(session: WriteSession, face_id: int, *, box: Box, origin: str) -> Face:
    """Undo a move, or the undo of one: the box was there before, so nothing is asked. It is looked at afresh."""
    at = store.tick(session)
    face = get_face(session, face_id)
    store.retire_chip(session, face)
    _say_by_hand(face, box)
    face.origin = origin
    store.stamp_vectors(session, [face_id], at=at)
    enqueue(session, DETECT)
    return face


def remove_face(session: WriteSession, face_id: int) -> Face:
    """A human says: this is not a face. It stays known, so that the detector's next look does not bring it back."""
    at = store.tick(session)
    face = get_face(session, face_id)
    face.removed_at, face.removed_as = face.removed_at or utc_now(), "not_a_face"
    store.stamp_vectors(session, [face_id], at=at)
    return face


def restore_face(session: WriteSession, face_id: int) -> Face:
    """A human says: it is a face after all."""
    at = store.tick(session)
    face = get_face(session, face_id)
    face.removed_at = face.removed_as = None
    store.stamp_vectors(session, [face_id], at=at)
    enqueue(session, DETECT if face.chip_key is None else EMBED)
    return face


def save_vectors(
    session: WriteSession, vectors: Collection[NewVector], *, model: str, kinship: Kinship = same_for_all
) -> set[int]:
    """Write the vectors of those faces that are visible and still have the chip, and return which these are.

    `kinship`: whether a face is the one that was in its place before the file was replaced.
    """
    at = store.tick(session)
    keys = store.find_chip_keys(session, [new.face_id for new in vectors])
    current = [new for new in vectors if keys.get(new.face_id) == new.chip_key]
    heirs = part_ways(session, current, model=model, kinship=kinship, at=at)
    store.save_vectors(session, heirs, model=model, at=at)
    return {new.face_id for new in current}


def find_chip_key(session: ReadSession, face_id: int) -> str:
    """Return where the chip of a face is."""
    key = get_face(session, face_id).chip_key
    if key is None:
        raise ChipNotReady
    return key


def forget_lost_chip(session: WriteSession, face_id: int, *, chip_key: str) -> None:
    """Let a chip whose file is lost be cut again from the photo."""
    at = store.tick(session)
    face = store.find_face(session, face_id)
    if face is None or face.chip_key != chip_key:
        return
    face.chip_key = None
    store.stamp_vectors(session, [face_id], at=at)
    enqueue(session, DETECT)


def _say_by_hand(face: Face, box: Box) -> None:
    set_box(face, box)
    face.origin, face.landmarks, face.chip_key = "human", [], None
    face.quality, face.measures = 0.0, {}


def _check_box(session: ReadSession, box: Box, *, photo_id: int, moved: Face | None = None) -> Box:
    photo = get_photo(session, photo_id)
    if photo.width is None or photo.height is None:
        raise PhotoNotRead
    limits = np.array([photo.width, photo.height] * 2, np.float64)
    edges = np.asarray(box, np.float64)
    if not ((edges >= -ROUNDING) & (edges <= limits + ROUNDING)).all():
        raise BoxOutsidePhoto(width=photo.width, height=photo.height)
    left, top, right, bottom = np.clip(edges, 0, limits).tolist()
    if min(right - left, bottom - top) < SMALLEST:
        raise BoxTooSmall(smallest=SMALLEST)
    for other in store.list_faces_of_photo(session, photo_id, removed=False):
        if other is not moved and overlap(box_of(other), box) > SAME_PLACE:
            raise FaceAlreadyThere(face_id=other.id)
    return left, top, right, bottom
