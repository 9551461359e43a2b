"""What is to be done in which photo, read once so that no transaction is open during the work."""

from collections.abc import Sequence
from dataclasses import dataclass

from kenfolk.faces import store
from kenfolk.faces.record import box_of
from kenfolk.kit.db import ReadSession
from kenfolk.vision.boxes import Box


@dataclass(frozen=True, slots=True)
class Drawn:
    """A face without a chip: its box was drawn or moved, or its chip was lost."""

    face_id: int
    box: Box
    landmarks: list[list[float]]  # none if nobody has looked for them
    score: float  # of the one who found the landmarks: a detector's, also in a box that a human drew


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done in a photo, as it was when the plan was made."""

    photo_id: int
    sha256: str
    is_seen: bool  # by this detector, as it is now: only the chips are missing
    drawn: Sequence[Drawn]


def make_plans(session: ReadSession, photo_ids: Sequence[int], *, detector_version: str) -> list[Plan]:
    """Return what is to be done in these photos, in their order; those with nothing to do are left out."""
    contents = store.find_contents(session, photo_ids)
    seen = store.find_seen(session, photo_ids, detector_version=detector_version)
    drawn: dict[int, list[Drawn]] = {}
    for face in store.list_faces_without_chip(session, photo_ids):
        score = face.measures.get("score", face.score)
        drawn.setdefault(face.photo_id, []).append(Drawn(face.id, box_of(face), face.landmarks, score))
    plans = (
        Plan(photo_id, contents[photo_id], seen.get(photo_id) == contents[photo_id], drawn.get(photo_id, []))
        for photo_id in photo_ids
        if photo_id in contents
    )
    return [plan for plan in plans if plan.drawn or not plan.is_seen]
