"""Who looks at faces: the active model's looks, the people as they stand in them, and what similarity means."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kenfolk.faces.search import FaceSearch, VectorIndex
from kenfolk.kit.beginning import Beginning
from kenfolk.kit.db import ReadSession
from kenfolk.packs.manifest import Pack, Similarity
from kenfolk.people import matching
from kenfolk.people.calibrators import Calibrators
from kenfolk.people.candidates import CLEAR, FEATURES, find_candidates
from kenfolk.people.known import Known
from kenfolk.people.learning import Calibrator
from kenfolk.people.matching import NOBODY, Gallery, Ids, LookAlikes, Scores
from kenfolk.vision.similarity import Looks, similarity

Vector = NDArray[np.floating]

SUGGEST = 0.5  # chance from which a face is suggested to be somebody
# Chance from which the machine names a face, for each part of wrong names that is promised at the most. Most faces it
# names are far surer than that: measured on people nobody fitted it on, 6 in 1,000 are wrong where 10 were promised.
STRICT = 15.0
GROUP_MARGIN = FEATURES.index("group_margin")
GUARD = 0.8  # the prior has to be as sure as that too, whatever the answers taught


@dataclass(frozen=True, eq=False)
class Judgement:
    """What is thought of some faces: TOP people each, at most."""

    gallery: Gallery
    columns: Ids  # (N, TOP) into the gallery; NOBODY where there are fewer
    chances: Scores  # (N, TOP)
    is_sure: NDArray[np.bool_]  # (N, TOP) likely enough for the machine to name them, if nothing speaks against it
    lows: Scores  # (N,) whoever is not a candidate is no more alike to the face's group than that

    def person_ids(self) -> Ids:
        """Return who they are, (N, TOP); NOBODY where there are fewer."""
        ids = np.append(self.gallery.person_ids, NOBODY)
        return np.asarray(ids[self.columns])

    def heed(self, *, denied: NDArray[np.bool_], twice: NDArray[np.bool_], kept_off: NDArray[np.bool_]) -> "Judgement":
        """Return what is left of it beside what people said, all (N, TOP) or (N, 1).

        denied: who it is not, or too little to see to ask; twice: somebody who is in the photo already (a mirror or a
        picture on the wall: that is asked, never assumed); kept_off: faces the machine must not name.
        """
        chances = np.where(denied, 0, np.where(twice, matching.doubt_twice(self.chances), self.chances))
        is_sure = self.is_sure & ~denied & ~twice & ~kept_off
        return replace(self, chances=chances.astype(np.float32), is_sure=is_sure)

    def of_first(self, count: int) -> "Judgement":
        """Return what is thought of the first faces."""
        return Judgement(
            self.gallery, self.columns[:count], self.chances[:count], self.is_sure[:count], self.lows[:count]
        )


class Recogniser:
    """One for a process; any thread may ask it."""

    def __init__(self, search: FaceSearch, pack: Pack, *, promise: float = 0.99, learns: bool = True) -> None:
        self.search = search
        self.thresholds = pack.similarity
        # Less alike than that, a face is nobody's, and nobody is its rival.
        self.least = 2 * pack.similarity.suggest - pack.similarity.same
        self.margin = min(CLEAR, (pack.similarity.same - pack.similarity.suggest) / 2)  # no margin is told wider
        self.known = Known(search, alike=pack.similarity.group, learns=learns)
        self.prior = make_prior(pack)
        self.calibrators = Calibrators(model=search.model, prior=self.prior, learns=learns)
        self.promise, self.learns = promise, learns
        self.is_trusted: bool | None = None  # None: not known yet; see trust.py
        self.beginning: Beginning | None = None  # reads everybody's faces for the first time, beside the requests
        self.checked: int | None = None  # the version of the calibrator of which that is said
        self.followed: tuple[int, int] | None = None  # what other processes had learned then, and the calibrator

    def is_ready(self, *, wait: float) -> bool:
        """Say whether everybody is known by now; if not, they are being read, and waited for so many seconds."""
        return self.beginning is None or self.known.is_read or self.beginning.is_done(wait=wait)

    @property
    def model(self) -> str:
        """Whose vectors these are."""
        return self.search.model

    @property
    def index(self) -> VectorIndex:
        """The vectors in memory, for whoever compares many. Who asks the database holds none, and must not want them."""
        assert isinstance(self.search, VectorIndex)
        return self.search

    def looks(self, session: ReadSession, face_ids: Collection[int] | Ids) -> tuple[Ids, Looks]:
        """Return those of the faces that have a vector, in this order, and their looks."""
        return self.search.looks_of(session, face_ids)

    def find_confusable(self, session: ReadSession, *, most: int = 20) -> list[LookAlikes]:
        """Return people who are as alike as two pictures of one person, the most alike first."""
        return matching.find_confusable(self.known.gallery(session), least=self.thresholds.suggest, most=most)

    def kinship(self, one: Vector, other: Vector) -> float:
        """Return how alike two vectors (D,) are, from 0 on as alike as two pictures of one person can be."""
        a, b = self.search.cohort.look(np.stack([one, other]))
        return similarity(a, b) - self.least

    def judge(self, session: ReadSession, looks: Looks, units: Ids) -> Judgement:
        """Say who these faces (N, D + 1) could be; units: (N,) the group of each, or a number of its own."""
        gallery = self.known.gallery(session)
        found = find_candidates(looks, units, gallery, least=self.least)
        chances = found.chances(self.calibrators.champion(session))
        is_sure = (chances >= max(SUGGEST, 1 - STRICT * (1 - self.promise))) & (found.chances(self.prior) >= GUARD)
        is_sure &= found.features[:, :, GROUP_MARGIN] >= self.margin  # of two who are mistaken for each other, neither
        is_sure &= self.is_trusted is not False
        return Judgement(gallery, found.columns, chances, is_sure, found.lows(self.least))


def mark_people(keys: Ids, person_ids: Ids, people_of: Mapping[int, Collection[int]]) -> NDArray[np.bool_]:
    """Say which candidates (N, TOP) are among the people of their row's key (N,), a face or a photo."""
    marked = np.zeros(person_ids.shape, np.bool_)
    rows = np.flatnonzero(np.isin(keys, list(people_of)))
    if len(rows):
        there, place = np.unique(keys[rows], return_inverse=True)
        span = int(person_ids.max()) + 2  # a pair is one number; NOBODY is the first person of each key
        pairs = [at * span + p + 1 for at, key in enumerate(there.tolist()) for p in people_of[key] if p < span - 1]
        marked[rows] = np.isin(place[:, None] * span + person_ids[rows] + 1, pairs)
    return marked


def make_prior(pack: Pack) -> Calibrator:
    """Return what the matcher believes before anybody answered."""
    prior = pack.prior
    if prior is not None and prior.features == FEATURES:
        return Calibrator(prior.weights, prior.center, prior.scale)
    return _through_thresholds(pack.similarity)


def _through_thresholds(similarity: Similarity) -> Calibrator:
    """Return a calibrator that says a half at `suggest` and 95 % at `same`, for a pack nobody fitted one for."""
    count = len(FEATURES)
    scale = max(1e-6, (similarity.same - similarity.suggest) / float(np.log(19)))
    own, group = FEATURES.index("similarity"), FEATURES.index("group_similarity")
    weights = np.zeros(count + 1)
    weights[[1 + own, 1 + group]] = 0.5
    centers = np.zeros(count)
    centers[[own, group]] = similarity.suggest
    scales = np.ones(count)
    scales[[own, group]] = scale
    return Calibrator(tuple(weights), tuple(centers), tuple(scales))
