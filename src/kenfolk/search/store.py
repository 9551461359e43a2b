"""Every query of this room."""

from collections.abc import Sequence

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.db_types import is_like, utc_now
from kenfolk.people.models import Person
from kenfolk.photos.models import Photo, Source
from kenfolk.search.models import SavedSearch
from kenfolk.search.names import Known, fold
from kenfolk.search.where import Condition


def find_known(session: ReadSession, name: str) -> list[Known]:
    """Return who has this very name, whatever its case."""
    named = sa.select(Person.id, Person.name, Person.hidden).where(Person.name_folded == name.casefold())
    living = named.where(Person.removed.is_(False), Person.merged_into_id.is_(None))
    return [Known(*row) for row in session.execute(living.order_by(Person.id))]


def find_person(session: ReadSession, person_id: int) -> Known | None:
    """Return who has this number, or took over who had it."""
    person = session.get(Person, person_id)
    while person is not None and person.merged_into_id is not None:
        person = session.get(Person, person.merged_into_id)
    return None if person is None or person.removed else Known(person.id, person.name, person.hidden)


def list_known(session: ReadSession) -> list[Known]:
    """Return everybody with a name, hidden people too."""
    query = sa.select(Person.id, Person.name, Person.hidden).where(Person.removed.is_(False))
    return [Known(*row) for row in session.execute(query.where(Person.merged_into_id.is_(None)))]


def list_sources(session: ReadSession) -> Sequence[Source]:
    """Return the places photos come from."""
    return session.scalars(sa.select(Source).where(Source.removed_at.is_(None)).order_by(Source.id)).all()


def count_photos(session: ReadSession, condition: Condition, *, most: int) -> int:
    """Return how many photos fulfil the condition, counting no further than `most`."""
    found = sa.select(Photo.id).where(condition).limit(most).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def find_years(session: ReadSession) -> tuple[int, int] | None:
    """Return the years of the oldest and the newest photo."""
    there = Photo.state != "missing"
    ends = [
        session.scalar(sa.select(Photo.taken_at).where(there).order_by(order).limit(1))
        for order in (Photo.taken_at.asc(), Photo.taken_at.desc())
    ]
    return None if ends[0] is None or ends[1] is None else (ends[0].year, ends[1].year)


def list_keys_like(session: ReadSession, text: str, *, limit: int) -> Sequence[str]:
    """Return paths of photos in a folder whose name has this text in it."""
    wanted = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    query = sa.select(Photo.key).where(is_like(Photo.key, sa.literal(f"%{wanted}%/%")))
    return session.scalars(query.limit(limit)).all()


def list_saved(session: ReadSession) -> Sequence[SavedSearch]:
    """Return the kept searches by name."""
    return session.scalars(sa.select(SavedSearch).order_by(SavedSearch.name_folded, SavedSearch.id)).all()


def find_saved(session: ReadSession, saved_id: int) -> SavedSearch | None:
    """Return one kept search."""
    return session.get(SavedSearch, saved_id)


def add_saved(session: WriteSession, *, name: str, q: str) -> SavedSearch:
    """Keep a search."""
    saved = SavedSearch(name=name, name_folded=fold(name), q=q, created_at=utc_now())
    session.add(saved)
    session.flush()
    return saved
