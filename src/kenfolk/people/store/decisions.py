"""The ledger's rows: append, look up, and find out what is undone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession, WriteSession, chunks
from kenfolk.people.ledger import Word, find_active
from kenfolk.people.models import Decision, DecisionFace, DecisionPerson, Person

WORD = (Decision.seq, Decision.kind, Decision.payload, Decision.undoes)
PARTS = 90  # of one statement that asks for each row by itself


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which rows of the ledger somebody wants to see, or to take back. None: it does not matter."""

    person_id: int | None = None
    face_id: int | None = None
    kinds: Collection[str] | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    from_seq: int | None = None
    to_seq: int | None = None


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


def list_decisions(session: ReadSession, wanted: Wanted, *, before: int | None, limit: int) -> Sequence[Decision]:
    """Return rows of the ledger, newest first."""
    query = _select_wanted(sa.select(Decision), wanted).order_by(Decision.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(Decision.seq < before)
    return session.scalars(query).all()


def list_undos_among(session: ReadSession, wanted: Wanted, *, limit: int) -> list[tuple[int, int | None]]:
    """Return the numbers of the newest wanted rows, newest first, each with what it undoes."""
    query = _select_wanted(sa.select(Decision.seq, Decision.undoes), wanted).order_by(Decision.seq.desc()).limit(limit)
    return [(seq, undoes) for seq, undoes in session.execute(query)]


def count_decisions(session: ReadSession, wanted: Wanted) -> int:
    """Return how many rows are wanted, undone or not."""
    return session.scalar(_select_wanted(sa.select(sa.func.count(Decision.seq)), wanted)) or 0


def _select_wanted(query: sa.Select[*tuple[Any, ...]], wanted: Wanted) -> sa.Select[*tuple[Any, ...]]:
    if wanted.since is not None:
        query = query.where(Decision.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(Decision.at <= wanted.until)
    if wanted.from_seq is not None:
        query = query.where(Decision.seq >= wanted.from_seq)
    if wanted.to_seq is not None:
        query = query.where(Decision.seq <= wanted.to_seq)
    if wanted.kinds is not None:
        query = query.where(Decision.kind.in_(list(wanted.kinds)))
    if wanted.person_id is not None:
        about = sa.select(DecisionPerson.seq).where(DecisionPerson.person_id == wanted.person_id)
        query = query.where(Decision.seq.in_(about))
    if wanted.face_id is not None:
        query = query.where(Decision.seq.in_(sa.select(DecisionFace.seq).where(DecisionFace.face_id == wanted.face_id)))
    return query


def find_decisions(session: ReadSession, seqs: Iterable[int]) -> list[Decision]:
    """Return these rows, newest first."""
    found = [
        row for ids in chunks(set(seqs)) for row in session.scalars(sa.select(Decision).where(Decision.seq.in_(ids)))
    ]
    return sorted(found, key=lambda row: row.seq, reverse=True)


def count_faces(session: ReadSession, seqs: Iterable[int]) -> int:
    """Return of how many faces these decisions speak, one that is spoken of twice counted twice."""
    number = sa.select(sa.func.count()).select_from(DecisionFace)
    return sum(session.scalar(number.where(DecisionFace.seq.in_(ids))) or 0 for ids in chunks(seqs))


def few_faces_of(session: ReadSession, seqs: Sequence[int], *, most: int) -> dict[int, list[int]]:
    """Return the first faces of each decision: a decision may speak of ten thousand."""
    few: dict[int, list[int]] = defaultdict(list)
    row = (DecisionFace.seq, DecisionFace.face_id)
    for at in range(0, len(seqs), PARTS):
        each = [
            sa.select(sa.select(*row).where(DecisionFace.seq == seq).order_by(*row).limit(most).subquery())
            for seq in seqs[at : at + PARTS]
        ]
        for seq, face_id in session.execute(sa.union_all(*each)):
            few[seq].append(face_id)
    return few


def names_of(session: ReadSession, person_ids: Iterable[int]) -> dict[int, str]:
    """Return the names people have now."""
    names: dict[int, str] = {}
    for ids in chunks(person_ids):
        names |= {
            row.id: row.name for row in session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(ids)))
        }
    return names
