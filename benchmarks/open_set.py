"""How many faces are named rightly when hardly a stranger may be? A few named faces a person, open set.

    python benchmarks/open_set.py --lfw FOLDER --models HOME [--pack default] [--people all]

Some portraits of a person are named, the others are asked for, among people who are nobody's. TPIR: the share of asked
faces whose most similar person is the right one, and more similar than allows; FPIR: the share of strangers who are
more similar to somebody than allowed. Every person counts as much as any other, however many portraits there are; of a
stranger one portrait counts, another one in each round. Strangers and people are those whose pack's cohort, thresholds
and prior do not know them (see fit_pack.py). Intervals are 95 % of a bootstrap over people and strangers, the same
draws for every way to score and every round, so that differences between ways can be told.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from fit_pack import is_for_fitting
from numpy.typing import NDArray
from portraits import add_arguments
from report import describe_machine, print_table, save_results
from vectors import read_vectors

from kenfolk.packs.service import find_pack, load_cohort
from kenfolk.people.matching import make_gallery, make_prototypes, score_people
from kenfolk.vision.similarity import Cohort, Looks

NAMED = (1, 2, 5, 10)
FPIR = (1e-2, 1e-1)
ROUNDS = 20
RESAMPLES = 1000
MOST_ASKED = 50  # portraits of one person; there are people with hundreds
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Matcher:
    """A way to score, as (rows of looks) x (people); its looks are unit vectors and a number."""

    looks: Looks
    cohort: Cohort
    alike: float = np.inf  # from there on faces of a person are one way to look
    is_nearest: bool = False  # every named face stands for itself

    def score(self, asked: Indices, named: list[Indices]) -> Floats:
        """Return how alike each asked face is to each person, of whom these faces are named."""
        people = [(at, self._stand_for(rows), len(rows)) for at, rows in enumerate(named)]
        gallery = make_gallery(people, dim=self.looks.shape[1] - 1)
        return score_people(self.looks[asked], gallery).astype(np.float64)

    def _stand_for(self, rows: Indices) -> Looks:
        looks = self.looks[rows]
        if self.is_nearest:
            return looks
        if np.isinf(self.alike):
            return self.cohort.look_of_mean(looks)[None]
        return make_prototypes(looks, np.ones(len(rows)), np.zeros(len(rows)), cohort=self.cohort, alike=self.alike)


@dataclass(frozen=True)
class Round:
    """One draw: whose faces are named, who is asked for (in order of people), and who is a stranger."""

    named: list[Indices]
    asked: Indices
    who: Indices
    strangers: Indices


def draw_rounds(names: NDArray[np.str_], *, count: int, fewest: int) -> Iterator[Round]:
    """Yield rounds in which everybody with so many portraits has `count` of them named."""
    portraits = [np.flatnonzero(names == name) for name in np.unique(names)]
    for seed in range(ROUNDS):
        chance = np.random.default_rng(seed)
        rows = [chance.permutation(each) for each in portraits if len(each) >= fewest]
        asked = [each[count : count + MOST_ASKED] for each in rows]
        yield Round(
            named=[each[:count] for each in rows],
            asked=np.concatenate(asked),
            who=np.repeat(np.arange(len(rows)), [len(each) for each in asked]),
            strangers=np.array([chance.choice(each) for each in portraits if len(each) < fewest]),
        )


def find_tpir(matcher: Matcher, drawn: Round, people: Floats, strangers: Floats) -> Floats:
    """Return TPIR (FPIR, B) at each FPIR, when people and strangers count as much as said, (B, P) and (B, S)."""
    scores = matcher.score(drawn.asked, drawn.named)
    right = np.where(scores.argmax(axis=1) == drawn.who, scores.max(axis=1), -np.inf)
    highest = matcher.score(drawn.strangers, drawn.named).max(axis=1)
    order = np.argsort(-highest, kind="stable")
    passed = np.cumsum(strangers[:, order], axis=1) / strangers.sum(axis=1, keepdims=True)
    starts = np.searchsorted(drawn.who, np.arange(len(drawn.named)))
    asked = np.bincount(drawn.who)
    found = []
    for rate in FPIR:
        least, which = np.unique(highest[order][(passed > rate).argmax(axis=1)], return_inverse=True)
        shares = np.add.reduceat((right > least[:, None]).astype(np.float64), starts, axis=1) / asked
        found.append((people * shares[which]).sum(axis=1) / people.sum(axis=1))
    return np.array(found)


def measure(matchers: dict[str, Matcher], names: NDArray[np.str_], *, count: int, fewest: int) -> list[dict[str, Any]]:
    """Return TPIR of each way to score, and by how much it is above the first, with intervals."""
    totals: dict[str, Any] = dict.fromkeys(matchers, 0.0)
    rounds = list(draw_rounds(names, count=count, fewest=fewest))
    weights = [_resample(len(rounds[0].named), seed=0), _resample(len(rounds[0].strangers), seed=1)]
    for drawn in rounds:
        for name, matcher in matchers.items():
            totals[name] = totals[name] + find_tpir(matcher, drawn, *weights) / ROUNDS
    first = totals[next(iter(totals))]
    size = {name: len(getattr(rounds[0], name)) for name in ("asked", "strangers")}
    sizes = {"named": count, "people": len(rounds[0].named), **size}
    return [
        {**sizes, "score": name, "fpir": rate, "tpir": _sum_up(total[at]), "above": _sum_up((total - first)[at])}
        for at, rate in enumerate(FPIR)
        for name, total in totals.items()
    ]


def _resample(count: int, *, seed: int) -> Floats:
    """Return how often each of so many is drawn: once in the first row, which is the measurement, then by chance."""
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return np.concatenate([np.ones((1, count)), drawn])


def _sum_up(values: Floats) -> dict[str, float]:
    low, high = np.quantile(values[1:], [0.025, 0.975]).tolist()
    return {"mean": float(values[0]), "low": low, "high": high}


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--pack", default="default")
    parser.add_argument("--people", choices=["held-back", "all"], default="held-back", help="all: none made the pack")
    given = parser.parse_args(arguments)
    vectors, names = read_vectors(given.lfw, pack=given.pack, models=given.models)
    if given.people == "held-back":
        rows = np.array([not is_for_fitting(name) for name in names])
        vectors, names = vectors[rows], names[rows]
    pack = find_pack(given.pack, given.models)
    cohort, none = load_cohort(pack, given.models), Cohort.empty(vectors.shape[1])
    plain, seen = none.look(vectors), cohort.look(vectors)
    matchers = {
        "nearest neighbour": Matcher(plain, none, is_nearest=True),
        "centroid": Matcher(plain, none),
        "nearest, beside cohort": Matcher(seen, cohort, is_nearest=True),
        "centroid, beside cohort": Matcher(seen, cohort),
        "kenfolk": Matcher(seen, cohort, alike=pack.similarity.group),
    }
    fewest = {
        "the same people": dict.fromkeys(NAMED, max(NAMED) + 1),
        "everybody with one portrait more": {count: count + 1 for count in NAMED},
    }
    found = {
        title: [row for count in NAMED for row in measure(matchers, names, count=count, fewest=enough[count])]
        for title, enough in fewest.items()
    }
    for title, table in found.items():
        _print(title, table)
    result = {"pack": given.pack, "cohort": len(cohort.vectors), "rounds": ROUNDS, "machine": describe_machine()}
    save_results("open_set", {**result, "galleries": found})
    return {**result, "galleries": found}


def _print(title: str, table: list[dict[str, Any]]) -> None:
    for rate in FPIR:
        rows = [row for row in table if row["fpir"] == rate]
        head = [f"{n} named" for n in NAMED]
        sizes = {row["named"]: f"{row['people']} + {row['strangers']}" for row in rows}
        cells: dict[str, list[str]] = {"people + strangers": [sizes[n] for n in NAMED]}
        for row in rows:
            cells.setdefault(row["score"], []).append(_show(row["tpir"]))
        for row in rows:
            if row["score"] == "kenfolk":
                cells.setdefault("kenfolk above nearest", []).append(_show(row["above"]))
        print_table(f"TPIR at FPIR {rate:g}: {title}", ["", *head], [[name, *row] for name, row in cells.items()])


def _show(value: dict[str, float]) -> str:
    return f"{value['mean']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"


if __name__ == "__main__":
    run(sys.argv[1:])
