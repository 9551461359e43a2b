"""What every storage can do: a folder on disk, memory in tests, later a bucket."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from kenfolk.storage.errors import StorageError

# Hears of a folder or file that a walk had to leave out. What lies below it is unknown, not gone.
OnError = Callable[[str, StorageError], None]


@dataclass(frozen=True, slots=True)
class FileStat:
    """Enough to see that a file has changed."""

    size: int
    mtime_ns: int


class Storage(Protocol):
    """Bytes by key. Every method raises a StorageError, never an OSError."""

    def open(self, key: str) -> BinaryIO:
        """Open the file for reading; the caller closes it."""
        ...

    def read(self, key: str) -> bytes:
        """All bytes of the file."""
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

    def stat(self, key: str) -> FileStat:
        """Size and time of the last change."""
        ...

    def walk(self, *, on_error: OnError | None = None) -> Iterator[tuple[str, FileStat]]:
        """Every visible file. Raises when the root itself cannot be read, so that an unplugged disk is not empty."""
        ...
