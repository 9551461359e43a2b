"""Measure the activation ranges that a pack carries so that its embedder can compute in 8 bits.

    python benchmarks/calibrate.py --lfw FOLDER --models HOME --pack default

Runs the pack's network in floating point on a few hundred portraits and prints `ranges` for its manifest: for each
activation what all but one value in 100,000 stay within. The ranges say nothing about anybody's face.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from portraits import add_arguments, read_portraits

from kenfolk.packs.dlib_onnx import build_model
from kenfolk.packs.dlib_weights import read_network
from kenfolk.packs.quantize import Range, list_activations
from kenfolk.packs.service import find_pack
from kenfolk.packs.sources import locate
from kenfolk.vision.align import crop_from_chip
from kenfolk.vision.session import OnnxSession

OUTLIERS = 1e-5  # share of values that may lie outside
BATCH = 64


def measure_ranges(model: onnx.ModelProto, crops: np.ndarray) -> list[Range]:
    """Return the range of each activation, in the graph's order."""
    names = list_activations(model)
    del model.graph.output[:]
    model.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, str(Path(folder) / "open.onnx"))
        session = OnnxSession(Path(folder) / "open.onnx")
    edges = [
        np.quantile(activation, [OUTLIERS, 1 - OUTLIERS])
        for at in range(0, len(crops), BATCH)
        for activation in session.run({"pixels": crops[at : at + BATCH]})
    ]
    table = np.array(edges).reshape(-1, len(names), 2)
    return list(zip(table[:, :, 0].min(axis=0).tolist(), table[:, :, 1].max(axis=0).tolist(), strict=True))


def run(arguments: list[str]) -> list[list[float]]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--pack", default="default")
    parser.add_argument("--every", type=int, default=25, help="use every n-th portrait")
    given = parser.parse_args(arguments)
    pack = find_pack(given.pack, given.models)
    portraits = read_portraits(given.lfw, pack=given.pack, models=given.models, every=given.every)
    network = read_network(locate(pack.find_source(pack.embedder.source), given.models))
    ranges = measure_ranges(
        build_model(network, clip=pack.embedder.clip), crop_from_chip(portraits.chips, network.size)
    )
    result = [[round(low, 3), round(high, 3)] for low, high in ranges]
    print(f"ranges = {json.dumps(result)}")
    return result


if __name__ == "__main__":
    run(sys.argv[1:])
