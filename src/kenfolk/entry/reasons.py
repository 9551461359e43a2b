"""Which of the known errors a stored reason tells of, so that a thousand failures are a handful of problems.

A failure keeps the sentence a person reads. Every such sentence comes from the pattern of an error class, so the
pattern finds the class again: there is no second list to keep in step.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kenfolk.kit.errors import AppError

OTHER = "other"
UNFORESEEN = "unforeseen"
FIELD = re.compile(r"\{[^{}]*\}")


@lru_cache(10_000)
def recognise(reason: str) -> str:
    """Return the code of the error that says this, "unforeseen" for a mistake of ours, or "other"."""
    if reason.startswith("Unforeseen:"):
        return UNFORESEEN
    return next((code for pattern, code in _patterns() if pattern.fullmatch(reason)), OTHER)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    # The sentence with the most words of its own first: a general one may fit what a special one says.
    known = [(" ".join((kind.__doc__ or "").split()), kind) for kind in _subclasses(AppError)]
    ordered = sorted(known, key=lambda one: len(FIELD.sub("", one[0])), reverse=True)
    return tuple((_compile(sentence), kind.code_name()) for sentence, kind in ordered)


def _compile(sentence: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, FIELD.split(sentence))), re.DOTALL)


def _subclasses(kind: type[AppError]) -> Iterator[type[AppError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)
