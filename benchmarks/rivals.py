"""What naming everybody costs by the rules of other programs, each with the settings that are best for this very album.

Two prices: `tail` visits every face, `free` lets strangers lie. Both end with every face of interest named rightly.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import rules
from costs import COMMIT, CONFIRM, HIDE, MERGE, NAME, NOTHING, REMOVE, SEARCH, SEE, SKIP, Cost
from numpy.typing import NDArray
from rules import ALONE, Labels, Similarities

Names = Sequence[str | None]  # of each face; None is a stranger, or no face at all
Guesser = Callable[[NDArray[np.float32], Labels, NDArray[np.float32]], tuple[Labels, NDArray[np.float32]]]
STEPS = 30  # cuts that are tried
TAUGHT_NOTHING = "our groups, by hand"


@dataclass(frozen=True)
class Bill:
    """What the faces of interest cost, and what the strangers cost on top of that."""

    wanted: Cost = NOTHING
    strangers: Cost = NOTHING

    def __add__(self, other: "Bill") -> "Bill":
        return Bill(self.wanted + other.wanted, self.strangers + other.strangers)

    @property
    def tail(self) -> Cost:
        return self.wanted + self.strangers


@dataclass(frozen=True)
class Choice:
    """The least a rule can cost on an album when every face is visited, the settings for that, and the least when
    strangers may lie, which may take others.
    """

    tail: Cost
    settings: dict[str, Any]
    free: Cost


@dataclass
class Ledger:
    """Somebody who names faces: what it cost so far, who has a name, who is left."""

    names: Names
    bill: Bill
    known: set[str]
    named: dict[int, str]  # faces with their right name
    dismissed: set[int]  # strangers that were dealt with

    @classmethod
    def begin(cls, names: Names) -> "Ledger":
        return cls(names, Bill(), set(), {}, set())

    def name_groups(self, labels: Labels, *, smallest: int) -> None:
        """Name every group that is shown, take out who is wrong, hide groups of strangers."""
        for group in list_groups(labels, smallest=smallest):
            majority = Counter(self.names[face] for face in group).most_common(1)[0][0]
            if majority is None:
                self.bill += Bill(strangers=HIDE + SEE * len(group))
                self.dismissed |= {face for face in group if self.names[face] is None}
                continue
            wrong = [face for face in group if self.names[face] != majority]
            self.bill += Bill((MERGE if majority in self.known else NAME) + SEE * len(group) + REMOVE * len(wrong))
            self.known.add(majority)
            self.named |= {face: majority for face in group if self.names[face] == majority}
            self.dismissed |= {face for face in wrong if self.names[face] is None}

    def accept(self, guesses: dict[int, str], *, per_name: Cost) -> None:
        """Look through the guesses, a screen a name: the wrong ones are taken out, the others are right by that."""
        wrong = [face for face, name in guesses.items() if self.names[face] != name]
        self.bill += Bill(per_name * len(set(guesses.values())) + SEE * len(guesses) + REMOVE * len(wrong))
        self.named |= {face: name for face, name in guesses.items() if self.names[face] == name}
        self.dismissed |= {face for face in wrong if self.names[face] is None}

    def finish(self) -> Bill:
        """Name who is left one by one; strangers are skipped one by one."""
        for face, name in enumerate(self.names):
            if face in self.named or face in self.dismissed:
                continue
            if name is None:
                self.bill += Bill(strangers=SKIP + SEE)
                continue
            self.bill += Bill((SEARCH if name in self.known else NAME) + SEE)
            self.known.add(name)
        return self.bill


def list_groups(labels: Labels, *, smallest: int) -> list[list[int]]:
    """Return the faces of the groups that are shown, the largest first."""
    groups = [np.flatnonzero(labels == label).tolist() for label in np.unique(labels) if label != ALONE]
    return sorted((group for group in groups if len(group) >= smallest), key=len, reverse=True)


def price_groups(
    labels: Labels,
    names: Names,
    *,
    smallest: int,
    vectors: NDArray[np.float32] | None = None,
    guess: Guesser | None = None,
    sure: float = 1.0,
    per_name: Cost = NOTHING,
) -> Bill:
    """Name the groups, let the program guess who else is who where it can, and name who is left."""
    ledger = Ledger.begin(names)
    ledger.name_groups(labels, smallest=smallest)
    if guess is not None and vectors is not None and len(ledger.known) > 1:
        ledger.accept(_guess(ledger, vectors, guess, sure), per_name=per_name)
    return ledger.finish()


def _guess(ledger: Ledger, vectors: NDArray[np.float32], guess: Guesser, sure: float) -> dict[int, str]:
    people = sorted(ledger.known)
    known = np.array(sorted(ledger.named), np.int64)
    gone = ledger.named.keys() | ledger.dismissed
    rest = np.array([face for face in range(len(ledger.names)) if face not in gone], np.int64)
    if not len(rest):
        return {}
    said = np.array([people.index(ledger.named[face]) for face in known.tolist()], np.int64)
    found, certainty = guess(vectors[known], said, vectors[rest])
    good = certainty >= sure
    return {face: people[name] for face, name in zip(rest[good].tolist(), found[good].tolist(), strict=True)}


def price_one_by_one(suggested: Sequence[str | None], names: Names) -> Bill:
    """Visit every face in the order of the album, with the name that was suggested for each."""
    bill, known = Bill(), set[str]()
    for name, suggestion in zip(names, suggested, strict=True):
        if name is None:
            bill += Bill(strangers=SKIP + SEE)
            continue
        right = SEARCH if name in known else NAME
        bill += Bill((CONFIRM if suggestion == name else right) + SEE)
        known.add(name)
    return bill


def find_nearest_named(similarities: Similarities, names: Names) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return for each face the nearest one before it that has a name, and how near that is."""
    is_named = np.array([name is not None for name in names], np.bool_)
    before = np.tri(len(names), k=-1, dtype=np.bool_) & is_named
    reach = np.where(before, similarities, -np.inf)
    return reach.argmax(axis=1), reach.max(axis=1)


def list_cuts(similarities: Similarities) -> list[float]:
    """Return cuts worth trying with these vectors, whatever network they are from."""
    pairs = similarities[np.triu_indices(len(similarities), 1)]
    low, high = np.quantile(pairs, (0.9, 0.9999))
    return [float(cut) for cut in np.linspace(low, high, STEPS)]


def choose(price: Callable[..., Bill], grid: Sequence[dict[str, Any]]) -> Choice:
    """Return the least this costs with any of the settings: generous, for nobody knows the best beforehand."""
    tried = [(price(**settings), settings) for settings in grid]
    best, settings = min(tried, key=lambda each: _dearness(each[0].tail))
    return Choice(best.tail, settings, min((bill.wanted for bill, _settings in tried), key=_dearness))


def choose_further(first: Choice, price: Callable[..., Bill], **more: Sequence[Any]) -> Choice:
    """Try more values of some settings with the best of the others."""
    found = choose(price, spread(**{name: (value,) for name, value in first.settings.items()} | more))
    return Choice(found.tail, found.settings, min(first.free, found.free, key=_dearness))


def _dearness(cost: Cost) -> tuple[float, float]:
    return cost.actions, cost.seconds


def spread(**values: Sequence[Any]) -> list[dict[str, Any]]:
    """Return every combination of the values."""
    return [dict(zip(values, each, strict=True)) for each in product(*values.values())]


def price_rivals(vectors: NDArray[np.float32], names: Names, *, ours: Labels) -> dict[str, Choice]:
    """Return the best each rule can do on this album. Without scikit-learn, LibrePhotos' is left out.

    `ours` are the groups Kenfolk makes: what these cost to somebody whose answers teach nothing is told too.
    """
    similarities: Similarities = vectors @ vectors.T
    cuts = list_cuts(similarities)

    nearest, nearness = find_nearest_named(similarities, names)

    def one_by_one(cut: float) -> Bill:
        suggested = [names[face] if near >= cut else None for face, near in zip(nearest, nearness, strict=True)]
        return price_one_by_one(suggested, names)

    def immich(cut: float, core: int) -> Bill:
        return price_groups(rules.immich(similarities, cut=cut, core=core), names, smallest=core)

    def nextcloud(cut: float, smallest: int) -> Bill:
        return price_groups(rules.chinese_whispers(similarities, cut=cut), names, smallest=smallest)

    found = {
        "one by one": choose(one_by_one, spread(cut=(-np.inf, *cuts))),
        "Immich": choose(immich, spread(cut=cuts, core=(2, 3))),
        "PhotoPrism": choose_photoprism(vectors, similarities, names, cuts),
        "Nextcloud": choose(nextcloud, spread(cut=cuts, smallest=(2, 5))),
        TAUGHT_NOTHING: choose(lambda smallest: price_groups(ours, names, smallest=smallest), spread(smallest=(2, 3))),
    }
    try:
        found["LibrePhotos"] = choose_librephotos(vectors, similarities, names)
    except ModuleNotFoundError:
        print("scikit-learn is missing: LibrePhotos' rule is left out")
    return found


def choose_photoprism(
    vectors: NDArray[np.float32], similarities: Similarities, names: Names, cuts: Sequence[float]
) -> Choice:
    """Faces that no group took are given the name of the nearest named group, if that is near enough."""

    def photoprism(cut: float, core: int, match: float) -> Bill:
        labels = rules.dbscan(similarities, cut=cut, core=core)
        guess = {"vectors": vectors, "guess": rules.nearest_centre, "sure": match}
        return price_groups(labels, names, smallest=core, **guess)

    first = choose(photoprism, spread(cut=cuts, core=(4, 5), match=(np.inf,)))
    return choose_further(first, photoprism, match=(*cuts, np.inf))


def remember(guess: Guesser) -> Guesser:
    """Guess once where only the certainty that is asked for changes: training a network takes long."""
    kept: dict[bytes, tuple[Labels, NDArray[np.float32]]] = {}

    def guess_once(
        vectors: NDArray[np.float32], labels: Labels, others: NDArray[np.float32]
    ) -> tuple[Labels, NDArray[np.float32]]:
        key = vectors.tobytes() + labels.tobytes()
        if key not in kept:
            kept[key] = guess(vectors, labels, others)
        return kept[key]

    return guess_once


def choose_librephotos(vectors: NDArray[np.float32], similarities: Similarities, names: Names) -> Choice:
    """Once the groups are named a network guesses the others; its guesses are confirmed by the screen."""
    guess_once = remember(rules.learn_names)

    def librephotos(smallest: int, samples: int, sure: float) -> Bill:
        labels = rules.hdbscan(similarities, smallest=smallest, samples=samples)
        if not np.isfinite(sure):
            return price_groups(labels, names, smallest=smallest)
        guess = {"vectors": vectors, "guess": guess_once, "sure": sure, "per_name": COMMIT}
        return price_groups(labels, names, smallest=smallest, **guess)

    first = choose(librephotos, spread(smallest=(2, 3, 4, 6, 8), samples=(1, 2, 3, 5), sure=(np.inf,)))
    return choose_further(first, librephotos, sure=(0.5, 0.8, 0.9, 0.95, 0.99, np.inf))
