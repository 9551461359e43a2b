"""One question after another, the one worth most first, and the answers to them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from kenfolk.kit.db import Database
from kenfolk.kit.http import ERRORS, Reading, RowId, get_database
from kenfolk.review import insights, service
from kenfolk.review.insight_schemas import Automatic, Insights
from kenfolk.review.scene import Sight
from kenfolk.review.schemas import Answer, Answered, Left, Question

router = APIRouter(prefix="/api/review", tags=["review"], responses=ERRORS)

OWNER = "owner"  # whoever reaches the port


def get_sight(request: Request) -> Sight:
    """Return who can compare faces."""
    sight: Sight = request.app.state.parts.recogniser
    return sight


Here = Annotated[Database, Depends(get_database)]
Eyes = Annotated[Sight, Depends(get_sight)]


@router.post(
    "/next",
    response_model=Question,
    responses={204: {"description": "Nothing is worth asking for now.", "model": None}},
)
def ask_next(database: Here, sight: Eyes) -> Question | Response:
    """Ask the question that is worth most now. Asking again without answering asks the same again."""
    with database.read() as session:  # thinking takes longer than a writer should hold others up
        following = service.find_next(session, sight)
    if following.draft is None:
        return Response(status_code=204)
    with database.write() as session:
        question = service.keep_question(session, following)
        return service.show_question(session, question, left=following.left)


@router.post("/{question_id}/answer")
def answer_question(database: Here, sight: Eyes, question_id: RowId, answer: Answer) -> Answered:
    """Answer a question. The same answer twice counts once; another answer is refused: undo the first instead."""
    with database.write() as session:
        decision_seqs = service.answer_question(session, question_id, answer, user=OWNER)
    return Answered(decision_seqs=decision_seqs, left=get_left(database, sight))


@router.get("/left")
def get_left(database: Here, sight: Eyes) -> Left:
    """Say about how much is left to be asked."""
    with database.read() as session:
        return service.find_next(session, sight).left


insight_router = APIRouter(prefix="/api/insights", tags=["insights"], responses=ERRORS)


@insight_router.get("")
def get_insights(session: Reading, sight: Eyes) -> Insights:
    """Say how well people are recognised in this library, and what was learned, measured on its own answers."""
    return insights.read_insights(session, sight)


@insight_router.get("/automatic")
def get_automatic(session: Reading, sight: Eyes) -> Automatic:
    """Say how good the names are that the machine gave."""
    return insights.read_automatic(session, sight)
