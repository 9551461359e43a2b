"""Opening a library's database, and saying in one sentence why that is impossible."""

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from kenfolk.entry.schema import upgrade_schema
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.db_errors import DatabaseFull, explain
from kenfolk.kit.errors import AppError


class DatabaseUnreachable(AppError):
    """The database cannot be opened: {reason}."""

    status = 503


class DatabaseDamaged(AppError):
    """The database file in {folder} is damaged: {reason}. Put back your last copy of it."""

    status = 500


class LibraryIsNewer(AppError):
    """A newer Kenfolk has worked on the library in {folder}. Use that version or a later one."""


def open_database(settings: Settings) -> Database:
    """Open the database and bring it to this release's schema."""
    try:
        database = Database(settings.database_url)
        upgrade_schema(database.engine)
    except CommandError as error:
        raise LibraryIsNewer(folder=settings.data) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseUnreachable(reason=f"KENFOLK_DATABASE is not a database URL ({error})") from error
    except OperationalError as error:
        known = explain(error)
        raise known if isinstance(known, DatabaseFull) else DatabaseUnreachable(reason=_first_line(error)) from error
    except DatabaseError as error:
        raise DatabaseDamaged(folder=settings.data, reason=_first_line(error)) from error
    return database


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
