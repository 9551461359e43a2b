"""Faces that need no picture, and vectors that look like people."""

from itertools import count

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from factories.photos import make_photo
from kenfolk.faces.models import Face, FaceVector
from kenfolk.kit.db_types import utc_now
from kenfolk.photos.models import Photo

MODEL = "fake"
DIM = 128
NEXT = count(1)


def make_face(
    session: Session,
    *,
    photo: Photo | None = None,
    box: tuple[float, float, float, float] = (100, 100, 200, 220),
    quality: float = 0.8,
    score: float = 0.95,
    origin: str = "detector",
    vector: NDArray[np.float32] | None = None,
    model: str = MODEL,
    removed: bool = False,
) -> Face:
    """A face with a chip, in a photo of its own unless told, with a vector of `model` if one is given."""
    photo = photo or make_photo(session)
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    places = [(0.3, 0.4), (0.7, 0.4), (0.5, 0.6), (0.35, 0.8), (0.65, 0.8)]
    face = Face(
        photo_id=photo.id,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        landmarks=[[left + x * width, top + y * height] for x, y in places],
        score=score,
        quality=quality,
        measures={},
        origin=origin,
        detector_version="fake-1",
        chip_key=f"chips/test/{next(NEXT)}.jpg",
        created_at=utc_now(),
        removed_at=utc_now() if removed else None,
    )
    session.add(face)
    session.flush()
    if vector is not None:
        session.add(FaceVector(face_id=face.id, model=model, chip_key=face.chip_key, vector=vector))
        session.flush()
    return face


def looks_of(person: int, *, dim: int = DIM) -> NDArray[np.float32]:
    """What somebody looks like: a unit vector, always the same for the same number, far from everybody else's."""
    return _unit(np.random.default_rng(person).standard_normal(dim))


def picture_of(person: int, shot: int, *, spread: float = 0.35, dim: int = DIM) -> NDArray[np.float32]:
    """One face of somebody: two of them have a cosine of about 1 / (1 + spread squared)."""
    noise = np.random.default_rng([person, shot, 1]).standard_normal(dim)
    return _unit(looks_of(person, dim=dim) + spread * _unit(noise))


def _unit(vector: NDArray[np.floating]) -> NDArray[np.float32]:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
