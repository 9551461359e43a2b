"""Are the groups of unnamed faces few and clean? Average linkage on looks, beside what others group faces with.

    python benchmarks/clusters.py --lfw FOLDER --models HOME [--pack default] [--seeds 5] [--sweep]

Albums are drawn from portraits' vectors, so that every face is found: `standard` has 40 people and 30 % strangers who
are there once, `hard` 80 people with at most 15 portraits and 60 % strangers. All methods see the same vectors. Each of
the others has the settings with the best BCubed F on albums of the half of the people that the pack was fitted on; ours
has the pack's own cut. What is reported is of the other half. `--sweep` shows our cuts on the half for fitting, where a
face is seen beside a cohort without itself.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import rules
from agreement import Agreement, compare
from albums import KINDS, Kind
from fit_pack import group, is_for_fitting, make_strangers
from numpy.typing import NDArray
from portraits import add_arguments
from report import print_table, save_results
from vectors import read_vectors

from kenfolk.packs.service import find_pack, load_cohort
from kenfolk.vision.similarity import Looks, similarities

FITTED_ON = 2  # albums of each kind
FEWEST = 5  # portraits of somebody in the cast
Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Album:
    """Faces with and without a cohort, and who they are."""

    vectors: NDArray[np.float32]
    looks: Looks
    people: Labels


@dataclass(frozen=True)
class Method:
    """A way to group, and the settings it may have."""

    run: Callable[..., Labels]  # (album, **settings)
    settings: list[dict[str, Any]]


def list_methods(cut: float) -> dict[str, Method]:
    """Return ours and the others."""
    cosines = [round(float(c), 3) for c in np.linspace(0.9, 0.97, 15)]
    normalised = [round(cut + float(c), 3) for c in np.linspace(-0.02, 0.05, 15)]
    return {
        "ours": Method(lambda a, cut: group(a.looks, cut), [{"cut": cut}]),
        "DBSCAN": Method(lambda a, **s: rules.dbscan(_cosines(a), **s), _spread(cut=cosines, core=[2, 3, 5])),
        "HDBSCAN": Method(lambda a, **s: rules.hdbscan(_cosines(a), **s), _spread(smallest=[2, 3, 4], samples=[1, 2])),
        "Chinese Whispers": Method(lambda a, cut: rules.chinese_whispers(_cosines(a), cut=cut), _spread(cut=cosines)),
        "Chinese Whispers on looks": Method(_whisper, _spread(cut=normalised)),
    }


def _cosines(album: Album) -> rules.Similarities:
    return album.vectors @ album.vectors.T


def _whisper(album: Album, cut: float) -> Labels:
    table = similarities(album.looks, album.looks)
    return rules.chinese_whispers(table - cut, cut=0.0)  # the weight is what exceeds the cut


def _spread(**values: list[Any]) -> list[dict[str, Any]]:
    return [dict(zip(values, each, strict=True)) for each in product(*values.values())]


def compose(kind: Kind, vectors: NDArray[np.float32], looks: Looks, names: NDArray[np.str_], *, seed: int) -> Album:
    """Draw a cast with at most so many portraits each, and strangers with one."""
    chance = np.random.default_rng(seed)
    people, counts = np.unique(names, return_counts=True)
    cast = chance.permutation(people[counts >= FEWEST])[: kind.people]
    rows = np.concatenate([chance.permutation(np.flatnonzero(names == name))[: kind.cap] for name in cast])
    strangers = chance.permutation(np.setdiff1d(people, cast))[
        : round(len(rows) * kind.strangers / (1 - kind.strangers))
    ]
    alone = [chance.choice(np.flatnonzero(names == name)) for name in strangers]
    rows = chance.permutation(np.concatenate([rows, alone]))
    return Album(vectors[rows], looks[rows], np.unique(names[rows], return_inverse=True)[1])


def fit(method: Method, albums: list[Album]) -> dict[str, Any]:
    """Return the settings with the best BCubed F."""
    if len(method.settings) == 1:
        return method.settings[0]
    return max(method.settings, key=lambda s: np.mean([compare(method.run(a, **s), a.people).bcubed_f for a in albums]))


def summarise(found: list[Agreement]) -> dict[str, list[float]]:
    """Return mean and standard deviation of each figure."""
    figures = {name: [each.as_dict()[name] for each in found] for name in found[0].as_dict()}
    return {name: [float(np.mean(values)), float(np.std(values))] for name, values in figures.items()}


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--pack", default="default")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--sweep", action="store_true", help="only show what our cuts would do")
    given = parser.parse_args(arguments)
    pack = find_pack(given.pack, given.models)
    vectors, names = read_vectors(given.lfw, pack=given.pack, models=given.models)
    half = np.array([is_for_fitting(name) for name in names])
    fit_looks = make_strangers(vectors[half], names[half]).look_at(vectors[half], names[half])
    test_looks = load_cohort(pack, given.models).look(vectors[~half])

    def draw(kind: Kind, count: int, *, is_for_fit: bool) -> list[Album]:
        part, looks = (half, fit_looks) if is_for_fit else (~half, test_looks)
        return [compose(kind, vectors[part], looks, names[part], seed=seed) for seed in range(count)]

    if given.sweep:
        return sweep(
            {name: draw(kind, given.seeds, is_for_fit=True) for name, kind in KINDS.items()}, pack.similarity.group
        )
    results: dict[str, Any] = {"pack": given.pack, "seeds": given.seeds}
    for name, kind in KINDS.items():
        to_fit, to_test = draw(kind, FITTED_ON, is_for_fit=True), draw(kind, given.seeds, is_for_fit=False)
        results[name] = {}
        for title, method in list_methods(pack.similarity.group).items():
            settings = fit(method, to_fit)
            found = summarise([compare(method.run(album, **settings), album.people) for album in to_test])
            results[name][title] = {"settings": settings, **found}
        show(name, {f"{title} {json.dumps(r['settings'])}": r for title, r in results[name].items()})
    save_results("clusters", results)
    return results


def sweep(albums: dict[str, list[Album]], cut: float) -> dict[str, Any]:
    """Show what our cuts would do."""
    results: dict[str, Any] = {}
    for name, some in albums.items():
        cuts = [round(cut + step, 4) for step in np.arange(-0.02, 0.0225, 0.0025)]
        results[name] = {c: summarise([compare(group(a.looks, c), a.people) for a in some]) for c in cuts}
        show(name, {str(c): figures for c, figures in results[name].items()})
    return results


def show(title: str, results: dict[str, dict[str, Any]]) -> None:
    """Print a table."""
    figures = [name for name in next(iter(results.values())) if name != "settings"]
    rows = [[name, *("{:.3f}±{:.3f}".format(*result[f]) for f in figures)] for name, result in results.items()]
    print_table(title, ["", *figures], rows)


if __name__ == "__main__":
    run(sys.argv[1:])
