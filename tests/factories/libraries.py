"""A whole library of simulated people: faces with vectors, grouped by likeness, and the truth about them."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy.orm import Session

from factories.faces import DIM, make_face, picture_of
from factories.people import make_group
from kenfolk.faces.models import Face
from kenfolk.vision.similarity import Cohort, similarities

NAMES = [f"Person {number:02d}" for number in range(1, 100)]


def make_library(
    session: Session, *, people: Sequence[int], strangers: int = 0, spread: float = 0.35, alike: float = 0.8
) -> dict[int, str | None]:
    """Make `people[i]` faces of the i-th person and one of each stranger; return who every face is."""
    shots = [(person, shot) for person, number in enumerate(people) for shot in range(number)]
    shots += [(len(people) + stranger, 0) for stranger in range(strangers)]
    shots.sort(key=lambda shot: (shot[1], shot[0]))  # as in a photo collection, faces come mixed
    made = [(make_face(session, vector=picture_of(*shot, spread=spread)), *shot) for shot in shots]
    group_alike(session, [face for face, _, _ in made], [picture_of(p, s, spread=spread) for _, p, s in made], alike)
    return {face.id: NAMES[person] if person < len(people) else None for face, person, _ in made}


def group_alike(session: Session, faces: Sequence[Face], vectors: Sequence, alike: float) -> None:
    """Put each face into the first group whose first face is like it, as a plain matcher would."""
    groups: list[list[int]] = []
    looks = Cohort.empty(DIM).look(np.stack(vectors))
    table = similarities(looks, looks)
    for row in range(len(faces)):
        near = next((group for group in groups if table[row, group[0]] >= alike), None)
        groups.append([row]) if near is None else near.append(row)
    for group in groups:
        if len(group) > 1:
            make_group(session, [faces[row] for row in group])
