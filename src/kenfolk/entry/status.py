"""What the library holds and how far the work is: the reply of /api/status and of `kenfolk status --json`."""

from collections.abc import Callable, Mapping
from functools import partial

import sqlalchemy as sa
from pydantic import BaseModel

from kenfolk import __version__
from kenfolk.entry.counting import Counts
from kenfolk.entry.progress import Progress
from kenfolk.faces.models import Face
from kenfolk.kit.db import Database, ReadSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import Failure, not_due
from kenfolk.kit.steps import Job
from kenfolk.people.models import Decision, GroupMember, Person, Tag
from kenfolk.photos.models import Photo, Source

PHOTO_STEPS = ("photos.read", "faces.detect")  # their subjects are photos


class PhotoCounts(BaseModel):
    """`done` photos are read and looked at; `failed` ones have a reason in /api/failures."""

    total: int
    done: int
    failed: int
    missing: int


class StepStatus(BaseModel):
    """One step: `note` says why it stands still, if it does."""

    name: str
    waiting: int
    running: int
    failed: int
    done: int
    rate: float | None
    seconds_left: float | None
    note: str | None


class Status(BaseModel):
    """The state of the library. `idle`: no step has work left. `seq`: the newest decision."""

    version: str
    photos: PhotoCounts
    faces: int
    people: int
    groups: int
    named_faces: int
    idle: bool
    steps: list[StepStatus]
    sources: int
    pack: str
    seq: int


def read_status(
    database: Database, jobs: Mapping[str, Job], *, pack: str,
    progress: Callable[[str], Progress] = lambda _step: Progress(), counts: Counts | None = None,
) -> Status:  # fmt: skip
    """Return the state of the library: all of it as of one moment, but for counts that take long and are kept."""
    get = (counts or Counts(database)).get
    with database.read() as session:
        failed = _count_failures(session)
        steps = [
            _step_status(
                name, progress(name), failed=failed.get(name, 0),
                waiting=get(f"{name} waiting", partial(job.count, session)),
                total=get(f"{name} total", partial(job.total, session)),
            )
            for name, job in jobs.items()
        ]  # fmt: skip
        return Status(
            version=__version__,
            photos=_count_photos(session, {step.name: step.waiting for step in steps}),
            faces=get("faces", lambda: _count_shown(session, sa.select(Face.id).where(Face.removed_at.is_(None)))),
            people=_count(session, sa.select(Person.id).where(~Person.removed, Person.merged_into_id.is_(None))),
            groups=get("groups", lambda: _count_groups(session)),
            named_faces=get("named", lambda: _count_shown(session, _named_faces())),
            idle=all(step.waiting == 0 for step in steps),
            steps=steps,
            sources=_count(session, sa.select(Source.id).where(Source.removed_at.is_(None))),
            pack=pack,
            seq=session.scalar(sa.select(sa.func.max(Decision.seq))) or 0,
        )


def _step_status(name: str, now: Progress, *, failed: int, waiting: int, total: int) -> StepStatus:
    return StepStatus(
        name=name,
        waiting=waiting,
        running=now.running,
        failed=failed,
        done=max(0, total - waiting - failed),
        rate=now.rate,
        seconds_left=waiting / now.rate if now.rate and waiting else None,
        note=now.note,
    )


def _named_faces() -> sa.Select[int]:
    return sa.select(Tag.face_id).join(Face).where(Face.removed_at.is_(None))


def _count(session: ReadSession, rows: sa.Select[int]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


def _count_shown(session: ReadSession, faces: sa.Select[int]) -> int:
    # Nearly all photos are there: counting the faces of the others is quicker than looking up the photo of each face.
    missing = sa.select(Photo.id).where(Photo.state == "missing")
    return _count(session, faces) - _count(session, faces.where(Face.photo_id.in_(missing)))


def _count_failures(session: ReadSession) -> dict[str, int]:
    rows = session.execute(sa.select(Failure.step, sa.func.count()).group_by(Failure.step))
    return dict(rows.all())


def _count_photos(session: ReadSession, waiting: Mapping[str, int]) -> PhotoCounts:
    removed = sa.select(Source.id).where(Source.removed_at.is_not(None))  # their photos have left, they do not lack
    there = sa.select(Photo.state, sa.func.count()).where(Photo.source_id.not_in(removed)).group_by(Photo.state)
    states = dict(session.execute(there).all())
    total = sum(states.values()) - states.get("missing", 0)
    given_up = sa.or_(*(Photo.id.in_(not_due(step, now=utc_now())) for step in PHOTO_STEPS))
    failed = _count(
        session, sa.select(Photo.id).where(Photo.state != "missing", sa.or_(Photo.state == "failed", given_up))
    )
    left = sum(waiting.get(step, 0) for step in PHOTO_STEPS)
    return PhotoCounts(total=total, done=max(0, total - failed - left), failed=failed, missing=states.get("missing", 0))


def _count_groups(session: ReadSession) -> int:
    members = sa.select(GroupMember.group_id).group_by(GroupMember.group_id).having(sa.func.count() > 1)
    return _count(session, members)
