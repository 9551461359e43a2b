"""Who looks at faces: the active model's vectors, the people as they stand in them, and what similarity means."""

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from kenfolk.faces.search import VectorIndex
from kenfolk.kit.db import ReadSession
from kenfolk.people import matching
from kenfolk.people.matching import Gallery, Ids, Scores, Thresholds, Vectors
from kenfolk.people.store import matches
from kenfolk.people.store.matches import Exemplar


class Recogniser:
    """One for a process; any thread may ask it. The gallery is kept until a human-named face changes."""

    def __init__(self, index: VectorIndex, thresholds: Thresholds) -> None:
        self.index = index
        self.thresholds = thresholds
        self._kept: tuple[list[Exemplar], Vectors, Gallery] | None = None

    @property
    def model(self) -> str:
        """Whose vectors these are."""
        return self.index.model

    def vectors(self, session: ReadSession, face_ids: Collection[int]) -> tuple[Ids, Vectors]:
        """Return those of the faces that have a vector, in this order, and the vectors."""
        self.index.refresh(session)
        return self.index.vectors(face_ids)

    def gallery(self, session: ReadSession) -> Gallery:
        """Return the faces that stand for each person."""
        exemplars = matches.list_exemplars(session)
        known, vectors = self.vectors(session, [e.face_id for e in exemplars])
        seen = set(known.tolist())
        exemplars = [e for e in exemplars if e.face_id in seen]
        kept = self._kept
        if kept is not None and kept[0] == exemplars and np.array_equal(kept[1], vectors):
            return kept[2]
        gallery = _build_gallery(exemplars, vectors)
        self._kept = exemplars, vectors, gallery
        return gallery

    def chances(self, faces: Vectors, people: Sequence[Vectors]) -> Scores:
        """Return how likely each face (row) is each of the people (column), given examples of each. Not calibrated."""
        dim = faces.shape[1] if faces.ndim == 2 else self.index.dim
        gallery = matching.make_gallery([(i, vectors) for i, vectors in enumerate(people)], dim=dim)
        return matching.to_probability(matching.score_people(faces, gallery), self.thresholds)


def _build_gallery(exemplars: Sequence[Exemplar], vectors: Vectors) -> Gallery:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, exemplar in enumerate(exemplars):
        rows[exemplar.person_id].append(row)
    qualities = np.array([e.quality for e in exemplars], np.float32)
    chosen = {p: np.array(r)[matching.choose_exemplars(vectors[r], qualities[r])] for p, r in sorted(rows.items())}
    return matching.make_gallery([(p, vectors[r]) for p, r in chosen.items()], dim=vectors.shape[1])
