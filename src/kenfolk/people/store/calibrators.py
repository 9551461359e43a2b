"""Every calibrator that was tried, and which one is in use."""

from collections.abc import Sequence

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.people.models import CalibratorVersion


def find_champion(session: ReadSession, *, model: str) -> int:
    """Return the version in use, 0 for the prior."""
    in_use = sa.select(CalibratorVersion.id).where(
        CalibratorVersion.model == model, CalibratorVersion.state == "champion"
    )
    return session.scalar(in_use) or 0


def find(session: ReadSession, version: int) -> CalibratorVersion | None:
    """Return a version."""
    return session.get(CalibratorVersion, version)


def newest_seq(session: ReadSession, *, model: str) -> int:
    """Return up to which decision the last calibrator that was tried had learned."""
    return session.scalar(sa.select(sa.func.max(CalibratorVersion.seq)).where(CalibratorVersion.model == model)) or 0


def list_versions(session: ReadSession, *, model: str, limit: int = 100) -> Sequence[CalibratorVersion]:
    """Return what was tried, newest first."""
    tried = sa.select(CalibratorVersion).where(CalibratorVersion.model == model)
    return session.scalars(tried.order_by(CalibratorVersion.id.desc()).limit(limit)).all()


def crown(session: WriteSession, version: int, *, model: str, instead: str = "retired") -> None:
    """Let a version be in use, or the prior (0); the one before becomes `instead`."""
    mine = CalibratorVersion.model == model
    session.execute(
        sa.update(CalibratorVersion).where(mine, CalibratorVersion.state == "champion").values(state=instead)
    )
    session.execute(sa.update(CalibratorVersion).where(mine, CalibratorVersion.id == version).values(state="champion"))
