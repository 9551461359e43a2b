"""A detector and an embedder without networks: faces are coloured ellipses on grey, persons are hues.

For tests and demonstrations that need the whole product but no models. `draw_photo` makes photos for them.
"""

from collections.abc import Iterator, Sequence
from colorsys import hsv_to_rgb

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from kenfolk.vision.boxes import Box, are_sane
from kenfolk.vision.detect import Detection, place_landmarks
from kenfolk.vision.resize import Pixels, resize

GREY = 118
COLOURED = 70  # the least difference between the strongest and the weakest colour of a face's pixel
LONGEST = 320  # pixels: faces are looked for at this size, then measured in the photo
GOLDEN = 137.50776  # degrees: consecutive persons get far apart hues, however many there are
BLUR = np.radians(3.5)  # hues much closer than this look like one person's
DIM = 512


class FakeDetector:
    """Finds the faces of `draw_photo`."""

    def __init__(self, version: str = "fake-1") -> None:
        self.version = version

    def detect(self, pixels: Pixels, *, overview: Pixels | None = None) -> list[Detection]:  # noqa: ARG002 (needs none)
        """Return a face for each patch of strong colour, the largest first."""
        if pixels.size == 0:
            return []
        height, width = pixels.shape[:2]
        boxes = np.array(list(_find_patches(pixels)), np.float32).reshape(-1, 4)
        boxes = boxes[are_sane(boxes, width, height)]
        areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
        return [_detect_patch(boxes[at]) for at in np.argsort(-areas, kind="stable")]


class FakeEmbedder:
    """Maps a chip's mean hue, and its brightness a little, to a unit vector."""

    def __init__(self, model: str = "fake-1") -> None:
        self.model = model
        self.dim = DIM

    def embed(self, chips: Pixels) -> npt.NDArray[np.float32]:
        """Return vectors that are alike where the hues are: above .9 within 1.5 degrees, below .5 from 4.2 degrees."""
        angles = np.array([_measure_hue(chip) for chip in chips], np.float64).reshape(-1, 1)
        waves = np.arange(1, DIM // 2 + 1)
        weights = np.exp(-((waves * BLUR) ** 2) / 4)
        vectors = np.concatenate([weights * np.cos(waves * angles), weights * np.sin(waves * angles)], axis=1)
        return np.asarray(vectors / np.linalg.norm(weights), np.float32)


def draw_photo(faces: Sequence[tuple[int, Box]], size: tuple[int, int] = (640, 480)) -> Pixels:
    """Return a grey photo (height, width, 3) of `size` (width, height) with a face for each (person, box)."""
    image = Image.new("RGB", size, (GREY, GREY, GREY))
    for person, box in faces:
        draw_face(image, person, box)
    return np.asarray(image)


def draw_face(image: Image.Image, person: int, box: Box) -> None:
    """Draw the face of a person, who is a number and gets a hue of his own."""
    red, green, blue = (round(255 * part) for part in hsv_to_rgb(person * GOLDEN % 360 / 360, 0.8, 0.85))
    pen = ImageDraw.Draw(image)
    pen.ellipse([box[0], box[1], box[2] - 1, box[3] - 1], fill=(red, green, blue))
    eyes = place_landmarks(box)
    radius = max(1.0, (box[2] - box[0]) / 20)
    for x, y in eyes[:2].tolist():
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=(40, 40, 40))
    mouth = [tuple(point) for point in eyes[3:].tolist()]
    pen.line(mouth, fill=(40, 40, 40), width=max(1, round(radius)))


def _find_patches(pixels: Pixels) -> Iterator[Box]:
    scale = min(1.0, LONGEST / max(pixels.shape[:2]))
    small = pixels
    if scale < 1:
        small = resize(pixels, *(max(1, round(side * scale)) for side in pixels.shape[1::-1]))
    labels = _label(_is_coloured(small))
    for label in np.unique(labels[labels > 0]):
        rows, columns = np.nonzero(labels == label)
        if len(rows) > 8:
            yield _measure(pixels, (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1), scale)


def _is_coloured(pixels: Pixels) -> npt.NDArray[np.bool_]:
    coloured: npt.NDArray[np.bool_] = pixels.max(axis=2) - pixels.min(axis=2) >= COLOURED
    return coloured


def _label(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Give connected pixels the same number: the highest spreads until nothing changes."""
    labels = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        padded = np.pad(labels, 1)
        around = np.maximum.reduce([padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:], labels])
        # A number is a place: taking over the number that stands there now lets it cross a patch in a few rounds.
        spread = np.where(mask, around.flat[around.flatten() - 1].reshape(mask.shape), 0)
        if (spread == labels).all():
            return labels
        labels = spread


def _measure(pixels: Pixels, patch: tuple[int, int, int, int], scale: float) -> Box:
    """Return the patch's exact borders in the photo."""
    spare = 2 / scale
    left, top = (max(0, int(edge / scale - spare)) for edge in patch[:2])
    right, bottom = (int(edge / scale + spare) + 1 for edge in patch[2:])
    rows, columns = np.nonzero(_is_coloured(pixels[top:bottom, left:right]))
    if not len(rows):
        return float(left), float(top), float(right), float(bottom)
    return (
        float(left + columns.min()),
        float(top + rows.min()),
        float(left + columns.max() + 1),
        float(top + rows.max() + 1),
    )


def _detect_patch(corners: npt.NDArray[np.float32]) -> Detection:
    left, top, right, bottom = corners.tolist()
    return Detection((left, top, right, bottom), place_landmarks((left, top, right, bottom)), 0.99)


def _measure_hue(chip: Pixels) -> float:
    red, green, blue = (chip[..., channel].astype(np.float64) for channel in range(3))
    hue = np.arctan2(np.sqrt(3) / 2 * (green - blue).sum(), (red - (green + blue) / 2).sum())
    return float(hue + np.radians(1) * (chip.mean() / 255 - 0.5))
