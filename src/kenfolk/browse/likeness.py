"""A person's faces by how alike they are to the others of theirs: the first ones may be somebody else."""

import datetime as dt

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from kenfolk.browse import schemas
from kenfolk.browse.faces import IS_SHOWN, are_within, faces_as_shown
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.http import decode_cursor, encode_cursor
from kenfolk.people.models import Tag
from kenfolk.people.recogniser import Recogniser
from kenfolk.photos.models import Photo
from kenfolk.vision.similarity import Looks, similarities

Ids = NDArray[np.int64]

MOST_OTHERS = 512  # a face is compared with so many of the others: enough to know somebody, at any age
NEAREST = 5  # of those: somebody looks like themselves at the same age, not like a mean of all ages
NO_LOOK = float(np.finfo(np.float32).max)  # a face that was never compared comes last


def list_least_alike(
    session: ReadSession,
    recogniser: Recogniser,
    *,
    person_id: int,
    limit: int,
    cursor: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    source: str | None = None,
) -> tuple[list[schemas.Face], str | None]:
    """Return a page of a person's faces, those least alike to the others first."""
    place = decode_cursor(cursor, float, int)
    wanted = list(session.scalars(select_theirs(person_id, since=since, until=until, source=source)))
    everybody = list(session.scalars(select_theirs(person_id))) if since or until or source else wanted
    score_of = measure_likeness(session, recogniser, everybody)
    ordered = sorted((score_of.get(face_id, NO_LOOK), face_id) for face_id in wanted)
    rest = ordered if place is None else [one for one in ordered if one > (place[0], place[1])]
    page = rest[:limit]
    shown = faces_as_shown(session, [face_id for _score, face_id in page])
    return shown, encode_cursor(*page[-1]) if len(rest) > limit else None


def select_theirs(
    person_id: int, *, since: dt.date | None = None, until: dt.date | None = None, source: str | None = None
) -> sa.Select[int]:
    """Select the faces that are shown as this person's."""
    query = sa.select(Face.id).join(Tag, Tag.face_id == Face.id).join(Photo, Photo.id == Face.photo_id)
    query = query.where(Tag.person_id == person_id, IS_SHOWN, *are_within(since, until))
    return query.where(Tag.source == source) if source is not None else query


def measure_likeness(session: ReadSession, recogniser: Recogniser, face_ids: list[int]) -> dict[int, float]:
    """Return how alike each face is to those of the others that it is most alike to; nothing for one without a look."""
    known, looks = recogniser.looks(session, np.sort(np.array(face_ids, np.int64)))
    scores = _compare(looks, np.unique(np.linspace(0, len(known) - 1, MOST_OTHERS).astype(np.int64)))
    return dict(zip(known.tolist(), scores, strict=True))


def _compare(looks: Looks, others: Ids) -> list[float]:
    if len(looks) < 2:
        return [0.0] * len(looks)
    table = similarities(looks, looks[others])
    table[others, np.arange(len(others))] = -np.inf  # nobody is compared with themselves
    nearest = min(NEAREST, len(others) - 1)
    best = np.partition(table, -nearest, axis=1)[:, -nearest:]
    scores: list[float] = best.mean(axis=1).astype(np.float64).tolist()
    return scores
