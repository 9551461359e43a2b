"""The folders of this machine, for a person who chooses one."""

import os
from dataclasses import dataclass
from pathlib import Path

from kenfolk.photos.places import find_folder
from kenfolk.storage.names import is_walked
from kenfolk.storage.places import write_path


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder inside another one."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class FolderList:
    """A folder, the one around it, and those inside it."""

    path: str
    parent: str | None
    folders: list[Folder]


def list_folders(path: str | None) -> FolderList:
    """Return the visible folders in `path`, by name; without a path those in the home folder."""
    folder = find_folder(path or write_path(Path.home()))
    with os.scandir(folder) as entries:
        inside = sorted((Path(entry.path) for entry in entries if _is_shown(entry)), key=lambda one: one.name.lower())
    return FolderList(
        path=write_path(folder),
        parent=None if folder.parent == folder else write_path(folder.parent),
        folders=[Folder(name=Path(write_path(one)).name, path=write_path(one)) for one in inside],
    )


def _is_shown(entry: os.DirEntry[str]) -> bool:
    try:
        return is_walked(entry.name) and entry.is_dir()
    except OSError:
        return False
