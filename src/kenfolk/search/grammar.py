"""The one grammar of searches. Never fails: it returns what it understood, and a problem for everything else. Pure.

search := all ('|' all)*                        at least one of them
all    := part (('&' | ',' | nothing) part)*    each of them
part   := '-' part | 'only:' names | '(' search ')' | term
names  := '(' search ')' | name (('&' | '|') name)*
term   := name | "name with spaces" | name#12 | date | faces:2..4 | before:date | after:date
| folder:name | source:name | unnamed
date   := 2019 | 2020-06 | 2020-06-01 | date..date | date.. | ..date
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from kenfolk.search.terms import (
    EVERYTHING,
    FIRST_YEAR,
    LAST_YEAR,
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
    Place,
    Point,
    Taken,
    Unnamed,
    all_of,
    any_of,
    negate,
    only_of,
)
from kenfolk.search.tokens import Problem, Token, tokenize

LONGEST = 1000  # letters
MOST_TERMS = 40
MOST_WORDS = 6  # of a name without quotes
DEEPEST = 12  # parentheses in parentheses
MOST_FACES = 100_000
DATE = re.compile(r"([1-8]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
COUNT = re.compile(r"\d{1,6}")
LOOKS_LIKE_DATE = re.compile(r"\d{4}(-\d{1,2}){0,2}|(\d{4}[\d\-]*)?\.\.(\d{4}[\d\-]*)?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood, and what was not."""

    expr: Expr
    problems: tuple[Problem, ...]


def parse(text: str) -> Parsed:
    """Read a search."""
    problems = []
    if len(text) > LONGEST:
        words = f"A search ends after {LONGEST} letters; what follows is left out."
        problems.append(Problem("too_long", words, (LONGEST, len(text))))
    tokens, unread = tokenize(text[:LONGEST])
    terms = [place for place, token in enumerate(tokens) if token.kind in ("name", "quoted", "value")]
    if len(terms) > MOST_TERMS:
        words = f"A search has {MOST_TERMS} terms at the most; what follows is left out."
        problems.append(Problem("too_many", words, (tokens[terms[MOST_TERMS]].at[0], len(text))))
        tokens = tokens[: terms[MOST_TERMS]]
    reader = _Parser(tokens)
    expr = reader.read()
    return Parsed(expr, tuple(sorted((*problems, *unread, *reader.problems), key=lambda problem: problem.at)))


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.next = tokens, 0
        self.problems: list[Problem] = []
        self.depth = 0

    def read(self) -> Expr:
        parts = []
        while self.next < len(self.tokens):
            found = self._read_search()
            if found is not None:
                parts.append(found)
            if self._peek() == "close":
                self._complain("extra_parenthesis", "This parenthesis closes nothing.", self._take().at)
        return all_of(parts) if parts else EVERYTHING

    def _peek(self, ahead: int = 0) -> str:
        place = self.next + ahead
        return self.tokens[place].kind if place < len(self.tokens) else ""

    def _take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def _complain(self, code: str, message: str, at: Place) -> None:
        self.problems.append(Problem(code, message, at))

    def _read_search(self) -> Expr | None:
        parts = []
        while self._peek() not in ("", "close"):
            part = self._read_either()
            parts += [] if part is None else [part]
        return all_of(parts) if parts else None

    def _read_either(self) -> Expr | None:
        parts = [self._read_both()]
        while self._peek() == "or":
            sign = self._take()
            parts.append(self._read_both())
            if parts[-1] is None or parts[-2] is None:
                self._complain("nothing_beside", "Something is missing beside this sign.", sign.at)
        there = [part for part in parts if part is not None]
        return any_of(there) if there else None

    def _read_both(self) -> Expr | None:
        parts: list[Expr] = []
        goes_on = True
        while self._peek() not in ("", "or", "close"):
            if self._peek() == "and":
                sign = self._take()
                if not parts or self._peek() in ("", "or", "close", "and"):
                    self._complain("nothing_beside", "Something is missing beside this sign.", sign.at)
                goes_on = True
                continue
            if not goes_on:
                break
            part = self._read_part()
            parts += [] if part is None else [part]
            goes_on = False
        return all_of(parts) if parts else None

    def _read_part(self) -> Expr | None:
        token = self._take()
        if token.kind == "not":
            return self._read_not(token)
        if token.kind == "only":
            return self._read_only(token)
        if token.kind == "open":
            return self._read_parentheses(token)
        return self._read_term(token)

    def _read_not(self, token: Token) -> Expr | None:
        is_not = True
        while self._peek() == "not":
            self._take()
            is_not = not is_not
        if self._peek() in ("", "and", "or", "close"):
            self._complain("nothing_beside", "Say what is left out, right behind the minus.", token.at)
            return None
        part = self._read_part()
        return None if part is None else negate(part) if is_not else part

    def _read_parentheses(self, token: Token) -> Expr | None:
        if self.depth >= DEEPEST:
            self._complain("too_deep", "There are too many parentheses in each other.", token.at)
            return None
        self.depth += 1
        inner = self._read_search()
        self.depth -= 1
        if self._peek() == "close":
            self._take()
        else:
            self._complain("open_parenthesis", "This parenthesis is not closed.", token.at)
        if inner is None:
            self._complain("nothing_beside", "There is nothing in these parentheses.", token.at)
        return inner

    def _read_only(self, token: Token) -> Expr | None:
        while self._peek() == "only":
            self._take()
        if self._peek() == "open":
            inner = self._read_parentheses(self._take())
            return None if inner is None else only_of(inner)
        if not self._is_name():
            self._complain("only_whom", "Say who, behind only: such as only: Anna & Ben.", token.at)
            return None
        return only_of(self._read_names())

    def _is_name(self, ahead: int = 0) -> bool:
        kind = self._peek(ahead)
        return kind == "quoted" or (kind == "name" and is_word(self.tokens[self.next + ahead]))

    def _read_names(self) -> Expr:
        either = [self._read_names_together()]
        while self._peek() == "or" and self._is_name(1):
            self._take()
            either.append(self._read_names_together())
        return any_of(either)

    def _read_names_together(self) -> Expr:
        names = [self._read_name(self._take())]
        while self._peek() == "and" and (self._is_name(1) or self._peek(1) == "open"):
            self._take()
            inner = self._read_parentheses(self._take()) if self._peek() == "open" else self._read_name(self._take())
            names += [] if inner is None else [inner]
        return all_of(names)

    def _read_term(self, token: Token) -> Expr | None:
        if token.kind == "value":
            return self._read_value(token)
        if token.kind == "quoted" or is_word(token):
            return self._read_name(token)
        if token.text.lower() == "unnamed":
            return Unnamed(token.at)
        return self._read_date(token.text, token.at)

    def _read_name(self, token: Token) -> Expr:
        if token.kind == "quoted" or token.number is not None:
            return Named(token.text, token.number, token.at)
        words = [Named(token.text, None, token.at)]
        while self._peek() == "name" and is_word(self.tokens[self.next]) and words[-1].person_id is None:
            following = self._take()
            words.append(Named(following.text, following.number, following.at))
        at = (words[0].at[0], words[-1].at[1])
        if len(words) == 1:
            return words[0]
        if words[-1].person_id is not None:
            return Named(" ".join(word.name for word in words).strip(), words[-1].person_id, at)
        return Phrase(tuple(words), at)

    def _read_value(self, token: Token) -> Leaf | None:
        if token.text == "":
            self._complain("no_value", f"Something is missing behind {token.keyword}:", token.at)
            return None
        if token.keyword == "folder":
            return Folder(token.text, token.at)
        if token.keyword == "source":
            return FromSource(token.text, token.at)
        if token.keyword == "faces":
            return self._read_count(token)
        return self._read_border(token)

    def _read_count(self, token: Token) -> Faces | None:
        ends = _read_range(token.text, _to_count)
        if ends is None:
            words = "Say how many faces: faces:2, faces:3.. (or more), faces:..4 (at the most) or faces:2..4."
            self._complain("bad_number", words, token.at)
            return None
        low, high = ends
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Faces(low, high, token.at)

    def _read_border(self, token: Token) -> Taken | None:
        point = _to_point(token.text)
        if point is None:
            self._complain("bad_date", _HOW_DATES, token.at)
            return None
        beside = point.before() if token.keyword == "before" else point.next()
        if not FIRST_YEAR <= beside.year <= LAST_YEAR:
            self._complain("bad_date", _HOW_DATES, token.at)
            return None
        return Taken(None, beside, token.at) if token.keyword == "before" else Taken(beside, None, token.at)

    def _read_date(self, text: str, at: Place) -> Taken | None:
        ends = _read_range(text, _to_point)
        if ends is None:
            self._complain("bad_date", _HOW_DATES, at)
            return None
        low, high = ends
        if low is not None and high is not None and low.first_day > high.last_day:
            low, high = high, low
        return Taken(low, high, at)


_HOW_DATES = "Dates are written like 2019, 2020-06, 2020-06-01 or 2019..2021; a name of digits goes in quotes."


def is_word(token: Token) -> bool:
    """Is it a name, and neither a date nor a keyword?"""
    if token.number is not None:
        return True
    return not (token.text.lower() == "unnamed" or LOOKS_LIKE_DATE.fullmatch(token.text))


End = TypeVar("End")


def _read_range(text: str, read: Callable[[str], End | None]) -> tuple[End | None, End | None] | None:
    low, dots, high = text.partition("..")
    if not dots:
        end = read(text)
        return None if end is None else (end, end)
    ends = (read(low) if low else None, read(high) if high else None)
    if (low and ends[0] is None) or (high and ends[1] is None) or not (low or high):
        return None
    return ends


def _to_count(text: str) -> int | None:
    return min(int(text), MOST_FACES) if COUNT.fullmatch(text) and text.isascii() else None


def _to_point(text: str) -> Point | None:
    found = DATE.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    point = Point(year or 0, month, day)
    try:
        return point if point.first_day else None
    except ValueError:
        return None


def settle(expr: Expr, knows: Callable[[str], bool]) -> Expr:  # noqa: PLR0911 (one line for each kind)
    """Return the expression with every phrase read as the names it holds: the longest known ones, from the left."""
    match expr:
        case Phrase():
            return all_of(_split(expr, knows))
        case Any(parts):
            return any_of(settle(part, knows) for part in parts)
        case All(parts):
            return all_of(settle(part, knows) for part in parts)
        case Not(Phrase() as phrase):
            # `-Carl Anna`: the minus belongs to the name it stands before.
            first, *rest = _split(phrase, knows)
            return all_of([Not(first), *rest])
        case Not(part):
            return negate(settle(part, knows))
        case Only(part):
            return only_of(settle(part, knows))
        case _:
            return expr


def _split(phrase: Phrase, knows: Callable[[str], bool]) -> list[Named]:
    words, names = list(phrase.words), []
    while words:
        whole = range(min(len(words), MOST_WORDS), 1, -1)
        size = next((size for size in whole if knows(" ".join(word.name for word in words[:size]))), 1)
        names.append(_join(words[:size]))
        words = words[size:]
    # Nobody is known: then it is one name nobody has, and not several.
    return names if any(knows(each.name) for each in names) else [_join(list(phrase.words))]


def _join(words: list[Named]) -> Named:
    return replace(words[0], name=" ".join(word.name for word in words), at=(words[0].at[0], words[-1].at[1]))
