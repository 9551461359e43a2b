"""`kenfolk serve`: the whole of Kenfolk in one process."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import uvicorn
from fastapi import FastAPI

from kenfolk.entry.engine import Engine
from kenfolk.entry.hub import Hub
from kenfolk.entry.library import Address, locked, prepare_data_folder, publish_address
from kenfolk.entry.opening import claimed
from kenfolk.entry.parts import Parts
from kenfolk.entry.pulling import pull_with_bar
from kenfolk.entry.sockets import listen, url_of
from kenfolk.entry.web import create_app
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.errors import AppError
from kenfolk.photos import service as photos
from kenfolk.storage.places import is_url, write_path

log = logging.getLogger(__name__)

PATIENCE = 5  # seconds that requests in progress get when the server stops


class Server(uvicorn.Server):
    """Hangs up on the event streams first: they would never end by themselves."""

    def __init__(self, config: uvicorn.Config, hang_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._hang_up = hang_up

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hang_up()
        await asyncio.sleep(0)
        await super().shutdown(sockets)


class Served(Protocol):
    """A library behind a web app, at work in this process or in others."""

    settings: Settings
    database: Database
    parts: Parts

    def note(self, topics: Iterable[str]) -> None:
        """Tell whoever looks that these have changed."""

    def make_hub(self) -> Hub:
        """Return what the API sees of it."""


def serve(settings: Settings, *, folder: str | None, announce: Callable[[str], None]) -> None:
    """Serve the library until somebody interrupts."""
    prepare_data_folder(settings.data)
    with locked(settings.data), claimed(settings), _opened(settings) as engine:
        listener = listen(settings.host, settings.port)
        with contextlib.closing(listener):
            if folder is not None:
                add_folder(engine, folder)
            fetch_models(settings)
            url = url_of(settings.host, listener.getsockname()[1])
            server = make_server(engine)
            engine.start(watch=True)
            publish_address(settings.data, Address(pid=os.getpid(), url=url))
            announce(url)
            server.run(sockets=[listener])


def whole_path(folder: str | Path) -> str:
    """Return a folder as typed at a command as a whole path; the URL of a bucket is one."""
    return str(folder) if is_url(str(folder)) else write_path(Path(folder).expanduser().absolute())


def add_folder(engine: Served, folder: str | Path) -> None:
    """Add a folder or bucket of photos to the library, unless it is there already."""
    chosen = photos.choose_place(whole_path(folder), settings=engine.settings)
    with engine.database.write() as session:
        photos.add_source(session, chosen)


def fetch_models(settings: Settings) -> None:
    """Fetch the model pack if it is missing. Without it the web app works, and the steps that need it wait."""
    try:
        pull_with_bar(settings.pack, settings.models)
    except AppError as error:
        log.warning(
            "%s Faces are found once the pack is here. A server tries again by itself; so does: kenfolk models pull %s",
            error.message,
            settings.pack,
        )


def build_app(engine: Served) -> FastAPI:
    """Return the web app of a library that is at work."""
    app = create_app(engine.settings, note=engine.note)
    app.state.database, app.state.parts = engine.database, engine.parts
    app.state.hub = engine.make_hub()
    return app


def make_server(engine: Served) -> Server:
    """Return the web server, which a signal stops from now on."""
    server = Server(_config(build_app(engine), engine.settings), engine.parts.events.close)
    _obey_signals(server)
    return server


@contextmanager
def _opened(settings: Settings) -> Iterator[Engine]:
    engine = Engine(settings)
    try:
        yield engine
    finally:
        engine.stop()


def _config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app, log_config=None, log_level=None, access_log=settings.log_level == "debug",
        server_header=False, timeout_graceful_shutdown=PATIENCE, timeout_keep_alive=65,
    )  # fmt: skip


def _obey_signals(server: Server) -> None:
    # Uvicorn listens to signals only while it runs: one that comes before is not lost. And it raises the signal that
    # stopped it once more when it is done; by then we are stopping cleanly.
    def stop(*_: object) -> None:
        server.should_exit = True

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
