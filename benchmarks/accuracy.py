"""How well do packs tell people apart? Accuracy on pairs, and true accepts at strict false accepts over all pairs.

    python benchmarks/accuracy.py --lfw FOLDER --pairs PAIRS.csv --models HOME [--packs default dlib-plain]

Portraits go through the pack's own detection and alignment, as photos do; a portrait in which no face is found still
counts, cut from its middle. `pairs.csv` has the columns fold, first, second, same. Similarities are cosines; those of people
who took no part in the cohort are told once more beside it. Prints JSON.
"""

import argparse
import csv
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from fit_pack import is_for_fitting
from portraits import Portraits, add_arguments, read_portraits
from report import save_results

from kenfolk.packs.service import find_pack, load_cohort, load_embedder
from kenfolk.vision.similarity import Cohort, Looks, similarities

FALSE_ACCEPTS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
BLOCK = 512  # rows compared at once

Numbers = npt.NDArray[np.float32]


def measure_accuracy(vectors: Numbers, paths: list[str], pairs: Path) -> dict[str, float]:
    """Return ten-fold accuracy: each fold is judged with the threshold that is best on the other nine."""
    row = {path: at for at, path in enumerate(paths)}
    with pairs.open() as stream:
        rows = [line for line in csv.DictReader(stream) if line["first"] in row and line["second"] in row]
    folds, same = np.array([int(line["fold"]) for line in rows]), np.array([line["same"] == "1" for line in rows])
    first, second = (vectors[[row[line[side]] for line in rows]] for side in ("first", "second"))
    alike = (first * second).sum(axis=1)
    rights = []
    for fold in np.unique(folds):
        threshold = _find_best(alike[folds != fold], same[folds != fold])
        rights.append(np.mean((alike[folds == fold] >= threshold) == same[folds == fold]))
    return {"accuracy": float(np.mean(rights)), "standard_error": float(np.std(rights) / np.sqrt(len(rights)))}


def _find_best(alike: Numbers, same: npt.NDArray[np.bool_]) -> float:
    order = np.argsort(alike)
    right = np.concatenate([[same.sum()], same.sum() + np.cumsum(np.where(same[order], -1, 1))])
    at = int(right.argmax())
    edges = np.concatenate([[-1.0], alike[order], [1.0]])
    return float((edges[at] + edges[at + 1]) / 2)


def compare_all(looks: Looks, names: npt.NDArray[np.str_]) -> tuple[Numbers, Numbers]:
    """Return the similarities of all pairs of one person, and of all pairs of two."""
    same, different = [], []
    for at in range(0, len(looks), BLOCK):
        table = similarities(looks[at : at + BLOCK], looks)
        later = np.arange(len(looks)) > np.arange(at, at + len(table))[:, None]
        alike = names[at : at + BLOCK, None] == names
        same.append(table[later & alike])
        different.append(table[later & ~alike])
    return np.concatenate(same), np.sort(np.concatenate(different))[::-1]


def measure_strictness(looks: Looks, names: npt.NDArray[np.str_]) -> dict[str, Any]:
    """Return true accepts at several rates of false accepts, with the similarity from which they count."""
    same, different = compare_all(looks, names)
    result: dict[str, Any] = {"same_pairs": len(same), "different_pairs": len(different)}
    for rate in FALSE_ACCEPTS:
        threshold = float(different[int(rate * len(different))])
        result[f"far_{rate:g}"] = {"tar": float(np.mean(same > threshold)), "similarity": threshold}
    return result


def measure_pack(name: str, models: Path, portraits: Portraits, pairs: Path) -> dict[str, Any]:
    """Return every figure of one pack."""
    pack = find_pack(name, models)
    embedder = load_embedder(pack, models)
    vectors, names = embedder.embed(portraits.chips), portraits.names
    cosine, cohort = Cohort.empty(vectors.shape[1]), load_cohort(pack, models)
    held_back = np.array([not is_for_fitting(person) for person in names])
    return {
        "model": embedder.model,
        **measure_accuracy(vectors, portraits.paths, pairs),
        **measure_strictness(cosine.look(vectors), names),
        "held_back": measure_strictness(cosine.look(vectors[held_back]), names[held_back]),
        "held_back_beside_strangers": measure_strictness(cohort.look(vectors[held_back]), names[held_back]),
    }


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    pairs = os.environ.get("KENFOLK_LFW_PAIRS")
    parser.add_argument("--pairs", type=Path, default=pairs, required=pairs is None, help="(KENFOLK_LFW_PAIRS)")
    parser.add_argument("--packs", nargs="+", default=["default", "dlib-plain"])
    parser.add_argument("--limit", type=int, help="only the first portraits, to try it out")
    given = parser.parse_args(arguments)
    portraits = read_portraits(given.lfw, pack=given.packs[0], models=given.models, limit=given.limit)
    result = {
        "portraits": len(portraits.paths),
        "faces_found": portraits.found / len(portraits.paths),
        "packs": {name: measure_pack(name, given.models, portraits, given.pairs) for name in given.packs},
    }
    print(json.dumps(result, indent=1))
    save_results("accuracy", result)
    return result


if __name__ == "__main__":
    run(sys.argv[1:])
