"""From what a person asks to a row of the ledger: checks, and the payload that lets the row be read and undone later."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people import boxes, ledger, schemas
from kenfolk.people.errors import (
    BadBirthDate,
    BadName,
    NameTaken,
    NoFaces,
    NotFound,
    NotTheirFace,
    SameFaces,
    SamePerson,
    TooManyFaces,
    TooManyPairs,
)
from kenfolk.people.models import Person
from kenfolk.people.store import decisions, derived, groups, lists

MOST_FACES = 10_000
MOST_PAIRS = 10_000
LONGEST_NAME = 200


@dataclass
class Draft:
    """A decision about to be written."""

    payload: dict[str, Any]
    face_ids: Sequence[int] = ()
    person_ids: Sequence[int] = ()


def draft(session: WriteSession, body: schemas.AnyBody) -> Draft:
    """Check a body against the library and return the row it asks for."""
    write: Callable[[WriteSession, Any], Draft] = DRAFTS.get(type(body), _draft_of_person)
    return write(session, body)


def _draft_of_faces(
    session: WriteSession, body: schemas.Stranger | schemas.Unsure | schemas.Open | schemas.NotAFace
) -> Draft:
    face_ids = check_faces(session, body.face_ids)
    return Draft(_remember_groups(session, face_ids, {"count": len(face_ids)}), face_ids)


def _draft_of_person_and_faces(session: WriteSession, body: schemas.Name | schemas.Confirm | schemas.Reject) -> Draft:
    face_ids = check_faces(session, body.face_ids)
    if isinstance(body, schemas.Name):
        person = _named_person(session, body.name)
    else:
        person = _person_there(session, body.person_id)
    payload = _remember_groups(session, face_ids, {"count": len(face_ids)} | person)
    if isinstance(body, schemas.Confirm) and body.checked:
        payload["checked"] = True
    return Draft(payload, face_ids, person["same_ids"])


def _person_there(session: ReadSession, person_id: int) -> dict[str, Any]:
    return _describe(session, find_person(session, person_id))


def _named_person(session: WriteSession, name: str) -> dict[str, Any]:
    name = check_name(name)
    for person in derived.find_people_named(session, name.casefold()):
        return _describe(session, person)
    person_id = derived.add_person(session, name, at=utc_now())
    return {"person_id": person_id, "name": name, "same_ids": [person_id]}


def _describe(session: ReadSession, person: Person) -> dict[str, Any]:
    """Return a person with all who were merged into them: what is said of one was said of all, as they were then."""
    merges = derived.read_merges(session)
    same = sorted({person.id} | {p for p in merges if ledger.find_root(merges, p) == person.id})
    return {"person_id": person.id, "name": person.name, "same_ids": same}


def find_person(session: ReadSession, person_id: int) -> Person:
    """Return the person of this number, or whom they were merged into."""
    root_id = ledger.find_root(derived.read_merges(session), person_id)
    person = session.get(Person, root_id)
    if person is None or person.removed:
        raise NotFound(what="person", id=person_id)
    return person


def check_faces(session: ReadSession, face_ids: Iterable[int]) -> list[int]:
    """Return the faces once each, in order; refuse none, too many, and any that is not there."""
    asked = sorted(set(face_ids))
    if not asked:
        raise NoFaces
    if len(asked) > MOST_FACES:
        raise TooManyFaces(limit=MOST_FACES, count=len(asked))
    there = derived.find_face_ids(session, asked)
    for face_id in asked:
        if face_id not in there:
            raise NotFound(what="face", id=face_id)
    return asked


def check_name(name: str) -> str:
    """Return a name as it is kept: composed, without outer spaces; refuse what cannot be a name."""
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise BadName(reason="it is empty")
    if len(name) > LONGEST_NAME:
        raise BadName(reason=f"it has more than {LONGEST_NAME} letters")
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in name):
        raise BadName(reason="it has a character that cannot be written")
    return name


def _free_name(session: ReadSession, name: str, person: Person) -> str:
    """Return a new name for somebody; refuse one that somebody else has: two of one name look like a mistake."""
    name = check_name(name)
    for other in derived.find_people_named(session, name.casefold()):
        if other.id != person.id and not other.removed:
            raise NameTaken(name=other.name)
    return name


def _remember_groups(session: ReadSession, face_ids: Iterable[int], payload: dict[str, Any]) -> dict[str, Any]:
    """Note the groups faces are in, so that an undo gives them back to their groups."""
    members = groups.members_among(session, face_ids)
    return payload | {"groups": {str(group_id): sorted(faces) for group_id, faces in members.items()}}


def _draft_separate(session: WriteSession, body: schemas.Separate) -> Draft:
    face_ids, others = check_faces(session, body.face_ids), check_faces(session, body.from_face_ids)
    if set(face_ids) & set(others):
        raise SameFaces
    _check_pairs(len(face_ids) * len(others))
    payload = {"count": len(face_ids), "from_count": len(others), "face_ids": face_ids, "from_face_ids": others}
    return Draft(_remember_groups(session, face_ids, payload), sorted({*face_ids, *others}))


def _draft_join(session: WriteSession, body: schemas.Join) -> Draft:
    face_ids = check_faces(session, body.face_ids)
    if len(face_ids) < 2:
        raise SameFaces
    _check_pairs(len(face_ids) * (len(face_ids) - 1) // 2)
    whole = groups.whole_groups_of(session, face_ids)  # joining two faces joins the groups they are in
    return Draft(_remember_groups(session, whole, {"count": len(face_ids), "face_ids": face_ids}), face_ids)


def _check_pairs(count: int) -> None:
    if count > MOST_PAIRS:
        raise TooManyPairs(limit=MOST_PAIRS, count=count)


def _draft_draw_box(session: WriteSession, body: schemas.DrawBox) -> Draft:
    face = boxes.draw(session, photo_id=body.photo_id, box=body.box)
    person: dict[str, Any] = {"person_id": None, "name": None, "same_ids": []}
    if body.person_id is not None:
        person = _person_there(session, body.person_id)
    elif body.name is not None:
        person = _named_person(session, body.name)
    payload = {"count": 1, "photo_id": body.photo_id, "face_id": face.id, "place": boxes.read_place(face)}
    return Draft(payload | person, [face.id], person["same_ids"])


def _draft_move_box(session: WriteSession, body: schemas.MoveBox) -> Draft:
    face_ids = check_faces(session, [body.face_id])
    face = derived.read_faces(session, face_ids)[body.face_id]
    words = decisions.words_of_faces(session, face_ids)[body.face_id]
    active = ledger.find_active(words)
    moves = [w for w in sorted(words, key=lambda w: w.seq) if w.kind == "move_box" and w.seq in active]
    old = boxes.read_place(face)
    face = boxes.move(session, body.face_id, box=body.box)
    base = moves[-1].payload["base"] if moves else old
    return Draft({"count": 1, "place": boxes.read_place(face), "old": old, "base": base}, face_ids)


def _draft_merge(session: WriteSession, body: schemas.Merge) -> Draft:
    into = find_person(session, body.into)
    people = {p.id: p for p in (find_person(session, person_id) for person_id in body.person_ids)}
    if into.id in people:
        raise SamePerson
    payload = {
        "person_ids": sorted(people),
        "names": [people[p].name for p in sorted(people)],
        "into": into.id,
        "person_id": into.id,
        "name": into.name,
    }
    return Draft(payload, person_ids=sorted({into.id, *people}))


def _draft_of_person(
    session: WriteSession, body: schemas.Rename | schemas.Hide | schemas.Show | schemas.Cover | schemas.BirthDate
) -> Draft:
    person = find_person(session, body.person_id)
    payload: dict[str, Any] = {"person_id": person.id, "name": person.name}
    face_ids: list[int] = []
    match body:
        case schemas.Rename():
            payload |= {"name": _free_name(session, body.name, person), "old_name": person.name}
        case schemas.Cover():
            face_ids = check_faces(session, [body.face_id])
            tag = lists.tags_of(session, face_ids).get(body.face_id)
            if tag is None or tag.person_id != person.id:
                raise NotTheirFace
            payload |= {"face_id": body.face_id}
        case schemas.BirthDate():
            if body.date is not None and body.date > utc_now().date():
                raise BadBirthDate(reason="it lies in the future")
            payload |= {"date": body.date.isoformat() if body.date else None}
    return Draft(payload, face_ids, [person.id])


DRAFTS: dict[type, Callable[[WriteSession, Any], Draft]] = {
    schemas.Name: _draft_of_person_and_faces,
    schemas.Confirm: _draft_of_person_and_faces,
    schemas.Reject: _draft_of_person_and_faces,
    schemas.Stranger: _draft_of_faces,
    schemas.Unsure: _draft_of_faces,
    schemas.Open: _draft_of_faces,
    schemas.NotAFace: _draft_of_faces,
    schemas.Separate: _draft_separate,
    schemas.Join: _draft_join,
    schemas.DrawBox: _draft_draw_box,
    schemas.MoveBox: _draft_move_box,
    schemas.Merge: _draft_merge,
}
