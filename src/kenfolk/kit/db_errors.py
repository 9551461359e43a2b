"""What the database's own errors mean for a person: no space, somebody else was first, or it does not answer."""

from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from kenfolk.kit.errors import AppError


class DatabaseFull(AppError):
    """The disk of the library is full, so nothing can be saved. Free some space; what waits then goes on by itself."""

    status = 507
    lasting = False


class DatabaseBusy(AppError):
    """The library was busy, and this was not saved. Try again in a moment."""

    status = 503
    lasting = False


class DatabaseAway(AppError):
    """The library's database does not answer ({reason}). Nothing is lost; it is asked again."""

    status = 503
    lasting = False


class TextUnusable(AppError):
    """A text holds a character that cannot be kept (its number is 0). Leave it out and try again."""

    status = 422


# The second: SQLite could not enlarge the file its connections share.
FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"})
# Locked too long by another program; and what PostgreSQL says when two transactions cannot both have their way.
BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "40001", "40P01", "55P03"})


def explain(error: DBAPIError) -> AppError | None:
    """Return what happened, or None for an error that shows a mistake of ours."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if code in FULL:
        return DatabaseFull()
    if code in BUSY:
        return DatabaseBusy()
    if isinstance(error, DataError) and "NUL" in str(error.orig):
        return TextUnusable()  # only PostgreSQL minds
    if isinstance(error, OperationalError):
        return DatabaseAway(reason=str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__)
    return None
