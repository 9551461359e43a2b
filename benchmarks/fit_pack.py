"""Make what a pack needs beside its networks: a cohort, thresholds, and the prior of the calibrator.

    python benchmarks/fit_pack.py --lfw FOLDER --models HOME --pack default --cut 0.28 [--write]

Only half of the people are looked at, drawn by their names' hashes; benchmarks of matching report on the other half.
The cohort is no file of templates: each of its rows is the average of one face and its two nearest faces of other
people, so it belongs to nobody. The prior is fitted on small libraries composed of the portraits at all stages of being
named, as the product itself sees them; whoever took part in a row of the cohort does not see that row, as will be the
case for everybody who uses the pack. `--write` puts the cohort into the package; thresholds and prior are printed for
the manifest.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from portraits import add_arguments
from vectors import read_vectors

import kenfolk.packs
from kenfolk.people import clustering, matching
from kenfolk.people.candidates import FEATURES, find_candidates
from kenfolk.people.learning import Calibrator, fit
from kenfolk.people.matching import NOBODY, Ids
from kenfolk.vision.similarity import Cohort, Looks, similarities, to_unit

NEIGHBOURS = 2
LIBRARIES = 18
KINDS = ((40, 40, 0.3), (80, 15, 0.6), (20, 150, 0.3))  # people, portraits of one at the most, share of strangers
STAGES = 6  # at which a library is looked at
SEED = 1
WEAK = 10.0  # pseudo-answers: hardly any


def is_for_fitting(name: str) -> bool:
    """Say in which half a person is."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True)
class Strangers:
    """A cohort whose rows know who took part in them."""

    cohort: Cohort
    rows: NDArray[np.int8]  # what is written
    parts: NDArray[np.str_]  # (C, 1 + NEIGHBOURS) names

    def without(self, name: str) -> Cohort:
        """Return the cohort as it is for somebody it does not know."""
        return Cohort(self.cohort.vectors[~(self.parts == name).any(axis=1)])

    def look_at(self, vectors: NDArray[np.float32], names: NDArray[np.str_]) -> Looks:
        """Return looks as the cohort would see people it does not know."""
        looks = np.empty((len(vectors), vectors.shape[1] + 1), np.float32)
        for name in np.unique(names):
            looks[names == name] = self.without(name).look(vectors[names == name])
        return looks


def make_strangers(vectors: NDArray[np.float32], names: NDArray[np.str_]) -> Strangers:
    """Average one face of everybody with its nearest faces of other people."""
    chance = np.random.default_rng(SEED)
    people = np.unique(names)
    one = np.array([chance.choice(np.flatnonzero(names == name)) for name in people])
    alike = vectors[one] @ vectors[one].T
    np.fill_diagonal(alike, -np.inf)
    near = np.argsort(-alike, axis=1)[:, :NEIGHBOURS]
    means = to_unit(vectors[one] + vectors[one][near].sum(axis=1))
    rows = np.round(means / np.abs(means).max() * 127).astype(np.int8)
    order = np.lexsort(rows.T)  # by nobody's name
    parts = np.concatenate([people[:, None], people[near]], axis=1)
    return Strangers(Cohort(to_unit(rows[order].astype(np.float32))), rows[order], parts[order])


@dataclass(frozen=True)
class Library:
    """Faces of a small collection; -1 is a stranger, everybody else a number."""

    looks: Looks
    who: Ids
    names: NDArray[np.str_]  # by number


def compose(
    kind: tuple[int, int, float], looks: Looks, names: NDArray[np.str_], chance: np.random.Generator
) -> Library:
    """Draw people with several portraits, and strangers with one."""
    people, cap, share = kind
    all_names, counts = np.unique(names, return_counts=True)
    chosen = chance.permutation(all_names[counts >= min(12, cap // 3)])[:people]
    rows = [chance.permutation(np.flatnonzero(names == name))[:cap] for name in chosen]
    faces = sum(map(len, rows))
    strangers = chance.permutation(all_names[counts < 5])[: int(faces * share / (1 - share))]
    alone = np.array([chance.choice(np.flatnonzero(names == name)) for name in strangers])
    who = np.concatenate([np.full(len(part), at) for at, part in enumerate(rows)] + [np.full(len(alone), -1)])
    return Library(looks[np.concatenate([*rows, alone])], who, chosen)


def stages(library: Library, chance: np.random.Generator, cut: float) -> Iterator[tuple[NDArray[np.bool_], Ids]]:
    """Yield who is named, and the groups: people named group by group, or a few faces of many people."""
    groups = group(library.looks, cut)
    labels, sizes = np.unique(groups, return_counts=True)
    for stage in range(STAGES):
        named = np.zeros(len(groups), np.bool_)
        if stage % 2 == 0:
            for label in labels[np.argsort(-sizes)][: chance.integers(5, len(set(library.who)) + 1)]:
                named |= (groups == label) & (library.who == _majority(library.who[groups == label]))
            named &= library.who >= 0
            yield named, groups
        else:
            for person in set(library.who.tolist()) - {-1}:
                rows = np.flatnonzero(library.who == person)
                few = min(int(chance.choice([0, 1, 1, 2, 3, 5, 10, 20])), len(rows) - 1)
                named[chance.permutation(rows)[:few]] = True
            fresh = groups.copy()
            fresh[~named] = group(library.looks[~named], cut)
            yield named, fresh


def group(looks: Looks, cut: float) -> Ids:
    """Return the groups the product makes of these faces."""
    units = clustering.Units(
        looks, np.ones(len(looks), np.int64), np.zeros(len(looks), np.bool_), np.empty((0, 2), np.int64)
    )
    return clustering.cluster(units, threshold=cut)


def _majority(who: Ids) -> int:
    values, counts = np.unique(who, return_counts=True)
    return int(values[counts.argmax()])


@dataclass(frozen=True)
class Matcher:
    """What the product's matcher is told by a pack."""

    strangers: Strangers
    cut: float
    least: float

    def describe(
        self, library: Library, named: NDArray[np.bool_], groups: Ids
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return what is seen of every candidate of every open face, and whether that is who it is."""
        parts = [
            (person, self._see(library, np.flatnonzero(named & (library.who == person)), person), number)
            for person, number in zip(*np.unique(library.who[named], return_counts=True), strict=True)
        ]
        gallery = matching.make_gallery(parts, dim=library.looks.shape[1] - 1)
        found = find_candidates(library.looks[~named], groups[~named], gallery, least=self.least)
        there = found.columns != NOBODY
        right = gallery.person_ids[found.columns] == library.who[~named][:, None]
        return found.features[there], right[there]

    def _see(self, library: Library, rows: Ids, person: int) -> Looks:
        even = np.ones(len(rows))
        cohort = self.strangers.without(library.names[person])
        return matching.make_prototypes(library.looks[rows], even, 0 * even, cohort=cohort, alike=self.cut)


def collect(looks: Looks, names: NDArray[np.str_], matcher: Matcher) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return features and labels of many libraries at many stages."""
    chance = np.random.default_rng(SEED)
    found = [
        matcher.describe(library, named, groups)
        for at in range(LIBRARIES)
        for library in [compose(KINDS[at % len(KINDS)], looks, names, chance)]
        for named, groups in stages(library, chance, matcher.cut)
        if named.any()
    ]
    return np.concatenate([features for features, _ in found]), np.concatenate([labels for _, labels in found])


def find_thresholds(looks: Looks, names: NDArray[np.str_]) -> dict[str, float]:
    """Return from what similarity on half, and 95 %, of the pairs of a balanced library are one person."""
    pairs = similarities(looks, looks)[np.triu_indices(len(looks), 1)]
    same = (names[:, None] == names)[np.triu_indices(len(looks), 1)]
    prior = fit(pairs[:, None], same, prior=Calibrator.ignorant(pairs[:, None]), strength=WEAK)
    slope = prior.weights[1] / prior.scale[0]
    half = prior.center[0] - prior.weights[0] / slope
    return {"suggest": round(half, 3), "same": round(half + float(np.log(19)) / slope, 3)}


def run(arguments: list[str]) -> Calibrator:
    """Fit, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--pack", default="default")
    parser.add_argument("--cut", type=float, required=True, help="the manifest's `group`; see benchmarks/clusters.py")
    parser.add_argument("--write", action="store_true", help="put the cohort into the package")
    given = parser.parse_args(arguments)
    vectors, names = read_vectors(given.lfw, pack=given.pack, models=given.models)
    half = np.array([is_for_fitting(name) for name in names])
    vectors, names = vectors[half], names[half]
    strangers = make_strangers(vectors, names)
    if given.write:
        np.save(Path(next(iter(kenfolk.packs.__path__))) / "cohorts" / f"{given.pack}.npy", strangers.rows)
    looks = strangers.look_at(vectors, names)
    found = find_thresholds(looks[::2], names[::2])
    least = 2 * found["suggest"] - found["same"]  # as the recogniser has it
    features, labels = collect(looks, names, Matcher(strangers, given.cut, least))
    prior = fit(features, labels, prior=Calibrator.ignorant(features), strength=WEAK)
    print(json.dumps(found))
    print(f"[prior]\nfeatures = {json.dumps(FEATURES)}")
    for name in ("weights", "center", "scale"):
        print(f"{name} = {json.dumps([round(value, 4) for value in getattr(prior, name)])}")
    return prior


if __name__ == "__main__":
    run(sys.argv[1:])
