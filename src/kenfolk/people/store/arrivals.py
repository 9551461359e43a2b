"""When faces came into the library, and what became of those that came together.

Faces are numbered in the order in which they come. So a few of them, evenly spread, tell when a million came, and the
table itself, which is wide, is never read through.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.people.models import Tag

PAUSE = dt.timedelta(minutes=20)  # what comes after so long without a face is another import
SAMPLES = 800
MOST = 24  # imports: more than that nobody can read


class Arrival(NamedTuple):
    """A face, and when it came."""

    face_id: int
    at: dt.datetime


class Import(NamedTuple):
    """Faces that came together: from the first one's number up to the first one of the next import."""

    first_id: int
    end_id: int
    first: dt.datetime
    last: dt.datetime


def list_imports(session: ReadSession, *, fewest: int = 1) -> list[Import]:
    """Return the imports, oldest first: no more than MOST, cut at the longest pauses.

    One of fewer than `fewest` faces, such as a box that was drawn, is part of the one before it.
    """
    seen = _sample(session)
    if not seen:
        return []
    gaps = sorted(pairwise(seen), key=lambda pair: pair[0].at - pair[1].at)[: MOST - 1]
    cuts = sorted(_narrow(session, *gap) for gap in gaps if gap[1].at - gap[0].at > PAUSE)
    imports: list[Import] = []
    end, last = seen[-1].face_id + 1, seen[-1].at
    for before, after in reversed([cut for cut in cuts if cut[1].at - cut[0].at > PAUSE]):
        if end - after.face_id >= fewest:
            imports.append(Import(after.face_id, end, after.at, last))
            end, last = after.face_id, before.at
    return [Import(seen[0].face_id, end, seen[0].at, last), *reversed(imports)]


def _sample(session: ReadSession) -> list[Arrival]:
    first, last = session.execute(sa.select(sa.func.min(Face.id), sa.func.max(Face.id))).one()
    if first is None:
        return []
    step = max(1, -(-(last - first) // SAMPLES))
    found: list[Arrival] = []
    for ids in chunks([*range(first, last, step), last]):
        found += [Arrival(*row) for row in session.execute(sa.select(Face.id, Face.created_at).where(Face.id.in_(ids)))]
    return sorted(found)


def _narrow(session: ReadSession, before: Arrival, after: Arrival) -> tuple[Arrival, Arrival]:
    """Return the two faces next to each other between which most of the time between these two passed."""
    top = after.face_id
    while top - before.face_id > 1:
        middle = (before.face_id + top) // 2
        between = sa.select(Face.id, Face.created_at).where(Face.id >= middle, Face.id < top)
        row = session.execute(between.order_by(Face.id).limit(1)).one_or_none()
        if row is None:
            top = middle
        elif row[1] - before.at >= after.at - row[1]:
            after, top = Arrival(*row), middle
        else:
            before = Arrival(*row)
    return before, after


def count_names_of(session: ReadSession, imports: Sequence[Import]) -> list[dict[str, int]]:
    """Return for each import how many of its faces have their name from a human, from the machine, and from a file."""
    counts = sa.select(Tag.source, sa.func.count()).group_by(Tag.source)
    ranges = (sa.and_(Tag.face_id >= each.first_id, Tag.face_id < each.end_id) for each in imports)
    return [dict(session.execute(counts.where(there)).all()) for there in ranges]
