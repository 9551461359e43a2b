"""Questions that are asked while others still wait for their answers, so that a reviewer never waits for the next one.

A question ahead must stay sensible whatever is said to those before it: it is about other faces, about somebody else, and
its faces are not so alike to theirs that a name given there would be one here.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from kenfolk.faces.search import VectorIndex
from kenfolk.review.models import Question
from kenfolk.review.planning import WELCOME, Draft, Survey
from kenfolk.vision.similarity import Looks, similarities_of_pairs

TRIED = 16  # of the best questions: what is worth much less is no good exchange for not having to wait


def choose_beside(
    drafts: Iterable[Draft], held: Sequence[Question], index: VectorIndex, *, least: float
) -> Draft | None:
    """Return the first question that stays sensible whatever is said to those held; `least`: see `is_apart`."""
    for draft in drafts:
        if all(is_apart(draft, other, index, least=least) for other in held):
            return draft
    return None


def is_apart(draft: Draft, held: Question, index: VectorIndex, *, least: float) -> bool:
    """Does no answer to the held question change this one? From a similarity of `least` on, groups may be one person."""
    if not _faces_of(held).isdisjoint({*draft.face_ids, *draft.members}):
        return False
    offered = _list_likely(held.shown["candidates"])
    if draft.person_id is not None:
        return draft.person_id != held.person_id and draft.person_id not in offered
    likely = _list_likely(draft.candidates)
    if held.person_id is not None:
        return held.person_id not in likely
    return not likely & offered and not _are_alike(draft.face_ids, held.face_ids, index, least=least)


def is_stale(survey: Survey, held: Question) -> bool:
    """Would another question be asked now about these faces, or none?"""
    if held.person_id is not None:
        asked = set(held.face_ids) - {int(face_id) for face_id in held.shown["audit"]}
        return bool(asked) and not survey.has_grid(held.person_id, asked)
    draft = survey.find_group(held.shown["members"])
    offered = [person_id for person_id, _chance in held.shown["candidates"]]
    return draft is None or [person_id for person_id, _chance in draft.candidates] != offered


def _faces_of(question: Question) -> set[int]:
    return {*question.face_ids, *question.shown["members"]}


def _list_likely(candidates: Collection[Sequence[float]]) -> set[float]:
    return {person_id for person_id, chance in candidates if chance >= WELCOME}


def _are_alike(one: Collection[int], other: Collection[int], index: VectorIndex, *, least: float) -> bool:
    looks = [_mean(index.looks(face_ids)[1]) for face_ids in (one, other)]
    return float(similarities_of_pairs(*looks)[0]) >= least


def _mean(looks: Looks) -> Looks:
    """Return what the faces have in common: the similarity of two means is the mean of all similarities."""
    return np.asarray(looks.mean(axis=0, keepdims=True) if len(looks) else np.zeros((1, looks.shape[1]), np.float32))
