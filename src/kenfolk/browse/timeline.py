"""The timeline: how many photos each month has, and what the web app needs to lay a month out before any picture is there.

Whoever has another choice of photos than the whole library (a person, a search) passes it as a condition.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from kenfolk.browse import schemas
from kenfolk.browse.keyset import Order, Row, fetch_page
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.db_types import month_of
from kenfolk.photos.models import Photo

MOST_IN_BUCKET = 4000
MOST_MONTHS = 1200  # that are counted one by one, found in the index; a camera may be set to the year 8000
UNKNOWN_RATIO = 1333  # of a photo nobody has read yet: most are like this
VERSION = 12  # letters of the content's name, as in urls.py

FACES_OF_PHOTO = (
    sa.select(sa.func.count(Face.id))
    .where(Face.photo_id == Photo.id, Face.removed_at.is_(None))
    .correlate(Photo)
    .scalar_subquery()
)

Wanted = sa.ColumnElement[bool]


def count_months(session: ReadSession, wanted: Wanted) -> schemas.Timeline:
    """Return how many photos each month has, newest first; for a condition that is not in the timeline's index."""
    month = month_of(Photo.taken_at)
    rows = session.execute(sa.select(month, sa.func.count()).where(wanted).group_by(month).order_by(month.desc()))
    return schemas.Timeline(months=[schemas.Month(month=name, photos=photos) for name, photos in rows])


def count_all_months(session: ReadSession, wanted: Wanted) -> schemas.Timeline:
    """Return the same for a condition that the index can answer: each month is one stretch of it.

    Grouping takes five times as long: it makes a text of every date.
    """
    edge = sa.select(Photo.taken_at).where(wanted).limit(1)
    newest, oldest = session.scalar(edge.order_by(Photo.taken_at.desc())), session.scalar(edge.order_by(Photo.taken_at))
    if newest is None or oldest is None:
        return schemas.Timeline(months=[])
    if _count_between(oldest, newest) > MOST_MONTHS:
        return count_months(session, wanted)
    stretches = list(_list_months(oldest, newest))
    every = sa.values(
        sa.column("month", sa.String),
        sa.column("first", sa.DateTime),
        sa.column("after", sa.DateTime),
        name="stretches",
    )
    months = every.data(stretches).cte("months")
    inside = sa.and_(wanted, Photo.taken_at >= months.c.first, Photo.taken_at < months.c.after)
    photos = sa.select(sa.func.count()).select_from(Photo).where(inside).correlate(months).scalar_subquery()
    rows = session.execute(sa.select(months.c.month, photos).order_by(months.c.month.desc()))
    return schemas.Timeline(months=[schemas.Month(month=name, photos=n) for name, n in rows if n])


def get_bucket(session: ReadSession, wanted: Wanted, *, month: str, cursor: str | None = None) -> schemas.Bucket:
    """Return the photos of a month, newest first, as columns of numbers; a month of very many comes in pieces.

    `wanted` says that they are taken in the month, too.
    """
    query = sa.select(
        *(Photo.id, Photo.width, Photo.height, Photo.taken_at, Photo.colour, Photo.sha256, Photo.state),
        FACES_OF_PHOTO.label("faces"),
    ).where(wanted)
    newest = Order(Photo.taken_at, Photo.id, dt.datetime, descending=True)
    rows, after = fetch_page(session, query, order=newest, cursor=cursor, limit=MOST_IN_BUCKET)
    return schemas.Bucket(month=month, next_cursor=after, **_columns(rows))


def is_taken_in(month: str) -> Wanted:
    """Return the condition for a month such as 2024-01."""
    first, after = _edges(*map(int, month.split("-")))
    return sa.and_(Photo.taken_at >= first, Photo.taken_at < after)


def _columns(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "ids": [row.id for row in rows],
        "ratios": [_ratio(row.width, row.height) for row in rows],
        "days": [row.taken_at.day for row in rows],
        "colours": [row.colour for row in rows],
        "faces": [row.faces for row in rows],
        "versions": [(row.sha256 or "")[:VERSION] for row in rows],
        "failed": [at for at, row in enumerate(rows) if row.state == "failed"],
        "waiting": [at for at, row in enumerate(rows) if row.width is None and row.state != "failed"],
    }


def _ratio(width: int | None, height: int | None) -> int:
    return round(1000 * width / height) if width and height else UNKNOWN_RATIO


def _count_between(oldest: dt.datetime, newest: dt.datetime) -> int:
    return (newest.year - oldest.year) * 12 + newest.month - oldest.month + 1


def _list_months(oldest: dt.datetime, newest: dt.datetime) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    for number in range(_count_between(oldest, newest)):
        years, month = divmod(oldest.month - 1 + number, 12)
        year = oldest.year + years
        yield (f"{year:04d}-{month + 1:02d}", *_edges(year, month + 1))


def _edges(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of a month, and of the next. A camera's time has no zone."""
    after = dt.datetime(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else dt.datetime.max  # noqa: DTZ001, DTZ901
    return dt.datetime(year, month, 1), after  # noqa: DTZ001
