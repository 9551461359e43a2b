"""How a search could go on where the caret stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from kenfolk.kit.db import ReadSession
from kenfolk.search import schemas, store
from kenfolk.search.grammar import is_word
from kenfolk.search.names import fold
from kenfolk.search.service import show_people
from kenfolk.search.terms import quote
from kenfolk.search.tokens import Token, tokenize
from kenfolk.search.understanding import People, SourceNames, write_name

MOST = 8
KEYWORDS = ("only:", "faces:", "before:", "after:", "folder:", "source:", "unnamed")
MOST_KEYS = 400  # paths that are looked through for names of folders


@dataclass(frozen=True, slots=True)
class Started:
    """What is being typed: the words up to the caret, and the keyword they are for."""

    start: int
    end: int
    text: str
    keyword: str = ""


def complete(session: ReadSession, q: str, *, at: int) -> schemas.Completions:
    """Return how the text could go on at the caret."""
    started = find_started(q, min(max(at, 0), len(q)))
    items = list(_complete(session, started))[:MOST]
    return schemas.Completions(start=started.start, end=started.end, items=items)


def find_started(q: str, at: int) -> Started:
    """Return what the caret stands in or behind."""
    tokens, _ = tokenize(q[:at])
    last = tokens[-1] if tokens else None
    if last is None or last.number is not None or not _reaches(last, q, at):
        return Started(at, at, "")
    end = at + len(_rest_of_word(q, at)) if last.kind == "name" else at
    if last.kind == "quoted":
        return Started(last.at[0], end, last.text)
    if last.kind == "value":
        return Started(last.at[0], end, last.text, last.keyword)
    if last.kind != "name":
        return Started(at, at, "")
    if last.text[:1].isdigit():
        return Started(last.at[0], end, last.text)
    # Words before it may be the beginning of the same name: `anna be` is somebody, or two.
    first = last
    for token in reversed(tokens[:-1]):
        if token.kind != "name" or token.number is not None or not is_word(token):
            break
        first = token
    return Started(first.at[0], end, q[first.at[0] : at])


def _reaches(last: Token, q: str, at: int) -> bool:
    behind = q[last.at[1] : at]
    if last.kind == "value" and not last.text:
        return True
    return behind == "" and not (last.kind == "quoted" and q[last.at[1] - 1 : last.at[1]] in '"”“')


def _rest_of_word(q: str, at: int) -> str:
    end = at
    while end < len(q) and (q[end].isalnum() or q[end] in "'-"):
        end += 1
    return q[at:end]


def _complete(session: ReadSession, started: Started) -> Iterator[schemas.Completion]:
    if started.keyword == "folder":
        yield from _complete_folders(session, started.text)
    elif started.keyword == "source":
        yield from _complete_sources(session, started.text)
    elif started.keyword in ("before", "after"):
        yield from _complete_years(session, started.text, prefix=f"{started.keyword}:")
    elif started.keyword == "faces":
        offers = [f"faces:{each}" for each in ("1", "2", "3..", "..4") if each.startswith(started.text)]
        yield from (_offer("keyword", text) for text in offers)
    elif started.text[:1].isdigit():
        yield from _complete_years(session, started.text)
    else:
        yield from _complete_people(session, started)
        words = started.text.lower()
        yield from (_offer("keyword", word) for word in KEYWORDS if words and word.startswith(words))


def _complete_people(session: ReadSession, started: Started) -> Iterator[schemas.Completion]:
    if not started.text.strip():
        return
    directory = People(session).directory
    # The whole of what was typed, else its last word: the words before it are names of their own.
    whole = directory.begin_with(started.text)
    before, _, last = started.text.rpartition(" ")
    found, kept = (whole, "") if whole or not last else (directory.begin_with(last), f"{before} & " if before else "")
    refs = show_people(session, found[:MOST])
    for person in found[:MOST]:
        text = kept + write_name(person, directory)
        yield schemas.Completion(kind="person", text=text, label=person.name, person=refs[person.id])


def _complete_folders(session: ReadSession, text: str) -> Iterator[schemas.Completion]:
    wanted = fold(text)
    names: dict[str, None] = {}
    for key in store.list_keys_like(session, text, limit=MOST_KEYS):
        names |= dict.fromkeys(part for part in key.split("/")[:-1] if wanted in fold(part))
    best_first = sorted(names, key=lambda name: (not fold(name).startswith(wanted), fold(name)))
    yield from (_offer("folder", f"folder:{quote(name)}", label=name) for name in best_first)


def _complete_sources(session: ReadSession, text: str) -> Iterator[schemas.Completion]:
    names = SourceNames(store.list_sources(session)).list_names()
    wanted = fold(text)
    yield from (_offer("source", f"source:{quote(n)}", label=n) for n in names if wanted in fold(n))


def _complete_years(session: ReadSession, text: str, *, prefix: str = "") -> Iterator[schemas.Completion]:
    years = store.find_years(session)
    if years is None:
        return
    begun, dots, rest = text.rpartition("..")
    for year in range(years[1], years[0] - 1, -1):
        if str(year).startswith(rest):
            yield _offer("year", f"{prefix}{begun}{dots}{year}")


def _offer(kind: str, text: str, *, label: str | None = None) -> schemas.Completion:
    return schemas.Completion.model_validate({"kind": kind, "text": text, "label": label or text, "person": None})
