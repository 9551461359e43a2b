"""May a new calibrator replace the one in use? Pure. Only if it says better what it has not seen, event by event.

Faces of one event resemble each other, so the answers of an event are left out together: what is right for the other
nine tenths of the events has to be right for these.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.people.learning import Calibrator, Features, Floats, Labels, fit, log_losses

Events = NDArray[np.integer] | NDArray[np.str_]  # (N,), of each answer
Indices = NDArray[np.intp]

MOST_FOLDS = 10
FEWEST_EVENTS = 5  # fewer could all be in favour by chance: (1/2)^4 is more than one in twenty
SHARE_WON = 0.6
RESAMPLES = 1000
CONFIDENCE = 0.9
EQUAL = 1e-12  # nats: less of a difference is none
LEAST_GAIN = 0.05  # of the loss: for less it is not worth to judge every face of a library again


@dataclass(frozen=True)
class Gate:
    """How a challenger did against the champion, and whether it may replace it."""

    wins: bool
    reason: str  # a sentence for the log
    champion_loss: float  # nats an answer; 0 without answers
    challenger_loss: float
    won: int  # folds in which the challenger lost less
    folds: int
    answers: int


def compare(
    features: Features, labels: Labels, events: Events, *, champion: Calibrator, prior: Calibrator, strength: float
) -> Gate:
    """Return whether a calibrator fitted to these answers may replace the champion.

    Each fold of events (at most ten) is judged by a fit to all others, `fit(..., prior=prior, strength=strength)`; the
    champion and the prior are judged as they are. (Has the champion learned from some of these answers, it is judged too
    well: the gate is then rather too strict.) The challenger wins if it loses less an answer than both, in at least
    60 % of the folds less than the champion, and if a paired bootstrap over events (Efron, "Bootstrap methods", 1979;
    90 %) leaves no doubt of that. The same answers, in any order, get the same verdict.
    """
    names, event = np.unique(events, return_inverse=True)
    if not len(features) == len(labels) == len(event):
        raise ValueError("a comparison needs a label and an event for each row of features")
    if not len(labels):
        return Gate(wins=False, reason="no answers", champion_loss=0, challenger_loss=0, won=0, folds=0, answers=0)
    fold = _deal_folds([str(name) for name in names])[event]
    champions, priors = (log_losses(c.log_odds(features), labels) for c in (champion, prior))
    challengers = np.empty(len(labels))
    for at in np.unique(fold):
        out = fold == at
        found = fit(features[~out], labels[~out], prior=prior, strength=strength)
        challengers[out] = log_losses(found.log_odds(features[out]), labels[out])
    return _judge(champions, challengers, priors, event, fold)


def _deal_folds(events: list[str]) -> Indices:
    """Return the fold (E,) of each event: shuffled by their hashes, then dealt, so that folds are about equal."""
    order = sorted(range(len(events)), key=lambda at: hashlib.sha256(events[at].encode()).digest())
    folds = np.empty(len(events), np.intp)
    folds[order] = np.arange(len(events)) % MOST_FOLDS
    return folds


def _judge(champions: Floats, challengers: Floats, priors: Floats, event: Indices, fold: Indices) -> Gate:
    gains = champions - challengers
    won = int(np.count_nonzero(np.bincount(fold, gains) > EQUAL))
    folds = int(fold.max()) + 1
    needed = max(EQUAL, LEAST_GAIN * float(champions.mean()))
    reason = _object(gains, float(priors.mean() - challengers.mean()), event, won / folds, needed)
    return Gate(
        wins=reason is None,
        reason=reason or "loses less on events it has not seen",
        champion_loss=float(champions.mean()),
        challenger_loss=float(challengers.mean()),
        won=won,
        folds=folds,
        answers=len(gains),
    )


def _object(gains: Floats, gain_on_prior: float, event: Indices, share_won: float, needed: float) -> str | None:
    objections = {
        f"fewer than {FEWEST_EVENTS} events": event.max() + 1 < FEWEST_EVENTS,
        "loses no less on events it has not seen": gains.mean() <= EQUAL,
        "the prior loses less": gain_on_prior < -EQUAL,
        "loses less in too few of the folds": share_won < SHARE_WON,
        "could be better by chance": _find_least_gain(gains, event) <= 0,
        "loses hardly less on events it has not seen": gains.mean() <= needed,
    }
    return next((reason for reason, holds in objections.items() if holds), None)


def _find_least_gain(gains: Floats, event: Indices) -> float:
    """Return the lower end of the interval of the gain an answer when events are drawn again and again."""
    rng = np.random.default_rng(0)
    sums, counts = np.bincount(event, gains), np.bincount(event)
    means = []
    for _ in range(RESAMPLES):
        drawn = rng.integers(len(sums), size=len(sums))
        means.append(sums[drawn].sum() / counts[drawn].sum())
    return float(np.quantile(means, (1 - CONFIDENCE) / 2))
