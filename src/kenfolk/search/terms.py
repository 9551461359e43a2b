"""What a search consists of, and how it is written. Pure.

Every expression has one canonical text, and `grammar.parse` reads that text as the same expression.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Place = tuple[int, int]  # from where to where it was typed
NOWHERE: Place = (0, 0)
FIRST_YEAR, LAST_YEAR = 1000, 8999  # years a photo can have


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A year, a month of it, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> dt.date:
        """The day it begins."""
        return dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def last_day(self) -> dt.date:
        """The day it ends."""
        return self.next().first_day - dt.timedelta(days=1)

    def next(self) -> "Point":
        """Return the year, month or day after it."""
        return self._beside(1)

    def before(self) -> "Point":
        """Return the year, month or day before it."""
        return self._beside(-1)

    def _beside(self, by: int) -> "Point":
        if self.month is None:
            return Point(self.year + by)
        if self.day is None:
            count = self.year * 12 + self.month - 1 + by
            return Point(count // 12, count % 12 + 1)
        day = self.first_day + dt.timedelta(days=by)
        return Point(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of this name is in the photo; a number tells two of one name apart."""

    name: str
    person_id: int | None = None
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words without anything between them: one name, or several, depending on who there is."""

    words: tuple[Named, ...]
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Faces:
    """So many faces are in the photo, with a name or without."""

    low: int | None
    high: int | None
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """The photo was taken then: from the beginning of `low` to the end of `high`."""

    low: Point | None
    high: Point | None
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """The photo lies in a folder of this name, or in one below it."""

    name: str
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FromSource:
    """The photo comes from a source of this name."""

    name: str
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """There is a face in the photo nobody has named, or set aside."""

    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Expr"


@dataclass(frozen=True, slots=True)
class Only:
    """The part holds, and nobody it does not name is in the photo, known or not."""

    part: "Expr"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts, any photo will do."""

    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Expr", ...]


Leaf: TypeAlias = Named | Phrase | Faces | Taken | Folder | FromSource | Unnamed
Expr: TypeAlias = Leaf | Not | Only | All | Any
EVERYTHING = All(())


def all_of(parts: Iterable[Expr]) -> Expr:
    """Return that every part holds, as flat as it can be said."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,)))
    return flat[0] if len(flat) == 1 else All(flat)


def any_of(parts: Iterable[Expr]) -> Expr:
    """Return that one part holds, as flat as it can be said; there is at least one."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Any) else (part,)))
    return flat[0] if len(flat) == 1 else Any(flat)


def negate(part: Expr) -> Expr:
    """Return that the part does not hold."""
    return part.part if isinstance(part, Not) else Not(part)


def only_of(part: Expr) -> Expr:
    """Return that nobody else is in the photo."""
    return part if isinstance(part, Only) else Only(part)


def walk(expr: Expr, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Yield every leaf as it was typed, and whether it is excluded."""
    if isinstance(expr, All | Any):
        for part in expr.parts:
            yield from walk(part, negated=negated)
    elif isinstance(expr, Not):
        yield from walk(expr.part, negated=not negated)
    elif isinstance(expr, Only):
        yield from walk(expr.part, negated=negated)
    else:
        yield expr, negated


# --- writing ----------------------------------------------------------------------------------------------------------

SPECIAL = '&|(),:#"“”„ '
WORDS = ("unnamed",)
IS_NUMBERS = re.compile(r"[\d.\-]+")


def is_plain(name: str) -> bool:
    """Can the name be written without quotes, and stay one name?"""
    if not name or name[0] == "-" or any(c in SPECIAL or c.isspace() or not c.isprintable() for c in name):
        return False
    return name.lower() not in WORDS and not IS_NUMBERS.fullmatch(name)


def quote(name: str) -> str:
    """Return a name as the grammar reads it."""
    return name if is_plain(name) else '"' + name.replace('"', '""') + '"'


def write(expr: Expr) -> str:
    """Return the canonical text."""
    return _write(expr, inside=False, is_last=True)


def _write(expr: Expr, *, inside: bool, is_last: bool, is_choice: bool = False) -> str:
    """inside: of another expression; is_last: nothing follows that could be read as one more name of `only:`.

    is_choice: it is one of several, which a space would part.
    """
    match expr:
        case Any(parts):
            text = " | ".join(_write(part, inside=False, is_last=False, is_choice=True) for part in parts)
            return f"({text})" if inside else text
        case All(parts):
            text = _write_all(parts, is_last=is_last, is_choice=is_choice)
            return f"({text})" if inside else text
        case Not(part):
            return "-" + _write(part, inside=True, is_last=is_last)
        case Only(part):
            bare = is_last and (isinstance(part, Named | Phrase) or _are_names(part))
            text = _write(part, inside=False, is_last=True)
            return f"only: {text}" if bare else f"only: ({text})"
        case _:
            return write_leaf(expr)


def _are_names(part: Expr) -> bool:
    return isinstance(part, All) and bool(part.parts) and all(isinstance(each, Named | Phrase) for each in part.parts)


def _write_all(parts: tuple[Expr, ...], *, is_last: bool, is_choice: bool) -> str:
    text = ""
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        ends = is_last if following is None else _stands_alone(following) and not is_choice
        joint = "" if not place else " " if _stands_alone(part) and not is_choice else " & "
        text += joint + _write(part, inside=True, is_last=ends)
    return text


def _stands_alone(part: Expr) -> bool:
    """Can it never be read as part of the name before it?"""
    return isinstance(part, Faces | Taken | Folder | FromSource | Unnamed | Not)


def write_leaf(leaf: Leaf) -> str:  # noqa: PLR0911 (one line for each kind)
    """Return the canonical text of one term."""
    match leaf:
        case Named(name, person_id):
            number = "" if person_id is None else f"#{person_id}"
            return f"{quote(name) if name or not number else ''}{number}"
        case Phrase(words):
            return " ".join(word.name for word in words)
        case Faces(low, high):
            return f"faces:{_write_range(low, high)}"
        case Taken(low, high):
            return _write_range(low, high)
        case Folder(name):
            return f"folder:{quote(name)}"
        case FromSource(name):
            return f"source:{quote(name)}"
        case Unnamed():
            return "unnamed"


def _write_range(low: object, high: object) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"
