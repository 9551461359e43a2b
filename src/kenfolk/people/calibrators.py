"""Which calibrator is in use: the pack's prior, until one that learned from answers has won against it."""

import threading

from kenfolk.kit.db import ReadSession
from kenfolk.people.learning import Calibrator
from kenfolk.people.store import calibrators

PRIOR = 0  # the version of the one that came with the pack


class Calibrators:
    """Keeps the champion at hand; another process may have crowned a new one, so it asks which it is."""

    def __init__(self, *, model: str, prior: Calibrator, learns: bool) -> None:
        self._model, self._prior, self._learns = model, prior, learns
        self._lock = threading.Lock()
        self._version, self._champion = PRIOR, prior

    def version(self, session: ReadSession) -> int:
        """Return the number of the calibrator in use."""
        return calibrators.find_champion(session, model=self._model) if self._learns else PRIOR

    def champion(self, session: ReadSession) -> Calibrator:
        """Return the calibrator in use."""
        version = self.version(session)
        with self._lock:
            if version != self._version:
                self._champion = self._read(session, version)
                self._version = version
            return self._champion

    def _read(self, session: ReadSession, version: int) -> Calibrator:
        row = calibrators.find(session, version)
        found = self._prior if row is None else Calibrator.from_json(row.weights)
        # One that was tied to another prior knows other features, or means other numbers by them.
        is_kin = (found.center, found.scale) == (self._prior.center, self._prior.scale)
        return found if is_kin else self._prior
