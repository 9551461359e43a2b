"""The door for what people decide: one body a kind, undo, and the history."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from kenfolk.kit.http import ERRORS, Cursor, Limit, Page, Reading, RowId, Writing, decode_cursor, encode_cursor
from kenfolk.people import service
from kenfolk.people.errors import NoEndToUndo
from kenfolk.people.schemas import DecidedOut, DecisionBody, DecisionOut, Instant, Kind, Span, UndoneSpan, UndoSpan

router = APIRouter(prefix="/api", tags=["people"], responses=ERRORS)

USER = "owner"  # until there are accounts


def _wanted(
    person_id: Annotated[RowId | None, Query(description="Only what is about this person")] = None,
    face_id: Annotated[RowId | None, Query(description="Only what is about this face")] = None,
    kind: Annotated[list[Kind] | None, Query(description="Only these kinds", max_length=50)] = None,
    since: Annotated[Instant | None, Query(description="Only what was said then or later")] = None,
    until: Annotated[Instant | None, Query(description="Only what was said then or earlier")] = None,
) -> service.Wanted:
    return service.Wanted(person_id=person_id, face_id=face_id, kinds=kind, since=since, until=until)


WantedRows = Annotated[service.Wanted, Depends(_wanted)]


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
    wanted: WantedRows,
    limit: Limit = 100,
    cursor: Cursor = None,
    brief: Annotated[bool, Query(description="At most six faces of each decision, and no payload")] = False,  # noqa: FBT002 - a query parameter
) -> Page[DecisionOut]:
    """List what was decided, newest first."""
    place = decode_cursor(cursor, int)
    found = service.list_decisions(session, wanted, before=place[0] if place else None, limit=limit + 1, is_brief=brief)
    items = found[:limit]
    return Page(items=items, next_cursor=encode_cursor(items[-1].seq) if len(found) > limit else None)


@router.get("/decisions/span")
def measure_span(session: Reading, wanted: WantedRows) -> Span:
    """Count what undoing all of this would take back: what of it still holds."""
    return service.measure_span(session, wanted)


@router.post("/decisions/undo", status_code=201)
def undo_span(session: Writing, body: UndoSpan) -> UndoneSpan:
    """Take back all of this at once, as if it had not been said. It can be undone like any other decision."""
    if body.since is None and body.from_seq is None:
        raise NoEndToUndo
    wanted = service.Wanted(**body.model_dump())
    seqs = [row.seq for row in service.undo_span(session, wanted, user=USER)]
    return UndoneSpan(decisions=len(seqs), from_seq=min(seqs, default=None), to_seq=max(seqs, default=None))
