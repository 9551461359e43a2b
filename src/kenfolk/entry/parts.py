"""Everything that is made once when a process starts, and that the rooms' jobs and routes are given."""

from dataclasses import dataclass

from kenfolk.entry.events import Broadcaster
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.storage.local import LocalStorage


@dataclass(frozen=True)
class Parts:
    """What the house is made of. The networks are loaded at their first use."""

    settings: Settings
    database: Database
    derived: LocalStorage  # thumbnails and chips: everything in it can be made again
    events: Broadcaster


def build_parts(settings: Settings, database: Database) -> Parts:
    """Make the parts for a library."""
    return Parts(
        settings=settings,
        database=database,
        derived=LocalStorage(settings.data / "derived", writable=True),
        events=Broadcaster(),
    )
