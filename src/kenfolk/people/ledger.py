"""The ledger, pure: what the active decisions add up to. No database in here, so that replaying is the same code.

A decision is undone by a row of kind `undo`; undoing that row brings the decision back. Everything derived is a fold
over the decisions that are active, in the order of their numbers: the last word on a face holds. A decision that
comes back comes back to its own place in that order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

GIVES_TAG = frozenset({"name", "confirm", "draw_box"})
MARKS = frozenset({"stranger", "unsure"})
PAIRS = frozenset({"join", "separate"})
BOXES = frozenset({"draw_box", "move_box", "not_a_face"})
OF_FACES = GIVES_TAG | MARKS | PAIRS | BOXES | {"reject", "open"}
OF_PERSON = frozenset({"merge", "rename", "hide", "show", "cover", "birth_date"})
KINDS = OF_FACES | OF_PERSON | {"undo"}


@dataclass(frozen=True)
class Word:
    """One row of the ledger, as far as the fold needs it."""

    seq: int
    kind: str
    payload: Mapping[str, Any]
    undoes: int | None


@dataclass
class FaceState:
    """What people said of one face. Persons are as they were named, before merges are followed."""

    tag: tuple[int, int] | None = None  # person, decision
    mark: tuple[str, int] | None = None  # stranger | unsure, decision
    rejections: dict[int, int] = field(default_factory=dict)  # person -> decision
    removed: bool = False
    place: Mapping[str, Any] | None = None  # the box as somebody put it; None: the detector's
    base: Mapping[str, Any] | None = None  # the box before anybody moved it


@dataclass
class PersonState:
    """What people said of one person."""

    name: str
    hidden: bool = False
    cover_face_id: int | None = None
    birth_date: str | None = None
    merged_into_id: int | None = None
    removed: bool = False


def find_active(words: Iterable[Word]) -> set[int]:
    """Return the numbers of the decisions that hold: those without an undo that holds itself."""
    undone: set[int] = set()
    active: set[int] = set()
    for word in sorted(words, key=lambda w: w.seq, reverse=True):  # an undo is always newer than what it undoes
        if word.seq in undone:
            continue
        active.add(word.seq)
        if word.undoes is not None:
            undone.add(word.undoes)
    return active


def fold_face(words: Sequence[Word]) -> FaceState:
    """Return the state of one face from all decisions that speak of it, undone ones and undos included."""
    state = FaceState()
    active = find_active(words)
    for word in sorted(words, key=lambda w: w.seq):
        if word.seq in active:
            _say(state, word)
        elif word.kind == "draw_box":
            state.removed = True
    placing = sorted((w for w in words if w.kind in {"draw_box", "move_box"}), key=lambda w: w.seq)
    said = [w for w in placing if w.seq in active]
    state.place = said[-1].payload["place"] if said else None
    state.base = placing[-1].payload.get("base") if placing else None
    return state


def _say(state: FaceState, word: Word) -> None:
    payload = word.payload
    match word.kind:
        case "name" | "confirm" | "draw_box":
            if payload.get("person_id") is not None:
                state.tag, state.mark = (payload["person_id"], word.seq), None
                for person_id in payload["same_ids"]:
                    state.rejections.pop(person_id, None)
        case "reject":
            state.rejections |= dict.fromkeys(payload["same_ids"], word.seq)
            if state.tag is not None and state.tag[0] in payload["same_ids"]:
                state.tag = None
        case "stranger" | "unsure":
            state.tag, state.mark = None, (word.kind, word.seq)
        case "open":
            state.tag = state.mark = None
        case "not_a_face":
            state.removed = True


def fold_pairs(words: Iterable[Word]) -> dict[tuple[int, int], tuple[str, int]]:
    """Return which pairs of faces must be, or cannot be, one person, and the decision that says so."""
    words = list(words)
    active = find_active(words)
    pairs: dict[tuple[int, int], tuple[str, int]] = {}
    for word in sorted(words, key=lambda w: w.seq):
        if word.kind in PAIRS and word.seq in active:
            kind = "must" if word.kind == "join" else "cannot"
            pairs |= dict.fromkeys(list_pairs(word), (kind, word.seq))
    return pairs


def list_pairs(word: Word) -> list[tuple[int, int]]:
    """Return the pairs a `join` or `separate` speaks of, smaller number first."""
    if word.kind == "join":
        return [(a, b) for a, b in combinations(sorted(word.payload["face_ids"]), 2)]
    sides = product(word.payload["face_ids"], word.payload["from_face_ids"])
    return sorted({(min(a, b), max(a, b)) for a, b in sides})


def fold_people(words: Iterable[Word]) -> dict[int, PersonState]:
    """Return everybody these decisions made. Give all words on a set of people that no merge connects to others."""
    ordered = sorted(words, key=lambda w: w.seq)
    active = find_active(ordered)
    people: dict[int, PersonState] = {}
    for word in ordered:
        if word.kind in GIVES_TAG and word.payload.get("person_id") is not None:
            people.setdefault(word.payload["person_id"], PersonState(name=word.payload["name"], removed=True))
        if word.seq in active and word.kind in OF_PERSON and word.kind != "merge":
            _describe(people[word.payload["person_id"]], word)
    for person_id, into_id in fold_merges(w for w in ordered if w.seq in active).items():
        people[person_id].merged_into_id = into_id
    for word in ordered:
        if word.seq in active and word.kind in GIVES_TAG and word.payload.get("person_id") is not None:
            _keep(people, word.payload["person_id"])
    return people


def _describe(person: PersonState, word: Word) -> None:
    match word.kind:
        case "rename":
            person.name = word.payload["name"]
        case "hide" | "show":
            person.hidden = word.kind == "hide"
        case "cover":
            person.cover_face_id = word.payload["face_id"]
        case "birth_date":
            person.birth_date = word.payload["date"]


def _keep(people: dict[int, PersonState], person_id: int | None) -> None:
    # Somebody is there as long as a naming holds: their own, or one of a person merged into them.
    while person_id is not None and people[person_id].removed:
        people[person_id].removed = False
        person_id = people[person_id].merged_into_id


def fold_merges(words: Iterable[Word]) -> dict[int, int]:
    """Return who was merged into whom. The newest merge is heard first, and none may close a circle."""
    into: dict[int, int] = {}
    for word in sorted((w for w in words if w.kind == "merge"), key=lambda w: w.seq, reverse=True):
        for person_id in word.payload["person_ids"]:
            if person_id not in into and find_root(into, word.payload["into"]) != person_id:
                into[person_id] = word.payload["into"]
    return into


def find_root(into: Mapping[int, int], person_id: int) -> int:
    """Return who this person is after all merges."""
    while person_id in into:
        person_id = into[person_id]
    return person_id
