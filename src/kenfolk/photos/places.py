"""Which folder a person means, and whether a source is really there."""

import os
from pathlib import Path

from kenfolk.photos.errors import FolderMissing, FolderNotReadable, NotAbsolute, NotOnADisk, SourceAway
from kenfolk.storage.errors import BadKey, StorageAway
from kenfolk.storage.places import open_storage, read_path, write_path

SYSTEM_FOLDERS = ("/proc", "/sys", "/dev")


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


def check_root(root: str, *, mark: str | None) -> str:
    """Return the mark of a root that can be read; raise SourceAway otherwise.

    The mark tells one folder on one disk from every other. Where a disk or share is not mounted, its empty mount
    point is left: an empty root with another mark is such a one. An empty root with the known mark is just empty.
    """
    try:
        found = open_storage(root, writable=False).look_at_root()
    except StorageAway as error:
        raise away(root, error) from error
    if found.is_empty and mark is not None and mark != found.mark:
        raise SourceAway(root=root, reason="it is empty now, as if its disk or share were not connected")
    return found.mark


def away(root: str, error: StorageAway) -> SourceAway:
    """Say of a source why its storage cannot be reached."""
    return SourceAway(root=root, reason=error.data["reason"])
