"""One question after another, the one worth most first, and the answers to them."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from kenfolk.kit.db import Database
from kenfolk.kit.http import ERRORS, LARGEST_ID, Reading, RowId, Writing, get_database
from kenfolk.review import insights, service
from kenfolk.review.desk import Desk
from kenfolk.review.insight_schemas import Automatic, CalibratorVersion, Insights
from kenfolk.review.kept import KeptInsights
from kenfolk.review.schemas import Answer, Answered, Left, Purpose, Question, Undone, Wish

router = APIRouter(prefix="/api/review", tags=["review"], responses=ERRORS)

OWNER = "owner"  # whoever reaches the port


def get_desk(request: Request) -> Desk:
    """Return the desk at which questions are thought of."""
    desk: Desk = request.app.state.parts.desk
    return desk


def get_kept(request: Request, database: Annotated[Database, Depends(get_database)]) -> KeptInsights:
    """Return the one place where it is kept how well people are recognised."""
    state = request.app.state
    if not hasattr(state, "kept_insights"):
        state.kept_insights = KeptInsights(database, state.parts.desk.recogniser)
    kept: KeptInsights = state.kept_insights
    return kept


Here = Annotated[Database, Depends(get_database)]
Thinking = Annotated[Desk, Depends(get_desk)]
Why = Annotated[
    Purpose,
    Query(description='"audit": only names that the machine gave, drawn by chance, until its promise is certified.'),
]


@router.post(
    "/next",
    response_model=Question,
    responses={
        202: {"description": "The library is still being thought through: ask again in a moment.", "model": Left},
        204: {"description": "Nothing is worth asking for now.", "model": None},
    },
)
def ask_next(
    database: Here, desk: Thinking, wish: Annotated[Wish, Body()] = service.NO_WISH, purpose: Why = "ask"
) -> Question | Response:
    """Ask the question that is worth most now. Asking again without answering asks the same again.

    With `besides`, ask one that makes sense whatever will be said to those: it can be fetched while they are on screen.
    There may be none before they are answered.
    """
    question, following = _ask(database, desk, wish, purpose)
    if question is None and following.left.is_counting:
        return JSONResponse(following.left.model_dump(), status_code=202)
    return question or Response(status_code=204)


def _ask(database: Database, desk: Desk, wish: Wish, purpose: Purpose) -> tuple[Question | None, service.Next]:
    with database.read() as session:  # thinking takes longer than a writer should hold others up
        following = service.find_next(session, desk, wish, purpose=purpose)
    if following.draft is None:
        return None, following
    with database.write() as session:
        question = service.keep_question(session, following)
        return service.show_question(session, question, left=following.left), following


@router.post("/{question_id}/answer")
def answer_question(
    database: Here, desk: Thinking, question_id: RowId, answer: Answer, purpose: Why = "ask"
) -> Answered:
    """Answer a question. The same answer twice counts once; another answer is refused: undo the first instead."""
    with database.write() as session:
        decision_seqs = service.answer_question(session, question_id, answer, user=OWNER)
    if answer.ahead is None:
        left = get_left(database, desk, purpose)
        return Answered(decision_seqs=decision_seqs, left=left, stale=[], next=None)
    question, following = _ask(database, desk, answer.ahead, purpose)
    return Answered(decision_seqs=decision_seqs, left=following.left, stale=list(following.stale), next=question)


@router.post("/{question_id}/undo")
def undo_answer(database: Here, desk: Thinking, question_id: RowId, purpose: Why = "ask") -> Undone:
    """Take the answer to a question back, a skip as well, and ask the question once more."""
    with database.write() as session:
        again, seqs = service.undo_answer(session, question_id, user=OWNER)
        again_id = again.id
    left = get_left(database, desk, purpose)
    with database.read() as session:
        question = service.show_question(session, service.find_question(session, again_id), left=left)
    return Undone(question=question, decision_seqs=seqs)


@router.get("/left")
def get_left(database: Here, desk: Thinking, purpose: Why = "ask") -> Left:
    """Say about how much is left to be asked."""
    with database.read() as session:
        return service.find_next(session, desk, purpose=purpose).left


# 0 is the one that came with the models.
Version = Annotated[int, Path(ge=0, le=LARGEST_ID)]

insight_router = APIRouter(prefix="/api/insights", tags=["insights"], responses=ERRORS)


@insight_router.get("")
def get_insights(session: Reading, kept: Annotated[KeptInsights, Depends(get_kept)]) -> Insights:
    """Say how well people are recognised in this library, and what was learned, measured on its own answers."""
    return kept.ask(session)


@insight_router.get("/automatic")
def get_automatic(session: Reading, desk: Thinking) -> Automatic:
    """Say how good the names are that the machine gave."""
    return insights.read_automatic(session, desk.recogniser)


@insight_router.post("/calibrator/{version}/restore")
def restore_calibrator(session: Writing, desk: Thinking, version: Version) -> CalibratorVersion:
    """Use what the matcher had learned by an earlier time again, in place of what it learned since."""
    return insights.restore_version(session, desk.recogniser, version)
