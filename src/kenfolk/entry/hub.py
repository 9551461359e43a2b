"""The running process, as its API sees it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kenfolk.entry.events import Broadcaster
from kenfolk.entry.status import Status
from kenfolk.kit.db import Database


@dataclass(frozen=True)
class Hub:
    """What the server's own endpoints need."""

    database: Database
    read_status: Callable[[], Status]
    describe_pack: Callable[[], Any]
    describe_packs: Callable[[], Sequence[Any]]
    events: Broadcaster = field(default_factory=Broadcaster)
