"""What the search for wrong names reads: who has which faces, in narrow queries that a million faces do not slow down."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.browse.faces import IS_SHOWN
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.people.models import Constraint, DecisionFace, DecisionPerson, Person, Rejection, Tag
from kenfolk.photos.models import Photo

IS_LIVING = sa.and_(Person.removed.is_(False), Person.merged_into_id.is_(None))
PEOPLE_AT_ONCE = 100


class NamedFace(NamedTuple):
    """A face with a name, by whoever's word."""

    id: int
    person_id: int
    photo_id: int
    quality: float


class Size(NamedTuple):
    """How many faces somebody has, and a number that is another one when these are others."""

    faces: int
    total: int


def list_sizes(session: ReadSession) -> dict[int, Size]:
    """Return how many faces everybody has; it reads one index alone."""
    query = sa.select(Tag.person_id, sa.func.count(), sa.func.sum(Tag.face_id)).group_by(Tag.person_id)
    return {person_id: Size(faces, int(total)) for person_id, faces, total in session.execute(query)}


def list_named(session: ReadSession, person_ids: Iterable[int]) -> dict[int, list[NamedFace]]:
    """Return the faces of these people that can be looked at, by person, in order of their numbers."""
    query = (
        sa.select(Face.id, Tag.person_id, Face.photo_id, Face.quality)
        .join(Face, Face.id == Tag.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(IS_SHOWN)
    )
    found: dict[int, list[NamedFace]] = {}
    for ids in chunks(person_ids):
        for row in session.execute(query.where(Tag.person_id.in_(ids)).order_by(Face.id)):
            found.setdefault(row.person_id, []).append(NamedFace(*row))
    return found


def list_living(session: ReadSession) -> dict[int, bool]:
    """Return everybody with a name, and whether they are hidden."""
    query = sa.select(Person.id, Person.hidden).where(IS_LIVING)
    return {person_id: hidden for person_id, hidden in session.execute(query)}  # noqa: C416 - a result is no mapping


def find_tags(session: ReadSession, face_ids: Iterable[int]) -> dict[int, int]:
    """Return who these faces are by now, those that can be looked at."""
    query = sa.select(Tag.face_id, Tag.person_id).join(Face, Face.id == Tag.face_id)
    query = query.join(Photo, Photo.id == Face.photo_id).where(IS_SHOWN)
    asked = (query.where(Tag.face_id.in_(ids)) for ids in chunks(face_ids))
    return {face_id: person_id for each in asked for face_id, person_id in session.execute(each)}


def find_denied(session: ReadSession, face_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return (face, person) for whatever a human has denied of these faces."""
    query = sa.select(Rejection.face_id, Rejection.person_id)
    asked = (query.where(Rejection.face_id.in_(ids)) for ids in chunks(face_ids))
    return {(face_id, person_id) for each in asked for face_id, person_id in session.execute(each)}


def find_spoken_of(session: ReadSession, face_ids: Iterable[int], *, since: int) -> set[int]:
    """Return those of the faces of which somebody spoke after this decision."""
    query = sa.select(DecisionFace.face_id).where(DecisionFace.seq > since)
    asked = (query.where(DecisionFace.face_id.in_(ids)) for ids in chunks(face_ids))
    return {face_id for each in asked for face_id in session.scalars(each)}


def find_people_spoken_of(session: ReadSession, *, since: int) -> set[int]:
    """Return the people of whom somebody spoke after this decision."""
    return set(session.scalars(sa.select(DecisionPerson.person_id).where(DecisionPerson.seq > since).distinct()))


def list_bound(session: ReadSession) -> set[tuple[int, int]]:
    """Return every pair of faces of which a human said that they are one person."""
    query = sa.select(Constraint.face_a, Constraint.face_b).where(Constraint.kind == "must")
    return {(a, b) for a, b in session.execute(query)}


def count_tags(session: ReadSession) -> int:
    """Return how many faces have a name."""
    return session.scalar(sa.select(sa.func.count()).select_from(Tag)) or 0


def keep_living(session: ReadSession, person_ids: Collection[int]) -> set[int]:
    """Return those of the people who are there."""
    asked = (sa.select(Person.id).where(IS_LIVING, Person.id.in_(ids)) for ids in chunks(person_ids))
    return {person_id for each in asked for person_id in session.scalars(each)}
