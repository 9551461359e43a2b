"""What the library holds and how far the work is: the reply of /api/status and of `kenfolk status --json`."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

import sqlalchemy as sa
from pydantic import BaseModel

from kenfolk import __version__
from kenfolk.browse import service as browse
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
    """One step: `note` says why it stands still, if it does, and `note_code` is the code of that error, if it has one.

    `since`: it has had work without a break since then, so the oldest item has waited no longer than that.
    """

    name: str
    waiting: int
    running: int
    failed: int
    done: int
    rate: float | None
    seconds_left: float | None
    since: dt.datetime | None
    note: str | None
    note_code: str | None


class Status(BaseModel):
    """The state of the library. `idle`: no step has work left. `paused`: somebody holds its work back. `seq`: the newest decision."""

    version: str
    photos: PhotoCounts
    faces: int
    people: int
    groups: int
    named_faces: int
    idle: bool
    paused: bool
    steps: list[StepStatus]
    sources: int
    pack: str
    seq: int


def read_status(
    database: Database, jobs: Mapping[str, Job], *, pack: str,
    progress: Callable[[str], Progress] = lambda _step: Progress(), counts: Counts | None = None, paused: bool = False,
) -> Status:  # fmt: skip
    """Return the state of the library: all of it as of one moment, but for counts that take long and are kept."""
    counts = counts or Counts(database)
    with database.read() as session:
        get = partial(_get, counts, session)
        failed = _count_failures(session)
        steps = [
            _step_status(
                name, progress(name), failed=failed.get(name, 0),
                waiting=get(f"{name} waiting", job.count),
                total=get(f"{name} total", job.total),
            )
            for name, job in jobs.items()
        ]  # fmt: skip
        return Status(
            version=__version__,
            photos=_count_photos(session, {step.name: step.waiting for step in steps}),
            faces=get("faces", lambda session: browse.count_shown(session, sa.select(Face.id))),
            people=_count(session, sa.select(Person.id).where(~Person.removed, Person.merged_into_id.is_(None))),
            groups=get("groups", _count_groups),
            named_faces=get("named", lambda session: browse.count_shown(session, sa.select(Tag.face_id))),
            idle=all(step.waiting == 0 for step in steps),
            paused=paused,
            steps=steps,
            sources=_count(session, sa.select(Source.id).where(Source.removed_at.is_(None))),
            pack=pack,
            seq=session.scalar(sa.select(sa.func.max(Decision.seq))) or 0,
        )


def _get(counts: Counts, session: ReadSession, name: str, count: Callable[[ReadSession], int]) -> int:
    return counts.get(name, session, count)


def _step_status(name: str, now: Progress, *, failed: int, waiting: int, total: int) -> StepStatus:
    return StepStatus(
        name=name,
        waiting=waiting,
        running=now.running,
        failed=failed,
        done=max(0, total - waiting - failed),
        rate=now.rate,
        seconds_left=waiting / now.rate if now.rate and waiting else None,
        since=now.since if waiting else None,
        note=now.note,
        note_code=now.note_code,
    )


def _count(session: ReadSession, rows: sa.Select[int]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


def _count_failures(session: ReadSession) -> dict[str, int]:
    rows = session.execute(sa.select(Failure.step, sa.func.count()).group_by(Failure.step))
    return dict(rows.all())


def _count_photos(session: ReadSession, waiting: Mapping[str, int]) -> PhotoCounts:
    states = dict(session.execute(_by_state()).all())
    for state, left in session.execute(_by_state().where(Photo.source_id.in_(_removed_sources()))):
        states[state] -= left  # their photos have left, they do not lack
    total = sum(states.values()) - states.get("missing", 0)
    failed = _count_failed(session)
    left = sum(waiting.get(step, 0) for step in PHOTO_STEPS)
    return PhotoCounts(total=total, done=max(0, total - failed - left), failed=failed, missing=states.get("missing", 0))


def _by_state() -> sa.Select[str, int]:
    return sa.select(Photo.state, sa.func.count()).group_by(Photo.state)


def _removed_sources() -> sa.Select[int]:
    return sa.select(Source.id).where(Source.removed_at.is_not(None))


def _count_failed(session: ReadSession) -> int:
    given_up = [not_due(step, now=utc_now()) for step in PHOTO_STEPS]
    failed = sa.union(sa.select(Photo.id).where(Photo.state == "failed"), *given_up).subquery()
    there = sa.select(Photo.id).where(Photo.id.in_(sa.select(failed.c.id)), Photo.state != "missing")
    return _count(session, there)


def _count_groups(session: ReadSession) -> int:
    members = sa.select(GroupMember.group_id).group_by(GroupMember.group_id).having(sa.func.count() > 1)
    return _count(session, members)
