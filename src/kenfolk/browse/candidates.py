"""Who could these faces be? Computed as of now, from the people as they stand, whether or not the matcher caught up."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import sqlalchemy as sa

from kenfolk.browse.schemas import Suggestion
from kenfolk.browse.suggested import find_last_thoughts
from kenfolk.kit.db import ReadSession
from kenfolk.people.models import Person, Rejection
from kenfolk.people.recogniser import Recogniser

MOST = 5
PATIENCE = 0.5  # seconds that are waited, the first time, for a thought of today rather than the last one
LEAST = 0.1  # somebody less likely than that is not worth showing


def find_candidates(
    session: ReadSession, recogniser: Recogniser, sets: Mapping[int, Sequence[int]]
) -> dict[int, list[Suggestion]]:
    """Return the likeliest people for each set of faces that are believed to be one person each."""
    set_of = {face_id: key for key, face_ids in sets.items() for face_id in face_ids}
    if not recogniser.is_ready(wait=PATIENCE):
        return _find_remembered(session, set_of)
    known, looks = recogniser.looks(session, list(set_of))
    judged = recogniser.judge(session, looks, np.array([set_of[face_id] for face_id in known.tolist()], np.int64))
    chances: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    sizes = Counter(set_of[face_id] for face_id in known.tolist())
    for face_id, people, odds in zip(
        known.tolist(), judged.person_ids().tolist(), judged.chances.tolist(), strict=True
    ):
        for person_id, chance in zip(people, odds, strict=True):
            chances[set_of[face_id]][person_id] += chance / sizes[set_of[face_id]]
    denied, names = _find_denied(session, set_of), _find_names(session)
    return {key: _choose(chances[key], names, denied.get(key, set())) for key in chances}


def _find_remembered(session: ReadSession, set_of: Mapping[int, int]) -> dict[int, list[Suggestion]]:
    """Return who the matcher thought they were when it saw them last."""
    chances: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    sizes = Counter(set_of.values())
    for face_id, (person_id, chance) in find_last_thoughts(session, set_of).items():
        chances[set_of[face_id]][person_id] += chance / sizes[set_of[face_id]]
    denied, names = _find_denied(session, set_of), _find_names(session)
    return {key: _choose(chances[key], names, denied.get(key, set())) for key in chances}


def _choose(chances: Mapping[int, float], names: Mapping[int, str], denied: Collection[int]) -> list[Suggestion]:
    able = [p for p, chance in chances.items() if chance >= LEAST and p in names and p not in denied]
    best = sorted(able, key=lambda person_id: (-chances[person_id], person_id))[:MOST]
    return [Suggestion(person_id=p, name=names[p], probability=round(chances[p], 4)) for p in best]


def _find_denied(session: ReadSession, set_of: Mapping[int, int]) -> dict[int, set[int]]:
    denied: dict[int, set[int]] = defaultdict(set)
    query = sa.select(Rejection.face_id, Rejection.person_id).where(Rejection.face_id.in_(list(set_of)))
    for face_id, person_id in session.execute(query):
        denied[set_of[face_id]].add(person_id)
    return denied


def _find_names(session: ReadSession) -> dict[int, str]:
    query = sa.select(Person.id, Person.name).where(
        Person.removed.is_(False), Person.merged_into_id.is_(None), Person.hidden.is_(False)
    )
    return {person_id: name for person_id, name in session.execute(query)}  # noqa: C416 - dict() takes a result for a mapping
