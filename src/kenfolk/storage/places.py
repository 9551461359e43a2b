"""Roots as text, and the storage behind each: a folder by its path, a bucket by its URL.

The text is what the database keeps. It never holds a password: who may use a bucket says the environment.
"""

import os
import re
from functools import lru_cache
from pathlib import Path

from kenfolk.storage.base import Storage
from kenfolk.storage.bucket import Bucket, clean_url
from kenfolk.storage.local import LocalStorage
from kenfolk.storage.names import key_from_name, name_from_key

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(root: str) -> bool:
    """Is this text a URL, and no path of this machine?"""
    return _URL.match(root) is not None


def open_storage(root: str, *, writable: bool, own: bool = False, served_at: str = "") -> Storage:
    """Open the storage of a root.

    `own`: Kenfolk's own files, without which all work waits. `served_at`: where a proxy in front of us has the folder.
    """
    if is_url(root):
        return _open_bucket(clean_url(root), writable, own)
    return LocalStorage(read_path(root), writable=writable, served_at=served_at)


# One for a process: a bucket keeps its connections, and every photo asks for its source's.
_open_bucket = lru_cache(64)(lambda url, writable, own: Bucket(url, writable=writable, own=own))


def forget_buckets() -> None:
    """Open every bucket anew, with what the environment says by then."""
    _open_bucket.cache_clear()


def own_root(setting: str, *, otherwise: Path) -> str:
    """Return the root of a place of Kenfolk's own, as a setting says it, or where that is empty."""
    if is_url(setting):
        return clean_url(setting)
    return write_path(Path(setting).expanduser().absolute() if setting else otherwise)


def is_inside(one: str, other: str) -> bool:
    """Does everything below the one root lie below the other too?"""
    if is_url(one) or is_url(other):
        return is_url(one) and is_url(other) and f"{clean_url(one)}/".startswith(f"{clean_url(other)}/")
    return read_path(one).is_relative_to(read_path(other))


def write_path(path: Path) -> str:
    """The path as valid text, also where a name is not UTF-8 (see names.py)."""
    return key_from_name(str(path))


def read_path(text: str) -> Path:
    """The path that `write_path` wrote."""
    if os.name != "posix":
        return Path(text)
    return Path("/") / name_from_key(text.strip("/")) if text.strip("/") else Path("/")
