"""The server itself: how far it is, what failed, what it runs on, and what changes while one looks."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from kenfolk.entry import failures, feed
from kenfolk.entry.about import About, PythonPackage, describe, list_python_packages
from kenfolk.entry.events import format_event
from kenfolk.entry.hub import Hub, PackState
from kenfolk.entry.queues import NoSuchQueue, Queues
from kenfolk.entry.status import Status
from kenfolk.kit.http import ERRORS, Cursor, Limit, Page, Reading, RowId, Writing, decode_cursor, encode_cursor
from kenfolk.kit.queue import enqueue

router = APIRouter(prefix="/api", tags=["server"], responses=ERRORS)


def get_hub(request: Request) -> Hub:
    """Return what the running process consists of."""
    hub: Hub = request.app.state.hub
    return hub


Running = Annotated[Hub, Depends(get_hub)]


Name = Annotated[str, Field(max_length=100)]
Chosen = Annotated[str | None, Query(max_length=100)]


class RetryRequest(BaseModel):
    """Which failures to try again now; null stands for all. `step` and `code` choose a problem, instead of numbers."""

    ids: list[RowId] | None = Field(default=None, max_length=100_000)
    step: Name | None = None
    code: Name | None = None


class RetryReply(BaseModel):
    """How many failures are tried again."""

    retried: int


@router.get("/status")
def get_status(hub: Running) -> Status:
    """Say what the library holds and how far each step is. `idle` means that no step has work left."""
    return hub.read_status()


@router.post("/work/pause")
def pause_work(hub: Running) -> Status:
    """Hold the machine's work back: what is in hand is finished, the rest waits. Answers go on to teach."""
    hub.gate.close()
    return hub.read_status()


@router.post("/work/resume")
def resume_work(hub: Running) -> Status:
    """Go on with the machine's work."""
    hub.gate.open()
    return hub.read_status()


@router.get("/queues")
def get_queues(hub: Running) -> Queues:
    """Say of every queue how much waits, how fast it goes, who works on it, and what was given up."""
    return hub.read_queues()


@router.post("/queues/{name}/pause")
def pause_queue(name: str, hub: Running) -> Queues:
    """Hold one queue back: what is in hand is finished, the rest waits."""
    hub.gate.close([_known(hub, name)])
    return hub.read_queues()


@router.post("/queues/{name}/resume")
def resume_queue(name: str, hub: Running) -> Queues:
    """Let one queue go on."""
    hub.gate.open([_known(hub, name)])
    return hub.read_queues()


def _known(hub: Hub, name: str) -> str:
    if name not in {queue.name for queue in hub.read_queues().queues}:
        raise NoSuchQueue(name=name)
    return name


@router.get("/activity")
def list_activity(session: Reading, hub: Running) -> list[feed.Event]:
    """List what happened lately, newest first, at most forty things."""
    return feed.list_events(session, model=hub.model)


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def stream_events(hub: Running) -> StreamingResponse:
    """Stream what happens: `status` events carry a Status, `changed` events say {"topics": [...]} to load again."""
    status = await run_in_threadpool(hub.read_status)
    client = hub.events.join()  # after what may fail: a client who joined is let go only by its stream
    stream: AsyncIterator[str] = hub.events.stream(client, first=format_event("status", status.model_dump_json()))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


@router.get("/failures")
def list_failures(
    session: Reading, limit: Limit = 100, cursor: Cursor = None, step: Chosen = None, code: Chosen = None
) -> Page[failures.Failure]:
    """List what could not be done, with the reason, and when it is tried again: all, or one problem."""
    after = decode_cursor(cursor, int)
    items = failures.list_failures(session, after_id=after[0] if after else 0, limit=limit + 1, step=step, code=code)
    more = len(items) > limit
    return Page(items=items[:limit], next_cursor=encode_cursor(items[limit - 1].id) if more else None)


@router.get("/failures/problems")
def list_problems(session: Reading) -> list[failures.FailureKind]:
    """List what is wrong: failures of one step for one kind of reason are one problem. Most failures first."""
    return failures.list_problems(session)


@router.post("/failures/retry")
def retry_failures(session: Writing, hub: Running, body: RetryRequest) -> RetryReply:
    """Try failed items again, now, and to fetch the model pack if it is missing."""
    hub.fetch_pack()
    ids = body.ids
    if ids is None and (body.step or body.code):
        ids = list(failures.find_ids(session, step=body.step, code=body.code))
    retried, steps = failures.retry(session, ids)
    for step in steps:
        enqueue(session, step)
    return RetryReply(retried=retried)


@router.get("/about")
def get_about(request: Request, hub: Running) -> About:
    """Say which version this is, what it runs on, and how it was set."""
    return describe(request.app.state.settings, dialect=hub.database.engine.dialect.name)


@router.get("/about/packages")
def list_packages() -> list[PythonPackage]:
    """List the Python packages of this installation with their licences."""
    return list_python_packages()


@router.get("/packs")
def list_packs(hub: Running) -> list[PackState]:
    """List the model packs this server knows."""
    return hub.describe_packs()
