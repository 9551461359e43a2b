"""What follows from rows of the ledger that were just written: the tables are derived anew, once for all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.queue import enqueue
from kenfolk.people import deriving, ledger
from kenfolk.people.models import Decision, Person
from kenfolk.people.store import decisions, groups

LEARN, MATCH = "people.learn", "people.match"


@dataclass(frozen=True)
class Said:
    """A row that was just written, and what it speaks of: itself, or what it takes back."""

    row: Decision
    root: Decision
    face_ids: Collection[int]
    person_ids: Collection[int]

    @property
    def is_new(self) -> bool:
        """Is it a word of its own, and not an undo?"""
        return self.row is self.root


def apply_words(session: WriteSession, said: Sequence[Said]) -> None:
    """Derive anew what these rows speak of, after all of them were written."""
    for one in said:
        decisions.add_people_of_decision(session, one.row.seq, set(one.person_ids))
    touched = {face_id for one in said if one.root.kind in ledger.OF_FACES for face_id in one.face_ids}
    changing = {person_id for one in said if _changes_people(session, one) for person_id in one.person_ids}
    moved = deriving.derive_people(session, changing) if changing else set()
    if any(one.root.kind == "merge" for one in said):
        touched |= deriving.faces_about(session, moved)
    changed = _derive_faces(session, said, touched)
    known = {person_id for one in said for person_id in one.person_ids}
    decisions.add_people_of_decision(session, said[-1].row.seq, changed - known)
    for one in said:
        if one.root.kind in ledger.OF_FACES | {"merge"} and touched:
            groups.follow_decision(session, one.root, is_undone=not one.is_new and not one.row.payload["redoes"])
    enqueue(session, LEARN)
    enqueue(session, MATCH)


def _derive_faces(session: WriteSession, said: Sequence[Said], touched: set[int]) -> set[int]:
    """Derive faces anew and return whose faces changed; boxes whose move is undone go back to where they were."""
    unmoved = {f for one in said if not one.is_new and one.root.kind == "move_box" for f in one.face_ids}
    changed: set[int] = set()
    for face_ids, is_unmoved in ((touched - unmoved, False), (unmoved, True)):
        if face_ids:
            changed |= deriving.derive_faces(session, face_ids, unmoved=is_unmoved).person_ids
    return changed


def _changes_people(session: ReadSession, said: Said) -> bool:
    """Tell whether somebody may be new, gone or different: one more face for somebody who is there changes nothing."""
    root = said.root
    if root.kind in ledger.GIVES_TAG and root.payload["person_id"] is not None:
        person = session.get(Person, root.payload["person_id"])
        return not said.is_new or person is None or person.removed
    return root.kind in ledger.OF_PERSON
