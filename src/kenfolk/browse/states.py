"""Where every face stands: who named it, or what is known of it. Counted without reading the wide table of faces."""

from dataclasses import dataclass

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession
from kenfolk.people.models import GroupMember, Mark, Match, Tag
from kenfolk.photos.models import Photo

# Faces that are not shown are few: whatever is counted is counted with them, and they are taken off again.
GONE = sa.union(
    sa.select(Face.id).where(Face.removed_at.is_not(None)),
    sa.select(Face.id).join(Photo, Photo.id == Face.photo_id).where(Photo.state == "missing"),
)


@dataclass(frozen=True)
class FaceStates:
    """Every face that is shown is in exactly one of these, the first that fits; `not_faces` are shown no more."""

    by_people: int
    by_machine: int
    strangers: int
    unsure: int
    suggested: int
    grouped: int
    alone: int
    not_faces: int

    @property
    def shown(self) -> int:
        """How many faces there are."""
        counts: list[int] = list(vars(self).values())
        return sum(counts) - self.not_faces


def count_shown(session: ReadSession, faces: sa.Select[int]) -> int:
    """Return how many of the faces, given by number, are shown: not removed, and of photos that are there."""
    number = faces.selected_columns[0]
    return _count(session, faces) - _count(session, faces.where(number.in_(GONE)))


def count_named(session: ReadSession) -> dict[str, int]:
    """Return how many faces have their name from a human, from the machine, and from a file."""
    return {source: count_shown(session, _tags(source)) for source in _list(session, Tag.source)}


def count_face_states(session: ReadSession) -> FaceStates:
    """Return how many faces stand where."""
    tagged = count_named(session)
    marked = {kind: count_shown(session, _marks(kind)) for kind in _list(session, Mark.kind)}
    suggested, grouped = count_shown(session, _guesses()), count_shown(session, _unnamed_groups())
    known = sum(tagged.values()) + sum(marked.values()) + suggested + grouped
    denied = sa.select(Face.id).where(Face.removed_at.is_not(None), Face.removed_as == "not_a_face")
    by_machine = tagged.get("machine", 0)
    return FaceStates(
        by_people=sum(tagged.values()) - by_machine,
        by_machine=by_machine,
        strangers=marked.get("stranger", 0),
        unsure=marked.get("unsure", 0),
        suggested=suggested,
        grouped=grouped,
        alone=max(0, count_shown(session, sa.select(Face.id)) - known),
        not_faces=_count(session, denied),
    )


def _list(session: ReadSession, column: sa.orm.InstrumentedAttribute[str]) -> list[str]:
    return list(session.scalars(sa.select(column).distinct()))


def _tags(source: str) -> sa.Select[int]:
    return sa.select(Tag.face_id).where(Tag.source == source)


def _marks(kind: str) -> sa.Select[int]:
    return sa.select(Mark.face_id).where(Mark.kind == kind)


def _guesses() -> sa.Select[int]:
    query = sa.select(Match.face_id).where(Match.person_id.is_not(None))
    return query.where(~sa.exists().where(Tag.face_id == Match.face_id), ~_is_marked(Match.face_id))


def _unnamed_groups() -> sa.Select[int]:
    """Faces in groups of two or more, of which nobody thinks anything yet."""
    face_id = GroupMember.face_id
    is_guessed = sa.exists().where(Match.face_id == face_id, Match.person_id.is_not(None))
    is_named = sa.exists().where(Tag.face_id == face_id)
    return sa.select(face_id).where(~is_named, ~_is_marked(face_id), ~is_guessed)


def _is_marked(face_id: sa.orm.InstrumentedAttribute[int]) -> sa.ColumnElement[bool]:
    return sa.exists().where(Mark.face_id == face_id)


def _count(session: ReadSession, rows: sa.Select[int]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
