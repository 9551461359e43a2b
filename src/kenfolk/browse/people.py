"""People as the web app shows them, with what is counted over their faces."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Sequence
from typing import Literal

import sqlalchemy as sa

from kenfolk.browse import schemas
from kenfolk.browse.covers import find_covers
from kenfolk.browse.faces import IS_SHOWN, IS_SUGGESTED, join_knowledge
from kenfolk.browse.keyset import Order, Row, Rows, fetch_page
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import NotFound
from kenfolk.people.models import Match, Person, Tag
from kenfolk.photos.models import Photo

PersonSort = Literal["faces", "name", "recent"]
NEVER = dt.datetime(1, 1, 1)  # noqa: DTZ001 (a camera's clock has no zone)


def list_people(
    session: ReadSession,
    *,
    limit: int,
    cursor: str | None = None,
    q: str | None = None,
    hidden: bool = False,
    sort: PersonSort = "faces",
) -> tuple[list[schemas.Person], str | None]:
    """Return a page of people: those with most faces first, by name, or those photographed last first."""
    wanted = sa.and_(Person.removed.is_(False), Person.merged_into_id.is_(None), Person.hidden.is_(hidden))
    if q and q.strip():
        wanted = sa.and_(wanted, Person.name_folded.contains(_fold(q), autoescape=True))
    query, counts = _select_people(wanted)
    orders = {
        "faces": Order(sa.func.coalesce(counts.c.faces, 0), Person.id, int, descending=True),
        "name": Order(Person.name_folded, Person.id, str),
        "recent": Order(sa.func.coalesce(counts.c.last_seen, NEVER), Person.id, dt.datetime, descending=True),
    }
    rows, after = fetch_page(session, query, order=orders[sort], cursor=cursor, limit=limit)
    return _show(session, rows), after


def _fold(q: str) -> str:
    return unicodedata.normalize("NFC", q).strip().casefold()


def find_people(session: ReadSession, person_ids: Collection[int]) -> dict[int, schemas.Person]:
    """Return those of the people that are there."""
    query, _ = _select_people(Person.id.in_(list(person_ids)))
    return {person.id: person for person in _show(session, session.execute(query).all())}


def get_person(session: ReadSession, person_id: int) -> schemas.Person:
    """Return one person; of somebody who was merged, the person who took their faces."""
    person = session.get(Person, person_id)
    while person is not None and person.merged_into_id is not None:
        person = session.get(Person, person.merged_into_id)
    if person is None or person.removed:
        raise NotFound(what="person", id=person_id)
    query, _ = _select_people(Person.id == person.id)
    return _show(session, session.execute(query).all())[0]


def _select_people(wanted: sa.ColumnElement[bool]) -> tuple[Rows, sa.Subquery]:
    counts = (
        sa.select(
            Tag.person_id,
            sa.func.count().label("faces"),
            sa.func.count(Face.photo_id.distinct()).label("photos"),
            sa.func.min(Photo.taken_at).label("first_seen"),
            sa.func.max(Photo.taken_at).label("last_seen"),
        )
        .join(Face, Face.id == Tag.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(IS_SHOWN, Tag.person_id.in_(sa.select(Person.id).where(wanted)))
        .group_by(Tag.person_id)
        .subquery()
    )
    query = sa.select(Person, counts.c.faces, counts.c.photos, counts.c.first_seen, counts.c.last_seen)
    return query.outerjoin(counts, counts.c.person_id == Person.id).where(wanted), counts


def _show(session: ReadSession, rows: Sequence[Row]) -> list[schemas.Person]:
    ids = [row.Person.id for row in rows]
    suggestions, covers = _count_suggestions(session, ids), find_covers(session, ids)
    return [
        schemas.Person(
            id=row.Person.id,
            name=row.Person.name,
            faces=row.faces or 0,
            photos=row.photos or 0,
            suggestions=suggestions.get(row.Person.id, 0),
            cover_face_id=covers[row.Person.id].face_id if row.Person.id in covers else None,
            cover_url=covers[row.Person.id].chip_url if row.Person.id in covers else None,
            hidden=row.Person.hidden,
            birth_date=row.Person.birth_date,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
        )
        for row in rows
    ]


def _count_suggestions(session: ReadSession, person_ids: Sequence[int]) -> dict[int, int]:
    query = join_knowledge(sa.select(Match.person_id, sa.func.count().label("number")).select_from(Face))
    query = query.where(Match.person_id.in_(person_ids), IS_SHOWN, IS_SUGGESTED).group_by(Match.person_id)
    return {row.person_id: row.number for row in session.execute(query)}
