"""What the matcher thought of open faces when it saw them last, for those who cannot wait until it is thought anew."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.browse.faces import IS_OPEN, IS_SHOWN
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.kit.http import LARGEST_ID
from kenfolk.people.models import Mark, Match, Person, Rejection, Tag
from kenfolk.photos.models import Photo

PEOPLE_AT_ONCE = 50


class Suggested(NamedTuple):
    """A face that waits to be confirmed."""

    person_id: int
    face_id: int
    photo_id: int
    chance: float


def list_suggested(session: ReadSession, *, model: str, person_ids: Collection[int], least: float) -> list[Suggested]:
    """Return the open faces that are at least that likely one of these people."""
    chance = sa.func.coalesce(Match.probability, 0.0)
    query = (
        sa.select(Match.person_id, Match.face_id, Face.photo_id, chance)
        .join(Face, Face.id == Match.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .outerjoin(Tag, Tag.face_id == Match.face_id)
        .outerjoin(Mark, Mark.face_id == Match.face_id)
        .outerjoin(Rejection, sa.and_(Rejection.face_id == Match.face_id, Rejection.person_id == Match.person_id))
        .where(IS_SHOWN, IS_OPEN, Rejection.face_id.is_(None), Match.model == model, chance >= least)
    )
    asked = (query.where(Match.person_id.in_(ids)) for ids in chunks(person_ids))
    rows = (row for each in asked for row in session.execute(each))
    return [Suggested(who, face_id, photo_id, chance) for who, face_id, photo_id, chance in rows if who is not None]


def walk_people(session: ReadSession) -> Iterator[Sequence[int]]:
    """Yield everybody who may be asked about, some at a time: the newest first, of whom there are not thousands of faces."""
    before = LARGEST_ID
    living = sa.select(Person.id).where(
        Person.removed.is_(False), Person.merged_into_id.is_(None), Person.hidden.is_(False)
    )
    while ids := session.scalars(
        living.where(Person.id < before).order_by(Person.id.desc()).limit(PEOPLE_AT_ONCE)
    ).all():
        yield ids
        before = ids[-1]


def find_last_thoughts(session: ReadSession, face_ids: Collection[int]) -> dict[int, tuple[int, float]]:
    """Return who each of these faces was thought to be, and how likely, if anybody."""
    query = sa.select(Match.face_id, Match.person_id, Match.probability).where(Match.person_id.is_not(None))
    asked = (query.where(Match.face_id.in_(ids)) for ids in chunks(face_ids))
    return {
        face_id: (person_id, chance or 0.0)
        for each in asked
        for face_id, person_id, chance in session.execute(each)
        if person_id is not None
    }
