"""Which of the machine's names are checked: a few, drawn by chance, among the faces a reviewer looks at anyway."""

import random
from collections.abc import Collection

import numpy as np

from kenfolk.review.scene import Scene

SHARE = 10  # one cell in so many of a full screen, and never fewer than one where there is room


def choose_audits(scene: Scene, person_id: int, *, room: int, beside: Collection[int]) -> tuple[tuple[int, float], ...]:
    """Return faces that the machine named this person, with how sure it was, to stand in a grid with `room` left.

    Every such face has the same chance to be drawn, so what reviewers say of them is an honest sample. None is of a
    photo that is in the grid already.
    """
    rows = np.flatnonzero(scene.is_named)
    best = scene.chances[rows].argmax(axis=1) if len(rows) else np.empty(0, np.intp)
    rows, best = (part[scene.people[rows, best] == person_id] for part in (rows, best))
    able = [at for at in range(len(rows)) if int(scene.photo_ids[rows[at]]) not in beside]
    chance = random.Random(f"{scene.seed} {person_id}")  # noqa: S311 (no secret; the same question again, if asked again)
    drawn = chance.sample(able, min(len(able), max(0, min(room, 1 + (len(beside) // SHARE)))))
    return tuple((int(scene.face_ids[rows[at]]), round(float(scene.chances[rows[at], best[at]]), 4)) for at in drawn)
