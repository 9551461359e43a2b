"""The journey of a photo: which step does what, in whose hands, and what follows. One table, and no other."""

from kenfolk.entry.parts import Parts
from kenfolk.kit.steps import Step

STEPS: tuple[Step[Parts], ...] = ()

# A paced step stays close to the one after it, which finds its results still in memory.
PACED: dict[str, str] = {}
