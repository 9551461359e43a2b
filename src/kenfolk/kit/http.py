"""What every API shares: one error shape, cursor paging, and sessions that commit before the reply."""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.db_errors import DatabaseBusy, explain
from kenfolk.kit.errors import AppError, BadCursor

Item = TypeVar("Item")


class ErrorBody(BaseModel):
    """Why a call was refused: `code` for programs, `message` for people, `detail` where it helps."""

    code: str
    message: str
    detail: Any


class ErrorReply(BaseModel):
    """The one shape of every error."""

    error: ErrorBody


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next_cursor` is null on the last."""

    items: Sequence[Item]
    next_cursor: str | None


LARGEST_ID = 2**53  # beyond, a web app's numbers are no longer exact

# A number of a row, in an address or a body: what is larger than the database can hold is refused, not passed on.
RowId = Annotated[int, Field(ge=1, le=LARGEST_ID)]

LATER = frozenset({502, 503, 504})  # what a storage or the database could not do just now
SOON = "2"  # seconds after which to try again what was refused because of the moment

# Of a reply without bytes: the proxy in front of us sends the file at this address of its own. Nobody else reaches it.
SENT_BY_PROXY = "X-Accel-Redirect"

ERRORS: dict[int | str, dict[str, Any]] = {"4XX": {"model": ErrorReply, "description": "Refused, and why"}}


def add_error_handlers(app: FastAPI) -> None:
    """Render every error in the one shape."""

    @app.exception_handler(AppError)
    def _app_error(_request: Request, error: AppError) -> JSONResponse:
        return render_error(error.status, error.code, error.message, error.data or None)

    @app.exception_handler(DBAPIError)
    def _database_error(_request: Request, error: DBAPIError) -> JSONResponse:
        known = explain(error)
        if known is None:
            raise error
        return render_error(known.status, known.code, known.message, known.data or None)

    @app.exception_handler(PoolTimeout)
    def _no_connection(_request: Request, _error: PoolTimeout) -> JSONResponse:
        busy = DatabaseBusy()
        return render_error(busy.status, busy.code, busy.message, None)

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        places = [{"where": ".".join(map(str, e["loc"])), "problem": e["msg"]} for e in error.errors()]
        return render_error(422, "invalid_request", "This request is not of the documented form.", places)

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> JSONResponse:
        reply = render_error(error.status_code, "http_error", str(error.detail), None)
        reply.headers.update(error.headers or {})
        return reply

    @app.exception_handler(Exception)
    def _unforeseen(_request: Request, _error: Exception) -> JSONResponse:
        # The server logs the traceback; a stranger learns nothing from it.
        return render_error(500, "internal", "Kenfolk made a mistake here. The log has the details.", None)


def render_error(status: int, code: str, message: str, detail: Any) -> JSONResponse:
    """Return an error in the one shape."""
    body = {"error": {"code": code, "message": message, "detail": json.loads(json.dumps(detail, default=str))}}
    return JSONResponse(body, status_code=status, headers={"Retry-After": SOON} if status in LATER else None)


def get_database(request: Request) -> Database:
    """Return the library's database."""
    database: Database = request.app.state.database
    return database


def _reading(database: Annotated[Database, Depends(get_database)]) -> Iterator[ReadSession]:
    with database.read() as session:
        yield session


def _writing(database: Annotated[Database, Depends(get_database)]) -> Iterator[WriteSession]:
    with database.write() as session:
        yield session


# scope="function": FastAPI would otherwise commit after the reply, and a client could be told of a success that then fails.
Reading = Annotated[ReadSession, Depends(_reading, scope="function")]
Writing = Annotated[WriteSession, Depends(_writing, scope="function")]
Limit = Annotated[int, Query(ge=1, le=500, description="Items a page at the most")]
Cursor = Annotated[str | None, Query(description="`next_cursor` of the page before")]


def encode_cursor(*place: Any) -> str:
    """Return an opaque cursor for a place in a list."""
    return base64.urlsafe_b64encode(json.dumps(place, default=str).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, *kinds: type) -> list[Any] | None:
    """Return the place that `encode_cursor` was given, or None for the beginning; refuse anything else."""
    if cursor is None:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise BadCursor from error
    if not isinstance(place, list) or [type(v) for v in place] != list(kinds):
        raise BadCursor
    if any(isinstance(value, int) and abs(value) > LARGEST_ID for value in place):
        raise BadCursor
    return place
