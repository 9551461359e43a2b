"""A search as a condition on photos. Knows tables, asks no database.

People are looked up in the index of their tags. All of somebody's photos at once, as a set: whoever has twenty thousand
is found in one go. How many faces there are, and whether one has no name, is asked for each photo that is left.
"""

import datetime as dt
from collections.abc import Callable, Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from kenfolk.faces.models import Face
from kenfolk.kit.db_types import is_like
from kenfolk.people.models import Mark, Tag
from kenfolk.photos.models import Photo, Source
from kenfolk.search.terms import (
    All,
    Any,
    Expr,
    Faces,
    Folder,
    FromSource,
    Leaf,
    Named,
    Not,
    Only,
    Phrase,
    Taken,
    Unnamed,
    walk,
)

Condition = sa.ColumnElement[bool]
PeopleOf = Callable[[Named], Collection[int]]
SourcesOf = Callable[[str], Collection[int]]
IS_VISIBLE = Face.removed_at.is_(None)


class Conditions:
    """Turns an expression, once its names are settled, into a condition on photos."""

    def __init__(self, people_of: PeopleOf, sources_of: SourcesOf) -> None:
        self._people_of, self._sources_of = people_of, sources_of

    def of(self, expr: Expr) -> Condition:
        """Return what a photo has to fulfil; one whose file has vanished never does."""
        return sa.and_(Photo.state != "missing", self._of(expr))

    def _of(self, expr: Expr) -> Condition:
        match expr:
            case All(parts):
                return sa.and_(sa.true(), *map(self._of, parts))
            case Any(parts):
                return sa.or_(sa.false(), *map(self._of, parts))
            case Not(part):
                return sa.not_(self._of(part))
            case Only(part):
                return sa.and_(self._of(part), self._has_nobody_else(part))
            case _:
                return self._of_leaf(expr)

    def _of_leaf(self, leaf: Leaf) -> Condition:  # noqa: PLR0911 (one line for each kind)
        match leaf:
            case Named():
                return self._has_one_of(self._people_of(leaf))
            case Phrase():
                return sa.false()  # settled before
            case Faces(low, high):
                return _counts(low, high)
            case Taken():
                return _is_taken(leaf)
            case Folder(name):
                return _lies_in(name)
            case FromSource(name):
                return Photo.source_id.in_(list(self._sources_of(name)))
            case Unnamed():
                return _has_unnamed_face()

    def _has_one_of(self, person_ids: Collection[int]) -> Condition:
        if not person_ids:
            return sa.false()
        faces = sa.select(Face.photo_id).join(Tag, Tag.face_id == Face.id)
        return Photo.id.in_(faces.where(Tag.person_id.in_(list(person_ids)), IS_VISIBLE))

    def _has_nobody_else(self, part: Expr) -> Condition:
        """No face is without a name, set aside as a stranger's, or somebody else's."""
        named = [leaf for leaf, negated in walk(part) if isinstance(leaf, Named) and not negated]
        allowed = [person_id for leaf in named for person_id in self._people_of(leaf)]
        is_other = sa.or_(Tag.person_id.is_(None), Tag.person_id.not_in(allowed))
        others = sa.select(sa.literal(1)).select_from(Face).outerjoin(Tag, Tag.face_id == Face.id)
        return ~others.where(Face.photo_id == Photo.id, IS_VISIBLE, is_other).correlate(Photo).exists()


def _counts(low: int | None, high: int | None) -> Condition:
    number = sa.select(sa.func.count()).select_from(Face).where(Face.photo_id == Photo.id, IS_VISIBLE)
    count = number.correlate(Photo).scalar_subquery()
    if low is not None and high is not None:
        return count == low if low == high else count.between(low, high)
    return count >= low if low is not None else count <= (high or 0)


def _has_unnamed_face() -> Condition:
    faces = sa.select(sa.literal(1)).select_from(Face).outerjoin(Tag, Tag.face_id == Face.id)
    faces = faces.outerjoin(Mark, Mark.face_id == Face.id)
    is_open = sa.and_(IS_VISIBLE, Tag.face_id.is_(None), Mark.face_id.is_(None))
    return faces.where(Face.photo_id == Photo.id, is_open).correlate(Photo).exists()


def _is_taken(taken: Taken) -> Condition:
    conditions: list[Condition] = [sa.true()]
    if taken.low is not None:
        conditions.append(Photo.taken_at >= dt.datetime.combine(taken.low.first_day, dt.time()))
    if taken.high is not None:
        conditions.append(Photo.taken_at < dt.datetime.combine(taken.high.next().first_day, dt.time()))
    return sa.and_(*conditions)


def _lies_in(name: str) -> Condition:
    """Some folder on the way to the photo is called that, or several in a row are."""
    wanted = _escape(name.strip("/"))
    other = aliased(Photo)  # the keys alone are an index: it is read instead of all that is known of photos
    by_key = sa.select(other.id).where(is_like(sa.literal("/").concat(other.key), sa.literal(f"%/{wanted}/%")))
    roots = (is_like(Source.root, sa.literal(f"%/{wanted}{end}")) for end in ("", "/"))
    return sa.or_(Photo.id.in_(by_key), Photo.source_id.in_(sa.select(Source.id).where(sa.or_(*roots))))


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
