"""Who the faces of a library really are: its vectors and boxes, read from its file, and an album's known answers."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OVERLAP = 0.3  # boxes that share so much of their union are the same face
Box = Sequence[float]  # left, top, right, bottom

FACES = """
    SELECT photo.key, face.left, face.top, face.right, face.bottom, face_vector.vector
    FROM face JOIN photo ON photo.id = face.photo_id JOIN face_vector ON face_vector.face_id = face.id
    WHERE face.removed_at IS NULL ORDER BY photo.taken_at, photo.key, face.id"""


@dataclass(frozen=True, eq=False)
class Faces:
    """The faces that were found, in the order of the album. Names are None for strangers and what is no face."""

    vectors: NDArray[np.float32]
    names: list[str | None]
    wanted: int  # faces of people of interest that there are, found or not


def read_truth(album: Path) -> dict[str, Any]:
    """Return the known answers beside an album."""
    truth: dict[str, Any] = json.loads(truth_file(album).read_text())
    return truth


def truth_file(album: Path) -> Path:
    """Return where the known answers of an album are."""
    return album.with_name(f"{album.name}.truth.json")


def read_faces(library: Path, truth: Mapping[str, Any]) -> Faces:
    """Return the faces of a library that no server has open."""
    database = sqlite3.connect(f"file:{library / 'kenfolk.db'}?mode=ro", uri=True)
    try:
        rows = database.execute(FACES).fetchall()
    finally:
        database.close()
    boxes = defaultdict[str, list[tuple[int, Box]]](list)
    for face, (path, *box, _vector) in enumerate(rows):
        boxes[path].append((face, box))
    names: list[str | None] = [None] * len(rows)
    for path, photo in truth["photos"].items():
        for face, name in match_names(boxes[path], photo["faces"]).items():
            names[face] = name
    vectors = np.stack([np.frombuffer(row[-1], "<f2").astype(np.float32) for row in rows])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    wanted = sum(not known["stranger"] for photo in truth["photos"].values() for known in photo["faces"])
    return Faces(vectors, names, wanted)


def match_names(boxes: Sequence[tuple[int, Box]], known: Sequence[Mapping[str, Any]]) -> dict[int, str | None]:
    """Return who is in the boxes of one photo: each known face takes the box that shares most with it."""
    free, names = dict(boxes), dict[int, str | None]()
    for answer in known:
        best = max(free, key=lambda face: overlap(free[face], answer["box"]), default=None)
        if best is not None and overlap(free[best], answer["box"]) >= OVERLAP:
            names[best] = None if answer["stranger"] else answer["name"]
            del free[best]
    return names


def overlap(a: Box, b: Box) -> float:
    """Return the intersection of two boxes over their union."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return width * height / (both - width * height)
