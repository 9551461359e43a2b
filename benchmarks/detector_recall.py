"""How many faces of an album does a pack's detector find, and how long does it take?

    python tools/make_album.py --lfw FOLDER --out ALBUM --photos 200
    python benchmarks/detector_recall.py --album ALBUM --models HOME [--pack default]

ALBUM.truth.json beside the album says where its faces are: {"photos": {NAME: {"faces": [{"box", "stranger"}]}}}. A
face is found if a box overlaps its own by 0.3 or more. Boxes beyond those are faces of bystanders inside the pasted
portraits, or mistakes; they are counted, not judged. Prints JSON.
"""

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps
from report import save_results

from kenfolk.packs.service import find_pack, load_detector
from kenfolk.vision.boxes import overlaps
from kenfolk.vision.detect import FaceDetector

SMALL = 100  # pixels: narrower faces are counted on their own


@dataclass
class Tally:
    """What was there, what was found, and how long it took."""

    faces: int = 0
    found: int = 0
    small: int = 0
    small_found: int = 0
    others: int = 0
    milliseconds: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def count(self, name: str, boxes: np.ndarray, truth: list[dict[str, Any]]) -> None:
        """Compare the boxes found in a photo to the faces in it."""
        hits = 0
        for face in truth:
            box = np.array(face["box"], np.float32)
            hit = bool((overlaps(box, boxes) >= 0.3).any())
            small = bool(box[2] - box[0] < SMALL)
            hits += hit
            self.small += small
            self.small_found += small and hit
            if not hit:
                self.missed.append(f"{name} {face['box']}")
        self.faces += len(truth)
        self.found += hits
        self.others += len(boxes) - hits


def look_at(album: Path, photos: dict[str, Any], detector: FaceDetector) -> Tally:
    """Detect in every photo of the album."""
    tally = Tally()
    for name, photo in sorted(photos.items()):
        pixels = np.asarray(ImageOps.exif_transpose(Image.open(album / name)).convert("RGB"))
        start = time.perf_counter()
        found = detector.detect(pixels)
        tally.milliseconds.append(1000 * (time.perf_counter() - start))
        tally.count(name, np.array([face.box for face in found], np.float32).reshape(-1, 4), photo["faces"])
    return tally


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    models = os.environ.get("KENFOLK_MODELS")
    parser.add_argument("--album", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=models, required=models is None, help="home of the packs")
    parser.add_argument("--pack", default="default")
    given = parser.parse_args(arguments)
    photos = json.loads(Path(f"{given.album}.truth.json").read_text(encoding="utf-8"))["photos"]
    tally = look_at(given.album, photos, load_detector(find_pack(given.pack, given.models), given.models))
    result = {
        "photos": len(photos),
        "faces": tally.faces,
        "recall": tally.found / tally.faces,
        "small_faces": tally.small,
        "small_recall": tally.small_found / tally.small if tally.small else None,
        "other_boxes": tally.others,
        "median_ms": round(float(np.median(tally.milliseconds)), 1),
        "mean_ms": round(float(np.mean(tally.milliseconds)), 1),
        "missed": tally.missed,
    }
    print(json.dumps(result, indent=1))
    save_results("detector_recall", result)
    return result


if __name__ == "__main__":
    run(sys.argv[1:])
