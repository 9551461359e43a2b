"""How likely is a face somebody, given examples: from cosines to chances, by the thresholds of the model pack."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kenfolk.faces.search import VectorIndex
from kenfolk.kit.db import ReadSession
from kenfolk.packs.manifest import Similarity
from kenfolk.review.scene import Chances, Vectors
from kenfolk.vision.similarity import similarities

NEAREST = 3  # examples that count: one alone may be a mislabelled face, all of them blur a long life
SURE = np.log(49.0)  # the log-odds of 98 %, where a machine may name
ROWS = 2048  # faces compared at the same time, so that memory stays small


class PackSight:
    """Compares faces by the active model's vectors."""

    def __init__(self, index: VectorIndex, similarity: Similarity) -> None:
        self.index, self.similarity = index, similarity

    @property
    def model(self) -> str:
        """Whose vectors these are."""
        return self.index.model

    def vectors(self, session: ReadSession, face_ids: Sequence[int]) -> tuple[NDArray[np.int64], Vectors]:
        """Return those of the faces that have a vector, in this order, and the vectors."""
        self.index.refresh(session)
        return self.index.vectors(face_ids)

    def chances(self, faces: Vectors, people: Sequence[Vectors]) -> Chances:
        """Return how likely each face (row) is each of the people (column): 50 % where the pack says `suggest`."""
        chances = np.zeros((len(faces), len(people)), np.float32)
        for start in range(0, len(faces), ROWS):
            part = slice(start, start + ROWS)
            for column, examples in enumerate(people):
                if len(examples):
                    chances[part, column] = self._chance(similarities(faces[part], examples))
        return chances

    def _chance(self, table: NDArray[np.float32]) -> NDArray[np.float32]:
        nearest = np.sort(table, axis=1)[:, -NEAREST:].mean(axis=1)
        slope = SURE / (self.similarity.same - self.similarity.suggest)
        odds = np.clip(slope * (nearest - self.similarity.suggest), -20, 20)
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)
