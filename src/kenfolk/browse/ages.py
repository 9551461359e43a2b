"""Somebody growing up: their faces by age, or by year where the birth date is not known."""

import calendar
import datetime as dt
from itertools import groupby

import sqlalchemy as sa

from kenfolk.browse.faces import IS_SHOWN
from kenfolk.browse.keyset import Row
from kenfolk.browse.person_schemas import Age, AgedFace, Ages
from kenfolk.browse.profile import find_living
from kenfolk.browse.urls import chip_url
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.people.models import Tag
from kenfolk.photos.models import Photo


def list_ages(session: ReadSession, person_id: int, *, each: int) -> Ages:
    """Return the years of a person's life in photos, with the `each` best faces of each."""
    person = find_living(session, person_id)
    born = person.birth_date
    rows = session.execute(_select_best(person.id, born, each)).all()
    ages = [_show(int(number), list(best), born) for number, best in groupby(rows, key=lambda row: row.number)]
    return Ages(birth_date=born, ages=ages)


def _select_best(person_id: int, born: dt.date | None, each: int) -> sa.Select[tuple[int]]:
    month = sa.extract("month", Photo.taken_at)
    number = _number_of(born).label("number")
    by_month = sa.func.row_number().over(partition_by=(number, month), order_by=(Face.quality.desc(), Face.id))
    theirs = (
        sa.select(
            *(Face.id, Face.photo_id, Face.chip_key, Face.left, Face.top, Face.right, Face.bottom, Face.quality),
            *(Photo.taken_at, Tag.source, number, by_month.label("of_month")),
        )
        .join(Face, Face.id == Tag.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(Tag.person_id == person_id, IS_SHOWN)
        .subquery()
    )
    # The best of each month before the second best of any: a year is more than its best day.
    spread = (theirs.c.of_month, theirs.c.quality.desc(), theirs.c.id)
    ranked = sa.select(
        theirs,
        sa.func.row_number().over(partition_by=theirs.c.number, order_by=spread).label("place"),
        sa.func.count().over(partition_by=theirs.c.number).label("faces"),
    ).subquery()
    best = sa.select(ranked).where(ranked.c.place <= each)
    return best.order_by(ranked.c.number, ranked.c.taken_at, ranked.c.id)


def _number_of(born: dt.date | None) -> sa.ColumnElement[int]:
    year, month, day = (sa.cast(sa.extract(part, Photo.taken_at), sa.Integer) for part in ("year", "month", "day"))
    if born is None:
        return year
    is_before_birthday = month * 100 + day < born.month * 100 + born.day
    return year - born.year - sa.case((is_before_birthday, 1), else_=0)


def _show(number: int, best: list[Row], born: dt.date | None) -> Age:
    since, until = _days_of(number, born)
    return Age(number=number, since=since, until=until, faces=best[0].faces, best=[_show_face(row) for row in best])


def _days_of(number: int, born: dt.date | None) -> tuple[dt.date, dt.date]:
    if born is None:
        return dt.date(number, 1, 1), dt.date(number, 12, 31)
    return _birthday(born, born.year + number), _birthday(born, born.year + number + 1) - dt.timedelta(days=1)


def _birthday(born: dt.date, year: int) -> dt.date:
    """Return the day on which an age begins: for somebody of the 29th of February often the first of March."""
    year = min(max(year, dt.MINYEAR), dt.MAXYEAR)
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return dt.date(year, 3, 1)
    return born.replace(year=year)


def _show_face(row: Row) -> AgedFace:
    box = (row.left, row.top, row.right, row.bottom)
    return AgedFace(
        face_id=row.id,
        photo_id=row.photo_id,
        chip_url=chip_url(row.id, chip_key=row.chip_key, box=box),
        taken_at=row.taken_at,
        source=row.source,
    )
