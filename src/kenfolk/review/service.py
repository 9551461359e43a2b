"""The question queue: what is asked next, and what an answer does."""

import math
from dataclasses import dataclass

from kenfolk.browse.service import Suggestion, faces_as_shown, list_known_people
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people import service as people
from kenfolk.review import answering, models, store
from kenfolk.review.checking import check_names
from kenfolk.review.desk import Desk
from kenfolk.review.errors import AlreadyAnswered, QuestionMissing
from kenfolk.review.looking import look
from kenfolk.review.planning import Draft, plan
from kenfolk.review.schemas import Answer, AskedPerson, Left, Purpose, Question


@dataclass(frozen=True)
class Next:
    """The best question, and how much there is beside it."""

    draft: Draft | None
    left: Left
    shown: dict[str, object]


def find_next(session: ReadSession, desk: Desk, *, purpose: Purpose = "ask") -> Next:
    """Return what is worth asking most as of now: whatever was just answered is taken into account."""
    seq = people.newest_seq(session)
    scene = look(session, desk)
    planned = plan(scene) if purpose == "ask" else check_names(session, scene, desk.recogniser)
    left = Left(faces=planned.faces, questions=planned.questions, actions=math.ceil(planned.actions))
    if not planned.drafts:
        return Next(None, left, {})
    best = planned.drafts[0]
    shown = {
        "seq": seq,
        "chances": dict(zip(map(str, best.face_ids), best.chances, strict=True)),
        "candidates": [list(candidate) for candidate in best.candidates],
        "members": list(best.members),
        "examples": scene.examples.get(best.person_id or 0, 0),
        "audit": dict(best.audits),
        "model": desk.recogniser.model,
        "calibrator": desk.recogniser.calibrators.version(session),
    }
    return Next(best, left, shown)


def keep_question(session: WriteSession, following: Next) -> models.Question:
    """Return the stored question for a draft: the one that waits already, if nothing about it has changed."""
    draft = following.draft
    assert draft is not None  # nothing to keep otherwise
    for waiting in store.list_open(session):
        if (waiting.kind, waiting.person_id, tuple(waiting.face_ids)) == (draft.kind, draft.person_id, draft.face_ids):
            waiting.shown, waiting.members, waiting.group_id = following.shown, draft.faces, draft.group_id
            waiting.is_tight = draft.is_tight
            return waiting
    question = models.Question(
        kind=draft.kind,
        face_ids=list(draft.face_ids),
        other_face_ids=[],
        person_id=draft.person_id,
        group_id=draft.group_id,
        members=draft.faces,
        is_tight=draft.is_tight,
        shown=following.shown,
        asked_at=utc_now(),
        decision_seqs=[],
    )
    session.add(question)
    session.flush()
    store.forget_old(session)
    return question


def show_question(session: ReadSession, question: models.Question, *, left: Left) -> Question:
    """Return a question as a reviewer sees it."""
    names = {person.id: person.name for person in list_known_people(session)}
    candidates = [(person_id, chance) for person_id, chance in question.shown["candidates"] if person_id in names]
    about = question.person_id
    return Question(
        id=question.id,
        kind=question.kind,
        faces=faces_as_shown(session, question.face_ids),
        other_faces=faces_as_shown(session, question.other_face_ids),
        person=None if about is None else AskedPerson(id=about, name=names.get(about, "")),
        candidates=[Suggestion(person_id=p, name=names[p], probability=chance) for p, chance in candidates],
        left=left,
    )


def answer_question(session: WriteSession, question_id: int, answer: Answer, *, user: str) -> list[int]:
    """Turn an answer into decisions and return their numbers. The same answer again returns the same numbers."""
    question = store.lock_question(session, question_id)
    if question is None:
        raise QuestionMissing(id=question_id)
    given = answer.model_dump() | {"wrong": sorted(set(answer.wrong))}
    if question.answered_at is not None:
        if question.answer != given:
            raise AlreadyAnswered
        return question.decision_seqs
    answering.check(question, answer)
    question.decision_seqs = answering.Speaker(session, question, answer, user=user).speak()
    question.answered_at, question.verdict, question.answer = utc_now(), answer.verdict, given
    return question.decision_seqs
