"""From what people answered to honest chances. Pure: features and answers in, a calibrator out.

A calibrator is a logistic function of a few features (Platt, "Probabilistic outputs for support vector machines", 1999).
It starts as the one that came with the model pack and stays tied to it: the answers of a review queue are a biased
sample, the doubtful ones first, and a calibrator that follows only them forgets what the clear cases look like. How
strongly it is tied is said in pseudo-answers. That one is better than another is for `gate` to find out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.floating]  # (N, F), in the features' own units
Labels = NDArray[np.bool_] | NDArray[np.integer]  # (N,), 1: right, 0: wrong
Floats = NDArray[np.float64]

# The most that one answer can tell about a weight of a feature of spread one: p (1 - p) where p is a half.
INFORMATION = 0.25
MOST_STEPS = 100  # Newton's method needs five to ten
SMALL_STEP = 1e-9


@dataclass(frozen=True)
class Calibrator:
    """Features to chances: sigmoid(weights[0] + weights[1:] . (features - center) / scale)."""

    weights: tuple[float, ...]  # F + 1, in log-odds; the first is the intercept
    center: tuple[float, ...]  # F, in the features' units
    scale: tuple[float, ...]  # F, above zero: what counts as much in each feature

    def __post_init__(self) -> None:
        for name in ("weights", "center", "scale"):
            object.__setattr__(self, name, tuple(map(float, getattr(self, name))))
        if not len(self.weights) - 1 == len(self.center) == len(self.scale):
            raise ValueError("a calibrator has one center and scale a feature, and one weight more")
        if not np.isfinite([*self.weights, *self.center, *self.scale]).all() or min(self.scale, default=1) <= 0:
            raise ValueError("a calibrator's numbers are finite and its scales above zero")

    @classmethod
    def ignorant(cls, features: Features) -> "Calibrator":
        """Return the one that says a half to everything, with the features' (N, F) own means and spreads."""
        center, spread = features.mean(axis=0), features.std(axis=0)
        return cls((0.0,) * (features.shape[1] + 1), tuple(center), tuple(np.where(spread > 0, spread, 1.0)))

    def log_odds(self, features: Features) -> Floats:
        """Return the log-odds (N,) that each row of features (N, F) is right."""
        return np.asarray(self.design(features) @ np.array(self.weights))

    def probabilities(self, features: Features) -> Floats:
        """Return the chance (N,), 0 to 1, that each row of features (N, F) is right."""
        return to_chances(self.log_odds(features))

    def design(self, features: Features) -> Floats:
        """Return what the weights are multiplied with (N, F + 1): a one and the standardised features.

        Raises ValueError for another number of features and for any that is not finite.
        """
        rows = np.asarray(features, np.float64)
        if rows.ndim != 2 or rows.shape[1] != len(self.center) or not np.isfinite(rows).all():
            raise ValueError(f"expected finite features (N, {len(self.center)}), not {rows.shape}")
        return np.column_stack([np.ones(len(rows)), (rows - self.center) / self.scale])

    def to_json(self) -> str:
        """Return it as text that `from_json` reads back to the last bit."""
        return json.dumps({"weights": self.weights, "center": self.center, "scale": self.scale})

    @classmethod
    def from_json(cls, text: str) -> "Calibrator":
        """Return the calibrator of a text; KeyError, TypeError or ValueError: it is none."""
        read: dict[str, Sequence[float]] = json.loads(text)
        return cls(*(tuple(read[name]) for name in ("weights", "center", "scale")))


def fit(features: Features, labels: Labels, *, prior: Calibrator, strength: float) -> Calibrator:
    """Return the most likely calibrator after these answers, features (N, F) and labels (N,): maximum a posteriori.

    Its weights are pulled to the prior's by a Gaussian that is worth `strength` answers (above zero), each of which told
    as much as an answer can: so answers that were easy count for less than a pseudo-answer. Center and scale stay the
    prior's. Without answers it is the prior; separable or one-sided ones move it as far as the Gaussian lets them.
    Milliseconds for thousands of answers. ValueError: the shapes, the numbers or the strength make no sense.
    """
    rows, signs = prior.design(features), _to_signs(labels)
    if len(rows) != len(signs) or strength <= 0:
        raise ValueError("a fit needs one label a row and a strength above zero")
    start, pull = np.array(prior.weights), strength * INFORMATION
    weights = start
    for _ in range(MOST_STEPS):
        step = _newton_step(weights, rows, signs, start, pull)
        weights = weights + step
        if np.abs(step).max() < SMALL_STEP:
            break
    return replace(prior, weights=tuple(weights))


def log_losses(log_odds: Floats, labels: Labels) -> Floats:
    """Return what each claim (N,) costs given what was true (N,), in nats: ln 2 for log-odds of 0, 0 for a sure truth."""
    return np.asarray(np.logaddexp(0, -_to_signs(labels) * log_odds))


def to_chances(log_odds: Floats) -> Floats:
    """Return chances (N,) of log-odds (N,), however large."""
    return np.asarray(np.exp(-np.logaddexp(0, -log_odds)))


def _newton_step(weights: Floats, rows: Floats, signs: Floats, start: Floats, pull: float) -> Floats:
    chances = to_chances(rows @ weights)
    slope = rows.T @ (chances - (signs > 0)) + pull * (weights - start)
    curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + pull * np.eye(len(weights))
    step: Floats = np.asarray(-np.linalg.solve(curve, slope), np.float64)
    here = _cost(weights, rows, signs, start, pull)
    # Far from the best weights the parabola may lie: a step is halved until it gains some of what was promised.
    while _cost(weights + step, rows, signs, start, pull) > here + 1e-4 * float(slope @ step) + 1e-9 * abs(here):
        step = step / 2
    return step


def _cost(weights: Floats, rows: Floats, signs: Floats, start: Floats, pull: float) -> float:
    losses = np.logaddexp(0, -signs * (rows @ weights))
    return float(losses.sum() + pull / 2 * np.sum((weights - start) ** 2))


def _to_signs(labels: Labels) -> Floats:
    values = np.asarray(labels, np.float64)
    if values.ndim != 1 or not np.isin(values, (0, 1)).all():
        raise ValueError("labels are a row of ones and zeros")
    return 2 * values - 1
