"""The one face that shows who somebody is.

Whoever has thousands of faces is shown by the best of some of them: to find the very best, all would be read, for every
person on a screen, and nobody could tell the difference.
"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from kenfolk.browse import schemas
from kenfolk.browse.faces import IS_SHOWN
from kenfolk.browse.keyset import Row
from kenfolk.browse.urls import chip_url
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.people.models import Person, Tag
from kenfolk.photos.models import Photo

SOME = 100  # faces of a person that are looked at

Faces = sa.Select[tuple[int, int, int]]
# Numbered per person; read from an index alone.
_FACES = sa.select(
    Tag.person_id, Tag.face_id, sa.func.row_number().over(partition_by=Tag.person_id, order_by=Tag.face_id).label("nth")
)


def find_covers(session: ReadSession, person_ids: Sequence[int]) -> dict[int, schemas.SampleFace]:
    """Return the chosen face while it is still this person's, else the best one a human named, else the best one."""
    covers: dict[int, schemas.SampleFace] = {}
    # The last two are for those of whose first faces none is shown.
    for select, most in (_chosen, 1), (_named, SOME), (_not_named, SOME), (_named, None), (_not_named, None):
        missing = [person_id for person_id in person_ids if person_id not in covers]
        if missing:
            covers |= _find_best(session, select(missing), most=most)
    return covers


def _chosen(person_ids: Collection[int]) -> Faces:
    own = sa.and_(Tag.face_id == Person.cover_face_id, Tag.person_id == Person.id)
    return _FACES.select_from(Person).join(Tag, own).where(Person.id.in_(person_ids))


def _named(person_ids: Collection[int]) -> Faces:
    return _FACES.where(Tag.person_id.in_(person_ids), Tag.source == "human")


def _not_named(person_ids: Collection[int]) -> Faces:
    return _FACES.where(Tag.person_id.in_(person_ids), Tag.source != "human")


def _find_best(session: ReadSession, faces: Faces, *, most: int | None) -> dict[int, schemas.SampleFace]:
    """Return the best of the first `most` faces of each person, or of all of them."""
    some = faces.subquery()
    best_first = (Face.quality.desc(), Face.id)
    ranked = (
        sa.select(
            *(some.c.person_id, Face.id, Face.chip_key, Face.left, Face.top, Face.right, Face.bottom),
            sa.func.row_number().over(partition_by=some.c.person_id, order_by=best_first).label("place"),
        )
        .join(Face, Face.id == some.c.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(IS_SHOWN, sa.true() if most is None else some.c.nth <= most)
        .subquery()
    )
    rows = session.execute(sa.select(ranked).where(ranked.c.place == 1))
    return {row.person_id: show_sample(row) for row in rows}


def show_sample(row: Row) -> schemas.SampleFace:
    """Return a face by its picture alone."""
    box = (row.left, row.top, row.right, row.bottom)
    return schemas.SampleFace(face_id=row.id, chip_url=chip_url(row.id, chip_key=row.chip_key, box=box))
