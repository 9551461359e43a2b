"""One server at a time works on a database, or several that share it; and among those, one does what must be single."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock
import sqlalchemy as sa

# A database of PostgreSQL may hold several libraries, each in a schema of its own.
LOCK = "(hashtext('kenfolk ' || :name), hashtext(coalesce(current_schema(), '')))"
TRY = sa.text(f"SELECT pg_try_advisory_lock{LOCK}")
TRY_SHARED = sa.text(f"SELECT pg_try_advisory_lock_shared{LOCK}")
WAIT = sa.text(f"SELECT pg_advisory_lock{LOCK}")
RELEASE = sa.text(f"SELECT pg_advisory_unlock{LOCK}")


def claim(engine: sa.Engine, *, shared: bool = False) -> Callable[[], None] | None:
    """Hold the database for this process; return how to let go of it, or None if somebody else holds it.

    However the process ends, its hold ends with it. `shared`: with others that hold it shared (PostgreSQL alone can).
    """
    if engine.dialect.name == "postgresql":
        return _claim_session(engine, TRY_SHARED if shared else TRY)
    return _claim_file(engine.url.database or "")


def _claim_session(engine: sa.Engine, how: sa.TextClause) -> Callable[[], None] | None:
    connection = _open(engine)
    if connection.scalar(how, {"name": "server"}):
        return lambda: _hang_up(connection)
    connection.close()
    return None


def _open(engine: sa.Engine) -> sa.Connection:
    # The lock is the connection's, and without a transaction: that one would keep the database from cleaning up.
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


class Lead:
    """What one process of many does: whoever holds the lock. Of one thread; PostgreSQL alone."""

    def __init__(self, engine: sa.Engine, name: str) -> None:
        self._engine, self._name = engine, name
        self._connection: sa.Connection | None = None

    def is_ours(self) -> bool:
        """Take the lead if nobody has it, or see that we still have it."""
        try:
            return self._take() if self._connection is None else self._is_alive(self._connection)
        except sa.exc.DBAPIError:
            self.drop()
            return False

    def drop(self) -> None:
        """Let somebody else lead."""
        connection, self._connection = self._connection, None
        if connection is not None:
            _hang_up(connection)

    def _take(self) -> bool:
        connection = _open(self._engine)
        if connection.scalar(TRY, {"name": self._name}):
            self._connection = connection
            return True
        connection.close()
        return False

    def _is_alive(self, connection: sa.Connection) -> bool:
        return connection.scalar(sa.select(1)) == 1


@contextmanager
def alone(engine: sa.Engine, name: str) -> Iterator[None]:
    """Do something while no other process does it: wait for one that is at it."""
    if engine.dialect.name != "postgresql":
        yield
        return
    connection = _open(engine)
    try:
        connection.execute(WAIT, {"name": name})
        yield
        connection.execute(RELEASE, {"name": name})
    except BaseException:
        _hang_up(connection)
        raise
    connection.close()


def _hang_up(connection: sa.Connection) -> None:
    with suppress(sa.exc.SQLAlchemyError):  # it may be lost already, and the lock with it
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
