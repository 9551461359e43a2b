"""Failures as a person reads them: the photo or the face by its path, not by its number."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from pydantic import BaseModel

from kenfolk.faces.models import Face
from kenfolk.kit import failures
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.photos.models import Photo

STEPS_ON_FACES = frozenset({"faces.embed", "people.match"})
STEPS_ON_PHOTOS = frozenset({"photos.read", "faces.detect"})


class Failure(BaseModel):
    """What could not be done and why; `retry_at` null: it is tried again only on request."""

    id: int
    step: str
    subject: str
    photo_id: int | None
    reason: str
    attempts: int
    failed_at: dt.datetime
    retry_at: dt.datetime | None


def list_failures(session: ReadSession, *, after_id: int, limit: int) -> list[Failure]:
    """Return failures, oldest first."""
    rows = failures.list_failures(session, after_id=after_id, limit=limit)
    photo_of_face = _photos_of_faces(session, [row.subject_id for row in rows if row.step in STEPS_ON_FACES])
    photo_ids = {row.id: _photo_id(row, photo_of_face) for row in rows}
    paths = _paths(session, [photo_id for photo_id in photo_ids.values() if photo_id is not None])
    return [
        Failure(
            id=row.id, step=row.step, subject=_name(row, paths.get(photo_ids[row.id] or 0)),
            photo_id=photo_ids[row.id], reason=row.reason, attempts=row.attempts,
            failed_at=row.failed_at, retry_at=row.retry_at,
        )
        for row in rows
    ]  # fmt: skip


def retry(session: WriteSession, ids: Sequence[int] | None) -> tuple[int, list[str]]:
    """Make failures due now; return how many, and the steps to ring for."""
    chosen = sa.true() if ids is None else failures.Failure.id.in_(ids)
    number = session.scalar(sa.select(sa.func.count()).select_from(failures.Failure).where(chosen)) or 0
    return number, failures.retry(session, ids)


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


def find_ids(session: ReadSession, *, step: str | None) -> Sequence[int]:
    """Return the numbers of all failures, or of one step's."""
    chosen = sa.true() if step is None else failures.Failure.step == step
    return session.scalars(sa.select(failures.Failure.id).where(chosen)).all()
