"""From a text to what it means in this library: who is meant by its names, and what cannot be meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from kenfolk.kit.db import ReadSession
from kenfolk.photos.models import Source
from kenfolk.search import store
from kenfolk.search.grammar import parse, settle
from kenfolk.search.names import Directory, Known, fold
from kenfolk.search.terms import (
    All,
    Any,
    Expr,
    FromSource,
    Leaf,
    Named,
    Not,
    Only,
    quote,
    walk,
    write,
    write_leaf,
)
from kenfolk.search.tokens import Problem
from kenfolk.search.where import Condition, Conditions

UPLOADS = "uploads"
MOST_ASKED = 3  # unknown names for which near ones are looked for


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and what it means here."""

    q: str
    expr: Expr
    meant: Mapping[Named, Sequence[Known]]
    condition: Condition
    problems: Sequence[Problem]

    @property
    def text(self) -> str:
        """The canonical text."""
        return write(self.expr)

    @property
    def leaves(self) -> list[tuple[Leaf, bool]]:
        """Every term, and whether it is excluded."""
        return list(walk(self.expr))


def read(session: ReadSession, q: str) -> Reading:
    """Understand a search."""
    parsed = parse(q)
    people = People(session)
    expr = settle(parsed.expr, lambda name: bool(people.find_name(name)))
    meant = {leaf: people.find(leaf) for leaf, _ in walk(expr) if isinstance(leaf, Named)}
    sources = SourceNames(store.list_sources(session))
    conditions = Conditions(lambda named: [person.id for person in meant[named]], sources.find)
    problems = [*parsed.problems, *_find_unknown(expr, people, meant), *sources.find_unknown(expr)]
    return Reading(q, expr, meant, conditions.of(expr), sorted(problems, key=lambda problem: problem.at))


class People:
    """Who is meant, asked as cheaply as it can be: the very name first, and everybody only when nobody has it."""

    def __init__(self, session: ReadSession) -> None:
        self._session = session
        self._found: dict[str, list[Known]] = {}
        self._directory: Directory | None = None

    @property
    def directory(self) -> Directory:
        """Everybody with a name."""
        if self._directory is None:
            self._directory = Directory(store.list_known(self._session))
        return self._directory

    def find(self, named: Named) -> list[Known]:
        """Return who is meant by a term."""
        by_number = None if named.person_id is None else store.find_person(self._session, named.person_id)
        return [by_number] if by_number else self.find_name(named.name)

    def find_name(self, name: str) -> list[Known]:
        """Return who is meant by a name."""
        if name not in self._found:
            very = store.find_known(self._session, normalize("NFC", name)) if name else []
            self._found[name] = very or self.directory.find(name)
        return self._found[name]


def write_name(person: Known, directory: Directory) -> str:
    """Return how somebody is written, with the number where others have the same name."""
    return quote(person.name) + (f"#{person.id}" if directory.has_namesakes(person) else "")


def _find_unknown(expr: Expr, people: People, meant: Mapping[Named, Sequence[Known]]) -> list[Problem]:
    problems: list[Problem] = []
    for leaf, _negated in walk(expr):
        if not isinstance(leaf, Named):
            continue
        if not meant[leaf]:
            # To look for near names takes a while; whoever pastes a page of names is not asked about each.
            asked = sum(problem.code == "unknown_name" for problem in problems) < MOST_ASKED
            close = people.directory.suggest(leaf.name) if asked else []
            near = tuple(write_name(person, people.directory) for person in close)
            words = f"Nobody is called {leaf.name[:80] or write_leaf(leaf)}."
            problems.append(Problem("unknown_name", words, leaf.at, near))
        elif len(meant[leaf]) > 1:
            named = tuple(write_name(person, people.directory) for person in meant[leaf][:5])
            words = f"{len(meant[leaf])} people can be meant by {leaf.name[:80]}: photos of any of them are shown."
            problems.append(Problem("several_people", words, leaf.at, named))
    return problems


class SourceNames:
    """What the places photos come from are called: by their last folder, by their whole path, or uploads."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._names = {source.id: self._names_of(source) for source in sources}

    def find(self, name: str) -> list[int]:
        """Return the sources of this name, or else whose name begins like it."""
        folded = fold(name).rstrip("/")
        exact = [source_id for source_id, names in self._names.items() if folded in map(fold, names)]
        return exact or [s for s, names in self._names.items() if any(fold(n).startswith(folded) for n in names)]

    def find_unknown(self, expr: Expr) -> list[Problem]:
        """Return a problem for every source there is not."""
        leaves = [leaf for leaf, _ in walk(expr) if isinstance(leaf, FromSource) and not self.find(leaf.name)]
        known = tuple(f"source:{quote(names[0])}" for names in self._names.values())[:3]
        return [Problem("unknown_source", f"There is no source {leaf.name[:80]}.", leaf.at, known) for leaf in leaves]

    def list_names(self) -> list[str]:
        """Return what each is called in short."""
        return list(dict.fromkeys(names[0] for names in self._names.values()))

    def _names_of(self, source: Source) -> list[str]:
        if source.kind == "upload":
            return [UPLOADS]
        root = source.root.rstrip("/")
        return [root.rpartition("/")[2] or root, root]


@dataclass(frozen=True, slots=True)
class Flat:
    """A search without anything in parentheses but one choice of people."""

    all: list[Leaf]
    any: list[Leaf]
    none: list[Leaf]
    rest: list[Leaf]
    only: bool


def flatten(expr: Expr) -> Flat | None:
    """Return the search as chips show it; None if it is too entangled for that."""
    flat = Flat([], [], [], [], only=any(isinstance(part, Only) for part in _parts(expr)))
    wholes = sum(isinstance(part, Only) for part in _parts(expr))
    for part in _parts(expr):
        inner = _parts(part.part) if isinstance(part, Only) else [part]
        if flat.only and not isinstance(part, Only) and _is_about_people(part) and not isinstance(part, Not):
            return None  # somebody is asked for whom `only:` does not name
        if wholes > 1 or not all(_sort(each, flat) for each in inner):
            return None
    return None if flat.only and not flat.all and not flat.any else flat


def _parts(expr: Expr) -> Sequence[Expr]:
    return expr.parts if isinstance(expr, All) else [expr]


def _is_about_people(part: Expr) -> bool:
    return any(isinstance(leaf, Named) for leaf, _ in walk(part))


def _sort(part: Expr, flat: Flat) -> bool:
    match part:
        case Named():
            flat.all.append(part)
        case Any(parts) if not flat.any and all(isinstance(each, Named) for each in parts):
            flat.any.extend(each for each in parts if isinstance(each, Named))
        case Not(Named() as named):
            flat.none.append(named)
        case Not(Any(parts)) if all(isinstance(each, Named) for each in parts):
            flat.none.extend(each for each in parts if isinstance(each, Named))
        case _:
            inner = part.part if isinstance(part, Not) else part
            if isinstance(inner, Not | Only | All | Any):
                return False
            flat.rest.append(inner)
    return True
