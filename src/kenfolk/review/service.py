"""The question queue: what is asked next, and what an answer does."""

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.review.schemas import Answer, Answered, Left, Question


def ask_next(session: WriteSession) -> Question | None:
    """Return the question that is worth most now, or None."""
    raise NotImplementedError


def answer_question(session: WriteSession, question_id: int, answer: Answer) -> Answered:
    """Turn an answer into decisions."""
    raise NotImplementedError


def count_left(session: ReadSession) -> Left:
    """Return about how much is left."""
    raise NotImplementedError
