"""The first questions of a large library, while all that could be asked is still being thought through.

That takes minutes for a million faces, and somebody who opens the review has two of them. What the matcher wrote down
when it saw the faces last is known at once: screens of faces that wait to be confirmed, the same people would be asked
about later. They may not be the very best ones, and how much is left is not known yet, which is said.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kenfolk.browse import service as browse
from kenfolk.browse.service import Suggested
from kenfolk.kit.db import ReadSession
from kenfolk.review import store
from kenfolk.review.planning import LIKELY, SCREEN, Draft

FEWEST = 2  # faces that are worth a question


def list_first_drafts(session: ReadSession, *, model: str, person_id: int | None = None) -> Iterator[Draft]:
    """Yield screens of faces that were thought to be one person, those of some people at a time, the largest first."""
    skipped = {(f, q.person_id) for q in store.list_skipped(session) if q.person_id for f in q.face_ids}
    if person_id is not None:
        yield from _draft(session, [person_id], model=model, skipped=skipped)
    for person_ids in browse.walk_people(session):
        yield from _draft(session, person_ids, model=model, skipped=skipped)


def _draft(
    session: ReadSession, person_ids: Collection[int], *, model: str, skipped: Collection[tuple[int, int]]
) -> list[Draft]:
    waiting = browse.list_suggested(session, model=model, person_ids=person_ids, least=LIKELY)
    of_person: dict[int, list[Suggested]] = defaultdict(list)
    for face in waiting:
        if (face.face_id, face.person_id) not in skipped:
            of_person[face.person_id].append(face)
    screens = [_choose_screen(faces) for faces in of_person.values()]
    drafts = [_write(screen) for screen in screens if len(screen) >= FEWEST]
    return sorted(drafts, key=lambda draft: (-draft.value, draft.person_id))


def _choose_screen(faces: Iterable[Suggested]) -> list[Suggested]:
    """Return the likeliest ones, one a photo: nobody is in a photo twice."""
    best: dict[int, Suggested] = {}
    for face in sorted(faces, key=lambda face: (-face.chance, face.face_id)):
        best.setdefault(face.photo_id, face)
    return list(best.values())[:SCREEN]


def _write(screen: list[Suggested]) -> Draft:
    right = sum(face.chance for face in screen)
    return Draft(
        kind="confirm",
        face_ids=tuple(face.face_id for face in screen),
        chances=tuple(round(face.chance, 4) for face in screen),
        value=right / (1 + min(len(screen) - right, 1 + right)),
        faces=len(screen),
        person_id=screen[0].person_id,
    )
