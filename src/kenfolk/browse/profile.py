"""What one person's page tells: whose word the names are, the first and the last photo, who is with them, what became of them."""

import sqlalchemy as sa

from kenfolk.browse.covers import find_covers
from kenfolk.browse.faces import IS_SHOWN
from kenfolk.browse.person_schemas import Fate, Profile, Together
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import NotFound
from kenfolk.people.models import Person, Tag
from kenfolk.photos.models import Photo

MOST_TOGETHER = 12
MOST_PHOTOS = 5_000  # of somebody who is everywhere: who is often with them shows in the newest photos


def get_profile(session: ReadSession, person_id: int) -> Profile:
    """Return what the head of a person's page tells beside what lists show."""
    person = find_living(session, person_id)
    sources = {row.source: row.number for row in session.execute(_count_sources(person.id))}
    together, of = _find_together(session, person.id)
    return Profile(
        person_id=person.id,
        named_by_people=sum(number for source, number in sources.items() if source != "machine"),
        named_by_machine=sources.get("machine", 0),
        first_photo_id=session.scalar(_photo_at_end(person.id, is_last=False)),
        last_photo_id=session.scalar(_photo_at_end(person.id, is_last=True)),
        together=together,
        together_of=of,
    )


def find_living(session: ReadSession, person_id: int) -> Person:
    """Return a person who is there; of somebody who was merged, the person who took their faces."""
    person = session.get(Person, person_id)
    while person is not None and person.merged_into_id is not None:
        person = session.get(Person, person.merged_into_id)
    if person is None or person.removed:
        raise NotFound(what="person", id=person_id)
    return person


def tell_fate(session: ReadSession, person_id: int) -> Fate:
    """Say what became of somebody who once had a name."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(what="person", id=person_id)
    into = person
    while into.merged_into_id is not None:
        into = session.get_one(Person, into.merged_into_id)
    merged = into is not person and not into.removed
    state = "removed" if into.removed else "merged" if merged else "hidden" if person.hidden else "there"
    return Fate(
        id=person.id,
        name=person.name,
        state=state,
        into_id=into.id if merged else None,
        into_name=into.name if merged else None,
    )


def _count_sources(person_id: int) -> sa.Select[str, int]:
    return (
        sa.select(Tag.source, sa.func.count().label("number"))
        .join(Face, Face.id == Tag.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(Tag.person_id == person_id, IS_SHOWN)
        .group_by(Tag.source)
    )


def _photos_of(person_id: int) -> sa.Select[int]:
    return (
        sa.select(Photo.id)
        .join(Face, Face.photo_id == Photo.id)
        .join(Tag, Tag.face_id == Face.id)
        .where(Tag.person_id == person_id, IS_SHOWN)
    )


def _photo_at_end(person_id: int, *, is_last: bool) -> sa.Select[int]:
    ends = (Photo.taken_at.desc(), Photo.id.desc()) if is_last else (Photo.taken_at, Photo.id)
    return _photos_of(person_id).order_by(*ends).limit(1)


def _find_together(session: ReadSession, person_id: int) -> tuple[list[Together], int]:
    """Return who is most often in a photo with somebody, and in how many of their photos that was looked for."""
    newest = _photos_of(person_id).group_by(Photo.id, Photo.taken_at).order_by(Photo.taken_at.desc(), Photo.id.desc())
    mine = newest.limit(MOST_PHOTOS).cte("mine")
    photos = sa.func.count(Face.photo_id.distinct()).label("photos")
    counted = (
        sa.select(Tag.person_id, photos)
        .select_from(mine)
        .join(Face, Face.photo_id == mine.c.id)
        .join(Tag, Tag.face_id == Face.id)
        .where(Face.removed_at.is_(None), Tag.person_id != person_id)
        .group_by(Tag.person_id)
        .subquery()
    )
    total = sa.select(sa.func.count()).select_from(mine).scalar_subquery()
    query = (
        sa.select(Person.id, Person.name, counted.c.photos, total.label("total"))
        .join(counted, counted.c.person_id == Person.id)
        .where(Person.removed.is_(False), Person.merged_into_id.is_(None), Person.hidden.is_(False))
        .order_by(counted.c.photos.desc(), Person.id)
        .limit(MOST_TOGETHER)
    )
    rows = session.execute(query).all()
    covers = find_covers(session, [row.id for row in rows])
    shown = [
        Together(
            person_id=row.id,
            name=row.name,
            photos=row.photos,
            cover_url=covers[row.id].chip_url if row.id in covers else None,
        )
        for row in rows
    ]
    return shown, rows[0].total if rows else 0
