"""What may be asked of this room: read a search, carry it out, complete it, and keep it."""

import time
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from kenfolk.browse.service import find_covers
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.errors import NotFound
from kenfolk.search import schemas, store
from kenfolk.search.models import SavedSearch
from kenfolk.search.names import Known, fold
from kenfolk.search.terms import Faces, Folder, FromSource, Leaf, Named, Taken, Unnamed, write_leaf
from kenfolk.search.understanding import Reading, flatten

MOST_SHOWN = 8  # people one name can mean, with pictures
KEPT = 60.0  # seconds
_pictures: WeakKeyDictionary[object, dict[int, tuple[float, str | None]]] = WeakKeyDictionary()
KINDS: dict[type, schemas.TermKind] = {
    Named: "person", Faces: "faces", Taken: "taken", Folder: "folder", FromSource: "source", Unnamed: "unnamed"
}  # fmt: skip


def show(session: ReadSession, reading: Reading) -> schemas.Understood:
    """Return a search as the API shows it."""
    people = [person for known in reading.meant.values() for person in known[:MOST_SHOWN]]
    refs = show_people(session, people)
    return schemas.Understood(
        q=reading.q,
        text=reading.text,
        terms=[_show_term(leaf, reading, refs, negated=negated) for leaf, negated in reading.leaves],
        simple=_simplify(reading),
        problems=[
            schemas.Problem(
                code=problem.code, message=problem.message, start=problem.at[0], end=problem.at[1],
                suggestions=list(problem.suggestions),
            )
            for problem in reading.problems
        ],
    )  # fmt: skip


def show_people(session: ReadSession, people: Sequence[Known]) -> dict[int, schemas.MeantPerson]:
    """Return people with their pictures."""
    urls = _find_pictures(session, [person.id for person in people])
    return {
        person.id: schemas.MeantPerson(id=person.id, name=person.name, cover_url=urls.get(person.id))
        for person in people
    }


def _find_pictures(session: ReadSession, person_ids: Sequence[int]) -> dict[int, str | None]:
    """Somebody's best face is looked for among thousands, at every letter: what was found is good for a minute."""
    kept, now = _pictures.setdefault(session.get_bind(), {}), time.monotonic()
    old = {p for p in person_ids if p not in kept or now - kept[p][0] > KEPT}
    if old:
        covers = find_covers(session, sorted(old))
        kept.update({p: (now, covers[p].chip_url if p in covers else None) for p in old})
    return {person_id: kept[person_id][1] for person_id in person_ids}


def _show_term(leaf: Leaf, reading: Reading, refs: dict[int, schemas.MeantPerson], *, negated: bool) -> schemas.Term:
    low, high = (leaf.low, leaf.high) if isinstance(leaf, Faces) else (None, None)
    first, last = (leaf.low, leaf.high) if isinstance(leaf, Taken) else (None, None)
    return schemas.Term(
        kind=KINDS[type(leaf)],
        start=leaf.at[0],
        end=leaf.at[1],
        text=write_leaf(leaf),
        negated=negated,
        name=leaf.name if isinstance(leaf, Named | Folder | FromSource) else None,
        people=[refs[known.id] for known in reading.meant[leaf][:MOST_SHOWN]] if isinstance(leaf, Named) else [],
        low=low,
        high=high,
        first=None if first is None else str(first),
        last=None if last is None else str(last),
    )


def _simplify(reading: Reading) -> schemas.Simple | None:
    flat = flatten(reading.expr)
    if flat is None:
        return None
    places = {id(leaf): place for place, (leaf, _) in enumerate(reading.leaves)}
    groups = ([places[id(leaf)] for leaf in group] for group in (flat.all, flat.any, flat.none, flat.rest))
    everybody, anybody, nobody, rest = groups
    return schemas.Simple(all=everybody, any=anybody, none=nobody, only=flat.only, rest=rest)


def list_saved(session: ReadSession) -> list[schemas.Saved]:
    """Return the kept searches by name."""
    return [_show_saved(saved) for saved in store.list_saved(session)]


def keep(session: WriteSession, *, name: str, q: str) -> schemas.Saved:
    """Keep a search."""
    return _show_saved(store.add_saved(session, name=" ".join(name.split()), q=q.strip()))


def change_saved(session: WriteSession, saved_id: int, *, name: str | None, q: str | None) -> schemas.Saved:
    """Rename a kept search, or let it find something else."""
    saved = _get(session, saved_id)
    if name is not None:
        saved.name = " ".join(name.split())
        saved.name_folded = fold(name)
    if q is not None:
        saved.q = q.strip()
    session.flush()
    return _show_saved(saved)


def forget(session: WriteSession, saved_id: int) -> None:
    """Keep a search no longer."""
    session.delete(_get(session, saved_id))


def _get(session: ReadSession, saved_id: int) -> SavedSearch:
    saved = store.find_saved(session, saved_id)
    if saved is None:
        raise NotFound(what="saved search", id=saved_id)
    return saved


def _show_saved(saved: SavedSearch) -> schemas.Saved:
    return schemas.Saved(id=saved.id, name=saved.name, q=saved.q, created_at=saved.created_at)
