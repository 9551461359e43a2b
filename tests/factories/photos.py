"""Sources and photos that need no file."""

import datetime as dt
import hashlib
from itertools import count

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kenfolk.kit.db_types import utc_now
from kenfolk.photos.models import Photo, Source

NEXT = count(1)
NOON = dt.datetime(2024, 6, 1, 12, 0)  # noqa: DTZ001 (a camera's clock has no zone)


def make_source(session: Session, *, root: str | None = None, kind: str = "folder") -> Source:
    source = Source(kind=kind, root=root or f"/pictures/{next(NEXT)}", added_at=utc_now(), scanned_at=None, error=None)
    session.add(source)
    session.flush()
    return source


def make_photo(
    session: Session,
    *,
    source: Source | None = None,
    key: str | None = None,
    state: str = "ready",
    taken_at: dt.datetime = NOON,
    width: int | None = 4000,
    height: int | None = 3000,
) -> Photo:
    """A photo that was read, in the first source there is."""
    source = source or session.scalar(sa.select(Source).order_by(Source.id).limit(1)) or make_source(session)
    number = next(NEXT)
    photo = Photo(
        source_id=source.id,
        key=key or f"photo-{number}.jpg",
        size=1000,
        mtime_ns=0,
        state=state,
        sha256=None if state == "new" else hashlib.sha256(str(number).encode()).hexdigest(),
        format=None if state == "new" else "JPEG",
        width=width,
        height=height,
        orientation=1,
        taken_at=taken_at,
        camera=None,
        missing_at=utc_now() if state == "missing" else None,
    )
    session.add(photo)
    session.flush()
    return photo
