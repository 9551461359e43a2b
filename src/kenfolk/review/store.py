"""Every query on questions. Private to this room."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.review.models import Question

UNDONE = "undone"  # the verdict of a question whose answer was taken back: it says nothing
KEPT_OPEN = 50  # questions that wait for an answer: reviewers at work, and tabs somebody forgot


def lock_question(session: WriteSession, question_id: int) -> Question | None:
    """Return a question that nobody else can answer until this transaction ends."""
    return session.get(Question, question_id, with_for_update=True)


def find_question(session: ReadSession, question_id: int) -> Question | None:
    """Return a question to look at."""
    return session.get(Question, question_id)


def list_open(session: ReadSession) -> Sequence[Question]:
    """Return the questions that wait for an answer, newest first."""
    waiting = sa.select(Question).where(Question.answered_at.is_(None))
    return session.scalars(waiting.order_by(Question.id.desc()).limit(KEPT_OPEN)).all()


def list_waiting(session: ReadSession, question_ids: Collection[int]) -> Sequence[Question]:
    """Return those of the questions that have no answer yet, in the order given."""
    if not question_ids:
        return []
    rows = session.scalars(sa.select(Question).where(Question.id.in_(question_ids), Question.answered_at.is_(None)))
    waiting = {question.id: question for question in rows}
    return [waiting[question_id] for question_id in dict.fromkeys(question_ids) if question_id in waiting]


def forget_old(session: WriteSession) -> None:
    """Delete questions which nobody has answered for long: there are newer ones."""
    waiting = sa.select(Question.id).where(Question.answered_at.is_(None)).order_by(Question.id.desc())
    old = session.scalars(waiting.offset(KEPT_OPEN)).all()
    if old:
        session.execute(sa.delete(Question).where(Question.id.in_(old)))


def list_skipped(session: ReadSession) -> Sequence[Question]:
    """Return the questions a reviewer did not want to answer."""
    return session.scalars(sa.select(Question).where(Question.verdict == "skip").order_by(Question.id)).all()


def list_strange_groups(session: ReadSession) -> Sequence[Question]:
    """Return the questions about more faces than were shown that were answered with "stranger", oldest first."""
    asked = sa.select(Question).where(Question.verdict == "stranger", Question.group_id.is_not(None))
    shown = sa.func.json_array_length(Question.face_ids)
    return session.scalars(asked.where(Question.members > shown).order_by(Question.id)).all()


def count_verdicts(session: ReadSession, verdicts: Collection[str], *, sizes: int) -> dict[tuple[bool, int, str], int]:
    """Return how often groups, loose or tight, of one, two, and so on to `sizes` and more faces got these verdicts."""
    size = sa.case((Question.members >= sizes, sizes), else_=Question.members).label("size")
    kind = (Question.is_tight, size, Question.verdict)
    asked = sa.select(*kind, sa.func.count()).where(Question.kind == "identify", Question.verdict.in_(verdicts))
    return {(row[0], row[1], row[2] or ""): row[3] for row in session.execute(asked.group_by(*kind))}


class Confirmed(NamedTuple):
    """An answered question whether faces are a person: what was shown, and what was said."""

    shown: Mapping[str, Any]
    face_ids: Sequence[int]
    verdict: str
    answer: Mapping[str, Any]
    decision_seqs: Sequence[int]


class Answer(NamedTuple):
    """An answer, as far as it was work."""

    at: dt.datetime
    verdict: str
    answer: Mapping[str, Any]
    face_ids: Sequence[int]
    other_face_ids: Sequence[int]
    candidates: Sequence[tuple[int, float]] | None  # who was offered, where somebody was chosen


def list_confirmed(session: ReadSession, *, limit: int) -> Sequence[Confirmed]:
    """Return the confirm questions that were answered last."""
    columns = (Question.shown, Question.face_ids, Question.verdict, Question.answer, Question.decision_seqs)
    query = sa.select(*columns).where(Question.kind == "confirm", Question.verdict.not_in(("skip", UNDONE)))
    rows = session.execute(query.order_by(Question.answered_at.desc()).limit(limit))
    return [Confirmed(*row) for row in rows]


def list_answers(session: ReadSession) -> Sequence[Answer]:
    """Return every answer there was, oldest first, without what was shown beside the candidates."""
    # By what was said, not by the verdict: an answer that was taken back was work all the same.
    candidates = sa.case((Question.answer["verdict"].as_string() == "person", Question.shown["candidates"]))
    columns = (Question.answered_at, Question.verdict, Question.answer, Question.face_ids, Question.other_face_ids)
    query = sa.select(*columns, candidates).where(Question.answered_at.is_not(None))
    return [Answer(*row) for row in session.execute(query.order_by(Question.answered_at))]
