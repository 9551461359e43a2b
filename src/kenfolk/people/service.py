"""The door of the people room: decide, undo, look back, and prove that the tables are what people said."""

from collections.abc import Collection, Sequence

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.queue import enqueue
from kenfolk.people import deciding, deriving, ledger, sentences
from kenfolk.people.bonds import find_bonds, find_tied
from kenfolk.people.candidates import TOP, find_cohesion, log_people
from kenfolk.people.checking import count_confirmations
from kenfolk.people.deriving import rebuild, replay
from kenfolk.people.errors import AlreadyUndone, EditedMeanwhile, NotFound
from kenfolk.people.ledger import Word
from kenfolk.people.matching import (
    NOBODY,
    Gallery,
    find_changed,
    is_hopeless,
    is_poor,
    make_gallery,
    score_people,
)
from kenfolk.people.models import Decision, Person
from kenfolk.people.recogniser import Recogniser, mark_people
from kenfolk.people.restoring import list_calibrators, restore_calibrator
from kenfolk.people.schemas import AnyBody, DecidedOut, DecisionOut, PersonRef
from kenfolk.people.store import decisions, groups
from kenfolk.people.store.audits import (
    count_named_by_human,
    count_named_by_machine,
    count_tags,
    list_deeds,
    qualities_of,
)
from kenfolk.people.store.decisions import faces_since
from kenfolk.people.store.groups import count_arranged, list_groups, moved_since
from kenfolk.people.store.lists import (
    count_faces,
    count_named_faces,
    count_people,
    marks_of,
    matches_of,
    suggested_faces,
    tags_of,
)
from kenfolk.people.store.matches import list_untagged, named_in_photos
from kenfolk.people.trust import Standing, certify_names, certify_today

__all__ = [
    "NOBODY",
    "TOP",
    "Gallery",
    "Recogniser",
    "Standing",
    "certify_names",
    "certify_today",
    "count_arranged",
    "count_confirmations",
    "count_faces",
    "count_named_by_human",
    "count_named_by_machine",
    "count_named_faces",
    "count_people",
    "count_tags",
    "decide",
    "faces_since",
    "find_bonds",
    "find_changed",
    "find_cohesion",
    "find_tied",
    "find_undone",
    "is_hopeless",
    "is_poor",
    "list_calibrators",
    "list_decisions",
    "list_deeds",
    "list_groups",
    "list_untagged",
    "log_people",
    "make_gallery",
    "mark_people",
    "marks_of",
    "matches_of",
    "moved_since",
    "named_in_photos",
    "newest_seq",
    "qualities_of",
    "rebuild",
    "replay",
    "restore_calibrator",
    "score_people",
    "spoken_of",
    "suggested_faces",
    "tags_of",
    "undo",
    "view",
    "view_outcome",
]


LEARN, MATCH = "people.learn", "people.match"
newest_seq = decisions.newest_seq


def decide(session: WriteSession, *, user: str, body: AnyBody, question: dict[str, object] | None = None) -> Decision:
    """Write down what a person said, and make it so: the one door for every kind of decision."""
    decisions.lock_ledger(session)
    if body.if_seq is not None:
        _refuse_if_edited(session, body)
    draft = deciding.draft(session, body)
    decision = Decision(at=utc_now(), user=user, kind=body.kind, payload=draft.payload, question=question, undoes=None)
    decisions.add_decision(session, decision, face_ids=draft.face_ids)
    _apply(session, decision, decision, face_ids=draft.face_ids, person_ids=draft.person_ids)
    return decision


def _refuse_if_edited(session: ReadSession, body: AnyBody) -> None:
    face_ids = list(getattr(body, "face_ids", None) or [getattr(body, "face_id", None)])
    face_ids += list(getattr(body, "from_face_ids", []))
    newest = decisions.newest_seq_of_faces(session, [f for f in face_ids if f is not None])
    if body.if_seq is not None and newest > body.if_seq:
        raise EditedMeanwhile(newest_seq=newest)


def undo(session: WriteSession, *, user: str, seq: int) -> Decision:
    """Take a decision back, however old it is; taking an undo back is a redo."""
    decisions.lock_ledger(session)
    target = decisions.find_decision(session, seq)
    if target is None:
        raise NotFound(what="decision", id=seq)
    if seq in decisions.find_undoers(session, [seq]):
        raise AlreadyUndone
    root = _root_of(session, target)
    face_ids = decisions.faces_of(session, [seq]).get(seq, [])
    person_ids = decisions.people_of(session, [seq]).get(seq, [])
    payload = {"root": root.seq, "redoes": False, "text": sentences.tell(root.kind, root.payload)}
    row = Decision(at=utc_now(), user=user, kind="undo", payload=payload, question=None, undoes=seq)
    row.payload = payload | {"redoes": _is_active_with(session, root, seq)}
    decisions.add_decision(session, row, face_ids=face_ids)
    _apply(session, row, root, face_ids=face_ids, person_ids=person_ids)
    return row


def _root_of(session: ReadSession, decision: Decision) -> Decision:
    if decision.kind != "undo":
        return decision
    root = decisions.find_decision(session, decision.payload["root"])
    assert root is not None  # the ledger is append-only
    return root


def _is_active_with(session: ReadSession, root: Decision, undone_seq: int) -> bool:
    words = decisions.with_undos(session, [root.seq])
    newest = max(word.seq for word in words) + 1
    return root.seq in ledger.find_active([*words, Word(newest, "undo", {}, undone_seq)])


def _apply(
    session: WriteSession, row: Decision, root: Decision, *, face_ids: Collection[int], person_ids: Collection[int]
) -> None:
    """Derive anew what `root` speaks of, after `row` (itself, or an undo of it) was written."""
    touched, people = set(face_ids), set(person_ids)
    decisions.add_people_of_decision(session, row.seq, people)
    if _changes_people(session, root, is_new=row is root):
        moved = deriving.derive_people(session, people)
        if root.kind == "merge":
            touched |= deriving.faces_about(session, moved)
    if touched and root.kind in ledger.OF_FACES | {"merge"}:
        unmoved = row is not root and root.kind == "move_box"
        changed = deriving.derive_faces(session, touched, unmoved=unmoved)
        decisions.add_people_of_decision(session, row.seq, changed.person_ids - people)
        groups.follow_decision(session, root, is_undone=row is not root and not row.payload["redoes"])
    enqueue(session, LEARN)
    enqueue(session, MATCH)


def _changes_people(session: ReadSession, root: Decision, *, is_new: bool) -> bool:
    """Tell whether somebody may be new, gone or different: one more face for somebody who is there changes nothing."""
    if root.kind in ledger.GIVES_TAG and root.payload["person_id"] is not None:
        person = session.get(Person, root.payload["person_id"])
        return not is_new or person is None or person.removed
    return root.kind in ledger.OF_PERSON


def list_decisions(
    session: ReadSession,
    *,
    before: int | None = None,
    limit: int = 100,
    person_id: int | None = None,
    face_id: int | None = None,
) -> Sequence[DecisionOut]:
    """Return the history, newest first, of everything or of one person or face."""
    rows = decisions.list_decisions(session, before=before, limit=limit, person_id=person_id, face_id=face_id)
    return view(session, rows)


def spoken_of(session: ReadSession, face_ids: Collection[int]) -> set[int]:
    """Return those of the faces that some decision speaks of: a detector must not let them go."""
    return set(decisions.words_of_faces(session, face_ids))


def find_undone(session: ReadSession, seqs: Collection[int]) -> set[int]:
    """Return those of these decisions that do not hold any more."""
    return set(decisions.find_undoers(session, seqs))


def view(session: ReadSession, rows: Sequence[Decision]) -> list[DecisionOut]:
    """Return decisions as the API shows them."""
    seqs = [row.seq for row in rows]
    faces, people = decisions.faces_of(session, seqs), decisions.people_of(session, seqs)
    undone_by = decisions.find_undoers(session, seqs)
    return [
        DecisionOut(
            seq=row.seq,
            at=row.at,
            user=row.user,
            kind=row.kind,
            payload=row.payload,
            face_ids=faces.get(row.seq, []),
            person_ids=people.get(row.seq, []),
            undoes=row.undoes,
            undone_by=undone_by.get(row.seq),
            text=sentences.tell(row.kind, row.payload),
        )
        for row in rows
    ]


def view_outcome(session: ReadSession, decision: Decision) -> DecidedOut:
    """Return a fresh decision with the person and the face it made or spoke of."""
    root = _root_of(session, decision)
    person_id = root.payload.get("person_id")
    person = session.get(Person, person_id) if person_id is not None else None
    return DecidedOut(
        decision=view(session, [decision])[0],
        person=PersonRef(id=person.id, name=person.name) if person is not None and not person.removed else None,
        face_id=root.payload.get("face_id") if root.kind == "draw_box" else None,
    )
