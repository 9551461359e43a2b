"""Doubts as the web app shows them: a few at a time, with all that is needed to answer."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import sqlalchemy as sa

from kenfolk.browse import doubt_queries as queries
from kenfolk.browse import doubt_schemas as schemas
from kenfolk.browse.candidates import find_candidates
from kenfolk.browse.covers import show_sample
from kenfolk.browse.doubts import SHOWN, Doubter, Mixture, Side
from kenfolk.browse.faces import faces_as_shown
from kenfolk.browse.people import find_people
from kenfolk.browse.schemas import Person, SampleFace, Suggestion
from kenfolk.browse.urls import photo_url
from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import NotFound
from kenfolk.people import doubting
from kenfolk.people.doubting import Suspect
from kenfolk.people.matching import Ids
from kenfolk.photos.models import Photo
from kenfolk.vision.similarity import Looks, similarities

MOST_FACES = 10_000  # of one split


def count_doubts(session: ReadSession, doubter: Doubter) -> schemas.DoubtCounts:
    """Return how many there are."""
    found = doubter.ask(session)
    return schemas.DoubtCounts(mistakes=len(found.mistakes), mixed=len(found.mixed), is_looking=found.is_looking)


def list_mistakes(session: ReadSession, doubter: Doubter, *, limit: int) -> schemas.Mistakes:
    """Return the most suspicious names."""
    found = doubter.ask(session)
    return schemas.Mistakes(
        items=_show_mistakes(session, doubter, found.mistakes[:limit]),
        total=len(found.mistakes),
        is_looking=found.is_looking,
    )


def _show_mistakes(session: ReadSession, doubter: Doubter, suspects: Sequence[Suspect]) -> list[schemas.Mistake]:
    person_ids = {p for suspect in suspects for p in (suspect.person_id, suspect.other_id)}
    people = find_people(session, person_ids)
    faces = {face.id: face for face in faces_as_shown(session, [suspect.face_id for suspect in suspects])}
    beside = _Beside(session, doubter, person_ids)
    photos = _find_thumbs(session, [face.photo_id for face in faces.values()])
    shown = [s for s in suspects if s.face_id in faces and s.person_id in people and s.other_id in people]
    samples = _show_faces(session, [f for s in shown for p in (s.person_id, s.other_id) for f in beside.near(s, p)])
    return [
        schemas.Mistake(
            face=faces[suspect.face_id],
            person=_show_somebody(people[suspect.person_id], beside.near(suspect, suspect.person_id), samples),
            other=_show_somebody(people[suspect.other_id], beside.near(suspect, suspect.other_id), samples),
            photo_url=photos[faces[suspect.face_id].photo_id],
        )
        for suspect in shown
    ]


class _Beside:
    """Some faces of some people, to be shown beside a doubted one."""

    def __init__(self, session: ReadSession, doubter: Doubter, person_ids: Collection[int]) -> None:
        self._index = doubter.recogniser.index
        faces = {person_id: doubter.list_beside(person_id) for person_id in person_ids}
        tags = queries.find_tags(session, [face_id for ids in faces.values() for face_id in ids.tolist()])
        self._faces = {p: np.array([f for f in ids.tolist() if tags.get(f) == p], np.int64) for p, ids in faces.items()}
        self._known: dict[tuple[int, int], list[int]] = {}

    def near(self, suspect: Suspect, person_id: int) -> list[int]:
        """Return the faces of somebody that are most like a doubted one."""
        key = (suspect.face_id, person_id)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, face_id: int, person_id: int) -> list[int]:
        others = self._faces[person_id]
        ids, looks = self._index.looks(others[others != face_id])
        known, look = self._index.looks([face_id])
        if not len(known) or not len(ids):
            return [int(one) for one in ids[:SHOWN]]
        order = np.argsort(-similarities(look, looks)[0], kind="stable")[:SHOWN]
        return [int(one) for one in ids[order]]


def _show_somebody(person: Person, face_ids: Sequence[int], samples: Mapping[int, SampleFace]) -> schemas.Somebody:
    return schemas.Somebody(
        id=person.id,
        name=person.name,
        faces=person.faces,
        cover_url=person.cover_url,
        sample=[samples[face_id] for face_id in face_ids if face_id in samples],
    )


def _show_faces(session: ReadSession, face_ids: Sequence[int]) -> dict[int, SampleFace]:
    query = sa.select(Face.id, Face.chip_key, Face.left, Face.top, Face.right, Face.bottom)
    rows = session.execute(query.where(Face.id.in_(sorted(set(face_ids))), Face.removed_at.is_(None)))
    return {row.id: show_sample(row) for row in rows}


def _find_thumbs(session: ReadSession, photo_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(sa.select(Photo.id, Photo.sha256).where(Photo.id.in_(sorted(set(photo_ids)))))
    return {photo_id: photo_url(photo_id, "thumb", sha256=sha256) for photo_id, sha256 in rows}


def list_mixed(session: ReadSession, doubter: Doubter, *, limit: int) -> schemas.MixedPeople:
    """Return the people who seem to be two."""
    found = doubter.ask(session)
    return schemas.MixedPeople(
        items=_show_mixed(session, doubter, found.mixed[:limit]), total=len(found.mixed), is_looking=found.is_looking
    )


def _show_mixed(session: ReadSession, doubter: Doubter, mixed: Sequence[Mixture]) -> list[schemas.Mixed]:
    people = find_people(session, [m.person_id for m in mixed])
    samples = _show_faces(session, [f for m in mixed for side in (m.larger, m.smaller) for f in side.sample])
    units = {(m.person_id, n): side.sample for m in mixed for n, side in enumerate((m.larger, m.smaller))}
    keys = {key: number for number, key in enumerate(units, start=1)}
    offers = find_candidates(session, doubter.recogniser, {keys[key]: face_ids for key, face_ids in units.items()})

    def show(mixture: Mixture, number: int, side: Side) -> schemas.Side:
        others: list[Suggestion] = offers.get(keys[mixture.person_id, number], [])
        return schemas.Side(
            share=side.share,
            sample=[samples[face_id] for face_id in side.sample if face_id in samples],
            candidates=[one for one in others if one.person_id != mixture.person_id],
        )

    return [
        schemas.Mixed(
            id=mixture.person_id,
            name=people[mixture.person_id].name,
            faces=people[mixture.person_id].faces,
            larger=show(mixture, 0, mixture.larger),
            smaller=show(mixture, 1, mixture.smaller),
        )
        for mixture in mixed
        if mixture.person_id in people
    ]


def preview_split(session: ReadSession, doubter: Doubter, person_id: int) -> schemas.SplitPreview:
    """Return all faces of both sides of somebody, as they are now."""
    mixture = next((m for m in doubter.ask(session).mixed if m.person_id == person_id), None)
    faces = queries.list_named(session, [person_id]).get(person_id, [])[:MOST_FACES]
    person = find_people(session, [person_id]).get(person_id)
    if mixture is None or person is None:
        raise NotFound(what="person who seems to be two", id=person_id)
    ids, looks = doubter.recogniser.looks(session, [face.id for face in faces])
    sides = [doubter.recogniser.index.looks(side.face_ids)[1] for side in (mixture.larger, mixture.smaller)]
    if not all(map(len, sides)):  # the faces it was told by are gone, or look different by now
        raise NotFound(what="person who seems to be two", id=person_id)
    is_smaller = doubting.assign_sides(looks, *sides)
    photo_of = {face.id: face.photo_id for face in faces}
    quality_of = {face.id: face.quality for face in faces}
    one, other = (
        _show_side(session, ids[rows], looks[rows], photo_of, quality_of) for rows in (~is_smaller, is_smaller)
    )
    together = {photo_of[f] for f in one.face_ids} & {photo_of[f] for f in other.face_ids}
    return schemas.SplitPreview(id=person_id, name=person.name, larger=one, smaller=other, together_in=len(together))


def _show_side(
    session: ReadSession, ids: Ids, looks: Looks, photo_of: Mapping[int, int], quality_of: Mapping[int, float]
) -> schemas.SplitSide:
    face_ids = [int(face_id) for face_id in ids]
    typical: list[int] = []
    if face_ids:
        rows = doubting.pick_typical(looks, np.array([quality_of[f] for f in face_ids]), 2 * SHOWN)
        typical = [face_ids[row] for row in rows.tolist()]
    samples = _show_faces(session, typical)
    return schemas.SplitSide(
        face_ids=face_ids,
        photos=len({photo_of[f] for f in face_ids}),
        sample=[samples[f] for f in typical if f in samples],
    )
