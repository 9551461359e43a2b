"""The ledger's rows: append, look up, and find out what is undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession, WriteSession, chunks
from kenfolk.people.ledger import Word, find_active
from kenfolk.people.models import Decision, DecisionFace, DecisionPerson

WORD = (Decision.seq, Decision.kind, Decision.payload, Decision.undoes)


def lock_ledger(session: WriteSession) -> None:
    """Let one writer at a time speak, so that decisions are numbered in the order in which they become visible."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyway
        session.execute(sa.text("LOCK TABLE decision IN SHARE ROW EXCLUSIVE MODE"))


def add_decision(session: WriteSession, decision: Decision, *, face_ids: Collection[int]) -> None:
    """Append a row and the faces it speaks of."""
    session.add(decision)
    session.flush()
    if face_ids:
        session.execute(sa.insert(DecisionFace), [{"seq": decision.seq, "face_id": f} for f in sorted(face_ids)])


def add_people_of_decision(session: WriteSession, seq: int, person_ids: Collection[int]) -> None:
    """Note whom a decision is about: those it names, and those it gave a face to or took one from."""
    if person_ids:
        session.execute(sa.insert(DecisionPerson), [{"seq": seq, "person_id": p} for p in sorted(person_ids)])


def find_decision(session: ReadSession, seq: int) -> Decision | None:
    """Return a row of the ledger."""
    return session.get(Decision, seq)


def newest_seq(session: ReadSession) -> int:
    """Return the number of the newest decision, 0 for an empty ledger."""
    return session.scalar(sa.select(sa.func.max(Decision.seq))) or 0


def newest_seq_of_faces(session: ReadSession, face_ids: Iterable[int]) -> int:
    """Return the newest decision on any of these faces."""
    newest = sa.func.max(DecisionFace.seq)
    asked = (session.scalar(sa.select(newest).where(DecisionFace.face_id.in_(ids))) for ids in chunks(face_ids))
    return max((seq for seq in asked if seq), default=0)


def faces_of(session: ReadSession, seqs: Iterable[int]) -> dict[int, list[int]]:
    """Return the faces of each decision."""
    return _list_by_seq(session, DecisionFace.seq, DecisionFace.face_id, seqs)


def people_of(session: ReadSession, seqs: Iterable[int]) -> dict[int, list[int]]:
    """Return the people of each decision."""
    return _list_by_seq(session, DecisionPerson.seq, DecisionPerson.person_id, seqs)


def faces_since(session: ReadSession, seq: int) -> set[int]:
    """Return the faces of all decisions after this one."""
    return set(session.scalars(sa.select(DecisionFace.face_id).where(DecisionFace.seq > seq)))


def people_since(session: ReadSession, seq: int) -> set[int]:
    """Return the people of all decisions after this one."""
    return set(session.scalars(sa.select(DecisionPerson.person_id).where(DecisionPerson.seq > seq).distinct()))


def _list_by_seq(
    session: ReadSession,
    seq: sa.orm.InstrumentedAttribute[int],
    what: sa.orm.InstrumentedAttribute[int],
    seqs: Iterable[int],
) -> dict[int, list[int]]:
    lists: dict[int, list[int]] = defaultdict(list)
    for ids in chunks(seqs):
        for number, value in session.execute(sa.select(seq, what).where(seq.in_(ids)).order_by(what)):
            lists[number].append(value)
    return lists


def words_of_faces(session: ReadSession, face_ids: Iterable[int]) -> dict[int, list[Word]]:
    """Return everything said of each face, undone or not."""
    by_face: dict[int, list[Word]] = defaultdict(list)
    known: dict[int, Word] = {}  # a decision on a thousand faces is read once
    for ids in chunks(face_ids):
        pairs = session.execute(
            sa.select(DecisionFace.face_id, DecisionFace.seq).where(DecisionFace.face_id.in_(ids))
        ).all()
        known |= _read_words(session, {seq for _face, seq in pairs} - known.keys())
        for face_id, seq in pairs:
            by_face[face_id].append(known[seq])
    return by_face


def words_of_people(session: ReadSession, person_ids: Iterable[int]) -> list[Word]:
    """Return everything said of any of these people, undone or not."""
    seqs: set[int] = set()
    for ids in chunks(person_ids):
        seqs |= set(session.scalars(sa.select(DecisionPerson.seq).where(DecisionPerson.person_id.in_(ids))))
    return list(_read_words(session, seqs).values())


def all_words(session: ReadSession) -> list[Word]:
    """Return the whole ledger."""
    return [Word(*row) for row in session.execute(sa.select(*WORD).order_by(Decision.seq))]


def merge_words(session: ReadSession) -> list[Word]:
    """Return every merge with the undos that reach it."""
    merges = set(session.scalars(sa.select(Decision.seq).where(Decision.kind == "merge")))
    return with_undos(session, merges) if merges else []


def with_undos(session: ReadSession, seqs: Collection[int]) -> list[Word]:
    """Return these decisions, the undos of them, the undos of those, and so on."""
    seqs = set(seqs)
    for ids in list(chunks(seqs)):
        first = sa.select(Decision.seq).where(Decision.undoes.in_(ids))
        chain = first.cte("chain", recursive=True)
        chain = chain.union(sa.select(Decision.seq).where(Decision.undoes == chain.c.seq))
        seqs |= set(session.scalars(sa.select(chain.c.seq)))
    return list(_read_words(session, seqs).values())


def _read_words(session: ReadSession, seqs: Collection[int]) -> dict[int, Word]:
    words: dict[int, Word] = {}
    for ids in chunks(seqs):
        words |= {row[0]: Word(*row) for row in session.execute(sa.select(*WORD).where(Decision.seq.in_(ids)))}
    return words


def find_undoers(session: ReadSession, seqs: Collection[int]) -> Mapping[int, int]:
    """Return, for each of these decisions that is undone now, the row that undoes it."""
    words = with_undos(session, seqs)
    active = find_active(words)
    return {w.undoes: w.seq for w in words if w.undoes is not None and w.seq in active}


def list_decisions(
    session: ReadSession, *, before: int | None, limit: int, person_id: int | None, face_id: int | None
) -> Sequence[Decision]:
    """Return rows of the ledger, newest first."""
    query = sa.select(Decision).order_by(Decision.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(Decision.seq < before)
    if person_id is not None:
        query = query.where(
            Decision.seq.in_(sa.select(DecisionPerson.seq).where(DecisionPerson.person_id == person_id))
        )
    if face_id is not None:
        query = query.where(Decision.seq.in_(sa.select(DecisionFace.seq).where(DecisionFace.face_id == face_id)))
    return session.scalars(query).all()
