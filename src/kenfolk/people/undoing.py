"""Taking back what was said: one decision of any age, or everything of some time, each with a row of its own."""

from collections.abc import Collection, Sequence

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people import ledger, sentences
from kenfolk.people.applying import Said, apply_words
from kenfolk.people.errors import AlreadyUndone, NotFound, TooMuchToUndo
from kenfolk.people.ledger import Word
from kenfolk.people.models import Decision
from kenfolk.people.schemas import Span
from kenfolk.people.store import decisions
from kenfolk.people.store.decisions import Wanted

MOST_DECISIONS = 1_000  # taken back at once: the library is closed to other writers meanwhile
MOST_FACES = 50_000
MOST_LOOKED_AT = 5_000  # to find those that still hold


def undo(session: WriteSession, *, user: str, seq: int) -> Decision:
    """Take a decision back, however old it is; taking an undo back is a redo."""
    decisions.lock_ledger(session)
    target = decisions.find_decision(session, seq)
    if target is None:
        raise NotFound(what="decision", id=seq)
    if seq in decisions.find_undoers(session, [seq]):
        raise AlreadyUndone
    return _take_back(session, [target], user=user)[0]


def undo_span(session: WriteSession, wanted: Wanted, *, user: str) -> Sequence[Decision]:
    """Take back everything that is wanted and still holds, as one: afterwards it is as if it had not been said."""
    decisions.lock_ledger(session)
    span, seqs = _look_at(session, wanted)
    if span.too_much:
        raise TooMuchToUndo(count=span.decisions, faces=span.faces, limit=MOST_DECISIONS, most_faces=MOST_FACES)
    return _take_back(session, decisions.find_decisions(session, seqs), user=user) if seqs else []


def measure_span(session: ReadSession, wanted: Wanted) -> Span:
    """Return what `undo_span` would take back."""
    return _look_at(session, wanted)[0]


def _look_at(session: ReadSession, wanted: Wanted) -> tuple[Span, list[int]]:
    rows = decisions.list_undos_among(session, wanted, limit=MOST_LOOKED_AT + 1)
    is_long = len(rows) > MOST_LOOKED_AT
    seqs = [] if is_long else _find_undoable(session, rows)
    faces = decisions.count_faces(session, seqs)
    span = Span(
        decisions=decisions.count_decisions(session, wanted) if is_long else len(seqs),
        faces=faces,
        from_seq=min(seqs, default=None),
        to_seq=rows[0][0] if rows else None,
        too_much=is_long or len(seqs) > MOST_DECISIONS or faces > MOST_FACES,
        most_decisions=MOST_DECISIONS,
        most_faces=MOST_FACES,
    )
    return span, seqs


def _find_undoable(session: ReadSession, rows: Sequence[tuple[int, int | None]]) -> list[int]:
    """Return the decisions to take back, newest first, so that all is as before.

    An undo of something of the same time stays: both together say nothing.
    """
    among = {seq for seq, _undoes in rows}
    undone = decisions.find_undoers(session, among)
    return [seq for seq, undoes in rows if seq not in undone and undoes not in among]


def _take_back(session: WriteSession, targets: Sequence[Decision], *, user: str) -> list[Decision]:
    roots = find_roots(session, targets)
    seqs = [target.seq for target in targets]
    faces, people = decisions.faces_of(session, seqs), decisions.people_of(session, seqs)
    holding = _still_holding(session, {root.seq for root in roots.values()}, seqs)
    said = []
    for target in targets:
        root = roots[target.seq]
        row = _write_undo(session, target, root, user=user, redoes=root.seq in holding, faces=faces.get(target.seq, []))
        said.append(Said(row, root, faces.get(target.seq, []), people.get(target.seq, [])))
    apply_words(session, said)
    return [one.row for one in said]


def _write_undo(
    session: WriteSession, target: Decision, root: Decision, *, user: str, redoes: bool, faces: Collection[int]
) -> Decision:
    payload = {"root": root.seq, "redoes": redoes, "text": sentences.tell(root.kind, root.payload)}
    row = Decision(at=utc_now(), user=user, kind="undo", payload=payload, question=None, undoes=target.seq)
    decisions.add_decision(session, row, face_ids=faces)
    return row


def find_roots(session: ReadSession, rows: Sequence[Decision]) -> dict[int, Decision]:
    """Return, for each row, the word it is about: itself, or what an undo takes back or brings back in the end."""
    undone = decisions.find_decisions(session, [row.payload["root"] for row in rows if row.kind == "undo"])
    by_seq = {root.seq: root for root in undone}
    return {row.seq: by_seq[row.payload["root"]] if row.kind == "undo" else row for row in rows}


def _still_holding(session: ReadSession, root_seqs: Collection[int], undone: Sequence[int]) -> set[int]:
    """Return the words that hold once all of `undone` is taken back."""
    words = decisions.with_undos(session, root_seqs)
    newest = max(word.seq for word in words)
    undos = [Word(newest + at, "undo", {}, seq) for at, seq in enumerate(undone, start=1)]
    return ledger.find_active([*words, *undos])
