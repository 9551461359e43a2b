"""Groups: who is in them, and what a decision does to them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, WriteSession, chunks
from kenfolk.people.models import Arrangement, Decision, Group, GroupMember, Mark, Match, Tag


@dataclass(frozen=True)
class GroupRow:
    """A group in a list."""

    id: int
    faces: int
    photos: int


def members_among(session: ReadSession, face_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return the groups these faces are in, each with those of them that are in it."""
    members: dict[int, list[int]] = defaultdict(list)
    for ids in chunks(face_ids):
        rows = sa.select(GroupMember.group_id, GroupMember.face_id).where(GroupMember.face_id.in_(ids))
        for group_id, face_id in session.execute(rows):
            members[group_id].append(face_id)
    return members


def whole_groups_of(session: ReadSession, face_ids: Iterable[int]) -> list[int]:
    """Return all members of the groups these faces are in."""
    groups = members_among(session, face_ids).keys()
    return list(session.scalars(sa.select(GroupMember.face_id).where(GroupMember.group_id.in_(groups))))


def group_of_open_kin(session: ReadSession, face_ids: Iterable[int]) -> dict[int, int]:
    """Return the groups of these faces and of all that share one with them and are open: face -> group."""
    group_ids = sorted(members_among(session, face_ids))
    found: dict[int, int] = {}
    for ids in chunks(group_ids):
        rows = sa.select(GroupMember.face_id, GroupMember.group_id).where(GroupMember.group_id.in_(ids))
        found |= dict(session.execute(rows).all())
    return found


def put_in_groups(session: WriteSession, group_of: Mapping[int, int]) -> None:
    """Put faces into groups, out of any they were in."""
    for ids in chunks(group_of):
        session.execute(sa.delete(GroupMember).where(GroupMember.face_id.in_(ids)))
    rows = [{"face_id": face_id, "group_id": group_id} for face_id, group_id in sorted(group_of.items())]
    if rows:
        session.execute(sa.insert(GroupMember), rows)


def open_among(session: ReadSession, face_ids: Iterable[int]) -> set[int]:
    """Return the faces that are there and of which nobody has a word to say."""
    found: set[int] = set()
    for ids in chunks(face_ids):
        found |= set(
            session.scalars(
                sa.select(Face.id)
                .where(Face.id.in_(ids), Face.removed_at.is_(None))
                .where(~sa.exists().where(Tag.face_id == Face.id), ~sa.exists().where(Mark.face_id == Face.id))
            )
        )
    return found


def follow_decision(session: WriteSession, decision: Decision, *, is_undone: bool) -> None:
    """Let groups follow what a human said; an undo gives faces back to the groups they came from."""
    remembered = {
        face_id: int(group_id) for group_id, faces in decision.payload.get("groups", {}).items() for face_id in faces
    }
    if is_undone:
        _give_back(session, remembered)
    elif decision.kind == "separate":
        for ids in chunks(_shared_faces(session, decision)):
            session.execute(sa.delete(GroupMember).where(GroupMember.face_id.in_(ids)))
    elif decision.kind == "join":
        faces = decision.payload["face_ids"]
        whole = {*remembered, *faces, *whole_groups_of(session, faces)}
        # A redo may find other groups than there were at first: what counts is where the faces are now.
        if groups_now := members_among(session, whole).keys():
            put_in_groups(session, dict.fromkeys(open_among(session, whole), min(groups_now)))


def _give_back(session: WriteSession, group_of: Mapping[int, int]) -> None:
    """Put faces into the groups they came from; those whose group is gone are free to be grouped anew."""
    there = _existing(session, group_of.values())
    still_open = open_among(session, group_of)
    put_in_groups(session, {f: g for f, g in group_of.items() if f in still_open and g in there})
    homeless = [f for f in still_open if group_of[f] not in there]
    leave(session, homeless)
    for ids in chunks(homeless):
        session.execute(sa.update(Match).where(Match.face_id.in_(ids)).values(compared=False))


def _existing(session: ReadSession, group_ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for ids in chunks(set(group_ids)):
        found |= set(session.scalars(sa.select(Group.id).where(Group.id.in_(ids))))
    return found


def moved_since(session: ReadSession, seq: int) -> set[int]:
    """Return all faces which a decision after this one, about others of their group, may have put into another."""
    joins = session.scalars(sa.select(Decision).where(Decision.seq > seq, Decision.kind.in_(["join", "undo"]))).all()
    roots = [d.payload["root"] for d in joins if d.kind == "undo"]
    joins = [d for d in joins if d.kind == "join"]
    for ids in chunks(roots):
        joins += session.scalars(sa.select(Decision).where(Decision.seq.in_(ids), Decision.kind == "join"))
    faces = {face_id for join in joins for face_id in join.payload["face_ids"]}
    remembered = {face_id for join in joins for theirs in join.payload["groups"].values() for face_id in theirs}
    return remembered | set(whole_groups_of(session, faces))


def _shared_faces(session: ReadSession, decision: Decision) -> list[int]:
    # Only faces that share a group with what they are not have to leave it.
    theirs = members_among(session, decision.payload["from_face_ids"]).keys()
    mine = members_among(session, decision.payload["face_ids"])
    return [face_id for group_id, faces in mine.items() if group_id in theirs for face_id in faces]


def list_groups(session: ReadSession, *, after: tuple[int, int] | None = None, limit: int = 100) -> Sequence[GroupRow]:
    """Return groups of two open faces or more, biggest first; `after` is (faces, id) of the last one before."""
    faces = sa.func.count(Face.id)
    query = (
        sa.select(GroupMember.group_id, faces, sa.func.count(sa.distinct(Face.photo_id)))
        .join(Face, Face.id == GroupMember.face_id)
        .where(Face.removed_at.is_(None))
        .group_by(GroupMember.group_id)
        .having(faces >= 2)
        .order_by(faces.desc(), GroupMember.group_id)
        .limit(limit)
    )
    if after is not None:
        smaller = sa.or_(faces < after[0], sa.and_(faces == after[0], GroupMember.group_id > after[1]))
        query = query.having(smaller)
    return [GroupRow(*row) for row in session.execute(query)]


class LooseFace(NamedTuple):
    """A face nobody knows, which may join a group."""

    id: int
    photo_id: int
    compared: bool
    group_id: int | None  # the provisional group it is in
    quality: float


def _unknown(model: str) -> sa.Select[int]:
    """Select the open faces nobody is like, with their group if they are in one."""
    return (
        sa.select(Face.id)
        .join(Match, sa.and_(Match.face_id == Face.id, Match.model == model, Match.chip_key == Face.chip_key))
        .outerjoin(GroupMember, GroupMember.face_id == Face.id)
        .outerjoin(Group, Group.id == GroupMember.group_id)
        .where(Face.removed_at.is_(None), Match.person_id.is_(None))
        .where(~sa.exists().where(Tag.face_id == Face.id), ~sa.exists().where(Mark.face_id == Face.id))
    )


def find_uncompared(session: ReadSession, *, model: str, limit: int) -> list[int]:
    """Return faces that were never compared with the other unnamed faces."""
    new = _unknown(model).where(~Match.compared, GroupMember.face_id.is_(None))
    return list(session.scalars(new.order_by(Face.id).limit(limit)))


def find_waiting(session: ReadSession, *, model: str, limit: int) -> list[int]:
    """Return faces that are not settled: never compared, or in a provisional group."""
    return list(session.scalars(_waiting(model).order_by(Face.id).limit(limit)))


def count_waiting(session: ReadSession, *, model: str) -> int:
    """Return how many faces are not settled."""
    return session.scalar(_waiting(model).with_only_columns(sa.func.count())) or 0


def _waiting(model: str) -> sa.Select[int]:
    new = sa.and_(~Match.compared, GroupMember.face_id.is_(None))
    return _unknown(model).where(sa.or_(new, Group.settled.is_(False)))


def loose_faces(session: ReadSession, *, model: str, dissolve: bool) -> list[LooseFace]:
    """Return unknown faces without a group; with `dissolve`, those in provisional groups too."""
    query = _unknown(model).with_only_columns(
        Face.id, Face.photo_id, Match.compared, GroupMember.group_id, Face.quality
    )
    outside = GroupMember.face_id.is_(None)
    query = query.where(sa.or_(outside, Group.settled.is_(False)) if dissolve else outside)
    rows = session.execute(query.order_by(Face.id))
    return [LooseFace(*row) for row in rows]


def members_of_groups(session: ReadSession, *, model: str, settled_only: bool) -> dict[int, list[tuple[int, int]]]:
    """Return (face, photo) of the open members of each group."""
    query = (
        sa.select(GroupMember.group_id, Face.id, Face.photo_id)
        .join(Face, Face.id == GroupMember.face_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.model == model, Face.removed_at.is_(None))
        .order_by(Face.id)
    )
    if settled_only:
        query = query.where(Group.settled)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for group_id, face_id, photo_id in session.execute(query):
        members[group_id].append((face_id, photo_id))
    return members


def add_group(session: WriteSession, *, model: str, at: dt.datetime) -> int:
    """Make a group, provisional until it is settled."""
    group = Group(model=model, created_at=at, settled=False)
    session.add(group)
    session.flush()
    return group.id


def leave(session: WriteSession, face_ids: Iterable[int]) -> None:
    """Take faces out of their groups."""
    for ids in chunks(face_ids):
        session.execute(sa.delete(GroupMember).where(GroupMember.face_id.in_(ids)))


def mark_compared(session: WriteSession, face_ids: Iterable[int]) -> None:
    """Note that these faces were compared with the other unnamed faces."""
    for ids in chunks(face_ids):
        session.execute(sa.update(Match).where(Match.face_id.in_(ids), ~Match.compared).values(compared=True))


def note_arranged(session: WriteSession, *, model: str) -> None:
    """Count that groups were arranged."""
    session.merge(Arrangement(model=model, version=count_arranged(session, model=model) + 1))


def count_arranged(session: ReadSession, *, model: str) -> int:
    """Return how often groups were arranged."""
    return session.scalar(sa.select(Arrangement.version).where(Arrangement.model == model)) or 0


def settle(session: WriteSession, *, model: str) -> None:
    """Let all groups be settled: from now on they only grow. Those that lost all their faces go."""
    empty = ~sa.exists().where(GroupMember.group_id == Group.id)
    session.execute(sa.delete(Group).where(Group.model == model, ~Group.settled, empty))
    session.execute(sa.update(Group).where(Group.model == model, ~Group.settled).values(settled=True))
