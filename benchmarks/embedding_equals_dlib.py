"""Does the pack `dlib-plain` give dlib's own numbers? Compares it to dlib on the same chips.

    pip install -r requirements/bench.txt
    python benchmarks/embedding_equals_dlib.py --lfw FOLDER --models HOME [--chips 200]

Both see the same 150x150 crops. Prints JSON with the largest absolute difference of any of the 128 numbers (dlib's
aren't of length one; ours are compared before they are made so), and milliseconds a face of both, on one core.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import dlib
import numpy as np
from portraits import add_arguments, read_portraits
from report import save_results

from kenfolk.packs.service import find_pack
from kenfolk.packs.sources import locate
from kenfolk.vision.align import crop_from_chip
from kenfolk.vision.session import OnnxSession

PACK = "dlib-plain"
BATCH = 8


def run_dlib(crops: np.ndarray, weights: Path) -> tuple[np.ndarray, float]:
    """Return dlib's numbers and its milliseconds a face."""
    network = dlib.face_recognition_model_v1(str(weights))
    start = time.perf_counter()
    numbers = np.array([network.compute_face_descriptor(crop) for crop in crops])
    return numbers, 1000 * (time.perf_counter() - start) / len(crops)


def run_ours(crops: np.ndarray, network: Path) -> tuple[np.ndarray, float]:
    """Return our numbers and our milliseconds a face."""
    session = OnnxSession(network)
    start = time.perf_counter()
    numbers = [session.run({"pixels": crops[at : at + BATCH]})[0] for at in range(0, len(crops), BATCH)]
    return np.concatenate(numbers), 1000 * (time.perf_counter() - start) / len(crops)


def run(arguments: list[str]) -> dict[str, float]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--chips", type=int, default=200)
    given = parser.parse_args(arguments)
    pack = find_pack(PACK, given.models)
    portraits = read_portraits(given.lfw, pack=PACK, models=given.models, limit=given.chips)
    crops = crop_from_chip(portraits.chips, 150)
    theirs, their_time = run_dlib(crops, locate(pack.find_source(pack.embedder.source), given.models))
    ours, our_time = run_ours(crops, given.models / PACK / "embedder.onnx")
    result = {
        "chips": len(crops),
        "largest_difference": float(np.abs(theirs - ours).max()),
        "dlib_ms_a_face": round(their_time, 2),
        "ours_ms_a_face": round(our_time, 2),
    }
    print(json.dumps(result, indent=1))
    save_results("embedding_equals_dlib", result)
    return result


if __name__ == "__main__":
    run(sys.argv[1:])
