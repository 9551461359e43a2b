"""A file in a bucket, read in parts: as much as is needed, and more at a time the longer it goes on."""

import errno
import io
from collections.abc import Callable
from typing import Any

from kenfolk.storage.base import FileStat
from kenfolk.storage.errors import StorageError

LARGEST = 8 * 2**20  # bytes fetched ahead at the most
GROWTH = 4

Fetch = Callable[[int, int], bytes]  # the first byte and the one after the last


class BucketFile(io.RawIOBase):
    """Reads as any file does, and always from the one content it was opened as."""

    def __init__(self, key: str, found: FileStat, head: bytes, fetch: Fetch) -> None:
        super().__init__()
        self.name, self.found = key, found
        self._fetch, self._at = fetch, 0
        self._from, self._part = 0, head  # what was fetched last, and where it begins
        self._ahead = max(1, len(head))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.found.size}[whence]
        if base + offset < 0:
            raise OSError(errno.EINVAL, "a place before the file")
        self._at = base + offset
        return self._at

    def readall(self) -> bytes:
        """Fetch all that is left at once."""
        return self._take(self.found.size - self._at, ahead=0)

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._take(len(view), ahead=min(LARGEST, self._ahead * GROWTH))
        view[: len(data)] = data
        return len(data)

    def _take(self, size: int, *, ahead: int) -> bytes:
        until = min(self.found.size, self._at + size)
        if until <= self._at:
            return b""
        known = self._known()
        if len(known) < until - self._at:
            begin = self._at + len(known)
            fetched = self._ask(begin, min(self.found.size, max(until, begin + ahead)))
            self._ahead = max(self._ahead, len(fetched))
            self._from, self._part = self._at, known + fetched
            known = self._part
        taken = known[: until - self._at]
        self._at += len(taken)
        return taken

    def _known(self) -> bytes:
        begin = self._at - self._from
        return self._part[begin:] if 0 <= begin <= len(self._part) else b""

    def _ask(self, begin: int, after: int) -> bytes:
        try:
            data = self._fetch(begin, after)
        except StorageError as error:  # a file's reader knows what OSErrors are
            raise OSError(errno.EIO, error.message) from error
        if len(data) != after - begin:
            raise OSError(errno.EIO, "the bucket gave fewer bytes than there are")
        return data
