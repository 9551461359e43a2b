"""The web server: every room's routes, the web app's files, and the guards around them."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager

import anyio.to_thread
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.routing import APIRoute
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from kenfolk import __version__
from kenfolk.browse import api as browse
from kenfolk.browse import person_api as person
from kenfolk.entry import api as entry
from kenfolk.entry.bundle import add_bundle, static_folder
from kenfolk.entry.guards import Guards
from kenfolk.entry.metrics import MEDIA_TYPE, render_metrics
from kenfolk.entry.news import NotesChanges
from kenfolk.entry.reference import render_reference
from kenfolk.faces import api as faces
from kenfolk.kit.config import Settings
from kenfolk.kit.http import Reading, add_error_handlers
from kenfolk.people import api as people
from kenfolk.photos import api as photos
from kenfolk.review import api as review
from kenfolk.search import api as search

ABOUT = "Finds every face in a photo collection and learns who your people are. Everything stays on this machine."
# Pictures are as small as they get, and an event must not wait for the next one to be packed with it.
NEVER_PACKED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "image/*", "application/octet-stream")
HANDLER_THREADS = 64  # requests at once; each is short, so none of them keeps the others waiting


def create_app(settings: Settings, *, note: Callable[[Iterable[str]], None] = lambda _topics: None) -> FastAPI:
    """Return the app; whoever runs it puts `database`, `settings`, `parts` and `hub` on its state."""
    app = FastAPI(
        title="Kenfolk", version=__version__, description=ABOUT, openapi_url="/api/openapi.json", docs_url=None,
        redoc_url=None, generate_unique_id_function=_operation_id, lifespan=_lifespan,
    )  # fmt: skip
    add_error_handlers(app)
    for room in (entry, photos, faces, people, browse, search, person, review):
        app.include_router(room.router)
    app.include_router(review.insight_router)
    app.get("/healthz", include_in_schema=False)(check_health)
    app.get("/readyz", include_in_schema=False)(check_readiness)
    app.get("/metrics", include_in_schema=False)(show_metrics)
    app.get("/api/docs", include_in_schema=False)(lambda: HTMLResponse(render_reference(app.openapi())))
    add_bundle(app, static_folder())
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6, exclude_content_types=NEVER_PACKED)
    app.add_middleware(NotesChanges, note=note)
    app.add_middleware(
        Guards, host_names=settings.host_names, largest_upload=int(settings.decoding.max_megabytes * 1e6) + 2**20
    )
    app.state.settings = settings
    return app


def check_health() -> dict[str, bool]:
    """Say that the server answers."""
    return {"ok": True}


def check_readiness(session: Reading) -> dict[str, bool]:
    """Say that the library can be read; while its database is away the reply is a 503."""
    session.execute(sa.select(1))
    return {"ok": True}


def show_metrics(hub: entry.Running) -> PlainTextResponse:
    """Show the numbers for Prometheus. Every web process tells the same of the library and of all workers."""
    return PlainTextResponse(render_metrics(hub.read_status(), hub.read_queues()), media_type=MEDIA_TYPE)


def _operation_id(route: APIRoute) -> str:
    return route.name


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = HANDLER_THREADS
    yield
