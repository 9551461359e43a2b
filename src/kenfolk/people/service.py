"""The door of the people room: decide, undo, look back, and prove that the tables are what people said."""

from collections.abc import Collection

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people import deciding
from kenfolk.people.applying import Said, apply_words
from kenfolk.people.bonds import find_bonds, find_tied
from kenfolk.people.candidates import TOP, find_cohesion, log_people
from kenfolk.people.checking import count_confirmations
from kenfolk.people.deriving import rebuild, replay
from kenfolk.people.errors import EditedMeanwhile
from kenfolk.people.history import list_decisions, view, view_outcome
from kenfolk.people.matching import (
    NOBODY,
    Gallery,
    find_changed,
    is_hopeless,
    is_poor,
    make_gallery,
    score_people,
)
from kenfolk.people.models import Decision
from kenfolk.people.recogniser import Recogniser, mark_people
from kenfolk.people.restoring import list_calibrators, restore_calibrator
from kenfolk.people.schemas import AnyBody
from kenfolk.people.store import decisions
from kenfolk.people.store.arrivals import Import, count_names_of, list_imports
from kenfolk.people.store.audits import Audit, count_machine_photos, list_audits, list_deeds, qualities_of
from kenfolk.people.store.decisions import Wanted, faces_since
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
from kenfolk.people.store.matches import count_examples, list_untagged, named_in_photos
from kenfolk.people.trust import Standing, certify_names, certify_today, follow_trust
from kenfolk.people.undoing import measure_span, undo, undo_span

__all__ = [
    "NOBODY",
    "TOP",
    "Audit",
    "Gallery",
    "Import",
    "Recogniser",
    "Standing",
    "Wanted",
    "certify_names",
    "certify_today",
    "count_arranged",
    "count_confirmations",
    "count_examples",
    "count_faces",
    "count_machine_photos",
    "count_named_faces",
    "count_names_of",
    "count_people",
    "decide",
    "faces_since",
    "find_bonds",
    "find_changed",
    "find_cohesion",
    "find_tied",
    "find_undone",
    "follow_trust",
    "is_hopeless",
    "is_poor",
    "list_audits",
    "list_calibrators",
    "list_decisions",
    "list_deeds",
    "list_groups",
    "list_imports",
    "list_untagged",
    "log_people",
    "make_gallery",
    "mark_people",
    "marks_of",
    "matches_of",
    "measure_span",
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
    "undo_span",
    "view",
    "view_outcome",
]


newest_seq = decisions.newest_seq


def decide(session: WriteSession, *, user: str, body: AnyBody, question: dict[str, object] | None = None) -> Decision:
    """Write down what a person said, and make it so: the one door for every kind of decision."""
    decisions.lock_ledger(session)
    if body.if_seq is not None:
        _refuse_if_edited(session, body)
    draft = deciding.draft(session, body)
    decision = Decision(at=utc_now(), user=user, kind=body.kind, payload=draft.payload, question=question, undoes=None)
    decisions.add_decision(session, decision, face_ids=draft.face_ids)
    apply_words(session, [Said(decision, decision, draft.face_ids, draft.person_ids)])
    return decision


def _refuse_if_edited(session: ReadSession, body: AnyBody) -> None:
    face_ids = list(getattr(body, "face_ids", None) or [getattr(body, "face_id", None)])
    face_ids += list(getattr(body, "from_face_ids", []))
    newest = decisions.newest_seq_of_faces(session, [f for f in face_ids if f is not None])
    if body.if_seq is not None and newest > body.if_seq:
        raise EditedMeanwhile(newest_seq=newest)


def spoken_of(session: ReadSession, face_ids: Collection[int]) -> set[int]:
    """Return those of the faces that some decision speaks of: a detector must not let them go."""
    return set(decisions.words_of_faces(session, face_ids))


def find_undone(session: ReadSession, seqs: Collection[int]) -> set[int]:
    """Return those of these decisions that do not hold any more."""
    return set(decisions.find_undoers(session, seqs))
