"""What is known and what is open, in a few narrow queries: for those who choose what to ask next."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.browse.faces import IS_SHOWN
from kenfolk.faces.models import Face, FaceVector
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.people.models import GroupMember, Mark, Person, Rejection, Tag
from kenfolk.photos.models import Photo


class OpenFace(NamedTuple):
    """A face with a vector, of which no human has spoken."""

    id: int
    photo_id: int
    group_id: int | None
    quality: float
    side: float  # pixels, the shorter one


class KnownPerson(NamedTuple):
    """Somebody who can be asked about, or, if hidden, only recognised."""

    id: int
    name: str
    hidden: bool


def list_open_faces(session: ReadSession, *, model: str, face_ids: Collection[int] | None = None) -> Sequence[OpenFace]:
    """Return every face (of these) that has a vector of `model` and that no human has named or marked, by number."""
    width, height = Face.right - Face.left, Face.bottom - Face.top
    query = (
        sa.select(
            Face.id, Face.photo_id, GroupMember.group_id, Face.quality, sa.case((width < height, width), else_=height)
        )
        .join(Photo, Photo.id == Face.photo_id)
        .join(FaceVector, sa.and_(FaceVector.face_id == Face.id, FaceVector.model == model))
        .outerjoin(Tag, sa.and_(Tag.face_id == Face.id, Tag.source != "machine"))
        .outerjoin(Mark, Mark.face_id == Face.id)
        .outerjoin(GroupMember, GroupMember.face_id == Face.id)
        .where(IS_SHOWN, Tag.face_id.is_(None), Mark.face_id.is_(None))
        .order_by(Face.id)
    )
    if face_ids is None:
        return [OpenFace(*row) for row in session.execute(query)]
    return [OpenFace(*row) for ids in chunks(face_ids) for row in session.execute(query.where(Face.id.in_(ids)))]


def count_missing_photos(session: ReadSession) -> int:
    """Return how many photos are not where they were: their faces are not asked about."""
    return session.scalar(sa.select(sa.func.count()).select_from(Photo).where(Photo.state == "missing")) or 0


def list_named_in_photos(session: ReadSession) -> Sequence[tuple[int, int]]:
    """Return every (photo, person) where a human named the person in the photo."""
    query = sa.select(Face.photo_id, Tag.person_id).join(Face, Face.id == Tag.face_id)
    named = query.where(Tag.source != "machine", Face.removed_at.is_(None)).distinct()
    return [(photo_id, person_id) for photo_id, person_id in session.execute(named)]


def list_known_people(session: ReadSession) -> Sequence[KnownPerson]:
    """Return everybody with a name, by number."""
    query = sa.select(Person.id, Person.name, Person.hidden)
    living = query.where(Person.removed.is_(False), Person.merged_into_id.is_(None))
    return [KnownPerson(*row) for row in session.execute(living.order_by(Person.id))]


def list_rejections(session: ReadSession, *, face_ids: Collection[int] | None = None) -> Sequence[tuple[int, int]]:
    """Return every (face, person) a human has denied (of these faces)."""
    query = sa.select(Rejection.face_id, Rejection.person_id)
    asked = [query] if face_ids is None else [query.where(Rejection.face_id.in_(ids)) for ids in chunks(face_ids)]
    return [(face_id, person_id) for each in asked for face_id, person_id in session.execute(each)]
