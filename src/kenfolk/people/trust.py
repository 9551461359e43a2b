"""Does the machine keep its promise? If checks prove that it does not, it names nobody until it has learned better."""

import logging

from kenfolk.kit.db import ReadSession
from kenfolk.people import calibration
from kenfolk.people.calibration import Certificate
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.store import audits, calibrators

log = logging.getLogger(__name__)

# One slip of a reviewer among the first few checks proves nothing: the bound is exact for a number chosen beforehand,
# and it is looked at after every answer.
FEWEST_CHECKS = 100


def certify_names(session: ReadSession, recogniser: Recogniser) -> Certificate:
    """Return what checks of the machine's names have shown, since the calibrator in use was made."""
    version = recogniser.calibrators.version(session)
    made = calibrators.find(session, version)
    since = None if made is None else made.made_at
    checked = audits.list_audits(session, model=recogniser.model, calibrator=version, since=since)
    wrong = sum(not each.is_right for each in checked)
    return calibration.certify(len(checked), wrong, promise=recogniser.promise)


def review_trust(session: ReadSession, recogniser: Recogniser) -> None:
    """Let the machine name faces, or not, as checks have shown."""
    proof = certify_names(session, recogniser)
    is_trusted = proof.state != "broken" or proof.audited < FEWEST_CHECKS
    if recogniser.is_trusted and not is_trusted:
        log.warning(
            "the machine names nobody for now: %d of %d names that were checked are wrong", proof.wrong, proof.audited
        )
    recogniser.is_trusted, recogniser.checked = is_trusted, recogniser.calibrators.version(session)
