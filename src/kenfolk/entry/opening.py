"""Opening a library's database, and saying in one sentence why that is impossible."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from kenfolk.entry.schema import upgrade_schema
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database, make_engine
from kenfolk.kit.db_errors import DatabaseFull, explain
from kenfolk.kit.db_lock import claim
from kenfolk.kit.errors import AppError


class DatabaseUnreachable(AppError):
    """The database cannot be opened: {reason}."""

    status = 503


class DatabaseDamaged(AppError):
    """The database file in {folder} is damaged: {reason}. Put back your last copy of it."""

    status = 500


class LibraryIsNewer(AppError):
    """A newer Kenfolk has worked on the library in {folder}. Use that version or a later one."""


class DatabaseInUse(AppError):
    """Another Kenfolk works on the database {database}. Stop that one first, or choose another KENFOLK_DATABASE."""

    status = 409


def open_database(settings: Settings, *, connections: int | None = None) -> Database:
    """Open the database and bring it to this release's schema."""
    with _explained(settings):
        database = Database(settings.database_url, connections=connections)
        upgrade_schema(database.engine)
    return database


@contextmanager
def claimed(settings: Settings, *, shared: bool = False) -> Iterator[None]:
    """Hold the database for this process: two data folders may have been told of the same one.

    `shared`: with other processes of server mode.
    """
    with _explained(settings):
        engine = make_engine(settings.database_url, connections=1)
    try:
        with _explained(settings):
            release = claim(engine, shared=shared)
        if release is None:
            raise DatabaseInUse(database=engine.url.render_as_string(hide_password=True))
        try:
            yield
        finally:
            release()
    finally:
        engine.dispose()


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise LibraryIsNewer(folder=settings.data) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseUnreachable(reason=f"KENFOLK_DATABASE is not a database URL ({error})") from error
    except OperationalError as error:
        known = explain(error)
        raise known if isinstance(known, DatabaseFull) else DatabaseUnreachable(reason=_first_line(error)) from error
    except DatabaseError as error:
        raise DatabaseDamaged(folder=settings.data, reason=_first_line(error)) from error
    except OSError as error:
        raise DatabaseUnreachable(reason=error.strerror or str(error)) from error


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
