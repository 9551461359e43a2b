"""From the ledger to the tables: the fold, for what one decision touches, for everything, and as a check."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.people import boxes, ledger
from kenfolk.people.ledger import FaceState, Word
from kenfolk.people.store import decisions, derived, groups
from kenfolk.people.store.derived import Derived


@dataclass(frozen=True)
class Touched:
    """What changed when tables were derived anew."""

    face_ids: frozenset[int]
    person_ids: frozenset[int]  # whose human-tagged faces are others than before


def derive_people(session: WriteSession, person_ids: Collection[int]) -> set[int]:
    """Derive people anew, with everybody whom a merge ties to them; return those who are somebody else than before."""
    tied = _tied_people(session, set(person_ids))
    before = derived.read_people(session, tied)
    after = ledger.fold_people(decisions.words_of_people(session, tied))
    old_roots = {p: ledger.find_root(_merges(before), p) for p in tied}
    new_roots = {p: ledger.find_root(_merges(after), p) for p in tied}
    for person_id in tied:
        if after[person_id] != before[person_id]:
            derived.write_person(session, person_id, after[person_id])
    derived.hand_over_machine_words(session, {p: None for p in tied if after[p].removed and not before[p].removed})
    moved = {p for p in tied if old_roots[p] != new_roots[p]}
    derived.hand_over_machine_words(session, {p: new_roots[p] for p in moved if new_roots[p] != p})
    return moved


def faces_about(session: ReadSession, person_ids: Collection[int]) -> set[int]:
    """Return the faces whose tables may change when these people become somebody else."""
    return derived.faces_about(session, person_ids)


def _merges(people: Mapping[int, ledger.PersonState]) -> dict[int, int]:
    return {p: state.merged_into_id for p, state in people.items() if state.merged_into_id is not None}


def _tied_people(session: ReadSession, person_ids: set[int]) -> set[int]:
    edges = defaultdict(set)
    for word in decisions.merge_words(session):
        if word.kind == "merge":
            for person_id in word.payload["person_ids"]:
                edges[person_id].add(word.payload["into"])
                edges[word.payload["into"]].add(person_id)
    tied, fresh = set(person_ids), set(person_ids)
    while fresh:
        fresh = set().union(*(edges[p] for p in fresh)) - tied
        tied |= fresh
    return tied


def derive_faces(session: WriteSession, face_ids: Collection[int], *, unmoved: bool = False) -> Touched:
    """Derive everything about these faces anew, and take the machine's word off them.

    `unmoved`: the move of a box was undone, so a box of which nobody says anything any more goes back. At other times
    such a box is left alone, because the detector may have found a better one meanwhile.
    """
    words = decisions.words_of_faces(session, face_ids)
    roots = derived.read_merges(session)
    states = {face_id: ledger.fold_face(words.get(face_id, [])) for face_id in face_ids}
    old = derived.read_derived(session, face_ids)
    new = to_rows(states, roots, _pairs_of(words))
    derived.forget_matches(session, face_ids)  # first: a face has one tag, and a human's takes the machine's place
    derived.write_derived(session, old, new)
    if unmoved:
        for state in states.values():
            state.place = state.place or state.base
    _place_faces(session, states)
    spoken = {f for f, s in states.items() if s.tag or s.mark or s.removed}
    groups.leave(session, spoken)
    changed = {person_id for _face, person_id, _seq in old.tags ^ new.tags}
    return Touched(frozenset(face_ids), frozenset(changed))


def to_rows(
    states: Mapping[int, FaceState], roots: Mapping[int, int], pairs: Mapping[tuple[int, int], tuple[str, int]]
) -> Derived:
    """Return the rows of the derived tables: merges followed, and nothing said of what is not a face."""
    tags, marks, rejections = set(), set(), {}
    for face_id, state in states.items():
        if state.removed:
            continue
        root = ledger.find_root(roots, state.tag[0]) if state.tag else None
        if state.tag and root is not None:
            tags.add((face_id, root, state.tag[1]))
        if state.mark:
            marks.add((face_id, *state.mark))
        for person_id, seq in sorted(state.rejections.items(), key=lambda item: item[1]):
            # Two people merged after a face was confirmed as one and rejected as the other: the name holds.
            if ledger.find_root(roots, person_id) != root:
                rejections[face_id, ledger.find_root(roots, person_id)] = seq
    return Derived(
        frozenset(tags),
        frozenset(marks),
        frozenset((f, p, seq) for (f, p), seq in rejections.items()),
        frozenset((a, b, kind, seq) for (a, b), (kind, seq) in pairs.items()),
    )


def _pairs_of(words: Mapping[int, list[Word]]) -> dict[tuple[int, int], tuple[str, int]]:
    asked = words.keys()
    said = {word.seq: word for spoken in words.values() for word in spoken}
    return {pair: value for pair, value in ledger.fold_pairs(said.values()).items() if asked & set(pair)}


def _place_faces(session: WriteSession, states: Mapping[int, FaceState]) -> None:
    for face_id, face in derived.read_faces(session, states).items():
        state = states[face_id]
        if state.removed != (face.removed_as == "not_a_face"):
            (boxes.take_away if state.removed else boxes.bring_back)(session, face)
        if state.place is not None:
            boxes.put_back(session, face, state.place)


def rebuild(session: WriteSession) -> None:
    """Write every derived table afresh from the ledger."""
    words = decisions.all_words(session)
    decisions.lock_ledger(session)
    people = ledger.fold_people(words)
    for person_id, state in people.items():
        derived.write_person(session, person_id, state)
    states, pairs = _fold_all(session, words)
    derived.write_derived(session, derived.read_derived(session), to_rows(states, _merges(people), pairs))
    _place_faces(session, states)


def replay(session: ReadSession) -> list[str]:
    """Fold the whole ledger from nothing and return where the tables say something else: nowhere, if all is well."""
    words = decisions.all_words(session)
    people, stored = ledger.fold_people(words), derived.read_people(session)
    found = [
        f"person {p}: the ledger says {people.get(p)}, the table says {stored.get(p)}"
        for p in sorted(people.keys() | stored.keys())
        if people.get(p) != stored.get(p)
    ]
    found += [f"person {p}: cannot be found by name" for p in derived.find_misfolded(session)]
    states, pairs = _fold_all(session, words)
    found += _compare_rows(to_rows(states, _merges(people), pairs), derived.read_derived(session))
    found += _compare_faces(session, states)
    return found


def _fold_all(
    session: ReadSession, words: Collection[Word]
) -> tuple[dict[int, FaceState], dict[tuple[int, int], tuple[str, int]]]:
    by_face: dict[int, list[Word]] = defaultdict(list)
    faces = decisions.faces_of(session, (w.seq for w in words))
    for word in words:
        for face_id in faces.get(word.seq, ()):
            by_face[face_id].append(word)
    return {face_id: ledger.fold_face(said) for face_id, said in by_face.items()}, ledger.fold_pairs(words)


def _compare_rows(said: Derived, stored: Derived) -> list[str]:
    found = []
    for table in ("tags", "marks", "rejections", "constraints"):
        in_ledger, in_table = getattr(said, table), getattr(stored, table)
        found += [f"{table}: missing {row}" for row in sorted(in_ledger - in_table)]
        found += [f"{table}: {row} is not in the ledger" for row in sorted(in_table - in_ledger)]
    return found


def _compare_faces(session: ReadSession, states: Mapping[int, FaceState]) -> list[str]:
    found = []
    for face_id, face in derived.read_faces(session, states).items():
        state = states[face_id]
        if state.removed != (face.removed_as == "not_a_face"):
            found.append(f"face {face_id}: the ledger says {'removed' if state.removed else 'there'}")
        if state.place is not None and state.place != boxes.read_place(face):
            found.append(f"face {face_id}: the ledger says its box is {state.place['box']}")
    return found
