"""Folders as text and back, and whether a folder is really there."""

import os
from pathlib import Path

from kenfolk.photos.errors import FolderMissing, FolderNotReadable, NotAbsolute, NotOnADisk, SourceAway
from kenfolk.storage.base import FileStat
from kenfolk.storage.errors import BadKey, Missing
from kenfolk.storage.local import LocalStorage
from kenfolk.storage.names import key_from_name, name_from_key

SYSTEM_FOLDERS = ("/proc", "/sys", "/dev")


def write_path(path: Path) -> str:
    """The path as valid text, also where a name is not UTF-8 (see storage/names.py)."""
    return key_from_name(str(path))


def read_path(text: str) -> Path:
    """The path that `write_path` wrote."""
    if os.name != "posix":
        return Path(text)
    return Path("/") / name_from_key(text.strip("/")) if text.strip("/") else Path("/")


def find_folder(text: str) -> Path:
    """The folder a person means, links followed; refused when it is not there or cannot be listed."""
    try:
        path = read_path(os.path.normpath(Path(text).expanduser()))
        if not Path(text).expanduser().is_absolute():
            raise NotAbsolute(path=text)
        folder = path.resolve(strict=True)
        with os.scandir(folder):
            return folder
    except (FileNotFoundError, NotADirectoryError, BadKey, ValueError) as error:
        raise FolderMissing(path=text) from error
    except (OSError, RuntimeError) as error:  # a link that leads to itself, or a user nobody knows
        raise FolderNotReadable(path=text, reason=getattr(error, "strerror", None) or str(error)) from error


def refuse_system_folder(folder: Path) -> None:
    """Refuse what a kernel shows as files: it never ends, and looking at some of it does things."""
    is_memory = folder.is_relative_to("/dev/shm")  # noqa: S108 (a name to compare with; nothing is written there)
    if os.name == "posix" and not is_memory and any(folder.is_relative_to(system) for system in SYSTEM_FOLDERS):
        raise NotOnADisk(path=write_path(folder))


def check_root(root: Path, *, mark: str | None) -> str:
    """Return the mark of a root that can be read; raise SourceAway otherwise.

    The mark tells one folder on one disk from every other. Where a disk or share is not mounted, its empty mount
    point is left: an empty root with another mark is such a one. An empty root with the known mark is just empty.
    """
    try:
        found = root.stat()
        with os.scandir(root) as entries:
            is_empty = next(entries, None) is None
    except OSError as error:
        raise SourceAway(root=write_path(root), reason=error.strerror or str(error)) from error
    now = f"{found.st_dev}:{found.st_ino}"
    if is_empty and mark is not None and mark != now:
        raise SourceAway(root=write_path(root), reason="it is empty now, as if its disk or share were not connected")
    return now


def stat_direct(storage: LocalStorage, key: str) -> FileStat:
    """Size and time of a file that a walk would show; one that is reached over a link has its place elsewhere."""
    path = storage.root / name_from_key(key)
    if os.path.realpath(path) != str(path):
        raise Missing(key=key)
    return storage.stat(key)
