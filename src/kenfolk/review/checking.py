"""Checks on demand: names that the machine gave, drawn by chance over the whole library, one person at a time.

A certificate needs a fair sample, so every automatic name has a lot: a number that depends on nothing but its face. Names
are checked in rounds of rising lots, and a round is asked to its end before the next one begins, whoever is in it. So
what was checked is a fair sample whenever somebody stops, but for the round that was begun; and to ask about all faces
of a person in a round at once makes a question of several checks, not one of each.
"""

import numpy as np
from numpy.typing import NDArray

from kenfolk.kit.db import ReadSession
from kenfolk.people import service as people
from kenfolk.people.service import Recogniser
from kenfolk.review.planning import SCREEN, Draft, Plan
from kenfolk.review.scene import Chances, Ids, Scene

ROUND = 100  # checks, about

Rows = NDArray[np.intp]


def check_names(session: ReadSession, scene: Scene, recogniser: Recogniser) -> Plan:
    """Return the next question that checks automatic names, until they are certified."""
    return plan_checks(scene, needed=people.certify_today(session, recogniser).proof.needed)


def plan_checks(scene: Scene, *, needed: int) -> Plan:
    """Return the next question that checks automatic names, and how much there is until `needed` are checked.

    No question: enough were checked, or every name was, or was skipped. People who are hidden are left alone.
    """
    rows, who, chances = _find_names(scene)
    if not needed or not len(rows):
        return Plan()
    lots = draw_lots(scene.face_ids[rows])
    rounds = (lots * _count_rounds(len(rows))).astype(np.int64)
    order = np.argsort(lots, kind="stable")
    first = order[0]
    asked = np.flatnonzero((rounds == rounds[first]) & (who == who[first]))[:SCREEN]
    wanted = order[:needed]
    screens = _count_screens(rounds[wanted], who[wanted])
    wrong = float((1 - chances[wanted]).sum())
    draft = _draft(scene, rows[asked], chances[asked], int(who[first]))
    return Plan([draft], faces=len(wanted), questions=screens, actions=screens + wrong)


def draw_lots(face_ids: Ids) -> NDArray[np.float64]:
    """Return a number from 0 to below 1 for each face, always the same one, and as if it were drawn by chance."""
    # Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014: the mixer of SplitMix64.
    mixed = (face_ids.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53)


def _find_names(scene: Scene) -> tuple[Rows, Ids, Chances]:
    rows = np.flatnonzero(scene.is_named) if scene.people.shape[1] else np.empty(0, np.intp)
    best = scene.chances[rows].argmax(axis=1) if len(rows) else np.empty(0, np.intp)
    who, chances = scene.people[rows, best], scene.chances[rows, best]
    pairs = zip(scene.face_ids[rows].tolist(), who.tolist(), strict=True)
    able = np.array([pair[1] not in scene.hidden and pair not in scene.skips.confirm for pair in pairs], np.bool_)
    return rows[able], who[able], chances[able]


def _count_rounds(names: int) -> int:
    # A power of two, so that rounds only ever join: a name that is checked leaves, and the others stay in theirs.
    return 1 << max(0, (names // ROUND).bit_length() - 1)


def _count_screens(rounds: NDArray[np.int64], who: Ids) -> int:
    _, sizes = np.unique(np.stack([rounds, who]), axis=1, return_counts=True)
    return int((-(-sizes // SCREEN)).sum())


def _draft(scene: Scene, rows: Rows, chances: Chances, person_id: int) -> Draft:
    cells = sorted(
        zip(scene.face_ids[rows].tolist(), (round(float(chance), 4) for chance in chances), strict=True),
        key=lambda cell: (-cell[1], cell[0]),
    )
    return Draft(
        kind="confirm",
        face_ids=tuple(face_id for face_id, _ in cells),
        chances=tuple(chance for _, chance in cells),
        value=0.0,
        faces=len(cells),
        person_id=person_id,
        audits=tuple(cells),
    )
