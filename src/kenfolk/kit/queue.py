"""The queue is a bell, the database is the list: a lost, doubled or reordered ring loses no work."""

import logging
from typing import Protocol

from sqlalchemy.orm import Session

log = logging.getLogger(__name__)


class Bell(Protocol):
    """Tells a step that it has work. Steps find out what work by asking the database."""

    def ring(self, step: str) -> None: ...


class SilentBell:
    """Rings nobody: for programs that only write, the running server finds the work by itself."""

    def ring(self, step: str) -> None:
        """Do nothing."""


class RecordingBell:
    """Remembers what rang, for tests."""

    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, step: str) -> None:
        """Remember `step`."""
        self.rung.append(step)


def enqueue(session: Session, step: str) -> None:
    """Ring for `step` once this session has committed; a rollback drops the ring."""
    session.info.setdefault("rings", {})[step] = None


def ring_now(session: Session) -> None:
    """Ring what the session asked for. A broken bell is logged: the data is saved and is found later anyway."""
    bell: Bell | None = session.info.get("bell")
    for step in session.info.pop("rings", {}):
        try:
            if bell is not None:
                bell.ring(step)
        except Exception:
            log.exception("could not ring for %s", step)


def drop_rings(session: Session) -> None:
    """Forget what the session asked for."""
    session.info.pop("rings", None)
