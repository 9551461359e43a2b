"""One question after another, the one worth most first, and the answers to them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from kenfolk.kit.db import Database
from kenfolk.kit.http import ERRORS, LARGEST_ID, Reading, RowId, Writing, get_database
from kenfolk.review import insights, service
from kenfolk.review.desk import Desk
from kenfolk.review.insight_schemas import Automatic, CalibratorVersion, Insights
from kenfolk.review.schemas import Answer, Answered, Left, Purpose, Question

router = APIRouter(prefix="/api/review", tags=["review"], responses=ERRORS)

OWNER = "owner"  # whoever reaches the port


def get_desk(request: Request) -> Desk:
    """Return the desk at which questions are thought of."""
    desk: Desk = request.app.state.parts.desk
    return desk


Here = Annotated[Database, Depends(get_database)]
Thinking = Annotated[Desk, Depends(get_desk)]
Why = Annotated[
    Purpose,
    Query(description='"audit": only names that the machine gave, drawn by chance, until its promise is certified.'),
]


@router.post(
    "/next",
    response_model=Question,
    responses={204: {"description": "Nothing is worth asking for now.", "model": None}},
)
def ask_next(database: Here, desk: Thinking, purpose: Why = "ask") -> Question | Response:
    """Ask the question that is worth most now. Asking again without answering asks the same again."""
    with database.read() as session:  # thinking takes longer than a writer should hold others up
        following = service.find_next(session, desk, purpose=purpose)
    if following.draft is None:
        return Response(status_code=204)
    with database.write() as session:
        question = service.keep_question(session, following)
        return service.show_question(session, question, left=following.left)


@router.post("/{question_id}/answer")
def answer_question(
    database: Here, desk: Thinking, question_id: RowId, answer: Answer, purpose: Why = "ask"
) -> Answered:
    """Answer a question. The same answer twice counts once; another answer is refused: undo the first instead."""
    with database.write() as session:
        decision_seqs = service.answer_question(session, question_id, answer, user=OWNER)
    return Answered(decision_seqs=decision_seqs, left=get_left(database, desk, purpose))


@router.get("/left")
def get_left(database: Here, desk: Thinking, purpose: Why = "ask") -> Left:
    """Say about how much is left to be asked."""
    with database.read() as session:
        return service.find_next(session, desk, purpose=purpose).left


# 0 is the one that came with the models.
Version = Annotated[int, Path(ge=0, le=LARGEST_ID)]

insight_router = APIRouter(prefix="/api/insights", tags=["insights"], responses=ERRORS)


@insight_router.get("")
def get_insights(session: Reading, desk: Thinking) -> Insights:
    """Say how well people are recognised in this library, and what was learned, measured on its own answers."""
    return insights.read_insights(session, desk.recogniser)


@insight_router.get("/automatic")
def get_automatic(session: Reading, desk: Thinking) -> Automatic:
    """Say how good the names are that the machine gave."""
    return insights.read_automatic(session, desk.recogniser)


@insight_router.post("/calibrator/{version}/restore")
def restore_calibrator(session: Writing, desk: Thinking, version: Version) -> CalibratorVersion:
    """Use what the matcher had learned by an earlier time again, in place of what it learned since."""
    return insights.restore_version(session, desk.recogniser, version)
