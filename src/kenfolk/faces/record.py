"""Writes down what a look at a photo found, without ever overruling a human."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from kenfolk.faces import store
from kenfolk.faces.chips import FoundFace
from kenfolk.faces.models import DetectedPhoto, Face
from kenfolk.faces.reconcile import Known, reconcile
from kenfolk.kit.db import WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.vision.boxes import Box

Protected = Callable[[Collection[int]], Collection[int]]


def none_protected(_face_ids: Collection[int]) -> Collection[int]:
    """No human has spoken of any face."""
    return ()


def record_faces(
    session: WriteSession,
    *,
    photo_id: int,
    sha256: str,
    detector_version: str,
    found: Sequence[FoundFace],
    protected: Protected = none_protected,
) -> None:
    """Write down the faces of a photo.

    A face found again in its place keeps its id and with it its name. One that a human drew, moved or removed stands,
    and takes in what is found there. One that is not found any more is hidden as gone, not deleted: its id and all
    that was said of it stay, and it comes back when it is found again. `protected` says which of some faces a human
    has spoken of: as long as the photo is the same, a detector cannot make them go. The same look a second time
    changes nothing.
    """
    at = store.tick(session)
    before = store.find_detected(session, photo_id)
    if before is not None and (before.sha256, before.detector_version) == (sha256, detector_version):
        return
    known = store.list_faces_of_photo(session, photo_id, removed=True)
    same_photo = before is None or before.sha256 == sha256
    _apply(session, known, found, detector_version=detector_version, at=at,
           photo_id=photo_id, protected=protected if same_photo else none_protected)  # fmt: skip
    if not same_photo:
        _drop_chips_of_standing(session, known, at=at)
    seen = before or DetectedPhoto(photo_id=photo_id)
    seen.detector_version, seen.sha256, seen.detected_at = detector_version, sha256, utc_now()
    session.add(seen)
    session.flush()


def record_chip(session: WriteSession, face_id: int, *, found: FoundFace) -> bool:
    """Give a drawn face its chip; not if the box has moved meanwhile."""
    store.tick(session)
    face = store.find_face(session, face_id)
    if face is None or face.chip_key is not None or box_of(face) != found.box:
        return False
    # The score is that of the one who found the face; the chip changes nothing about it.
    _update(face, _describe(found) | {"score": face.score})
    return True


def retire_unused_chips(session: WriteSession, *, photo_id: int, chip_keys: Collection[str]) -> None:
    """Let go of chips that were cut, but belong to no face: what was found is a face that stands, or came too late."""
    used = store.list_chip_keys(session, photo_id)
    store.add_stale_chips(session, set(chip_keys) - used, photo_id=photo_id)


def box_of(face: Face) -> Box:
    """Return the box of a face."""
    return face.left, face.top, face.right, face.bottom


def set_box(face: Face, box: Box) -> None:
    """Place a face."""
    face.left, face.top, face.right, face.bottom = box


def stands(face: Face) -> bool:
    """Say whether a human decided where this face is, or that it is none."""
    removed_by_human = face.removed_at is not None and face.removed_as != "gone"
    return face.origin != "detector" or removed_by_human


def _apply(
    session: WriteSession, known: Sequence[Face], found: Sequence[FoundFace], *,
    photo_id: int, detector_version: str, at: int, protected: Protected,
) -> None:  # fmt: skip
    faces = {face.id: face for face in known}
    places = [
        Known(id=face.id, box=box_of(face), stands=stands(face), is_gone=face.removed_as == "gone") for face in known
    ]
    result = reconcile(places, [new.box for new in found])
    touched = set(result.same.values())
    for place, face_id in result.same.items():
        _find_again(session, faces[face_id], found[place], detector_version=detector_version)
    store.add_faces(
        session,
        [
            {
                "photo_id": photo_id, "origin": "detector", "detector_version": detector_version,
                "created_at": utc_now(), **_describe(found[place]),
            }
            for place in result.new
        ],
    )  # fmt: skip
    for face_id in set(result.gone) - set(protected(result.gone) if result.gone else ()):
        if _hide(session, faces[face_id]):
            touched.add(face_id)
    store.stamp_vectors(session, touched, at=at)


def _find_again(session: WriteSession, face: Face, found: FoundFace, *, detector_version: str) -> None:
    if face.chip_key != found.chip_key:
        store.retire_chip(session, face)
    _update(face, _describe(found))
    face.detector_version = detector_version
    face.removed_at = face.removed_as = None


def _hide(session: WriteSession, face: Face) -> bool:
    if face.removed_at is not None:
        return False
    store.retire_chip(session, face)
    face.removed_at, face.removed_as = utc_now(), "gone"
    return True


def _drop_chips_of_standing(session: WriteSession, known: Sequence[Face], *, at: int) -> None:
    """The file has changed, so the chips of faces that stand show what is no longer there: they are cut again."""
    standing = [face for face in known if stands(face)]
    for face in standing:
        store.retire_chip(session, face)
        face.landmarks = []
    store.stamp_vectors(session, [face.id for face in standing], at=at)


def _describe(found: FoundFace) -> dict[str, Any]:
    left, top, right, bottom = found.box
    return {
        "left": left, "top": top, "right": right, "bottom": bottom,
        "landmarks": found.landmarks, "score": found.score, "chip_key": found.chip_key,
        "quality": found.quality, "measures": found.measures,
    }  # fmt: skip


def _update(face: Face, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(face, name, value)
