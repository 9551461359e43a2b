"""What happened lately, newest first: folders that were looked through, photos that came, people who answered.

Nothing is written down for it. All of it follows from what the tables hold anyway, so it is true after a restore too.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Annotated, Literal

import sqlalchemy as sa
from pydantic import BaseModel, Field

from kenfolk.kit.db import ReadSession
from kenfolk.people import service as people
from kenfolk.people.models import Decision
from kenfolk.photos.models import Photo, Source

MOST = 40  # events
LOOKED_AT = 2000  # decisions, and uploads: what is older is history
PAUSE = dt.timedelta(minutes=30)  # an answer after so long begins another sitting


class Event(BaseModel):
    """Something that happened, told in numbers; the web app finds the words."""

    kind: Annotated[
        Literal["scan", "upload", "faces", "answers", "learned"],
        Field(
            description="A folder was looked through; photos were uploaded; faces were found; somebody answered or "
            "decided; the matcher learned."
        ),
    ]
    first: Annotated[dt.datetime, Field(description="When it began,")]
    last: Annotated[dt.datetime, Field(description="and ended.")]
    count: Annotated[
        int, Field(description="Photos of the folder, uploads, faces, decisions, or answers learned from.")
    ]
    user: Annotated[str | None, Field(description="Who answered.")]
    place: Annotated[str | None, Field(description="The folder.")]
    good: Annotated[bool | None, Field(description="Whether what was learned was taken into use.")]


def list_events(session: ReadSession, *, model: str) -> list[Event]:
    """Return what happened lately, newest first."""
    found = [
        *_list_scans(session), *_list_uploads(session), *_list_arrivals(session), *_list_answers(session),
        *_list_learned(session, model),
    ]  # fmt: skip
    return sorted(found, key=lambda event: event.last, reverse=True)[:MOST]


def _list_scans(session: ReadSession) -> Iterator[Event]:
    there = sa.and_(Photo.source_id == Source.id, Photo.state != "missing")
    photos = sa.select(sa.func.count()).select_from(Photo).where(there).scalar_subquery()
    query = sa.select(Source.root, Source.scanned_at, photos).where(
        Source.kind == "folder", Source.scanned_at.is_not(None), Source.removed_at.is_(None)
    )
    for root, at, count in session.execute(query):
        if at is not None:
            yield _event("scan", at, at, count, place=root)


def _list_uploads(session: ReadSession) -> Iterator[Event]:
    # A file of ours is written once: when it was uploaded.
    query = sa.select(Photo.mtime_ns).join(Source, Source.id == Photo.source_id).where(Source.kind == "upload")
    newest = session.scalars(query.order_by(Photo.id.desc()).limit(LOOKED_AT))
    for first, last, count in _cut(dt.datetime.fromtimestamp(ns / 1e9, dt.UTC) for ns in newest):
        yield _event("upload", first, last, count)


def _list_arrivals(session: ReadSession) -> Iterator[Event]:
    for each in people.list_imports(session):
        yield _event("faces", each.first, each.last, each.end_id - each.first_id)


def _list_answers(session: ReadSession) -> Iterator[Event]:
    query = sa.select(Decision.user, Decision.at).order_by(Decision.seq.desc()).limit(LOOKED_AT)
    rows = sorted((user, at) for user, at in session.execute(query))
    for user, theirs in groupby(rows, key=lambda row: row[0]):
        for first, last, count in _cut(at for _, at in theirs):
            yield _event("answers", first, last, count, user=user)


def _list_learned(session: ReadSession, model: str) -> Iterator[Event]:
    for version in people.list_calibrators(session, model=model)[:MOST]:
        yield _event("learned", version.made_at, version.made_at, version.answers, good=version.state != "lost")


def _cut(times: Iterable[dt.datetime]) -> Iterator[tuple[dt.datetime, dt.datetime, int]]:
    """Yield the sittings: when each began and ended, and how often something happened in it."""
    sitting: list[dt.datetime] = []
    for at in sorted(times):
        if sitting and at - sitting[-1] > PAUSE:
            yield sitting[0], sitting[-1], len(sitting)
            sitting = []
        sitting.append(at)
    if sitting:
        yield sitting[0], sitting[-1], len(sitting)


def _event(
    kind: Literal["scan", "upload", "faces", "answers", "learned"], first: dt.datetime, last: dt.datetime, count: int, *,
    user: str | None = None, place: str | None = None, good: bool | None = None,
) -> Event:  # fmt: skip
    return Event(kind=kind, first=first, last=last, count=count, user=user, place=place, good=good)
