"""The question queue: what is asked next, and what an answer does."""

import math
from dataclasses import dataclass

from kenfolk.browse.service import Suggestion, faces_as_shown, list_known_people
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people import service as people
from kenfolk.review import answering, models, store
from kenfolk.review.asking_ahead import TRIED, choose_beside, is_stale
from kenfolk.review.checking import check_names
from kenfolk.review.desk import Desk
from kenfolk.review.errors import AlreadyAnswered, NotAnswered, QuestionMissing
from kenfolk.review.looking import look
from kenfolk.review.opening import list_first_drafts
from kenfolk.review.planning import Draft, survey
from kenfolk.review.schemas import Answer, AskedPerson, Left, Purpose, Question, Wish

NO_WISH = Wish()
NOT_COUNTED = Left(faces=0, questions=0, actions=0, is_counting=True)
PATIENCE = 1.0  # seconds somebody waits for the best question rather than a good one


@dataclass(frozen=True)
class Next:
    """The best question, how much there is beside it, and which of those held would be asked otherwise now."""

    draft: Draft | None
    left: Left
    shown: dict[str, object]
    stale: tuple[int, ...] = ()


def find_next(session: ReadSession, desk: Desk, wish: Wish = NO_WISH, *, purpose: Purpose = "ask") -> Next:
    """Return what is worth asking most as of now: whatever was just answered is taken into account.

    Of the questions that a reviewer holds already, the first is on screen and stays, however stale it is.
    """
    if not desk.is_ready(wait=PATIENCE):  # nobody waits for all to be read: that takes minutes
        first = _find_first(session, desk, wish) if purpose == "ask" else None
        return first or Next(None, NOT_COUNTED, {})
    seq = people.newest_seq(session)
    scene = look(session, desk)
    found = survey(scene)
    held = store.list_waiting(session, wish.besides)
    stale = tuple(question.id for question in held if is_stale(found, question))
    kept = [question for question in held if question.id not in stale or question.id == wish.besides[0]]
    if purpose == "ask":
        planned = found.sum_up([])
        drafts = found.list_best(limit=TRIED + len(kept) if kept else 1, person_id=wish.person_id)
    else:
        planned = check_names(session, scene, desk.recogniser)
        drafts = iter(planned.drafts)
    draft = choose_beside(drafts, kept, desk.recogniser.index, least=desk.recogniser.least)
    actions = math.ceil(planned.actions)
    left = Left(faces=planned.faces, questions=planned.questions, actions=actions, is_counting=False)
    if draft is None:
        return Next(None, left, {}, stale)
    examples = scene.examples.get(draft.person_id or 0, 0)
    return Next(draft, left, _note(session, desk, draft, seq=seq, examples=examples), stale)


def _find_first(session: ReadSession, desk: Desk, wish: Wish) -> Next | None:
    """Return a question that needs no thinking, while there is no overview yet; None: there is none."""
    held = store.list_waiting(session, wish.besides)
    drafts = list_first_drafts(session, model=desk.recogniser.model, person_id=wish.person_id)
    draft = choose_beside(drafts, held, desk.recogniser.index, least=desk.recogniser.least)
    if draft is None:
        return None
    left = Left(faces=draft.faces, questions=1, actions=1, is_counting=True)
    examples = people.count_examples(session, draft.person_id or 0)
    return Next(draft, left, _note(session, desk, draft, seq=people.newest_seq(session), examples=examples))


def _note(session: ReadSession, desk: Desk, draft: Draft, *, seq: int, examples: int) -> dict[str, object]:
    """Return what was believed when a question was asked."""
    return {
        "seq": seq,
        "chances": dict(zip(map(str, draft.face_ids), draft.chances, strict=True)),
        "candidates": [list(candidate) for candidate in draft.candidates],
        "members": list(draft.members),
        "examples": examples,
        "audit": dict(draft.audits),
        "model": desk.recogniser.model,
        "calibrator": desk.recogniser.calibrators.version(session),
    }


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
        kind="identify" if about is None else "confirm",
        faces=faces_as_shown(session, question.face_ids),
        person=None if about is None else AskedPerson(id=about, name=names.get(about, "")),
        candidates=[Suggestion(person_id=p, name=names[p], probability=chance) for p, chance in candidates],
        left=left,
    )


def answer_question(session: WriteSession, question_id: int, answer: Answer, *, user: str) -> list[int]:
    """Turn an answer into decisions and return their numbers. The same answer again returns the same numbers."""
    question = _lock(session, question_id)
    given = answer.model_dump(exclude={"ahead"}) | {"wrong": sorted(set(answer.wrong))}
    if question.answered_at is not None:
        if question.answer != given:
            raise AlreadyAnswered
        return question.decision_seqs
    answering.check(question, answer)
    question.decision_seqs = answering.Speaker(session, question, answer, user=user).speak()
    question.answered_at, question.verdict, question.answer = utc_now(), answer.verdict, given
    return question.decision_seqs


def undo_answer(session: WriteSession, question_id: int, *, user: str) -> tuple[models.Question, list[int]]:
    """Take an answer back, a skip as well. Return the question to be asked once more, and what was undone.

    What was said stays written down, as work that was done; a copy of the question waits in its place.
    """
    question = _lock(session, question_id)
    if question.answered_at is None:
        raise NotAnswered
    undone = people.find_undone(session, question.decision_seqs)
    seqs = [seq for seq in reversed(question.decision_seqs) if seq not in undone]
    for seq in seqs:
        people.undo(session, user=user, seq=seq)
    question.verdict = store.UNDONE
    return _ask_again(session, question), seqs


def _ask_again(session: WriteSession, question: models.Question) -> models.Question:
    shown = question.shown | {"seq": people.newest_seq(session)}
    for waiting in store.list_open(session):
        if (waiting.person_id, waiting.face_ids) == (question.person_id, question.face_ids):
            waiting.shown = shown
            return waiting
    again = models.Question(
        kind=question.kind,
        face_ids=question.face_ids,
        other_face_ids=[],
        person_id=question.person_id,
        group_id=question.group_id,
        members=question.members,
        is_tight=question.is_tight,
        shown=shown,
        asked_at=utc_now(),
        decision_seqs=[],
    )
    session.add(again)
    session.flush()
    return again


def find_question(session: ReadSession, question_id: int) -> models.Question:
    """Return a question that is there."""
    question = store.find_question(session, question_id)
    if question is None:
        raise QuestionMissing(id=question_id)
    return question


def _lock(session: WriteSession, question_id: int) -> models.Question:
    question = store.lock_question(session, question_id)
    if question is None:
        raise QuestionMissing(id=question_id)
    return question
