"""What every storage can do: a folder on disk, a bucket, memory in tests."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from kenfolk.storage.errors import StorageError, explained

# Hears of a folder or file that a walk had to leave out. What lies below it is unknown, not gone.
OnError = Callable[[str, StorageError], None]
# Hears how large a file is before a byte of it is read, and may refuse it by raising.
OnSize = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class FileStat:
    """Enough to see that a file has changed."""

    size: int
    mtime_ns: int
    etag: str | None = None  # a bucket's name for the content; a disk has none

    def is_as(self, other: "FileStat") -> bool:
        """Is the file as it was? Where a bucket names the content, the time of its upload does not matter."""
        if self.etag is not None and other.etag is not None:
            return (self.size, self.etag) == (other.size, other.etag)
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class Root:
    """What is behind a root just now."""

    mark: str  # which disk and folder, or which server: another one of the same name has another mark
    is_empty: bool


def ignore_size(_size: int) -> None:
    """Take a file of any size."""


class Storage(Protocol):
    """Bytes by key. Every method raises a StorageError, never an OSError."""

    def open(self, key: str) -> BinaryIO:
        """Open the file for reading; the caller closes it. What is read of it is one content from first to last byte.

        `stat_of` tells its size and time without asking again. Reading it raises OSErrors, as any file does.
        """
        ...

    def read(self, key: str) -> bytes:
        """All bytes of the file."""
        ...

    def fetch(self, key: str, *, check: OnSize = ignore_size) -> tuple[bytes, FileStat]:
        """All bytes of the file, and what they are the bytes of; raises BeingWritten when somebody wrote meanwhile."""
        ...

    def save(self, key: str, data: bytes | BinaryIO, *, durable: bool = True) -> None:
        """Write the whole file or nothing: a reader sees the old bytes or the new ones, also after a crash.

        What is not `durable` costs no waiting for the disk: a power cut soon after may leave the file empty or cut
        off. That is for what can be made again, by whoever reads it and finds it like that.
        """
        ...

    def delete(self, key: str) -> None:
        """Delete the file. One that is already gone is fine."""
        ...

    def exists(self, key: str) -> bool:
        """Is there a file of this key?"""
        ...

    def stat(self, key: str, *, as_walked: bool = False) -> FileStat:
        """Size and time of the last change; `as_walked`: Missing for what a walk shows under another key, or not."""
        ...

    def walk(self, *, on_error: OnError | None = None) -> Iterator[tuple[str, FileStat]]:
        """Every visible file. Raises when the root itself cannot be read, so that an unplugged disk is not empty."""
        ...

    def look_at_root(self) -> Root:
        """Which disk or server is this? Raises a StorageAway when it cannot be reached."""
        ...

    def served_url(self, key: str) -> str | None:
        """The address at which a proxy in front of us sends the file to whom we let have it; None: we send it."""
        ...

    def remove_leftovers(self, *, older_than_s: float = 3600) -> int:
        """Remove what a killed process was writing when it died; younger ones may still be written. Says how many."""
        ...


def read_ends(storage: Storage, key: str) -> bytes:
    """The first two bytes of the file and the last two: enough to see whether a power cut left it whole."""
    with storage.open(key) as file, explained(key):
        size = stat_of(file).size
        head = file.read(2)
        file.seek(max(0, size - 2))
        return head + file.read(2)


def stat_of(file: BinaryIO) -> FileStat:
    """Size and time of a file that a storage opened: of just the content that is read from it."""
    found = getattr(file, "found", None)
    if isinstance(found, FileStat):
        return found
    on_disk = os.fstat(file.fileno())
    return FileStat(size=on_disk.st_size, mtime_ns=on_disk.st_mtime_ns)
