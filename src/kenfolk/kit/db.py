"""The database: one engine, sessions that read and sessions that write, and bells that ring after the commit."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from kenfolk.kit.queue import Bell, SilentBell, drop_rings, ring_now


class Base(DeclarativeBase):
    """Every table of every room: one schema, one migration chain."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ReadSession(Session):
    """A transaction that only reads."""


class WriteSession(ReadSession):
    """A transaction that may write; on SQLite it holds the one write lock from its beginning."""


class Database:
    """Opens sessions. One request or one job step is one transaction, committed by whoever opened it."""

    def __init__(self, url: str, *, bell: Bell | None = None, connections: int | None = None) -> None:
        self.engine = make_engine(url, connections=connections)
        self.bell: Bell = bell or SilentBell()
        self.is_closing = False  # what reads beside the requests ends soon
        self._beside: WeakSet[threading.Thread] = WeakSet()  # a thread stays in it until it ends
        self.writes = 0  # transactions of this process that wrote: who keeps a count sees that it may be another now
        self._read = sessionmaker(self.engine, class_=ReadSession, autoflush=False)
        writing = self.engine.execution_options(write=True)
        self._write = sessionmaker(writing, class_=WriteSession, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """Open a session that sees one consistent state of the library."""
        with self._read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[WriteSession]:
        """Open a session that commits at the end of the block, and then rings the bells it asked for."""
        with self._write() as session:
            session.info["bell"] = self.bell
            yield session
            self.writes += 1  # before, and after: whoever counts in between counts again
            session.commit()
            self.writes += 1

    def note_writes(self) -> None:
        """Another process wrote."""
        self.writes += 1

    def start_beside(self, work: Callable[[], None], *, name: str) -> threading.Thread:
        """Begin to read something beside the requests, in a thread that `close` waits for."""
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._beside.add(thread)
        thread.start()
        return thread

    def close(self, *, wait: float = 5.0) -> None:
        """Give every connection back, after so many seconds even those that something beside the requests still uses."""
        self.is_closing = True
        latest = time.monotonic() + wait
        for thread in list(self._beside):
            thread.join(max(0.0, latest - time.monotonic()))
        self.engine.dispose()


MOST_CONNECTIONS = 90  # every request at once and every worker; PostgreSQL gives a hundred unless told otherwise


def make_engine(url: str, *, connections: int | None = None) -> sa.Engine:
    """Return an engine for `url`, with SQLite in WAL and its transactions begun as ours say.

    `connections`: how many at the most, where several processes share the database's.
    """
    if not url.startswith("sqlite"):
        most = connections or MOST_CONNECTIONS
        return sa.create_engine(url, pool_pre_ping=True, pool_size=min(20, most), max_overflow=max(0, most - 20))
    # As many connections as there are callers: writers that queue up for SQLite's one lock must not starve readers.
    engine = sa.create_engine(url, connect_args={"isolation_level": None, "timeout": 60}, pool_size=20, max_overflow=-1)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # FULL and not NORMAL: an answer that was acknowledged survives a power cut too.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=60000",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A read that turns into a write loses against another one with "database is locked", whatever the timeout:
    # so a writer takes the lock at once.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@event.listens_for(WriteSession, "after_commit")
def _ring_after_commit(session: Session) -> None:
    ring_now(session)


@event.listens_for(WriteSession, "after_rollback")
def _drop_after_rollback(session: Session) -> None:
    drop_rings(session)


CHUNK = 900  # ids in one statement: every database takes that many


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in portions a statement can hold."""
    rest = iter(ids)
    while portion := list(islice(rest, CHUNK)):
        yield portion
