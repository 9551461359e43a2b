"""One server at a time works on a database, from whichever data folder it was told of it."""

import os
from collections.abc import Callable
from pathlib import Path

import filelock
import sqlalchemy as sa

# A database of PostgreSQL may hold several libraries, each in a schema of its own.
TRY = sa.text("SELECT pg_try_advisory_lock(hashtext('kenfolk server'), hashtext(coalesce(current_schema(), '')))")


def claim(engine: sa.Engine) -> Callable[[], None] | None:
    """Hold the database for this process; return how to let go of it, or None if somebody else holds it.

    However the process ends, its hold ends with it.
    """
    if engine.dialect.name == "postgresql":
        return _claim_session(engine)
    return _claim_file(engine.url.database or "")


def _claim_session(engine: sa.Engine) -> Callable[[], None] | None:
    # The lock is the connection's, and without a transaction: that one would keep the database from cleaning up.
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    if connection.scalar(TRY):
        return lambda: _hang_up(connection)
    connection.close()
    return None


def _hang_up(connection: sa.Connection) -> None:
    connection.detach()  # back in the pool it would go on holding the lock
    connection.close()


def _claim_file(file: str) -> Callable[[], None] | None:
    path = Path(os.path.realpath(file.removeprefix("file:").partition("?")[0]))
    if file in ("", ":memory:") or not path.parent.is_dir():
        return lambda: None  # nobody can share it; if it cannot be opened at all, opening it says why
    lock = filelock.FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        return None
    return lock.release
