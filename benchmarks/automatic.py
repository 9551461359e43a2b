"""How good are the names the machine gives by itself, on people nobody fitted it on?

    python benchmarks/automatic.py --lfw FOLDER --models HOME [--pack default] [--promise 0.99]

Small libraries are composed of the held-back half of the people, at all stages of being named, as in fit_pack.py. Told
are, for every candidate of every open face: the share of right ones among those that are likely enough to be named, how
many of all right candidates these are, and the expected calibration error. Guards beyond the chance (a rival as near, a
face with too little to see, somebody twice in a photo) are left out, so the product names somewhat fewer.
"""

import argparse
import json
import sys

import numpy as np
from fit_pack import LIBRARIES, Matcher, Strangers, collect, is_for_fitting
from portraits import add_arguments
from report import describe_machine, save_results
from vectors import read_vectors

from kenfolk.packs.service import find_pack, load_cohort
from kenfolk.people.calibration import expected_calibration_error
from kenfolk.people.recogniser import GUARD, STRICT, make_prior


def run(arguments: list[str]) -> dict[str, object]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--pack", default="default")
    parser.add_argument("--promise", type=float, default=0.99)
    given = parser.parse_args(arguments)
    pack = find_pack(given.pack, given.models)
    vectors, names = read_vectors(given.lfw, pack=given.pack, models=given.models)
    held_back = np.array([not is_for_fitting(name) for name in names])
    vectors, names = vectors[held_back], names[held_back]
    cohort, similarity = load_cohort(pack, given.models), pack.similarity
    nobody = Strangers(cohort, np.empty((0, 0), np.int8), np.full((len(cohort.vectors), 1), ""))
    matcher = Matcher(nobody, similarity.group, 2 * similarity.suggest - similarity.same)
    features, labels = collect(cohort.look(vectors), names, matcher)
    chances = make_prior(pack).probabilities(features)
    named = (chances >= 1 - STRICT * (1 - given.promise)) & (chances >= GUARD)
    result = {
        "measured_on": describe_machine(), "pack": given.pack, "promise": given.promise, "libraries": LIBRARIES,
        "candidates": len(labels), "precision": round(float(labels[named].mean()), 4),
        "share": round(float(labels[named].sum() / labels.sum()), 4),
        "ece": round(expected_calibration_error(chances, labels), 4),
    }  # fmt: skip
    print(json.dumps(result, indent=1))
    save_results("automatic", result)
    return result


if __name__ == "__main__":
    run(sys.argv[1:])
