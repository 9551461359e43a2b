"""May the machine be trusted? Pure: what audits found, and how good chances were, in numbers with their doubt.

A certificate holds for what its faces were drawn from: automatic tags that were drawn by chance and looked at by a
person. The other answers of the review queue are chosen and prove nothing.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

State = Literal["kept", "broken", "provisional"]
Chances = NDArray[np.floating]  # (N,), 0 to 1
Outcomes = NDArray[np.bool_] | NDArray[np.integer]  # (N,), 1: it came true

PROMISE = 0.99
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Certificate:
    """What audits say of the share of automatic tags that is right."""

    audited: int
    wrong: int
    precision: float | None  # of the audited; none without audits
    low: float  # one-sided bounds: above `low` with the confidence asked for, and below `high` with the same
    high: float
    promise: float
    state: State
    needed: int  # further audits without an error until the promise is kept


def certify(audited: int, wrong: int, *, promise: float = PROMISE, confidence: float = CONFIDENCE) -> Certificate:
    """Return what `wrong` of `audited` random tags prove of a promised precision (above 0, below 1).

    "kept": not below the promise, with this confidence; "broken": below it, with this confidence; otherwise provisional.
    ValueError: more wrong than audited, or a promise or confidence outside of 0 to 1.
    """
    if not (0 <= wrong <= audited and 0 < promise < 1 and 0 < confidence < 1):
        raise ValueError(f"no certificate for {wrong} wrong of {audited}, {promise}, {confidence}")
    low, high = find_bounds(audited, wrong, confidence=confidence)
    return Certificate(
        audited=audited,
        wrong=wrong,
        precision=1 - wrong / audited if audited else None,
        low=low,
        high=high,
        promise=promise,
        state="kept" if low >= promise else "broken" if high < promise else "provisional",
        needed=_count_needed(audited, wrong, promise, confidence),
    )


def find_bounds(audited: int, wrong: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the exact one-sided lower and upper bounds of the share that is right.

    Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", 1934.
    Both together hold with 2 * confidence - 1: one-sided 95 % are two-sided 90 %.
    """
    right = audited - wrong
    low = float(betaincinv(right, wrong + 1, 1 - confidence)) if right else 0.0
    high = float(betaincinv(right + 1, wrong, confidence)) if wrong else 1.0
    return low, high


def _count_needed(audited: int, wrong: int, promise: float, confidence: float) -> int:
    def is_kept(more: int) -> bool:
        return find_bounds(audited + more, wrong, confidence=confidence)[0] >= promise

    if is_kept(0):
        return 0
    few, enough = 0, 1
    while not is_kept(enough):
        few, enough = enough, 2 * enough
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if is_kept(middle) else (middle, enough)
    return enough


@dataclass(frozen=True)
class Bin:
    """Chances that are about equal, and how often they came true."""

    low: float  # the smallest chance in it
    high: float  # the largest
    count: int
    predicted: float  # mean chance
    observed: float  # share that came true


def reliability(probabilities: Chances, outcomes: Outcomes, *, bins: int = 10) -> list[Bin]:
    """Return up to so many bins of about as many chances each, from low to high; equal chances are in one bin.

    ValueError: not one outcome for each chance, a chance outside of 0 to 1, or no bin.
    """
    chances, came = np.asarray(probabilities, np.float64), np.asarray(outcomes, np.float64)
    if chances.shape != came.shape or chances.ndim != 1 or not ((chances >= 0) & (chances <= 1)).all() or bins < 1:
        raise ValueError("reliability needs one outcome for each chance from 0 to 1, and a bin")
    if not len(chances):
        return []
    cuts = np.sort(chances)[len(chances) * np.arange(1, bins) // bins]
    place = np.searchsorted(cuts, chances, side="right")
    return [_describe(chances[place == at], came[place == at]) for at in np.unique(place)]


def _describe(chances: NDArray[np.float64], came: NDArray[np.float64]) -> Bin:
    return Bin(
        low=float(chances.min()),
        high=float(chances.max()),
        count=len(chances),
        predicted=float(chances.mean()),
        observed=float(came.mean()),
    )


def expected_calibration_error(probabilities: Chances, outcomes: Outcomes, *, bins: int = 10) -> float:
    """Return how far chances (N,) are from how often they come true (N,), 0 to 1; 0 for none.

    The mean over bins of about equal mass (Nguyen and O'Connor, "Posterior calibration and exploratory analysis for
    natural language processing models", 2015), weighted by their size. Small samples of perfect chances are above 0.
    """
    found = reliability(probabilities, outcomes, bins=bins)
    gaps = [(each.count, abs(each.predicted - each.observed)) for each in found]
    return sum(count * gap for count, gap in gaps) / max(1, sum(count for count, _ in gaps))
