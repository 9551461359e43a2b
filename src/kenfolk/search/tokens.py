"""A search's text, cut into tokens. Never fails: what cannot be read becomes a problem with its place. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from kenfolk.search.terms import Place

Kind = Literal["name", "quoted", "value", "only", "and", "or", "not", "open", "close"]
OPENING, CLOSING = '"“„', {'"': '"', "“": '"”“', "„": '"”“'}
ENDS_WORD = set('&|(),"“”„')
SIGNS: dict[str, Kind] = {"&": "and", ",": "and", "|": "or", "(": "open", ")": "close"}
KEYWORDS = ("faces", "before", "after", "folder", "source")
NUMBER = re.compile(r"#(\d{1,16})")
LARGEST = 2**53


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. `keyword` is set for values, such as faces in faces:2; an unfinished one has no text."""

    kind: Kind
    text: str
    at: Place
    keyword: str = ""
    number: int | None = None  # of a person


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be understood: a code for programs, a sentence for people, and where."""

    code: str
    message: str
    at: Place
    suggestions: tuple[str, ...] = ()  # what could stand in its place


def tokenize(text: str) -> tuple[list[Token], list[Problem]]:
    """Cut a text into tokens."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []

    def read(self) -> tuple[list[Token], list[Problem]]:
        while self._skip_spaces():
            character = self.text[self.at]
            if character in SIGNS:
                self._add(SIGNS[character], character, self.at + 1)
            elif character == "-":
                self._add("not", character, self.at + 1)
            elif character in OPENING:
                self._read_name()
            elif character == "”":
                self.at += 1
            else:
                self._read_word()
        return self.tokens, self.problems

    def _skip_spaces(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _add(self, kind: Kind, text: str, end: int, *, start: int | None = None, keyword: str = "") -> None:
        begin = self.at if start is None else start
        number = None
        if kind in ("name", "quoted") and (found := NUMBER.match(self.text, end)) and int(found[1]) <= LARGEST:
            number, end = int(found[1]), found.end()
        self.tokens.append(Token(kind, text, (begin, end), keyword, number))
        self.at = end

    def _read_name(self) -> None:
        start = self.at
        name, end = self._unquote()
        if name.strip() or NUMBER.match(self.text, end):
            self._add("quoted", name.strip(), end, start=start)
        else:
            self.problems.append(Problem("empty_name", "There is nothing between these quotes.", (start, end)))
            self.at = end

    def _unquote(self) -> tuple[str, int]:
        """Return what is between the quotes that begin here, and where they end; two quotes are one of the name's."""
        closing, at, name = CLOSING[self.text[self.at]], self.at + 1, ""
        while at < len(self.text):
            character = self.text[at]
            if character == '"' and self.text[at : at + 2] == '""':
                name, at = name + '"', at + 2
            elif character in closing:
                return name, at + 1
            else:
                name, at = name + character, at + 1
        self.problems.append(Problem("open_quote", "A quote is missing at the end.", (self.at, at), ()))
        return name, at

    def _read_word(self) -> None:
        word = self._word_at(self.at)
        keyword, colon, _value = word.partition(":")
        if colon:
            self._read_keyword(keyword)
        elif (found := NUMBER.search(word)) and found.end() == len(word) and int(found[1]) <= LARGEST:
            self._add("name", word[: found.start()], self.at + found.start())
        else:
            self._add("name", word, self.at + len(word))

    def _word_at(self, at: int) -> str:
        end = at
        while end < len(self.text) and not self.text[end].isspace() and self.text[end] not in ENDS_WORD:
            end += 1
        return self.text[at:end]

    def _read_keyword(self, keyword: str) -> None:
        start, name = self.at, keyword.lower()
        self.at += len(keyword) + 1
        if name == "only":
            self._add("only", keyword, self.at, start=start)
            return
        if name not in KEYWORDS:
            is_quoted = self.at < len(self.text) and self.text[self.at] in OPENING
            self.at = self._unquote()[1] if is_quoted else self.at + len(self._word_at(self.at))
            known = ", ".join(f"{each}:" for each in (*KEYWORDS, "only"))
            words = f"There is no keyword {keyword[:40]}: but there are {known}. A name with a colon goes in quotes."
            self.problems.append(Problem("unknown_keyword", words, (start, self.at)))
            return
        self._skip_spaces()
        if self.at < len(self.text) and self.text[self.at] in OPENING:
            value, end = self._unquote()
        else:
            value = self._word_at(self.at)
            end = self.at + len(value)
        self._add("value", value.strip(), end, start=start, keyword=name)
