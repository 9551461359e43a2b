"""The door for what people decide: one body a kind, undo, and the history."""

from typing import Annotated

from fastapi import APIRouter, Query

from kenfolk.kit.http import ERRORS, Cursor, Limit, Page, Reading, RowId, Writing, decode_cursor, encode_cursor
from kenfolk.people import service
from kenfolk.people.schemas import DecidedOut, DecisionBody, DecisionOut

router = APIRouter(prefix="/api", tags=["people"], responses=ERRORS)

USER = "owner"  # until there are accounts


@router.post("/decisions", status_code=201)
def make_decision(session: Writing, body: DecisionBody) -> DecidedOut:
    """Say who a face is or is not, describe a person, or correct a box. Everything can be undone."""
    return service.view_outcome(session, service.decide(session, user=USER, body=body))


@router.post("/decisions/{seq}/undo", status_code=201)
def undo_decision(session: Writing, seq: RowId) -> DecidedOut:
    """Take back a decision of any age; undoing an undo is a redo."""
    return service.view_outcome(session, service.undo(session, user=USER, seq=seq))


@router.get("/decisions")
def list_decisions(
    session: Reading,
    limit: Limit = 100,
    cursor: Cursor = None,
    person_id: Annotated[RowId | None, Query(description="Only what is about this person")] = None,
    face_id: Annotated[RowId | None, Query(description="Only what is about this face")] = None,
) -> Page[DecisionOut]:
    """List what was decided, newest first."""
    place = decode_cursor(cursor, int)
    found = service.list_decisions(
        session, before=place[0] if place else None, limit=limit + 1, person_id=person_id, face_id=face_id
    )
    items = found[:limit]
    return Page(items=items, next_cursor=encode_cursor(items[-1].seq) if len(found) > limit else None)
