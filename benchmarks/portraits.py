"""Shared by the benchmarks: read portraits of a folder NAME/NAME_0001.jpg through a pack's own detector and chips."""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from kenfolk.packs.service import find_pack, load_detector
from kenfolk.vision.align import cut_chip
from kenfolk.vision.detect import Detection, FaceDetector, place_landmarks

CENTRE = (0.28, 0.25, 0.72, 0.77)  # where the face is in a portrait without a detected one, as parts of its sides


@dataclass(frozen=True)
class Portraits:
    """Chips of the central faces, their paths and names, and how many were found by the detector."""

    paths: list[str]
    names: npt.NDArray[np.str_]
    chips: npt.NDArray[np.uint8]
    found: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the paths that every benchmark of faces needs."""
    lfw, models = os.environ.get("KENFOLK_LFW"), os.environ.get("KENFOLK_MODELS")
    parser.add_argument("--lfw", type=Path, default=lfw, required=lfw is None, help="folder of portraits (KENFOLK_LFW)")
    parser.add_argument("--models", type=Path, default=models, required=models is None, help="home of the packs")


def read_portraits(folder: Path, *, pack: str, models: Path, limit: int | None = None, every: int = 1) -> Portraits:
    """Detect and align the central face of each portrait."""
    files = sorted(folder.glob("*/*.jpg"))[:limit:every]
    detector = load_detector(find_pack(pack, models), models)
    cut = list(_cut_chips(files, detector))
    return Portraits(
        paths=[f"{file.parent.name}/{file.name}" for file in files],
        names=np.array([file.parent.name for file in files]),
        chips=np.stack([chip for chip, _ in cut]),
        found=sum(was_found for _, was_found in cut),
    )


def _cut_chips(files: list[Path], detector: FaceDetector) -> Iterator[tuple[npt.NDArray[np.uint8], bool]]:
    for file in files:
        pixels = np.asarray(Image.open(file).convert("RGB"))
        face = _find_central(detector.detect(pixels), pixels.shape[1], pixels.shape[0])
        yield cut_chip(pixels, face.landmarks), face.score > 0


def _find_central(found: list[Detection], width: int, height: int) -> Detection:
    sides = np.array([width, height])
    inside = [face for face in found if _distance(face, sides) < 0.25]
    if inside:
        return min(inside, key=lambda face: _distance(face, sides))
    left, top, right, bottom = (np.array(CENTRE) * np.tile(sides, 2)).tolist()
    return Detection((left, top, right, bottom), place_landmarks((left, top, right, bottom)), 0.0)


def _distance(face: Detection, sides: npt.NDArray[np.int_]) -> float:
    centre = np.reshape(face.box, (2, 2)).mean(axis=0)
    return float(np.hypot(*(centre / sides - 0.5)))
