"""How an exception ends: the item's fault (it fails or is retried), or the machine's (the step waits)."""

import errno

from sqlalchemy.exc import DBAPIError, OperationalError

from kenfolk.kit.db_errors import explain
from kenfolk.kit.errors import AppError
from kenfolk.kit.steps import Failed, Outcome, Retry
from kenfolk.packs.errors import PackNotReady, PackUnusable


class Deadly(AppError):
    """The worker broke down each of the {times} times it tried this. Something in it is too much for it."""


FIRST_RETRY = 30.0  # seconds; doubles with every attempt
MACHINE_STATUS = frozenset({503, 507})  # AppErrors that say "not now": no database, no space
MACHINE_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE})


def is_machines_fault(error: Exception) -> bool:
    """Would every item fail like this? A full disk, a locked or lost database, models that are not there yet."""
    if isinstance(error, AppError):
        return error.status in MACHINE_STATUS or isinstance(error, PackNotReady | PackUnusable)
    if isinstance(error, OSError):
        return error.errno in MACHINE_ERRNO
    return isinstance(error, OperationalError)


def outcome_of(error: Exception) -> Outcome:
    """Say how an item ends that raised `error`."""
    if isinstance(error, AppError):
        return Failed(error.message) if error.lasting else Retry(error.message, after=FIRST_RETRY)
    return Retry(f"Unforeseen: {describe(error)}", after=FIRST_RETRY)


def code_of(error: Exception) -> str | None:
    """Return the code of an expected error, by which a program says it in another language."""
    known = _known(error)
    return known.code if known else None


def _known(error: Exception) -> AppError | None:
    if isinstance(error, AppError):
        return error
    return explain(error) if isinstance(error, DBAPIError) else None


def describe(error: Exception) -> str:
    """Return one line about an error."""
    known = _known(error)
    if known is not None:
        return known.message
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
