"""What other rooms ask: who is this face, who is in the library, what waits for a human."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.people.models import Mark, Match, Person, Tag


@dataclass(frozen=True)
class TagRow:
    """Who a face is, and who says so."""

    person_id: int
    name: str
    source: str
    probability: float | None


@dataclass(frozen=True)
class MatchRow:
    """The matcher's suggestion for a face."""

    person_id: int
    name: str
    probability: float


@dataclass(frozen=True)
class FaceCounts:
    """How much there is of one person."""

    faces: int
    photos: int
    suggestions: int


def tags_of(session: ReadSession, face_ids: Iterable[int]) -> dict[int, TagRow]:
    """Return who these faces are, for those who have a tag."""
    found: dict[int, TagRow] = {}
    for ids in chunks(face_ids):
        query = sa.select(Tag.face_id, Tag.person_id, Person.name, Tag.source, Tag.probability).join(
            Person, Person.id == Tag.person_id
        )
        found |= {row[0]: TagRow(*row[1:]) for row in session.execute(query.where(Tag.face_id.in_(ids)))}
    return found


def matches_of(session: ReadSession, face_ids: Iterable[int]) -> dict[int, MatchRow]:
    """Return the suggestions for these faces, for those who have one and no tag."""
    found: dict[int, MatchRow] = {}
    for ids in chunks(face_ids):
        query = (
            sa.select(Match.face_id, Match.person_id, Person.name, Match.probability)
            .join(Person, Person.id == Match.person_id)
            .where(Match.face_id.in_(ids), ~sa.exists().where(Tag.face_id == Match.face_id))
        )
        found |= {f: MatchRow(p, name, odds or 0.0) for f, p, name, odds in session.execute(query) if p}
    return found


def marks_of(session: ReadSession, face_ids: Iterable[int]) -> dict[int, str]:
    """Return the marks of these faces: stranger or unsure."""
    found: dict[int, str] = {}
    for ids in chunks(face_ids):
        found |= dict(session.execute(sa.select(Mark.face_id, Mark.kind).where(Mark.face_id.in_(ids))).all())
    return found


def count_faces(session: ReadSession, person_ids: Iterable[int]) -> dict[int, FaceCounts]:
    """Return how many faces, photos and suggestions each of these people has."""
    faces: dict[int, tuple[int, int]] = {}
    suggestions: dict[int, int] = {}
    asked = list(person_ids)
    for ids in chunks(asked):
        tagged = (
            sa.select(Tag.person_id, sa.func.count(), sa.func.count(sa.distinct(Face.photo_id)))
            .join(Face, Face.id == Tag.face_id)
            .where(Tag.person_id.in_(ids), Face.removed_at.is_(None))
            .group_by(Tag.person_id)
        )
        faces |= {row[0]: (row[1], row[2]) for row in session.execute(tagged)}
        suggested = _suggested().with_only_columns(Match.person_id, sa.func.count()).group_by(Match.person_id)
        suggestions |= {p: n for p, n in session.execute(suggested.where(Match.person_id.in_(ids))) if p}
    return {p: FaceCounts(*faces.get(p, (0, 0)), suggestions.get(p, 0)) for p in asked}


def suggested_faces(session: ReadSession, person_id: int, *, limit: int = 100) -> Sequence[int]:
    """Return the faces suggested as a person, likeliest first."""
    query = _suggested().with_only_columns(Match.face_id).where(Match.person_id == person_id)
    return session.scalars(query.order_by(Match.probability.desc(), Match.face_id).limit(limit)).all()


def _suggested() -> sa.Select[Match]:
    return (
        sa.select(Match)
        .join(Face, Face.id == Match.face_id)
        .where(Face.removed_at.is_(None), ~sa.exists().where(Tag.face_id == Match.face_id))
    )


def count_people(session: ReadSession) -> int:
    """Return how many people there are, hidden ones too."""
    there = sa.select(sa.func.count()).select_from(Person).where(~Person.removed, Person.merged_into_id.is_(None))
    return session.scalar(there) or 0


def count_named_faces(session: ReadSession) -> int:
    """Return how many faces have a name, by whoever's word."""
    named = sa.select(sa.func.count()).select_from(Tag).join(Face, Face.id == Tag.face_id)
    return session.scalar(named.where(Face.removed_at.is_(None))) or 0
