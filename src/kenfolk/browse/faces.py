"""Faces as the web app shows them: one query a page, whatever is known of each face in it."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kenfolk.browse import schemas
from kenfolk.browse.keyset import Order, Row, Rows, fetch_page
from kenfolk.browse.urls import chip_url
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import NotFound
from kenfolk.people.models import GroupMember, Mark, Match, Person, Rejection, Tag
from kenfolk.photos.models import Photo

Suggested = aliased(Person)
FaceSort = Literal["newest", "oldest", "best"]

# Said once for all lists: a removed face is never shown, nor one whose file has vanished.
IS_SHOWN = sa.and_(Face.removed_at.is_(None), Photo.state != "missing")
IS_OPEN = sa.and_(Tag.face_id.is_(None), Mark.face_id.is_(None))
IS_LIVING = sa.and_(Suggested.removed.is_(False), Suggested.merged_into_id.is_(None), Suggested.hidden.is_(False))
IS_SUGGESTED = sa.and_(IS_OPEN, Suggested.id.is_not(None), Rejection.face_id.is_(None))


def join_knowledge(query: Rows) -> Rows:
    """Join a query from `Face` with its photo and with all that is known of it."""
    return (
        query.join(Photo, Photo.id == Face.photo_id)
        .outerjoin(Tag, Tag.face_id == Face.id)
        .outerjoin(Person, Person.id == Tag.person_id)
        .outerjoin(Mark, Mark.face_id == Face.id)
        .outerjoin(Match, Match.face_id == Face.id)
        .outerjoin(Suggested, sa.and_(Suggested.id == Match.person_id, IS_LIVING))
        .outerjoin(Rejection, sa.and_(Rejection.face_id == Face.id, Rejection.person_id == Match.person_id))
        .outerjoin(GroupMember, GroupMember.face_id == Face.id)
    )


def _select_faces() -> Rows:
    return join_knowledge(
        sa.select(
            *(Face.id, Face.photo_id, Face.left, Face.top, Face.right, Face.bottom),
            *(Face.score, Face.quality, Face.origin, Face.chip_key),
            *(Tag.person_id, Person.name, Tag.source, Tag.probability),
            *(Suggested.id.label("suggested_id"), Suggested.name.label("suggested_name")),
            Match.probability.label("suggested_probability"),
            IS_SUGGESTED.label("is_suggested"),
            IS_OPEN.label("is_open"),
            *(Mark.kind.label("mark"), GroupMember.group_id),
        ).select_from(Face)
    )


def list_faces(
    session: ReadSession,
    *,
    limit: int,
    cursor: str | None = None,
    photo_id: int | None = None,
    person_id: int | None = None,
    group_id: int | None = None,
    suggested_person_id: int | None = None,
    state: schemas.FaceState | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    source: str | None = None,
    sort: FaceSort | None = None,
) -> tuple[list[schemas.Face], str | None]:
    """Return a page of faces: a person's newest first, a group's best first, suggested ones likeliest first."""
    query, order = _select_faces().where(IS_SHOWN), Order(Face.id, Face.id, int)
    if photo_id is not None:
        query = query.where(Face.photo_id == photo_id)
    if person_id is not None:
        query, order = query.where(Tag.person_id == person_id), NEWEST
    if group_id is not None:
        query, order = query.where(GroupMember.group_id == group_id, IS_OPEN), BEST
    if suggested_person_id is not None:
        query, order = query.where(Match.person_id == suggested_person_id, IS_SUGGESTED), LIKELIEST
    if state is not None:
        query = query.where(STATES[state])
    if source is not None:
        query = query.where(Tag.source == source)
    query = query.where(*are_within(since, until))
    order = SORTS[sort] if sort is not None else order
    rows, after = fetch_page(session, query, order=order, cursor=cursor, limit=limit)
    return [_show(row) for row in rows], after


NEWEST = Order(Photo.taken_at, Face.id, dt.datetime, descending=True)
BEST = Order(Face.quality, Face.id, float, descending=True)
LIKELIEST = Order(sa.func.coalesce(Match.probability, 0.0), Face.id, float, descending=True)
SORTS = {"newest": NEWEST, "oldest": Order(Photo.taken_at, Face.id, dt.datetime), "best": BEST}
STATES = {"open": IS_OPEN, "tagged": Tag.face_id.is_not(None), "marked": Mark.face_id.is_not(None)}


def are_within(since: dt.date | None, until: dt.date | None) -> list[sa.ColumnElement[bool]]:
    """Return what photos of these days meet, both days included."""
    asked: list[sa.ColumnElement[bool]] = []
    if since is not None:
        asked.append(Photo.taken_at >= dt.datetime.combine(since, dt.time.min))
    if until is not None:
        asked.append(Photo.taken_at <= dt.datetime.combine(until, dt.time.max))
    return asked


def get_face(session: ReadSession, face_id: int) -> schemas.Face:
    """Return one face."""
    shown = faces_as_shown(session, [face_id])
    if not shown:
        raise NotFound(what="face", id=face_id)
    return shown[0]


def faces_as_shown(session: ReadSession, face_ids: Sequence[int]) -> list[schemas.Face]:
    """Return these faces as every list shows them, in this order; those that are removed are left out."""
    query = _select_faces().where(Face.id.in_(face_ids), Face.removed_at.is_(None))
    rows = {row.id: row for row in session.execute(query)}
    return [_show(rows[face_id]) for face_id in face_ids if face_id in rows]


def _show(row: Row) -> schemas.Face:
    box = (row.left, row.top, row.right, row.bottom)
    return schemas.Face(
        id=row.id,
        photo_id=row.photo_id,
        box=box,
        score=row.score,
        quality=row.quality,
        origin=row.origin,
        tag=_show_tag(row),
        suggestion=_show_suggestion(row),
        mark=row.mark,
        group_id=row.group_id if row.is_open else None,
        chip_url=chip_url(row.id, chip_key=row.chip_key, box=box),
    )


def _show_tag(row: Row) -> schemas.Tag | None:
    if row.person_id is None:
        return None
    return schemas.Tag(person_id=row.person_id, name=row.name, source=row.source, probability=row.probability)


def _show_suggestion(row: Row) -> schemas.Suggestion | None:
    if not row.is_suggested:
        return None
    return schemas.Suggestion(
        person_id=row.suggested_id, name=row.suggested_name, probability=row.suggested_probability
    )
