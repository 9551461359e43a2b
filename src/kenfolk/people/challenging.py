"""Now and then a new calibrator is made of everything that was said, and replaces the one in use only if it wins."""

import json
import logging
from dataclasses import asdict, dataclass

import numpy as np

from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people.gate import Gate, compare
from kenfolk.people.learning import Calibrator, fit
from kenfolk.people.models import CalibratorVersion
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.store import calibrators, decisions, matches
from kenfolk.people.teaching import Examples, Lessons, find_events, make_examples

log = logging.getLogger(__name__)

FEWEST_DECISIONS = 25  # since the last try
GROWTH = 0.2  # of the ledger since the last try: a long one need not be looked through after every 25
STRENGTH = 300.0  # pseudo-answers the prior is worth


@dataclass(frozen=True)
class Challenge:
    """A calibrator that was tried, and what the gate said."""

    calibrator: Calibrator
    gate: Gate
    seq: int  # the newest decision it knows
    against: int  # the version it was compared with; a human may have gone back to another one meanwhile


class Challenger:
    """Tries a new calibrator when enough was said since the last time."""

    def __init__(self, database: Database, recogniser: Recogniser) -> None:
        self._database, self._recogniser, self._model = database, recogniser, recogniser.model

    def try_one(self) -> Challenge | None:
        """Make a calibrator and let it prove itself, if it is time; everybody is matched again if it wins."""
        if not self._recogniser.learns:
            return None
        with self._database.read() as session:
            seq = decisions.newest_seq(session)
            if not self._is_time(session, seq):
                return None
            champion = self._recogniser.calibrators.champion(session)
            against = self._recogniser.calibrators.version(session)
            examples = self._make_examples(session)
        prior = self._recogniser.prior
        gate = compare(
            examples.features, examples.labels, examples.events, champion=champion, prior=prior, strength=STRENGTH
        )
        made = fit(examples.features, examples.labels, prior=prior, strength=STRENGTH) if gate.answers else prior
        challenge = Challenge(made, gate, seq, against)
        with self._database.write() as session:
            self._write(session, challenge)
        return challenge

    def _is_time(self, session: ReadSession, seq: int) -> bool:
        before = calibrators.newest_seq(session, model=self._model)
        return seq - before >= max(FEWEST_DECISIONS, GROWTH * before)

    def _make_examples(self, session: ReadSession) -> Examples:
        said = matches.list_exemplars(session)
        strangers = matches.list_strangers(session)
        known, looks = self._recogniser.looks(session, [*(e.face_id for e in said), *(e.face_id for e in strangers)])
        by_face = {e.face_id: e for e in (*strangers, *said)}
        faces = [by_face[face_id] for face_id in known.tolist()]
        years = np.array([e.years for e in faces], np.float64)
        lessons = Lessons(
            looks=looks,
            person_ids=np.array([e.person_id for e in faces], np.int64),
            events=find_events(years),
            qualities=np.array([e.quality for e in faces], np.float32),
            years=years,
        )
        recogniser = self._recogniser
        return make_examples(
            lessons, recogniser.known.gallery(session),
            cohort=recogniser.index.cohort, alike=recogniser.thresholds.group, least=recogniser.least,
        )  # fmt: skip

    def _write(self, session: WriteSession, challenge: Challenge) -> None:
        decisions.lock_ledger(session)
        gate = challenge.gate
        version = CalibratorVersion(
            model=self._model, made_at=utc_now(), answers=gate.answers, seq=challenge.seq,
            weights=challenge.calibrator.to_json(), gate=json.loads(json.dumps(asdict(gate))), state="lost",
        )  # fmt: skip
        session.add(version)
        session.flush()
        log.info(
            "calibrator %d, made of %d answers, %s: it %s (%.4f against %.4f nats an answer, %d of %d parts won)",
            version.id, gate.answers, "is used from now on" if gate.wins else "is not used", gate.reason,
            gate.challenger_loss, gate.champion_loss, gate.won, gate.folds,
        )  # fmt: skip
        if gate.wins and self._recogniser.calibrators.version(session) == challenge.against:
            calibrators.crown(session, version.id, model=self._model)
            matches.drop_all(session, model=self._model)
