"""The running process, as its API sees it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic import BaseModel

from kenfolk.entry.events import Broadcaster
from kenfolk.entry.gate import Gates, LocalGates
from kenfolk.entry.queues import Queues
from kenfolk.entry.status import Status
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.packs import service as packs


class PackSummary(BaseModel):
    """A model pack: the networks that find and recognise faces."""

    name: str
    title: str
    licence: str
    commercial_use: bool
    dim: int


class PackState(PackSummary):
    """A pack, and whether it is here and in use."""

    ready: bool
    active: bool


@dataclass(frozen=True)
class Hub:
    """What the server's own endpoints need."""

    database: Database
    read_status: Callable[[], Status]
    describe_packs: Callable[[], list[PackState]]
    events: Broadcaster
    fetch_pack: Callable[[], None] = lambda: None  # in the background, if it is missing
    gate: Gates = field(default_factory=LocalGates)  # holds the machine's work back
    read_queues: Callable[[], Queues] = lambda: Queues(queues=[], redis=None)
    model: str = ""  # whose vectors are in use


def describe_packs(settings: Settings) -> list[PackState]:
    """Return the packs a person may choose from, and the one in use."""
    return [
        PackState(
            name=listed.pack.name, title=listed.pack.title, licence=listed.pack.licence,
            commercial_use=listed.pack.commercial_use, dim=listed.pack.embedder.dim,
            ready=listed.is_ready, active=listed.pack.name == settings.pack,
        )
        for listed in packs.list_packs(settings.models, hidden=True)
        if not listed.pack.hidden or listed.pack.name == settings.pack
    ]  # fmt: skip
