"""Halves of files that a process left which was killed while it wrote them. Nobody reads them; they only take space."""

from collections.abc import Sequence
from pathlib import Path

from kenfolk.storage.base import Storage

MARK = "working"  # a file in the data folder: some process works here, or was killed at it


def begin_work(data: Path, own: Sequence[Storage]) -> bool:
    """Note that a process works on this library; clean up after one that did not end well, and say if it did.

    Call with the lock held.
    """
    ended_well = not (data / MARK).exists()
    if not ended_well:
        for storage in own:
            storage.remove_leftovers(older_than_s=0)
    (data / MARK).touch()
    return ended_well


def end_work(data: Path) -> None:
    """Note that the process ends well."""
    (data / MARK).unlink(missing_ok=True)
