"""Failures as a person reads them: the photo or the face by its path, not by its number."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, Field

from kenfolk.entry.reasons import recognise
from kenfolk.faces.models import Face
from kenfolk.kit import failures
from kenfolk.kit.db import CHUNK, ReadSession, WriteSession, chunks
from kenfolk.photos.models import Photo

BATCH = 1000  # failures read at once
STEPS_ON_FACES = frozenset({"faces.embed", "people.match"})
STEPS_ON_PHOTOS = frozenset({"photos.read", "faces.detect"})


class Failure(BaseModel):
    """What could not be done and why; `retry_at` null: it is tried again only on request."""

    id: int
    step: str
    subject: str
    photo_id: int | None
    reason: str
    code: Annotated[str, Field(description='The kind of reason, such as "damaged"; "other" where it is none we know.')]
    attempts: int
    failed_at: dt.datetime
    retry_at: dt.datetime | None


class FailureKind(BaseModel):
    """Failures of one step for one kind of reason."""

    step: str
    code: str
    count: int
    reason: Annotated[str, Field(description="What one of them says.")]
    newest: Annotated[dt.datetime, Field(description="When the last one failed.")]
    retry_at: Annotated[dt.datetime | None, Field(description="When the next is tried again by itself; null: none is.")]


def list_failures(
    session: ReadSession, *, after_id: int, limit: int, step: str | None = None, code: str | None = None
) -> list[Failure]:
    """Return failures, oldest first: all, or those of a step, or of a kind."""
    rows = list(islice(_find_rows(session, after_id=after_id, step=step, code=code), limit))
    photo_of_face = _photos_of_faces(session, [row.subject_id for row in rows if row.step in STEPS_ON_FACES])
    photo_ids = {row.id: _photo_id(row, photo_of_face) for row in rows}
    paths = _paths(session, [photo_id for photo_id in photo_ids.values() if photo_id is not None])
    return [
        Failure(
            id=row.id, step=row.step, subject=_name(row, paths.get(photo_ids[row.id] or 0)),
            photo_id=photo_ids[row.id], reason=row.reason, code=recognise(row.reason), attempts=row.attempts,
            failed_at=row.failed_at, retry_at=row.retry_at,
        )
        for row in rows
    ]  # fmt: skip


def list_problems(session: ReadSession) -> list[FailureKind]:
    """Return what is wrong, most failures first."""
    row = failures.Failure
    newest, soonest = sa.func.max(row.failed_at), sa.func.min(row.retry_at)
    query = sa.select(row.step, row.reason, sa.func.count(), newest, soonest).group_by(row.step, row.reason)
    found: dict[tuple[str, str], FailureKind] = {}
    for step, reason, count, failed_at, retry_at in session.execute(query):
        problem = FailureKind(
            step=step, code=recognise(reason), count=count, reason=reason, newest=failed_at, retry_at=retry_at
        )
        there = found.setdefault((step, problem.code), problem)
        if there is not problem:
            there.count += count
            there.newest = max(there.newest, failed_at)
            there.retry_at = min(filter(None, (there.retry_at, retry_at)), default=None)
    return sorted(found.values(), key=lambda problem: (-problem.count, problem.step, problem.code))


def retry(session: WriteSession, ids: Sequence[int] | None) -> tuple[int, list[str]]:
    """Make failures due now; return how many, and the steps to ring for."""
    chosen = [sa.true()] if ids is None else [failures.Failure.id.in_(some) for some in chunks(ids)]
    known = sa.select(sa.func.count()).select_from(failures.Failure)
    return sum(session.scalar(known.where(each)) or 0 for each in chosen), failures.retry(session, ids)


def _find_rows(
    session: ReadSession, *, after_id: int, step: str | None, code: str | None
) -> Iterator[failures.Failure]:
    """Yield failures from here on. The kind is not in the database, but those of a kind have few reasons."""
    reasons = None
    if code is not None:
        reasons = [reason for reason in failures.list_reasons(session, step=step) if recognise(reason) == code]
    # Where nearly each has a reason of its own, such as a path in it, all are looked through, some at a time.
    asked = reasons if reasons is None or len(reasons) <= CHUNK else None
    while rows := failures.list_failures(session, after_id=after_id, limit=BATCH, step=step, reasons=asked):
        yield from (row for row in rows if code in {None, recognise(row.reason)})
        after_id = rows[-1].id


def _photo_id(row: failures.Failure, photo_of_face: dict[int, int]) -> int | None:
    return row.subject_id if row.step in STEPS_ON_PHOTOS else photo_of_face.get(row.subject_id)


def _name(row: failures.Failure, path: str | None) -> str:
    if row.step in STEPS_ON_FACES:
        return f"face {row.subject_id} in {path or 'a photo that is gone'}"
    if row.step in STEPS_ON_PHOTOS:
        return path or f"photo {row.subject_id}, which is gone"
    return f"decision {row.subject_id}"


def _photos_of_faces(session: ReadSession, face_ids: Sequence[int]) -> dict[int, int]:
    return dict(session.execute(sa.select(Face.id, Face.photo_id).where(Face.id.in_(face_ids))).all())


def _paths(session: ReadSession, photo_ids: Sequence[int]) -> dict[int, str]:
    return dict(session.execute(sa.select(Photo.id, Photo.key).where(Photo.id.in_(photo_ids))).all())


def find_ids(session: ReadSession, *, step: str | None, code: str | None = None) -> Sequence[int]:
    """Return the numbers of all failures, or of one step's, or of a kind."""
    if code is not None:
        return [row.id for row in _find_rows(session, after_id=0, step=step, code=code)]
    chosen = sa.true() if step is None else failures.Failure.step == step
    return session.scalars(sa.select(failures.Failure.id).where(chosen)).all()
