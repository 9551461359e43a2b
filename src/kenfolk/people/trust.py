"""Does the machine keep its promise? If checks prove that it does not, it names nobody until it has learned better."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from kenfolk.kit.db import ReadSession
from kenfolk.people import calibration
from kenfolk.people.calibration import Certificate
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.store import audits, calibrators, matches

log = logging.getLogger(__name__)

# One slip of a reviewer among the first few checks proves nothing: the bound is exact for a number chosen beforehand,
# and it is looked at after every answer.
FEWEST_CHECKS = 100

# A check speaks of the names that were there to be drawn: it counts for a certificate as long as so many of today's were.
COVERED = 0.8


@dataclass(frozen=True)
class Standing:
    """What may be said of the names the machine gives today."""

    proof: Certificate
    expired: int  # checks that no longer count, because too many names are newer


def certify_names(session: ReadSession, recogniser: Recogniser) -> Certificate:
    """Return what checks of the machine's names have shown, since the calibrator in use was made."""
    return _certify(_list_checks(session, recogniser), recogniser)


def certify_today(session: ReadSession, recogniser: Recogniser) -> Standing:
    """Return what checks show of the names that stand today: a check expires when more than a fifth of them are newer.

    So a certificate ends by itself when many photos or people come, and is had again by checking some of the new names.
    That the machine may not name at all (`review_trust`) never expires: it would name again having learned nothing.
    """
    checked = _list_checks(session, recogniser)
    arrived = audits.find_arrival(session, share=COVERED) if checked else None
    valid = [each for each in checked if arrived is None or each.at >= arrived]
    return Standing(_certify(valid, recogniser), expired=len(checked) - len(valid))


def _list_checks(session: ReadSession, recogniser: Recogniser) -> Sequence[audits.Audit]:
    version = recogniser.calibrators.version(session)
    made = calibrators.find(session, version)
    since = None if made is None else made.made_at
    return audits.list_audits(session, model=recogniser.model, calibrator=version, since=since)


def _certify(checked: Sequence[audits.Audit], recogniser: Recogniser) -> Certificate:
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


def follow_trust(session: ReadSession, recogniser: Recogniser) -> None:
    """Look again whether the machine may name faces, if another process has learned something since."""
    learned = matches.learned_seq(session, model=recogniser.model), recogniser.calibrators.version(session)
    if learned != recogniser.followed:
        review_trust(session, recogniser)
        recogniser.followed = learned
