"""Everything the planner looks at: open faces, who they could be, and what reviewers said before. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Chances = NDArray[np.float32]

SIZES = 4  # groups of one, two, three, and four faces and more
Counts = tuple[tuple[int, ...], tuple[int, ...]]  # loose groups by size, and tight ones
NONE: Counts = ((0,) * SIZES, (0,) * SIZES)


@dataclass(frozen=True)
class Skips:
    """What a reviewer did not want to answer."""

    identify: frozenset[int] = frozenset()  # faces
    confirm: frozenset[tuple[int, int]] = frozenset()  # face, person


@dataclass(frozen=True)
class Interest:
    """How often a group of one, two, three, or more unnamed faces turned out to be somebody worth a name."""

    named: Counts = NONE
    asked: Counts = NONE

    def chances(self, sizes: Ids, is_tight: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the chance that groups of these sizes are worth a name: a weak belief, moved by answers."""
        table = (np.array(PRIOR) * STRENGTH + self.named) / (STRENGTH + np.array(self.asked))
        return np.asarray(table[is_tight.astype(np.intp), np.minimum(sizes, SIZES) - 1])


# A lone face is seldom anybody, a face that comes again often is; two or three that are hardly alike are mostly as many
# people. As if STRENGTH groups of each kind had been asked about before.
PRIOR = ((0.15, 0.15, 0.3, 0.9), (0.15, 0.6, 0.85, 0.95))
STRENGTH = 3.0


@dataclass(frozen=True, eq=False)
class Scene:
    """The state of the library, as far as the next question depends on it. Rows are faces nobody spoke of."""

    face_ids: Ids  # (N,)
    photo_ids: Ids  # (N,)
    units: Ids  # (N,) the group of each, or a negative number of its own
    qualities: Chances  # (N,)
    people: Ids  # (N, K) the likeliest people of each face, the same ones for all of a group; NOBODY: fewer
    chances: Chances  # (N, K); 0 where a human has denied it
    is_tight: NDArray[np.bool_]  # (N,) the faces of its group are as alike as those of one person mostly are
    is_named: NDArray[np.bool_]  # (N,) by the machine: asked about only to check it
    hidden: frozenset[int] = frozenset()  # people
    dull: frozenset[int] = frozenset()  # groups of which a screenful was of no interest
    examples: Mapping[int, int] = field(default_factory=dict)  # person -> named faces
    skips: Skips = Skips()
    interest: Interest = Interest()
    seed: int = 0  # what chance there is in it, for example which of the machine's names are checked
