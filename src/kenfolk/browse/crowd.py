"""Everybody at once, in as few words as a grid needs: so that it sorts, filters and jumps without asking again.

Five thousand people are some hundred kilobytes, and what costs the database time, pictures, is asked for by those in view.
"""

from collections import Counter
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from kenfolk.browse import schemas
from kenfolk.browse.covers import find_covers, show_sample
from kenfolk.browse.doubt_queries import IS_LIVING
from kenfolk.browse.faces import IS_SHOWN
from kenfolk.browse.people import find_people
from kenfolk.browse.tallies import Tallies
from kenfolk.browse.urls import photo_url
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.people.models import Person, Tag
from kenfolk.photos.models import Photo

SAMPLE = 8  # faces that show who somebody is
MOST_PHOTOS = 6  # in which people who are to be merged stand together


def list_crowd(session: ReadSession, tallies: Tallies, *, hidden: bool) -> schemas.Crowd:
    """Return everybody who is hidden, or who is not."""
    query = sa.select(Person.id, Person.name, Person.hidden).where(IS_LIVING).order_by(Person.name_folded, Person.id)
    rows = session.execute(query).all()
    faces, tally = count_faces(session), tallies.ask(session)
    people = [
        schemas.Brief(
            id=row.id,
            name=row.name,
            faces=faces[row.id],
            to_check=tally.to_check.get(row.id, 0),
            last_seen=tally.last_seen.get(row.id),
        )
        for row in rows
        if row.hidden is hidden
    ]
    return schemas.Crowd(people=people, hidden=sum(row.hidden for row in rows), is_current=tally.is_current)


def count_faces(session: ReadSession) -> Counter[int]:
    """Return how many faces each person has: from an index alone, and then without the few that are not shown."""
    counted = sa.select(Tag.person_id, sa.func.count()).group_by(Tag.person_id)
    faces = Counter({person_id: count for person_id, count in session.execute(counted)})  # noqa: C416 - no mapping
    removed = sa.select(Tag.face_id, Tag.person_id).join(Face, Face.id == Tag.face_id)
    away = removed.join(Photo, Photo.id == Face.photo_id).where(Photo.state == "missing")
    for row in session.execute(removed.where(Face.removed_at.is_not(None)).union(away)):
        faces[row.person_id] -= 1
    return faces


def list_covers(session: ReadSession, person_ids: Sequence[int]) -> list[schemas.Cover]:
    """Return the pictures of these people, of those who have one."""
    covers = find_covers(session, person_ids)
    return [schemas.Cover(id=p, face_id=cover.face_id, url=cover.chip_url) for p, cover in covers.items()]


def preview_merge(session: ReadSession, person_ids: Sequence[int]) -> schemas.MergePreview:
    """Return what is worth knowing before people are made one."""
    people = find_people(session, person_ids)
    asked = [person_id for person_id in dict.fromkeys(person_ids) if person_id in people]
    samples = {person_id: _find_best(session, person_id) for person_id in asked}
    together = _find_together(session, asked)
    return schemas.MergePreview(
        people=[schemas.Merging(person=people[p], sample=samples[p]) for p in asked],
        together=_show_photos(session, together[:MOST_PHOTOS]),
        together_in=len(together),
    )


def _find_best(session: ReadSession, person_id: int) -> list[schemas.SampleFace]:
    query = sa.select(Face.id, Face.chip_key, Face.left, Face.top, Face.right, Face.bottom)
    query = query.join(Tag, Tag.face_id == Face.id).join(Photo, Photo.id == Face.photo_id)
    query = query.where(Tag.person_id == person_id, IS_SHOWN)
    return [show_sample(row) for row in session.execute(query.order_by(Face.quality.desc(), Face.id).limit(SAMPLE))]


def _find_together(session: ReadSession, person_ids: Collection[int]) -> list[int]:
    """Return the photos in which two of these people stand, newest first."""
    query = (
        sa.select(Face.photo_id)
        .join(Tag, Tag.face_id == Face.id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(Tag.person_id.in_(person_ids), IS_SHOWN)
        .group_by(Face.photo_id)
        .having(sa.func.count(Tag.person_id.distinct()) > 1)
        .order_by(sa.func.max(Photo.taken_at).desc(), Face.photo_id)
    )
    return list(session.scalars(query))


def _show_photos(session: ReadSession, photo_ids: Sequence[int]) -> list[schemas.Thumb]:
    found: dict[int, str | None] = {}
    for ids in chunks(photo_ids):
        rows = session.execute(sa.select(Photo.id, Photo.sha256).where(Photo.id.in_(ids)))
        found |= {photo_id: sha256 for photo_id, sha256 in rows}  # noqa: C416 - no mapping
    return [schemas.Thumb(photo_id=p, url=photo_url(p, "thumb", sha256=found[p])) for p in photo_ids if p in found]
