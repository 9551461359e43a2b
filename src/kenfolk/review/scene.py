"""Everything the planner looks at, read once: open faces, what they look like, and who they could be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kenfolk.kit.db import ReadSession

Chances = NDArray[np.float32]
Vectors = NDArray[np.float32]
STRANGER = 0  # no person has this number


class Sight(Protocol):
    """Who can look at faces: the active model's vectors, and what their similarity means."""

    @property
    def model(self) -> str: ...

    def vectors(self, session: ReadSession, face_ids: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of the faces that have a vector, in this order, and the vectors."""
        ...

    def chances(self, faces: Vectors, people: Sequence[Vectors]) -> Chances:
        """Return how likely each face (row) is each of the people (column), given examples of each."""
        ...


@dataclass(frozen=True)
class Skips:
    """What a reviewer did not want to answer."""

    identify: frozenset[int] = frozenset()  # faces
    confirm: frozenset[tuple[int, int]] = frozenset()  # face, person


@dataclass(frozen=True)
class Interest:
    """How often a group of one, two, or three and more unnamed faces turned out to be somebody worth a name."""

    named: tuple[int, int, int] = (0, 0, 0)
    asked: tuple[int, int, int] = (0, 0, 0)

    def chance(self, size: int) -> float:
        """Return the chance that a group of this size is worth a name: a weak belief, moved by answers."""
        at = min(size, 3) - 1
        hits, tries = PRIOR[at]
        return (hits + self.named[at]) / (tries + self.asked[at])


# A lone face is seldom anybody, a face that comes again often is: as if so many of so many had been asked before.
PRIOR = ((1.0, 3.0), (2.0, 3.0), (2.55, 3.0))


@dataclass(frozen=True)
class Scene:
    """The state of the library, as far as the next question depends on it. Rows are open faces."""

    face_ids: Sequence[int]
    photo_ids: Sequence[int]
    group_ids: Sequence[int | None]
    qualities: Sequence[float]
    person_ids: Sequence[int]  # columns of `chances`
    hidden: Sequence[bool]
    chances: Chances  # of each face to be each person; 0 where a human has denied it
    examples: Mapping[int, int] = field(default_factory=dict)  # person -> named faces
    kin: Mapping[int, int] = field(default_factory=dict)  # group -> who those seen of it were; STRANGER: nobody
    skips: Skips = Skips()
    interest: Interest = Interest()
