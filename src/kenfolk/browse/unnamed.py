"""What is known and what is open, in a few narrow queries: for those who choose what to ask next."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.browse.faces import IS_OPEN, IS_SHOWN
from kenfolk.faces.models import TEACHES, Face, FaceVector
from kenfolk.kit.db import ReadSession
from kenfolk.people.models import GroupMember, Mark, Person, Rejection, Tag
from kenfolk.photos.models import Photo


class OpenFace(NamedTuple):
    """A face with a vector, without a name or a mark."""

    id: int
    photo_id: int
    group_id: int | None
    quality: float


class NamedFace(NamedTuple):
    """A face that a human, or another program, named."""

    id: int
    photo_id: int
    person_id: int
    quality: float
    teaches: bool  # does it show how the person looks?


class KnownPerson(NamedTuple):
    """Somebody who can be asked about, or, if hidden, only recognised."""

    id: int
    name: str
    hidden: bool


def list_open_faces(session: ReadSession, *, model: str) -> Sequence[OpenFace]:
    """Return every open face that has a vector of `model`, by number."""
    query = (
        sa.select(Face.id, Face.photo_id, GroupMember.group_id, Face.quality)
        .join(Photo, Photo.id == Face.photo_id)
        .join(FaceVector, sa.and_(FaceVector.face_id == Face.id, FaceVector.model == model))
        .outerjoin(Tag, Tag.face_id == Face.id)
        .outerjoin(Mark, Mark.face_id == Face.id)
        .outerjoin(GroupMember, GroupMember.face_id == Face.id)
        .where(IS_SHOWN, IS_OPEN)
        .order_by(Face.id)
    )
    return [OpenFace(*row) for row in session.execute(query)]


def list_named_faces(session: ReadSession) -> Sequence[NamedFace]:
    """Return every face whose name is not the machine's own word, by number."""
    query = (
        sa.select(Face.id, Face.photo_id, Tag.person_id, Face.quality, TEACHES)
        .join(Face, Face.id == Tag.face_id)
        .where(Tag.source != "machine", Face.removed_at.is_(None))
        .order_by(Face.id)
    )
    return [NamedFace(*row) for row in session.execute(query)]


def list_known_people(session: ReadSession) -> Sequence[KnownPerson]:
    """Return everybody with a name, by number."""
    query = sa.select(Person.id, Person.name, Person.hidden)
    living = query.where(Person.removed.is_(False), Person.merged_into_id.is_(None))
    return [KnownPerson(*row) for row in session.execute(living.order_by(Person.id))]


def list_rejections(session: ReadSession) -> Sequence[tuple[int, int]]:
    """Return every (face, person) a human has denied."""
    return [
        (face_id, person_id)
        for face_id, person_id in session.execute(sa.select(Rejection.face_id, Rejection.person_id))
    ]
