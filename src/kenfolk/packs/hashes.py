"""Check files against their pinned hashes."""

import hashlib
from pathlib import Path

from kenfolk.packs.errors import WrongHash


def hash_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_hash(path: Path, expected: str, *, what: str) -> None:
    """Refuse a file that isn't the pinned one, and remove it."""
    found = hash_file(path)
    if found != expected:
        path.unlink(missing_ok=True)
        raise WrongHash(what=what, found=found, expected=expected)
