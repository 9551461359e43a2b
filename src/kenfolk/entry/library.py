"""The data folder: it is ours alone, one server at a time works in it, and other commands find that server."""

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import filelock

from kenfolk.kit.errors import AppError


class DataFolderUnusable(AppError):
    """The data folder {folder} cannot be written to ({reason}). Choose another one with --data."""


class LibraryInUse(AppError):
    """Another Kenfolk{who} works on the library {folder}. Stop that one first, or choose another --data."""

    status = 409


@dataclass(frozen=True)
class Address:
    """Where the running server of a library answers."""

    pid: int
    url: str


def prepare_data_folder(folder: Path) -> None:
    """Make the data folder, or say why that is impossible. What is written into it only its owner may read.

    Names and faces are nobody else's business, also where the folder was there before and is open to others.
    """
    os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".kenfolk-probe-{os.getpid()}"  # others may prepare it at the same moment
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise DataFolderUnusable(folder=folder, reason=error.strerror or error) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the library for this process; the kernel lets go of it however the process ends."""
    lock = filelock.FileLock(folder / "server.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        owner = read_address(folder, check=False)
        who = f" (process {owner.pid}, {owner.url})" if owner else ""
        raise LibraryInUse(folder=folder, who=who) from None
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            _address_file(folder).unlink(missing_ok=True)
        lock.release()


def publish_address(folder: Path, address: Address) -> None:
    """Let other commands find the server."""
    part = _address_file(folder).with_suffix(".part")
    part.write_text(json.dumps(asdict(address)))
    part.replace(_address_file(folder))


def read_address(folder: Path, *, check: bool = True) -> Address | None:
    """Return where the library's server answers, or None if none runs (`check`: one that was killed does not count)."""
    try:
        address = Address(**json.loads(_address_file(folder).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return address if not check or is_locked(folder) else None


def is_locked(folder: Path) -> bool:
    """Does a server work on this library?"""
    file = folder / "server.lock"
    if not file.exists():
        return False
    lock = filelock.FileLock(file, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout:
        return True
    except OSError:
        return False  # a library of somebody else's, which we may only read
    lock.release()
    return False


def _address_file(folder: Path) -> Path:
    return folder / "server.json"
