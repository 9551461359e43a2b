"""What can go wrong with a file, told so that a person knows what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from kenfolk.kit.errors import AppError


class StorageError(AppError):
    """The file {key!r} cannot be used: {reason}."""

    status = 500
    lasting = False  # an unplugged disk or a lost network folder comes back


class Missing(StorageError):
    """There is no file {key!r}. It may have been moved or deleted."""

    status = 404
    lasting = True


class NotAllowed(StorageError):
    """Kenfolk is not allowed to use {key!r}. Change its permissions, or those of the folder it is in."""

    status = 403
    lasting = True


class ReadOnly(StorageError):
    """Nothing can be written to {key!r}: its folder is read-only."""

    status = 403
    lasting = True


class Full(StorageError):
    """The disk is full, so {key!r} could not be saved. Free some space, then try again."""

    status = 507


class BeingWritten(StorageError):
    """The file {key!r} is being written right now."""

    status = 409


class StorageAway(StorageError):
    """{place} cannot be reached: {reason}."""

    # Not a 503: one bucket that is away does not stop the photos of the others.
    status = 502


class BucketMissing(StorageAway):
    """There is no bucket at {place}: {reason}. Make it, or mend its name."""

    status = 404


class CredentialsMissing(StorageAway):
    """Kenfolk knows no credentials for {place}: {reason}. Put them into its environment, and start it again."""


class CredentialsRefused(StorageAway):
    """{place} does not accept Kenfolk's credentials: {reason}. Renew them in its environment, and start it again."""


class Unanswered(StorageAway):
    """{place} does not answer: {reason}."""


class Throttled(StorageError):
    """{place} asks for fewer requests, so {key!r} has to wait. It is tried again."""

    status = 502


class TooSlow(StorageError):
    """{place} took too long over {key!r}. It is tried again."""

    status = 504


class BrokenOff(StorageError):
    """The connection to {place} broke off over {key!r}. It is tried again."""

    status = 502


class OwnFilesAway(StorageError):
    """The place of Kenfolk's own files does not work: {reason} What needs them waits until it does."""

    status = 503  # everything needs them: work waits


class BadKey(StorageError):
    """{key!r} is not the name of a file in this folder."""

    lasting = True
    status = 400


class LeadsOutside(BadKey):
    """{key!r} is a link that leads out of the folder. Add the folder it leads to as one of its own."""


_BY_NUMBER: dict[int, type[StorageError]] = {
    errno.ENOENT: Missing,
    errno.ENOTDIR: Missing,
    errno.EISDIR: Missing,  # there is something of that name, but not a file
    errno.ELOOP: Missing,  # a link that leads back to itself
    errno.EACCES: NotAllowed,
    errno.EPERM: NotAllowed,
    errno.EROFS: ReadOnly,
    errno.ENOSPC: Full,
    errno.EDQUOT: Full,
    errno.ENAMETOOLONG: BadKey,
}


def explain(key: str, error: OSError) -> StorageError:
    """Say what the operating system's error means for this file."""
    kind = _BY_NUMBER.get(error.errno or 0, StorageError)
    return kind(key=key, reason=error.strerror or str(error))


@contextmanager
def explained(key: str) -> Iterator[None]:
    """Turn the operating system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise explain(key, error) from error
