"""What follows for faces nobody named from what was said of others: never asked, and never against it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from kenfolk.kit.db import ReadSession
from kenfolk.people.constraints import Closure
from kenfolk.people.store import matches


@dataclass(frozen=True)
class Bonds:
    """Who faces are, and who they are not, because a human tied them to named faces or kept them apart from these."""

    certain: dict[int, int] = field(default_factory=dict)  # face -> person
    denied: dict[int, set[int]] = field(default_factory=dict)  # face -> people


def find_tied(session: ReadSession, face_ids: Collection[int]) -> set[int]:
    """Return the faces of which what is said of these says something too."""
    must, cannot = matches.constraints(session, kind="must"), matches.constraints(session, kind="cannot")
    if not must and not cannot:
        return set()
    closure = Closure(must, cannot)
    roots = {closure.component(face_id) for face_id in face_ids}
    roots |= {root for pair in closure.cannot_between() if not roots.isdisjoint(pair) for root in pair}
    return {face_id for part in closure.components() if closure.component(part[0]) in roots for face_id in part}


def _sure(parts: dict[int, list[int]], doubtful: set[int]) -> Iterator[tuple[int, list[int]]]:
    return ((root, part) for root, part in parts.items() if root not in doubtful)


def find_bonds(session: ReadSession) -> Bonds:
    """Return what follows from all must-links and cannot-links; where they contradict each other, nothing does."""
    must, cannot = matches.constraints(session, kind="must"), matches.constraints(session, kind="cannot")
    if not must and not cannot:
        return Bonds()
    closure = Closure(must, cannot)
    parts = {min(part): part for part in closure.components()}
    doubtful = {closure.component(face_id) for pair in closure.contradictions for face_id in pair}
    tag_of = matches.persons_named(session, [face_id for part in parts.values() for face_id in part])
    named = {root: {tag_of[f] for f in part if f in tag_of} for root, part in parts.items()}
    certain = {
        f: next(iter(named[root])) for root, part in _sure(parts, doubtful) if len(named[root]) == 1 for f in part
    }
    for face_id in matches.list_untagged(session, certain):
        del certain[face_id]  # its name was taken off: the newer word
    denied: dict[int, set[int]] = defaultdict(set)
    for a, b in cannot:  # what was said itself counts in any case
        for mine, theirs in ((a, b), (b, a)):
            if theirs in tag_of:
                denied[mine].add(tag_of[theirs])
    for one, other in closure.cannot_between():
        for mine, theirs in ((one, other), (other, one)) if not doubtful & {one, other} else ():
            for face_id in parts[mine]:
                denied[face_id] |= named[theirs] - named[mine]
    return Bonds(certain, denied)
