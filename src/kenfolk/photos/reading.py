"""Read one file: all of its bytes or none, and what an error in it means."""

import hashlib
import time
from typing import BinaryIO

from kenfolk.kit.errors import AppError
from kenfolk.kit.steps import Failed, Outcome, Retry
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.store import PhotoFile
from kenfolk.storage.base import FileStat, Storage
from kenfolk.storage.errors import BadKey, BeingWritten, StorageError, explained
from kenfolk.vision.image_source import Budget, Damaged, Empty, ImageError, TooManyBytes

# Writers touch a file every moment. One that has rested this long and is damaged is not being written any more; if it
# is after all, it changes once more and is read again.
STILL_WRITTEN = 10.0  # seconds
AGAIN = 60.0  # seconds until a disk that made trouble is asked again


def read_bytes(file: PhotoFile, files: PhotoFiles) -> tuple[bytes, FileStat]:
    """Return all bytes, and proof that nobody wrote meanwhile."""
    return files.fetch(file, check=lambda size: check_size(size, files.budget))


def check_size(size: int, budget: Budget) -> None:
    """Refuse a file before a byte of it is read."""
    if size > budget.max_bytes:
        raise TooManyBytes(megabytes=size / 1e6, limit=budget.max_bytes / 1e6)


def hash_file(storage: Storage, key: str) -> str:
    """Return the name of the file's content."""
    with storage.open(key) as opened, explained(key):
        return hash_stream(opened)


def hash_stream(stream: BinaryIO) -> str:
    """Return the name of what is in the stream, without holding all of it."""
    digest = hashlib.sha256()
    while block := stream.read(2**20):
        digest.update(block)
    return digest.hexdigest()


def outcome_of(error: Exception, stat: FileStat | None) -> Outcome:
    """Would the same file fail again? Then it has failed; otherwise it is read again later."""
    reason = error.message if isinstance(error, AppError) else f"Unforeseen: {type(error).__name__}: {error}"
    if isinstance(error, BeingWritten) or (isinstance(error, Empty | Damaged) and stat and _is_fresh(stat)):
        return Retry(reason, after=STILL_WRITTEN)
    if isinstance(error, BadKey) or (isinstance(error, ImageError) and error.lasting):
        return Failed(reason)
    if isinstance(error, StorageError | ImageError) or not isinstance(error, AppError):
        return Retry(reason, after=AGAIN)
    return Failed(reason) if error.lasting else Retry(reason, after=AGAIN)


def _is_fresh(stat: FileStat) -> bool:
    return abs(time.time() - stat.mtime_ns / 1e9) < STILL_WRITTEN
