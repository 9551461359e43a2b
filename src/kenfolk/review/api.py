"""One question after another, the one worth most first, and the answers to them."""

from fastapi import APIRouter, Response

from kenfolk.kit.http import ERRORS, Reading, Writing
from kenfolk.review import service
from kenfolk.review.schemas import Answer, Answered, Left, Question

router = APIRouter(prefix="/api/review", tags=["review"], responses=ERRORS)


@router.post(
    "/next",
    response_model=Question,
    responses={204: {"description": "Nothing is worth asking for now.", "model": None}},
)
def ask_next(session: Writing) -> Question | Response:
    """Ask the question that is worth most now. Asking again without answering asks the same again."""
    question = service.ask_next(session)
    return Response(status_code=204) if question is None else question


@router.post("/{question_id}/answer")
def answer_question(session: Writing, question_id: int, answer: Answer) -> Answered:
    """Answer a question. The same answer twice counts once; another answer is refused: undo the first instead."""
    return service.answer_question(session, question_id, answer)


@router.get("/left")
def get_left(session: Reading) -> Left:
    """Say about how much is left to be asked."""
    return service.count_left(session)
