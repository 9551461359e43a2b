"""What follows from what people said? Pure: pairs of faces in, everything they imply out.

"The same" passes on: whoever is the same as the same is the same. "Not the same" passes on to all who are the same as
either. Said once, it need never be asked of the others (Wagstaff and Cardie, "Clustering with instance-level
constraints", 2000).
"""

from collections.abc import Iterable, Iterator
from typing import Literal

Pair = tuple[int, int]  # ids of faces; their order does not matter
Implied = Literal["must", "cannot"]


class Closure:
    """All that must-link and cannot-link pairs imply. A component, faces that are the same, goes by its smallest id."""

    def __init__(self, must: Iterable[Pair], cannot: Iterable[Pair]) -> None:
        """Take every pair once: O(n log n) for n pairs at the worst, by union and find (Galler and Fischer, 1964)."""
        denied = [_sort(pair) for pair in cannot]
        self._component = _unite(must, also=(face for pair in denied for face in pair))
        self._denied = set(denied)
        self._apart = {
            _sort((self._component[a], self._component[b]))
            for a, b in self._denied
            if self._component[a] != self._component[b]
        }

    def component(self, face: int) -> int:
        """Return the component of a face; of one that nothing was said of, its own."""
        return self._component.get(face, face)

    def implied(self, a: int, b: int) -> Implied | None:
        """Return what is known of two faces. A pair that was denied and follows all the same is not known."""
        one, other = self.component(a), self.component(b)
        if one == other:
            return None if _sort((a, b)) in self._denied else "must"
        return "cannot" if _sort((one, other)) in self._apart else None

    def components(self) -> list[list[int]]:
        """Return all faces of which anything was said, those that are the same together, everything in order of ids."""
        members: dict[int, list[int]] = {}
        for face in sorted(self._component):
            members.setdefault(self._component[face], []).append(face)
        return list(members.values())

    def cannot_between(self) -> list[Pair]:
        """Return the pairs of components that are not the same, each with the smaller one first, in order."""
        return sorted(self._apart)

    @property
    def contradictions(self) -> list[Pair]:
        """The pairs of faces that were denied although they follow from must-links, in order.

        Which word counts, the newer one, is for those who have the ledger.
        """
        return sorted((a, b) for a, b in self._denied if self._component[a] == self._component[b])


def _unite(pairs: Iterable[Pair], *, also: Iterator[int]) -> dict[int, int]:
    above: dict[int, int] = {}
    for a, b in pairs:
        one, other = _find(above, a), _find(above, b)
        above[max(one, other)] = min(one, other)
    for face in also:
        above.setdefault(face, face)
    return {face: _find(above, face) for face in above}


def _find(above: dict[int, int], face: int) -> int:
    while above.setdefault(face, face) != face:
        above[face] = above[above[face]]  # halves the way for the next one
        face = above[face]
    return face


def _sort(pair: Pair) -> Pair:
    a, b = pair
    return (a, b) if a <= b else (b, a)
