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


def sum_missing_photos(session: ReadSession) -> tuple[int, int]:
    """Return a number for the photos that are not where they were, whose faces are not asked about, and how many."""
    missing = sa.select(sa.func.sum(Photo.id), sa.func.count()).where(Photo.state == "missing")
    total, count = session.execute(missing).one()
    return int(total or 0), count


def newest_change(session: ReadSession) -> int:
    """Return when a vector changed last, by the clock that counts such changes."""
    return session.scalar(sa.select(sa.func.max(FaceVector.changed))) or 0


def list_changed_faces(session: ReadSession, *, model: str, after: int) -> Sequence[int]:
    """Return the faces whose vectors are new, or were removed or brought back, since a change."""
    changed = sa.select(FaceVector.face_id).where(FaceVector.model == model, FaceVector.changed > after)
    return session.scalars(changed).all()


def list_photos_of(session: ReadSession, face_ids: Collection[int]) -> set[int]:
    """Return the photos in which these faces are, or were."""
    asked = (sa.select(Face.photo_id).where(Face.id.in_(ids)) for ids in chunks(face_ids))
    return {photo_id for query in asked for photo_id in session.scalars(query)}


def count_grouped(session: ReadSession) -> int:
    """Return how many faces are in groups."""
    return session.scalar(sa.select(sa.func.count()).select_from(GroupMember)) or 0


def list_grouped(session: ReadSession, *, face_ids: Collection[int] | None = None) -> Sequence[tuple[int, int]]:
    """Return every (face, group) (of these faces)."""
    query = sa.select(GroupMember.face_id, GroupMember.group_id)
    asked = [query] if face_ids is None else [query.where(GroupMember.face_id.in_(ids)) for ids in chunks(face_ids)]
    return [(face_id, group_id) for each in asked for face_id, group_id in session.execute(each)]


def list_merged(session: ReadSession) -> frozenset[tuple[int, int]]:
    """Return who was merged into whom."""
    merged = sa.select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    return frozenset((person_id, into_id) for person_id, into_id in session.execute(merged) if into_id is not None)


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
