"""Who is meant by a name: case and accents do not matter, a first name is enough, and slips of the pen find neighbours. Pure."""

import difflib
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

MOST_MEANT = 50  # people by one name
MOST_SUGGESTED = 3
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody with a name."""

    id: int
    name: str
    hidden: bool = False


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Return a name without what people leave out when they type: case, accents, doubled spaces."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


class Directory:
    """Everybody with a name, for one search."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        for person in people:
            self._by_name[fold(person.name)].append(person)
        # Every name from each of its words on, in order: what begins alike stands side by side.
        self._from_words = sorted((tail, whole) for whole in self._by_name for tail in _tails(whole))

    def find(self, name: str) -> list[Known]:
        """Return who is meant: by the whole name, else by the beginnings of its words."""
        folded = fold(name)
        return self._by_name.get(folded) or self.begin_with(folded)[:MOST_MEANT] if folded else []

    def begin_with(self, name: str) -> list[Known]:
        """Return who is not hidden and has a name in which words begin like these: the first word of it first."""
        folded = fold(name)
        found = [
            ((not whole.startswith(folded), whole, person.id), person)
            for whole in self._list_names(folded)
            for person in self._by_name[whole]
            if not person.hidden
        ]
        return [person for _, person in sorted(found, key=lambda pair: pair[0])]

    def _list_names(self, beginning: str) -> set[str]:
        start = bisect_left(self._from_words, (beginning, ""))
        alike = takewhile(lambda pair: pair[0].startswith(beginning), islice(self._from_words, start, None))
        return {whole for _, whole in alike}

    def suggest(self, name: str) -> list[Known]:
        """Return whose name is written nearly like this."""
        folded = fold(name)
        close = difflib.get_close_matches(folded, self._candidates(folded), n=MOST_SUGGESTED, cutoff=ALIKE)
        people = [person for whole in close for person in self._spelled(whole)]
        return list(dict.fromkeys(person for person in people if not person.hidden))[:MOST_SUGGESTED]

    def has_namesakes(self, person: Known) -> bool:
        """Do others have the same name?"""
        return len(self._by_name[fold(person.name)]) > 1

    def _candidates(self, folded: str) -> Sequence[str]:
        """Names, and first names, of about this length that share a pair of letters: to compare all takes too long."""
        pairs = _pairs(folded)
        words = {part for whole in self._by_name for part in (whole, whole.partition(" ")[0])}
        near = [word for word in words if abs(len(word) - len(folded)) <= max(2, len(folded) // 2)]
        return sorted(word for word in near if len(pairs & _pairs(word)) * 4 >= len(pairs))

    def _spelled(self, folded: str) -> list[Known]:
        exact = self._by_name.get(folded)
        return exact or [p for whole, people in self._by_name.items() if whole.startswith(f"{folded} ") for p in people]


def _tails(whole: str) -> Iterator[str]:
    words = whole.split(" ")
    return (" ".join(words[at:]) for at in range(len(words)))


@lru_cache(maxsize=20_000)
def _pairs(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))
