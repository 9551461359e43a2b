"""What a step of the pipeline is: it finds its own work, runs a batch of it, and says how each item ended."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kenfolk.kit.db import ReadSession

Parts = TypeVar("Parts")


@dataclass(frozen=True)
class Done:
    """The work is in the database."""


@dataclass(frozen=True)
class Skipped:
    """Nothing to do: gone, or done already."""

    reason: str


@dataclass(frozen=True)
class Retry:
    """It may work later: try again in `after` seconds (or when a person asks), and show `reason` until then."""

    reason: str
    after: float


@dataclass(frozen=True)
class Failed:
    """It will fail again: show `reason`, and try only when a person asks or the file changes."""

    reason: str


Outcome = Done | Skipped | Retry | Failed


class Job(Protocol):
    """The work of one step. `run` is safe to repeat and holds no transaction while it computes.

    `find` returns ids that wait, in the order to do them, without those in `skip` and without those whose failure is
    not due (`failures.not_due`). `count` says how many wait and `total` how many this step concerns at all.
    """

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]: ...

    def count(self, session: ReadSession) -> int: ...

    def total(self, session: ReadSession) -> int: ...

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]: ...


@dataclass(frozen=True)
class Step(Generic[Parts]):
    """One row of the pipeline table."""

    name: str  # room.verb
    queue: str  # the worker that takes it
    make: Callable[[Parts], Job]
    then: tuple[str, ...] = ()  # the steps that may have work when this one did some
    batch: int = 1  # ids a call of `run`
    gather: float = 0.0  # seconds a batch may take to fill while earlier steps are at work
