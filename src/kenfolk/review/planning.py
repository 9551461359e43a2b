"""Which questions there are and what each is worth, pure: correct names to expect for an action, most first.

Costs are a reviewer's actions: an answer is 1, a face taken out of a grid 1 (or one more than those that stay, by
turning the selection round), a candidate that is shown 1, a new name 2. Measured on portraits: identify with five
candidates gives more than "are these two the same?", so that is never asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from kenfolk.review.scene import STRANGER, Chances, Scene

SCREEN = 24  # faces a question shows at the most
CANDIDATES = 5
LIKELY = 0.5  # from here on a face may stand in a grid of one person
KIN = 0.9  # how sure the rest of a group is, once a human named the part that was seen
LONE = 0.25  # odds that a face no group took is who it looks like, against those of a face in a group
LEAST = 0.01  # a candidate less likely than that is noise
PURE = 0.97  # share of a group's faces that belong together
STOP = 0.5  # correct names for an action, below which nothing is worth asking


@dataclass(frozen=True)
class Draft:
    """A question that could be asked."""

    kind: Literal["confirm", "identify"]
    face_ids: tuple[int, ...]
    chances: tuple[float, ...]  # that each face belongs with the rest
    value: float  # correct names to expect for an action
    faces: int  # it speaks for: a group may have more than a screen shows
    person_id: int | None = None
    group_id: int | None = None
    candidates: tuple[tuple[int, float], ...] = ()
    members: tuple[int, ...] = ()

    @property
    def screens(self) -> int:
        """How many questions it takes until the last of its faces was shown."""
        return -(-self.faces // SCREEN)


def plan(scene: Scene) -> list[Draft]:
    """Return the questions worth asking, the best first; no face is in two of them."""
    pooled = pool(scene)
    drafts, taken = [], set[int]()
    for rows, person in _find_grids(scene, pooled):
        draft = _draft_confirm(scene, pooled, rows, person)
        if draft.value >= STOP and len(rows) > 1:
            drafts.append(draft)
            taken.update(rows)
    for rows in _find_groups(scene, taken):
        if len(rows) == 1 and not _is_somebody(pooled[rows[0]]):
            continue
        draft = _draft_identify(scene, pooled, rows)
        if draft.value >= STOP:
            drafts.append(draft)
    return sorted(drafts, key=lambda d: (-d.value, -d.faces, d.face_ids))


def pool(scene: Scene) -> Chances:
    """Return chances in which the faces of a group speak for each other, and a face alone counts for less."""
    pooled = scene.chances / (scene.chances + (1 - scene.chances) / LONE)
    columns = {person_id: column for column, person_id in enumerate(scene.person_ids)}
    for group_id, rows in _rows_by_group(scene).items():
        if len(rows) > 1:
            pooled[rows] = (scene.chances[rows] + scene.chances[rows].mean(axis=0)) / 2
        kin = columns.get(scene.kin.get(group_id, STRANGER))
        if kin is not None:
            pooled[rows, kin] = np.maximum(pooled[rows, kin], KIN)
    pooled[scene.chances == 0] = 0  # a human's no is no, whatever the group says
    return np.asarray(pooled, np.float32)


def _rows_by_group(scene: Scene) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for row, group_id in enumerate(scene.group_ids):
        if group_id is not None:
            groups[group_id].append(row)
    return groups


def _find_grids(scene: Scene, pooled: Chances) -> Iterator[tuple[list[int], int]]:
    """Yield rows that are probably one person, likeliest first, a screen at a time; hidden people are left alone."""
    if not pooled.size:
        return
    best = pooled.argmax(axis=1)
    chance = pooled[np.arange(len(best)), best]
    by_person: dict[int, list[int]] = defaultdict(list)
    for row in np.lexsort((np.arange(len(best)), -chance)):
        column = int(best[row])
        pair = (scene.face_ids[row], scene.person_ids[column])
        if chance[row] >= LIKELY and not scene.hidden[column] and pair not in scene.skips.confirm:
            by_person[column].append(int(row))
    for column, rows in by_person.items():
        left = iter(_one_a_photo(scene, rows))
        while screen := list(islice(left, SCREEN)):
            yield screen, column


def _one_a_photo(scene: Scene, rows: Sequence[int]) -> list[int]:
    # Nobody is in a photo twice: the less likely face waits for the answer on the other.
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(scene.photo_ids[row], row)
    return list(first.values())


def _draft_confirm(scene: Scene, pooled: Chances, rows: Sequence[int], column: int) -> Draft:
    chances = pooled[rows, column]
    right = float(chances.sum())
    wrong = len(rows) - right
    return Draft(
        kind="confirm",
        face_ids=tuple(scene.face_ids[row] for row in rows),
        chances=tuple(round(float(c), 4) for c in chances),
        value=right / (1 + min(wrong, 1 + right)),
        faces=len(rows),
        person_id=scene.person_ids[column],
    )


def _find_groups(scene: Scene, taken: set[int]) -> Iterator[list[int]]:
    """Yield rows that are believed to be one person, and every row that stands alone."""
    groups = _rows_by_group(scene)
    alone = {row for row, group_id in enumerate(scene.group_ids) if group_id is None}
    for group_id, rows in groups.items():
        rest = [row for row in rows if row not in taken]
        if scene.kin.get(group_id) == STRANGER:
            continue  # a screenful of them was of no interest, so the rest is not
        if len(rest) == 1:
            alone.update(rest)
        elif rest and not _are_skipped(scene, rest):
            yield rest
    shy = {face_id for face_id, _ in scene.skips.confirm}
    for row in sorted(alone - taken):
        if not _are_skipped(scene, [row]) and scene.face_ids[row] not in shy:
            yield [row]


def _is_somebody(chances: Chances) -> bool:
    """Say quickly of most lone faces, of which there are many, that they are not worth a question."""
    return bool(len(chances)) and CANDIDATES * float(chances.max()) >= LIKELY / 2


def _are_skipped(scene: Scene, rows: Sequence[int]) -> bool:
    return all(scene.face_ids[row] in scene.skips.identify for row in rows)


def _draft_identify(scene: Scene, pooled: Chances, rows: Sequence[int]) -> Draft:
    rows = sorted(rows, key=lambda row: (-scene.qualities[row], row))
    shown, mean = rows[:SCREEN], pooled[rows].mean(axis=0)
    known = min(1.0, float(np.sort(mean)[-CANDIDATES:].sum()))
    columns = [c for c in np.argsort(-mean, kind="stable")[:CANDIDATES] if mean[c] >= LEAST and not scene.hidden[c]]
    listed = min(known, float(sum(mean[c] for c in columns)))
    new = (1 - known) * scene.interest.chance(len(rows))
    wrong = (len(shown) - 1) * (1 - PURE)
    cost = wrong + listed + 2 * (known - listed + new) + (1 - known - new)
    return Draft(
        kind="identify",
        face_ids=tuple(scene.face_ids[row] for row in shown),
        chances=(PURE,) * len(shown) if len(shown) > 1 else (1.0,),
        value=(known + new) * (len(shown) - wrong) / cost,
        faces=len(rows),
        group_id=scene.group_ids[rows[0]],
        candidates=tuple((scene.person_ids[c], round(float(mean[c]), 4)) for c in columns),
        members=tuple(scene.face_ids[row] for row in rows),
    )
