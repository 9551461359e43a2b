"""Photos as the web app shows them."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Literal

import sqlalchemy as sa

from kenfolk.browse import schemas
from kenfolk.browse.faces import list_faces
from kenfolk.browse.keyset import Order, Row, fetch_page
from kenfolk.browse.timeline import FACES_OF_PHOTO, is_taken_in
from kenfolk.browse.urls import photo_url
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import NotFound
from kenfolk.kit.failures import Failure
from kenfolk.people.models import Tag
from kenfolk.people.service import newest_seq
from kenfolk.photos.models import Photo, Source

MOST_FACES = 500  # shown in one photo


def list_photos(
    session: ReadSession,
    *,
    limit: int,
    cursor: str | None = None,
    person_id: int | None = None,
    source_id: int | None = None,
    state: schemas.PhotoState | None = None,
    month: str | None = None,
    order: Literal["newest", "oldest"] = "newest",
) -> tuple[list[schemas.Photo], str | None]:
    """Return a page of photos by the date they were taken."""
    query = sa.select(Photo, FACES_OF_PHOTO.label("faces")).where(is_wanted(person_id, source_id, state, month=month))
    by_date = Order(Photo.taken_at, Photo.id, dt.datetime, descending=order == "newest")
    rows, after = fetch_page(session, query, order=by_date, cursor=cursor, limit=limit)
    return [schemas.Photo(**_show(row)) for row in rows], after


def is_wanted(
    person_id: int | None = None, source_id: int | None = None, state: str | None = None, *, month: str | None = None
) -> sa.ColumnElement[bool]:
    """Return what a photo has to fulfil to be in a list.

    All photos of a person who has 20,000 are found once. In a month there are fewer: each is asked for that person.
    """
    wanted: list[sa.ColumnElement[bool]] = [Photo.state != "missing" if state is None else Photo.state == state]
    if source_id is not None:
        wanted.append(Photo.source_id == source_id)
    if person_id is not None:
        faces = sa.select(Face.photo_id).join(Tag, Tag.face_id == Face.id).where(Face.removed_at.is_(None))
        if month is None:
            wanted.append(Photo.id.in_(faces.where(Tag.person_id == person_id)))
        else:  # "+ 0", and a number instead of EXISTS: or the databases go through all faces of the person again
            here = sa.and_(Face.photo_id == Photo.id, Tag.person_id + 0 == person_id)
            seen = faces.with_only_columns(sa.func.count()).where(here).correlate(Photo)
            wanted.append(seen.scalar_subquery() > 0)
    if month is not None:
        wanted.append(is_taken_in(month))
    return sa.and_(*wanted)


def get_photo(session: ReadSession, photo_id: int) -> schemas.PhotoDetail:
    """Return one photo with its faces and, where it could not be read, the reason."""
    query = sa.select(Photo, Source.root, FACES_OF_PHOTO.label("faces")).join(Source, Source.id == Photo.source_id)
    row = session.execute(query.where(Photo.id == photo_id)).one_or_none()
    if row is None:
        raise NotFound(what="photo", id=photo_id)
    photo = row.Photo
    return schemas.PhotoDetail(
        **_show(row),
        size=photo.size,
        format=photo.format,
        camera=photo.camera,
        sha256=photo.sha256,
        file_path=f"{row.root.rstrip('/')}/{photo.key}",
        error=_find_error(session, photo_id),
        seq=newest_seq(session),
        faces_list=list_faces(session, limit=MOST_FACES, photo_id=photo_id)[0],
    )


def _find_error(session: ReadSession, photo_id: int) -> str | None:
    query = sa.select(Failure.reason).where(
        Failure.subject_id == photo_id, Failure.step.in_(["photos.read", "faces.detect"])
    )
    return session.scalar(query.order_by(Failure.failed_at.desc()).limit(1))


def _show(row: Row) -> dict[str, Any]:
    photo = row.Photo
    return {
        **{name: getattr(photo, name) for name in ("id", "source_id", "width", "height", "taken_at", "state")},
        "path": photo.key,
        "faces": row.faces,
        **{f"{p}_url": photo_url(photo.id, p, sha256=photo.sha256) for p in ("thumb", "image", "original")},
    }


def list_photos_that(
    session: ReadSession, wanted: sa.ColumnElement[bool], *, limit: int, cursor: str | None = None
) -> tuple[list[schemas.Photo], str | None]:
    """Return a page of the photos that fulfil a condition, newest first."""
    # Numbers first: to sort ten thousand photos with all that is shown of them takes four times as long.
    newest = Order(Photo.taken_at, Photo.id, dt.datetime, descending=True)
    rows, after = fetch_page(session, sa.select(Photo.id).where(wanted), order=newest, cursor=cursor, limit=limit)
    shown = photos_as_shown(session, [row.id for row in rows])
    return [shown[row.id] for row in rows if row.id in shown], after


def photos_as_shown(session: ReadSession, photo_ids: Collection[int]) -> dict[int, schemas.Photo]:
    """Return those of the photos whose files are there, as every list shows them."""
    query = sa.select(Photo, FACES_OF_PHOTO.label("faces")).where(Photo.id.in_(photo_ids), Photo.state != "missing")
    return {row.Photo.id: schemas.Photo(**_show(row)) for row in session.execute(query)}
