"""Find every visible file below a folder, whatever the folder throws at us."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kenfolk.storage.base import FileStat, OnError
from kenfolk.storage.errors import LeadsOutside, Missing, StorageError, explained
from kenfolk.storage.names import is_walked, key_from_name


def walk_folder(root: Path, *, on_error: OnError | None = None) -> Iterator[tuple[str, FileStat]]:
    """Yield key and stat of every visible file, folder by folder, in the order of names.

    A folder that cannot be read is told to `on_error` and left out. Links are not followed: the file behind one is
    found under its own name, and a link out of the root is told to `on_error`.
    """
    seen: set[tuple[int, int]] = set()
    entries = _list_folder(root, "", seen)  # not being able to read the root is an error, not an empty library
    folders: list[str] = []
    while True:
        below: list[str] = []
        for name, entry in entries:
            with _telling(name, on_error):
                if entry.is_symlink():
                    _check_link(root, name)
                elif entry.is_dir(follow_symlinks=False):
                    below.append(name)
                elif entry.is_file(follow_symlinks=False):  # not a pipe or a device
                    found = entry.stat(follow_symlinks=False)
                    yield key_from_name(name), FileStat(size=found.st_size, mtime_ns=found.st_mtime_ns)
        folders.extend(reversed(below))
        if not folders:
            return
        folder, entries = folders.pop(), []
        with _telling(folder, on_error):
            entries = _list_folder(root, folder, seen)


def _list_folder(root: Path, folder: str, seen: set[tuple[int, int]]) -> list[tuple[str, os.DirEntry[str]]]:
    """The visible entries of a folder; none when it was listed before, which a bind mount can bring about."""
    path = root / folder
    with explained(key_from_name(folder)):
        found = path.stat()
        if found.st_ino and (found.st_dev, found.st_ino) in seen:  # some network drives number nothing
            return []
        seen.add((found.st_dev, found.st_ino))
        with os.scandir(path) as entries:
            visible = sorted((entry for entry in entries if is_walked(entry.name)), key=lambda entry: entry.name)
    return [(f"{folder}/{entry.name}" if folder else entry.name, entry) for entry in visible]


def _check_link(root: Path, name: str) -> None:
    if not Path(os.path.realpath(root / name)).is_relative_to(root):
        raise LeadsOutside(key=key_from_name(name))


@contextmanager
def _telling(name: str, on_error: OnError | None) -> Iterator[None]:
    """Tell what went wrong and go on. Something that vanished while we walked is simply gone."""
    key = key_from_name(name)
    try:
        with explained(key):
            yield
    except Missing:
        pass
    except StorageError as error:
        if on_error:
            on_error(key, error)
