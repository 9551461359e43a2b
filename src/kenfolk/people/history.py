"""What was said, as the API shows it: rows of the ledger with their sentence, whole and in parts."""

from collections.abc import Mapping, Sequence

from kenfolk.kit.db import ReadSession
from kenfolk.people import ledger, sentences
from kenfolk.people.models import Decision, Person
from kenfolk.people.schemas import DecidedOut, DecisionOut, PersonRef
from kenfolk.people.store import decisions
from kenfolk.people.store.decisions import Wanted
from kenfolk.people.undoing import find_roots

FEW = 6  # faces of a decision in a brief history
# After these a face has another name than before, or none.
TAKES = ledger.GIVES_TAG | ledger.MARKS | {"open", "not_a_face"}


def list_decisions(
    session: ReadSession, wanted: Wanted, *, before: int | None = None, limit: int = 100, is_brief: bool = False
) -> Sequence[DecisionOut]:
    """Return the history, newest first."""
    return view(session, decisions.list_decisions(session, wanted, before=before, limit=limit), is_brief=is_brief)


def view(session: ReadSession, rows: Sequence[Decision], *, is_brief: bool = False) -> list[DecisionOut]:
    """Return decisions as the API shows them; brief ones have a few of their faces, and no payload."""
    seqs = [row.seq for row in rows]
    roots = find_roots(session, rows)
    faces = decisions.few_faces_of(session, seqs, most=FEW) if is_brief else decisions.faces_of(session, seqs)
    people, undone_by = decisions.people_of(session, seqs), decisions.find_undoers(session, seqs)
    names = decisions.names_of(session, {person_id for ids in people.values() for person_id in ids})
    return [
        DecisionOut(
            seq=row.seq,
            at=row.at,
            user=row.user,
            kind=row.kind,
            payload={} if is_brief else row.payload,
            face_ids=faces.get(row.seq, []),
            person_ids=people.get(row.seq, []),
            undoes=row.undoes,
            undone_by=undone_by.get(row.seq),
            text=sentences.tell(row.kind, row.payload),
            told=sentences.tell_parts(
                row, roots[row.seq], before=_list_before(row, roots[row.seq], people.get(row.seq, []), names)
            ),
        )
        for row in rows
    ]


def _list_before(row: Decision, root: Decision, person_ids: Sequence[int], names: Mapping[int, str]) -> list[PersonRef]:
    """Return who lost faces by this decision, by the names they have now."""
    if row.kind not in TAKES:
        return []
    same = {root.payload.get("person_id"), *root.payload.get("same_ids", [])}
    return [PersonRef(id=p, name=names[p]) for p in person_ids if p not in same and p in names]


def view_outcome(session: ReadSession, decision: Decision) -> DecidedOut:
    """Return a fresh decision with the person and the face it made or spoke of."""
    root = find_roots(session, [decision])[decision.seq]
    person_id = root.payload.get("person_id")
    person = session.get(Person, person_id) if person_id is not None else None
    return DecidedOut(
        decision=view(session, [decision])[0],
        person=PersonRef(id=person.id, name=person.name) if person is not None and not person.removed else None,
        face_id=root.payload.get("face_id") if root.kind == "draw_box" else None,
    )
