"""Boxes that people draw, move and take away: the one place where the ledger changes faces."""

from collections.abc import Mapping, Sequence
from typing import Any

from kenfolk.faces import service as faces
from kenfolk.faces.models import Face
from kenfolk.kit.db import WriteSession


def read_place(face: Face) -> dict[str, Any]:
    """Return what is needed to put a box back where it is, and into the hands it was in."""
    return {"box": list(faces.box_of(face)), "origin": face.origin}


def draw(session: WriteSession, *, photo_id: int, box: Sequence[float]) -> Face:
    """Add a face where somebody drew one."""
    left, top, right, bottom = box
    return faces.add_face_by_hand(session, photo_id=photo_id, box=(left, top, right, bottom))


def move(session: WriteSession, face_id: int, *, box: Sequence[float]) -> Face:
    """Put a box where somebody wants it."""
    left, top, right, bottom = box
    return faces.move_face(session, face_id, box=(left, top, right, bottom))


def put_back(session: WriteSession, face: Face, place: Mapping[str, Any]) -> None:
    """Put a box where the ledger says, whatever else is there by now: the word of an undo is not questioned."""
    if read_place(face) != place:
        left, top, right, bottom = place["box"]
        faces.put_face_back(session, face.id, box=(left, top, right, bottom), origin=place["origin"])


def take_away(session: WriteSession, face: Face) -> None:
    """Leave a face out of everything, until its decision is undone."""
    faces.remove_face(session, face.id)


def bring_back(session: WriteSession, face: Face) -> None:
    """Count a face again that somebody had taken away."""
    faces.restore_face(session, face.id)
