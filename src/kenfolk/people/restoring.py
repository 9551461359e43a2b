"""Back to what the matcher had learned earlier: a human may take a calibrator back, whatever its gate said."""

from collections.abc import Sequence

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.queue import enqueue
from kenfolk.people.calibrators import PRIOR
from kenfolk.people.errors import NeverInUse, NotFound
from kenfolk.people.models import CalibratorVersion
from kenfolk.people.store import calibrators, decisions, matches

MATCH = "people.match"


def list_calibrators(session: ReadSession, *, model: str) -> Sequence[CalibratorVersion]:
    """Return what was learned for a model, newest first; the one it came with is not among them."""
    return calibrators.list_versions(session, model=model)


def restore_calibrator(session: WriteSession, version: int, *, model: str) -> None:
    """Use a version again that was in use before; 0 is the one that came with the model."""
    row = calibrators.find(session, version)
    if version != PRIOR and (row is None or row.model != model):
        raise NotFound(what="calibrator", id=version)
    if row is not None and row.state == "lost":
        raise NeverInUse(version=version)
    if version != calibrators.find_champion(session, model=model):
        decisions.lock_ledger(session)
        calibrators.crown(session, version, model=model, instead="rolled_back")
        matches.drop_all(session, model=model)  # whoever was judged by the other one is judged again
        enqueue(session, MATCH)
