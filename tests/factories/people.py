"""People, tags and groups as derived rows, without a decision behind them: for views, not for tests of the ledger."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from factories.faces import MODEL
from kenfolk.faces.models import Face
from kenfolk.kit.db_types import utc_now
from kenfolk.people.models import Decision, Group, GroupMember, Mark, Match, Person, Rejection, Tag


def make_person(
    session: Session,
    name: str = "Ada",
    *,
    hidden: bool = False,
    removed: bool = False,
    cover: Face | None = None,
    merged_into: Person | None = None,
) -> Person:
    person = Person(
        name=name,
        name_folded=name.casefold(),
        cover_face_id=cover.id if cover else None,
        birth_date=None,
        hidden=hidden,
        merged_into_id=merged_into.id if merged_into else None,
        removed=removed,
        created_at=utc_now(),
    )
    session.add(person)
    session.flush()
    return person


def make_tag(
    session: Session, face: Face, person: Person, *, source: str = "human", probability: float | None = None
) -> Tag:
    tag = Tag(face_id=face.id, person_id=person.id, source=source, probability=probability, decision_seq=None)
    session.add(tag)
    session.flush()
    return tag


def make_match(session: Session, face: Face, person: Person | None, *, probability: float = 0.8) -> Match:
    """What the matcher thinks of a face; `person` None is nobody yet."""
    match = Match(
        face_id=face.id,
        model=MODEL,
        person_id=person.id if person else None,
        probability=probability if person else None,
        chip_key=face.chip_key or "",
        compared=True,
    )
    session.add(match)
    session.flush()
    return match


def make_group(session: Session, faces: Sequence[Face], *, model: str = MODEL) -> Group:
    group = Group(model=model, created_at=utc_now(), settled=True)
    session.add(group)
    session.flush()
    session.add_all(GroupMember(face_id=face.id, group_id=group.id) for face in faces)
    session.flush()
    return group


def make_decision(session: Session, kind: str = "stranger") -> Decision:
    decision = Decision(at=utc_now(), user="owner", kind=kind, payload={}, question=None, undoes=None)
    session.add(decision)
    session.flush()
    return decision


def make_mark(session: Session, face: Face, kind: str = "stranger") -> Mark:
    mark = Mark(face_id=face.id, kind=kind, decision_seq=make_decision(session, kind).seq)
    session.add(mark)
    session.flush()
    return mark


def make_rejection(session: Session, face: Face, person: Person) -> Rejection:
    rejection = Rejection(face_id=face.id, person_id=person.id, decision_seq=make_decision(session, "reject").seq)
    session.add(rejection)
    session.flush()
    return rejection
