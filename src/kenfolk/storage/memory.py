"""A storage that forgets: for tests, with the same manners as the disk."""

import io
import time
from collections.abc import Iterator
from typing import BinaryIO

from kenfolk.storage.base import FileStat, OnError, OnSize, Root, ignore_size
from kenfolk.storage.errors import Missing, ReadOnly
from kenfolk.storage.names import is_walked, name_from_key


class MemoryFile(io.BytesIO):
    """A file that knows what it was opened as."""

    def __init__(self, data: bytes, found: FileStat) -> None:
        super().__init__(data)
        self.found = found


class MemoryStorage:
    """Files in a dictionary."""

    def __init__(self, files: dict[str, bytes] | None = None, *, writable: bool = True) -> None:
        self.writable = writable
        self._files = {key: (data, time.time_ns()) for key, data in (files or {}).items()}

    def open(self, key: str) -> BinaryIO:
        return MemoryFile(*self.fetch(key))

    def read(self, key: str) -> bytes:
        return self._find(key)[0]

    def fetch(self, key: str, *, check: OnSize = ignore_size) -> tuple[bytes, FileStat]:
        data, stat = self.read(key), self.stat(key)
        check(stat.size)
        return data, stat

    def save(self, key: str, data: bytes | BinaryIO, *, durable: bool = True) -> None:  # noqa: ARG002 (forgets it all)
        self._check_writable(key)
        self._files[key] = (bytes(data) if isinstance(data, bytes) else data.read(), time.time_ns())

    def delete(self, key: str) -> None:
        self._check_writable(key)
        self._files.pop(key, None)

    def exists(self, key: str) -> bool:
        name_from_key(key)
        return key in self._files

    def stat(self, key: str, *, as_walked: bool = False) -> FileStat:  # noqa: ARG002 (there are no links)
        data, mtime_ns = self._find(key)
        return FileStat(size=len(data), mtime_ns=mtime_ns)

    def walk(self, *, on_error: OnError | None = None) -> Iterator[tuple[str, FileStat]]:  # noqa: ARG002 (never fails)
        for key in sorted(self._files):
            if all(map(is_walked, key.split("/"))):
                yield key, self.stat(key)

    def look_at_root(self) -> Root:
        return Root(mark="memory", is_empty=not self._files)

    def served_url(self, key: str) -> str | None:  # noqa: ARG002 (nobody else has it)
        return None

    def remove_leftovers(self, *, older_than_s: float = 3600) -> int:  # noqa: ARG002 (nothing is ever half written)
        return 0

    def _find(self, key: str) -> tuple[bytes, int]:
        name_from_key(key)
        try:
            return self._files[key]
        except KeyError:
            raise Missing(key=key) from None

    def _check_writable(self, key: str) -> None:
        name_from_key(key)
        if not self.writable:
            raise ReadOnly(key=key)
