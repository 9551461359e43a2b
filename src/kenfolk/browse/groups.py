"""Groups of unnamed faces as the web app shows them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kenfolk.browse import schemas
from kenfolk.browse.candidates import find_candidates
from kenfolk.browse.covers import show_sample
from kenfolk.browse.faces import IS_OPEN, IS_SHOWN
from kenfolk.browse.keyset import Order, Row, Rows, fetch_page
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import NotFound
from kenfolk.people.models import GroupMember, Mark, Tag
from kenfolk.people.recogniser import Recogniser
from kenfolk.photos.models import Photo

SMALLEST = 2  # faces that make a group worth showing
SAMPLE = 6
WIDTH = 4  # times as many groups as a page has are counted first, and then as many times more


def list_groups(
    session: ReadSession, recogniser: Recogniser, *, limit: int, cursor: str | None = None
) -> tuple[list[schemas.Group], str | None]:
    """Return a page of groups, those with most open faces first."""
    # No group has more open faces than members, which are counted a hundred times faster: that of the open ones begins
    # with the groups that have most, and ends when no other one can come before the last of the page.
    width = WIDTH * limit
    while True:
        least = _find_size(session, place=width)
        rows, after = _fetch(session, least=least, limit=limit, cursor=cursor)
        if least <= SMALLEST or (after is not None and rows[-1].faces >= least):
            return _show(session, recogniser, rows), after
        width *= WIDTH


def _find_size(session: ReadSession, *, place: int) -> int:
    """Return how many members the group at this place has, when the largest come first; 0: there are fewer groups."""
    size = sa.func.count(GroupMember.face_id)
    query = sa.select(size).group_by(GroupMember.group_id).order_by(size.desc()).offset(place).limit(1)
    return session.scalar(query) or 0


def _fetch(session: ReadSession, *, least: int, limit: int, cursor: str | None) -> tuple[Sequence[Row], str | None]:
    large = sa.select(GroupMember.group_id).group_by(GroupMember.group_id).having(sa.func.count() >= least)
    counts = _count_open(GroupMember.group_id.in_(large.correlate(None))).having(sa.func.count() >= SMALLEST).subquery()
    query = sa.select(counts.c.group_id, counts.c.faces, counts.c.photos)
    order = Order(counts.c.faces, counts.c.group_id, int, descending=True)
    return fetch_page(session, query, order=order, cursor=cursor, limit=limit)


def get_group(session: ReadSession, recogniser: Recogniser, group_id: int) -> schemas.Group:
    """Return one group, also when a single open face is left in it."""
    row = session.execute(_count_open(GroupMember.group_id == group_id)).one_or_none()
    if row is None:
        raise NotFound(what="group of unnamed faces", id=group_id)
    return _show(session, recogniser, [row])[0]


def _open_members(*columns: Any) -> Rows:
    return (
        sa.select(*columns)
        .select_from(GroupMember)
        .join(Face, Face.id == GroupMember.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .outerjoin(Tag, Tag.face_id == Face.id)
        .outerjoin(Mark, Mark.face_id == Face.id)
        .where(IS_SHOWN, IS_OPEN)
    )


def _count_open(wanted: sa.ColumnElement[bool]) -> Rows:
    photos = sa.func.count(Face.photo_id.distinct()).label("photos")
    columns = (GroupMember.group_id, sa.func.count().label("faces"), photos)
    return _open_members(*columns).where(wanted).group_by(GroupMember.group_id)


def _find_samples(session: ReadSession, group_ids: Sequence[int]) -> dict[int, list[schemas.SampleFace]]:
    best_first = (Face.quality.desc(), Face.id)
    place = sa.func.row_number().over(partition_by=GroupMember.group_id, order_by=best_first).label("place")
    columns = (GroupMember.group_id, Face.id, Face.chip_key, Face.left, Face.top, Face.right, Face.bottom, place)
    ranked = _open_members(*columns).where(GroupMember.group_id.in_(group_ids)).subquery()
    query = sa.select(ranked).where(ranked.c.place <= SAMPLE).order_by(ranked.c.group_id, ranked.c.place)
    samples: dict[int, list[schemas.SampleFace]] = {}
    for row in session.execute(query):
        samples.setdefault(row.group_id, []).append(show_sample(row))
    return samples


def _show(session: ReadSession, recogniser: Recogniser, rows: Sequence[Row]) -> list[schemas.Group]:
    samples = _find_samples(session, [row.group_id for row in rows])
    # The sample speaks for its group, so that a page of big groups costs no more than one of small ones.
    faces = {group_id: [face.face_id for face in sample] for group_id, sample in samples.items()}
    candidates = find_candidates(session, recogniser, faces)
    return [
        schemas.Group(
            id=row.group_id,
            faces=row.faces,
            photos=row.photos,
            sample=samples.get(row.group_id, []),
            candidates=candidates.get(row.group_id, []),
        )
        for row in rows
    ]
