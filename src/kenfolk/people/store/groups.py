"""Groups: who is in them, and what a decision does to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.people.models import Decision, Group, GroupMember, Mark, Tag
from kenfolk.people.store.decisions import chunks


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
        still_open = open_among(session, remembered)
        put_in_groups(session, {f: g for f, g in remembered.items() if f in still_open})
    elif decision.kind == "separate":
        for ids in chunks(_shared_faces(session, decision)):
            session.execute(sa.delete(GroupMember).where(GroupMember.face_id.in_(ids)))
    elif decision.kind == "join" and remembered:
        whole = set(remembered) | set(decision.payload["face_ids"])
        put_in_groups(session, dict.fromkeys(open_among(session, whole), min(remembered.values())))


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


def count_groups(session: ReadSession) -> int:
    """Return how many groups `list_groups` lists in all."""
    sizes = (
        sa.select(GroupMember.group_id)
        .join(Face, Face.id == GroupMember.face_id)
        .where(Face.removed_at.is_(None))
        .group_by(GroupMember.group_id)
        .having(sa.func.count() >= 2)
    )
    return session.scalar(sa.select(sa.func.count()).select_from(sizes.subquery())) or 0


def faces_of_group(session: ReadSession, group_id: int) -> list[int]:
    """Return the faces of a group that are there, best first."""
    query = (
        sa.select(Face.id)
        .join(GroupMember, GroupMember.face_id == Face.id)
        .where(GroupMember.group_id == group_id, Face.removed_at.is_(None))
        .order_by(Face.quality.desc(), Face.id)
    )
    return list(session.scalars(query))


def find_group(session: ReadSession, group_id: int) -> Group | None:
    """Return a group."""
    return session.get(Group, group_id)
