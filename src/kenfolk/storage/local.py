"""Files in a folder of this machine."""

import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from kenfolk.storage.base import FileStat, OnError, OnSize, Root, ignore_size
from kenfolk.storage.errors import BeingWritten, LeadsOutside, Missing, ReadOnly, StorageAway, StorageError, explained
from kenfolk.storage.names import is_walked, key_from_name, name_from_key
from kenfolk.storage.walk import walk_folder

# Without O_NONBLOCK, opening a pipe waits for somebody to write to it, and the worker hangs.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Half a file; the dot hides it from walks.
_PART_NAME = ".kenfolk-{}.part"


class LocalStorage:
    """The files below one root. Whoever can write there can also change links under our feet: it is one's own folder."""

    def __init__(self, root: Path, *, writable: bool, served_at: str = "") -> None:
        """`served_at`: the address at which a proxy in front of us has this folder."""
        self.root = Path(os.path.realpath(root))
        self.writable, self._served_at = writable, served_at.rstrip("/")

    def open(self, key: str) -> BinaryIO:
        with explained(key):
            file = os.fdopen(os.open(self._locate(key), _OPEN_FLAGS), "rb")
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                file.close()
                raise Missing(key=key)
            return file

    def read(self, key: str) -> bytes:
        with self.open(key) as file, explained(key):
            return file.read()

    def fetch(self, key: str, *, check: OnSize = ignore_size) -> tuple[bytes, FileStat]:
        before = self.stat(key)
        check(before.size)
        data = self.read(key)
        if self.stat(key) != before or len(data) != before.size:
            raise BeingWritten(key=key)
        return data, before

    def save(self, key: str, data: bytes | BinaryIO, *, durable: bool = True) -> None:
        path = self._locate_writable(key)
        part = path.with_name(_PART_NAME.format(secrets.token_hex(8)))
        with explained(key):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write(part, data, durable=durable)
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
            if durable:
                _sync_folder(path.parent)

    def delete(self, key: str) -> None:
        with explained(key):
            self._locate_writable(key).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        try:
            self.stat(key)
        except Missing:
            return False
        return True

    def stat(self, key: str, *, as_walked: bool = False) -> FileStat:
        if as_walked and os.path.realpath(path := self.root / name_from_key(key)) != str(path):
            raise Missing(key=key)  # reached over a link, it has its place elsewhere
        with explained(key):
            found = self._locate(key).stat()
        if not stat.S_ISREG(found.st_mode):
            raise Missing(key=key)
        return FileStat(size=found.st_size, mtime_ns=found.st_mtime_ns)

    def walk(self, *, on_error: OnError | None = None) -> Iterator[tuple[str, FileStat]]:
        return walk_folder(self.root, on_error=on_error)

    def look_at_root(self) -> Root:
        try:
            found = self.root.stat()
            with os.scandir(self.root) as entries:
                is_empty = next(entries, None) is None
        except OSError as error:
            raise StorageAway(place=key_from_name(str(self.root)), reason=error.strerror or str(error)) from error
        return Root(mark=f"{found.st_dev}:{found.st_ino}", is_empty=is_empty)

    def key_of(self, path: str | Path) -> str | None:
        """The key of an absolute path, as a watcher reports it; None when a walk would not have shown it."""
        try:
            key = key_from_name(os.fspath(Path(path).relative_to(self.root)).replace(os.sep, "/"))
            return key if all(map(is_walked, key.split("/"))) and self._locate(key) else None
        except (ValueError, StorageError):
            return None

    def served_url(self, key: str) -> str | None:
        return f"{self._served_at}/{quote(os.fsencode(name_from_key(key)))}" if self._served_at else None

    def remove_leftovers(self, *, older_than_s: float = 3600) -> int:
        limit = time.time() - older_than_s
        old = (
            [part for part in self.root.rglob(_PART_NAME.format("*")) if part.lstat().st_mtime <= limit]
            if self.writable
            else []
        )
        for part in old:
            part.unlink(missing_ok=True)
        return len(old)

    def _locate(self, key: str) -> Path:
        """The path of a key, after following every link on the way."""
        path = self.root / name_from_key(key)
        with explained(key):
            if not Path(os.path.realpath(path)).is_relative_to(self.root):
                raise LeadsOutside(key=key)
        return path

    def _locate_writable(self, key: str) -> Path:
        path = self._locate(key)
        if not self.writable:
            raise ReadOnly(key=key)
        return path


def _write(path: Path, data: bytes | BinaryIO, *, durable: bool) -> None:
    """Write a new file; a durable one is waited for until the disk has it."""
    with path.open("xb") as file:
        if isinstance(data, bytes):
            file.write(data)
        else:
            shutil.copyfileobj(data, file)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has the new name too. Windows cannot, and need not."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
