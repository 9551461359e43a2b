"""The tables derived from the ledger: read what they say now, write what they should say."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, WriteSession, chunks
from kenfolk.people.ledger import PersonState
from kenfolk.people.models import (
    Constraint,
    DecisionFace,
    DecisionPerson,
    Mark,
    Match,
    Person,
    Rejection,
    Tag,
)


@dataclass(frozen=True)
class Derived:
    """What the derived tables say, or should say: compared row by row."""

    tags: frozenset[tuple[int, int, int | None]]  # face, person, decision
    marks: frozenset[tuple[int, str, int]]  # face, kind, decision
    rejections: frozenset[tuple[int, int, int]]  # face, person, decision
    constraints: frozenset[tuple[int, int, str, int]]  # face, face, kind, decision


def read_derived(session: ReadSession, face_ids: Iterable[int] | None = None) -> Derived:
    """Return what the tables say of these faces, or of all."""
    tags: set[tuple[int, int, int | None]] = set()
    marks: set[tuple[int, str, int]] = set()
    rejections: set[tuple[int, int, int]] = set()
    constraints: set[tuple[int, int, str, int]] = set()
    for ids in [None] if face_ids is None else chunks(face_ids):
        tag_rows = sa.select(Tag.face_id, Tag.person_id, Tag.decision_seq).where(Tag.source == "human")
        tags |= set(session.execute(tag_rows.where(_among(Tag.face_id, ids))))
        mark_rows = sa.select(Mark.face_id, Mark.kind, Mark.decision_seq)
        marks |= set(session.execute(mark_rows.where(_among(Mark.face_id, ids))))
        rejection_rows = sa.select(Rejection.face_id, Rejection.person_id, Rejection.decision_seq)
        rejections |= set(session.execute(rejection_rows.where(_among(Rejection.face_id, ids))))
        pair_rows = sa.select(Constraint.face_a, Constraint.face_b, Constraint.kind, Constraint.decision_seq)
        either = sa.or_(_among(Constraint.face_a, ids), _among(Constraint.face_b, ids))
        constraints |= set(session.execute(pair_rows.where(either)))
    return Derived(frozenset(tags), frozenset(marks), frozenset(rejections), frozenset(constraints))


def _among(column: sa.orm.InstrumentedAttribute[int], ids: list[int] | None) -> sa.ColumnElement[bool]:
    return sa.true() if ids is None else column.in_(ids)


def write_derived(session: WriteSession, old: Derived, new: Derived) -> None:
    """Turn the rows of `old` into those of `new`, touching only what differs."""
    for ids in chunks({row[0] for row in old.tags - new.tags}):
        session.execute(sa.delete(Tag).where(Tag.face_id.in_(ids), Tag.source == "human"))
    for ids in chunks({row[0] for row in old.marks - new.marks}):
        session.execute(sa.delete(Mark).where(Mark.face_id.in_(ids)))
    _delete_pairs(session, Rejection.face_id, Rejection.person_id, old.rejections - new.rejections)
    _delete_pairs(session, Constraint.face_a, Constraint.face_b, old.constraints - new.constraints)
    _insert(
        session,
        Tag,
        [
            {"face_id": f, "person_id": p, "source": "human", "probability": None, "decision_seq": s}
            for f, p, s in sorted(new.tags - old.tags)
        ],
    )
    _insert(session, Mark, [{"face_id": f, "kind": k, "decision_seq": s} for f, k, s in sorted(new.marks - old.marks)])
    _insert(
        session,
        Rejection,
        [{"face_id": f, "person_id": p, "decision_seq": s} for f, p, s in sorted(new.rejections - old.rejections)],
    )
    _insert(
        session,
        Constraint,
        [
            {"face_a": a, "face_b": b, "kind": k, "decision_seq": s}
            for a, b, k, s in sorted(new.constraints - old.constraints)
        ],
    )


def _delete_pairs(
    session: WriteSession,
    first: sa.orm.InstrumentedAttribute[int],
    second: sa.orm.InstrumentedAttribute[int],
    rows: Collection[tuple[Any, ...]],
) -> None:
    if rows:
        this = sa.and_(first == sa.bindparam("first"), second == sa.bindparam("second"))
        session.connection().execute(
            sa.delete(first.class_).where(this), [{"first": row[0], "second": row[1]} for row in rows]
        )


def _insert(session: WriteSession, table: type, rows: list[dict[str, object]]) -> None:
    if rows:
        session.execute(sa.insert(table), rows)


def forget_matches(session: WriteSession, face_ids: Iterable[int]) -> None:
    """Take the machine's word off faces: the matcher looks at those that are open again."""
    for ids in chunks(face_ids):
        session.execute(sa.delete(Match).where(Match.face_id.in_(ids)))
        session.execute(sa.delete(Tag).where(Tag.face_id.in_(ids), Tag.source == "machine"))


def read_people(session: ReadSession, person_ids: Collection[int] | None = None) -> dict[int, PersonState]:
    """Return what the table of people says."""
    people: dict[int, PersonState] = {}
    for ids in [None] if person_ids is None else chunks(person_ids):
        for row in session.scalars(sa.select(Person).where(_among(Person.id, ids))):
            born = row.birth_date.isoformat() if row.birth_date else None
            people[row.id] = PersonState(row.name, row.hidden, row.cover_face_id, born, row.merged_into_id, row.removed)
    return people


def find_misfolded(session: ReadSession) -> list[int]:
    """Return people whose name for search is not that of their name."""
    names = session.execute(sa.select(Person.id, Person.name, Person.name_folded).order_by(Person.id))
    return [person_id for person_id, name, folded in names if folded != name.casefold()]


def write_person(session: WriteSession, person_id: int, state: PersonState) -> None:
    """Make a person's row say what the ledger says."""
    session.execute(
        sa.update(Person)
        .where(Person.id == person_id)
        .values(
            name=state.name,
            name_folded=state.name.casefold(),
            hidden=state.hidden,
            cover_face_id=state.cover_face_id,
            birth_date=dt.date.fromisoformat(state.birth_date) if state.birth_date else None,
            merged_into_id=state.merged_into_id,
            removed=state.removed,
        )
    )


def add_person(session: WriteSession, name: str, *, at: dt.datetime) -> int:
    """Make a row for a new person; it is there, but removed, until the ledger speaks of it."""
    person = Person(name=name, name_folded=name.casefold(), hidden=False, removed=True, created_at=at)
    session.add(person)
    session.flush()
    return person.id


def find_people_named(session: ReadSession, folded: str) -> list[Person]:
    """Return unmerged people of this name, those who are there before those whose naming was undone."""
    named = sa.select(Person).where(Person.merged_into_id.is_(None), Person.name_folded == folded)
    return list(session.scalars(named.order_by(Person.removed, Person.id)))


def read_merges(session: ReadSession) -> dict[int, int]:
    """Return who is merged into whom."""
    rows = session.execute(sa.select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None)))
    return {person_id: into_id for person_id, into_id in rows if into_id is not None}


def faces_about(session: ReadSession, person_ids: Iterable[int]) -> set[int]:
    """Return all faces of all decisions about these people."""
    faces: set[int] = set()
    for ids in chunks(person_ids):
        seqs = sa.select(DecisionPerson.seq).where(DecisionPerson.person_id.in_(ids))
        faces |= set(session.scalars(sa.select(DecisionFace.face_id).where(DecisionFace.seq.in_(seqs)).distinct()))
    return faces


def hand_over_machine_words(session: WriteSession, to: Mapping[int, int | None]) -> None:
    """Move the machine's tags of merged people to whom they are now; take them off people who are gone (None)."""
    for person_id, root_id in to.items():
        if root_id is None:
            session.execute(sa.delete(Tag).where(Tag.person_id == person_id, Tag.source == "machine"))
            session.execute(sa.delete(Match).where(Match.person_id == person_id))
        else:
            mine = sa.update(Tag).where(Tag.person_id == person_id, Tag.source == "machine")
            session.execute(mine.values(person_id=root_id))
            session.execute(sa.update(Match).where(Match.person_id == person_id).values(person_id=root_id))


def find_face_ids(session: ReadSession, face_ids: Iterable[int]) -> set[int]:
    """Return those of the faces that are there."""
    found: set[int] = set()
    for ids in chunks(face_ids):
        found |= set(session.scalars(sa.select(Face.id).where(Face.id.in_(ids), Face.removed_at.is_(None))))
    return found


def read_faces(session: ReadSession, face_ids: Iterable[int]) -> dict[int, Face]:
    """Return faces, those that were taken away too."""
    found: dict[int, Face] = {}
    for ids in chunks(face_ids):
        found |= {f.id: f for f in session.scalars(sa.select(Face).where(Face.id.in_(ids)))}
    return found
