"""Who could these faces be? Computed as of now, from the people as they stand, whether or not the matcher caught up."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import sqlalchemy as sa

from kenfolk.browse.schemas import Suggestion
from kenfolk.kit.db import ReadSession
from kenfolk.people import matching
from kenfolk.people.models import Person, Rejection
from kenfolk.people.recogniser import Recogniser

MOST = 5
LEAST = 0.1  # somebody less likely than that is not worth showing


def find_candidates(
    session: ReadSession, recogniser: Recogniser, sets: Mapping[int, Sequence[int]]
) -> dict[int, list[Suggestion]]:
    """Return the likeliest people for each set of faces that are believed to be one person each."""
    set_of = {face_id: key for key, face_ids in sets.items() for face_id in face_ids}
    gallery = recogniser.gallery(session)
    known, vectors = recogniser.vectors(session, list(set_of))
    if not len(known) or not len(gallery.person_ids):
        return {}
    chances = matching.to_probability(matching.score_people(vectors, gallery), recogniser.thresholds)
    rows: dict[int, list[int]] = defaultdict(list)
    for row, face_id in enumerate(known.tolist()):
        rows[set_of[face_id]].append(row)
    means = {key: chances[of_set].mean(axis=0) for key, of_set in rows.items()}
    denied = _find_denied(session, set_of)
    names = _find_names(session)
    people = gallery.person_ids.tolist()
    return {key: _choose(mean, people, names, denied.get(key, set())) for key, mean in means.items()}


def _choose(
    mean: np.ndarray, people: Sequence[int], names: Mapping[int, str], denied: Collection[int]
) -> list[Suggestion]:
    order = [int(column) for column in np.argsort(-mean, kind="stable") if mean[column] >= LEAST]
    able = [column for column in order if people[column] in names and people[column] not in denied]
    return [
        Suggestion(person_id=people[column], name=names[people[column]], probability=round(float(mean[column]), 4))
        for column in able[:MOST]
    ]


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
