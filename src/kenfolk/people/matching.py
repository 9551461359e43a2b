"""Who stands for whom, and how alike a face is to them. Pure: looks in, scores and assignments out.

A person is one prototype or a few: what all their faces have in common, and what each way they looked has in common
where these differ (a child then and now, with and without a beard). A person's score is that of the likest prototype.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kenfolk.people import clustering
from kenfolk.vision.similarity import Cohort, Looks, similarities

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]

NOBODY = -1
GOOD_FOR_TAGS = 0.3  # quality: below, the machine may ask who a face is, but names nobody
TWICE_IN_A_PHOTO = (
    0.018  # of the odds (e^-4) that somebody is in a photo once more: mirrors and pictures on the wall exist
)
TINY = 24.0  # pixels: a bad face as small as that is like everybody, so the machine does not even ask
GOOD_EXEMPLAR = 0.35  # quality; a person's best faces count however bad they are
FEWEST_EXEMPLARS = 3
MOST_EXEMPLARS = 256
MOST_COMPARED = 64  # of them, to find out in which ways somebody looks
MOST_PROTOTYPES = 8
FEWEST_ALIKE = 3  # faces that make a way to look: one odd picture is none
YEARS = 4.0  # people change: faces further apart are prototypes of their own as well
ROWS_AT_ONCE = 4096


@dataclass(frozen=True, eq=False)
class Gallery:
    """Everybody with a name: the prototypes of person `i` are the rows `starts[i]` to `starts[i + 1]`."""

    person_ids: Ids  # (P,)
    starts: Ids  # (P + 1,)
    looks: Looks  # (K, D + 1)
    faces: NDArray[np.int64]  # (P,) how many faces of them a human named

    def __len__(self) -> int:
        return len(self.person_ids)

    def as_dict(self) -> dict[int, tuple[Looks, int]]:
        """Return the prototypes, and how many faces were named, of each person."""
        return {int(p): (self._prototypes(c), int(self.faces[c])) for c, p in enumerate(self.person_ids)}

    def only(self, columns: Sequence[int]) -> "Gallery":
        """Return the gallery of some of the people."""
        parts = [(int(self.person_ids[c]), self._prototypes(c), int(self.faces[c])) for c in columns]
        return make_gallery(parts, dim=self.looks.shape[1] - 1)

    def _prototypes(self, column: int) -> Looks:
        return self.looks[self.starts[column] : self.starts[column + 1]]


@dataclass(frozen=True, eq=False)
class Verdict:
    """The most likely person of each face, if anybody is likely at all."""

    columns: NDArray[np.intp]  # (N,) into what was given; NOBODY: nobody is likely enough
    chances: Scores  # (N,); 0 for nobody


class Visible(Protocol):
    """A face, as far as how much of it can be seen."""

    @property
    def quality(self) -> float: ...

    @property
    def side(self) -> float: ...


def is_poor(face: Visible) -> bool:
    """Is there too little to see of this face for the machine to name it?"""
    return face.quality < GOOD_FOR_TAGS


def is_hopeless(face: Visible) -> bool:
    """Is there too little to see of this face to ask who it is?"""
    return is_poor(face) and face.side < TINY


def doubt_twice(chances: Scores) -> Scores:
    """Return what is left of the chances that these faces are people who are in their photos already."""
    odds = TWICE_IN_A_PHOTO * chances / np.maximum(1 - chances, 1e-6)
    return np.asarray(odds / (1 + odds), np.float32)


def find_changed(before: Gallery, after: Gallery) -> set[int]:
    """Return the people who came, went, or look different."""
    old, new = before.as_dict(), after.as_dict()
    return {p for p in old.keys() | new.keys() if p not in old or p not in new or not _is_same(old[p], new[p])}


def _is_same(one: tuple[Looks, int], other: tuple[Looks, int]) -> bool:
    return one[1] == other[1] and np.array_equal(one[0], other[0])


def make_gallery(people: Sequence[tuple[int, Looks, int]], *, dim: int) -> Gallery:
    """Return the gallery of (person, prototypes, named faces)."""
    sizes = [len(looks) for _person, looks, _faces in people]
    stacked = np.concatenate([np.empty((0, dim + 1), np.float32), *(looks for _person, looks, _faces in people)])
    return Gallery(
        np.array([person_id for person_id, _looks, _faces in people], np.int64),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        stacked.astype(np.float32, copy=False),
        np.array([faces for _person, _looks, faces in people], np.int64),
    )


def make_prototypes(
    looks: Looks, qualities: NDArray[np.floating], years: NDArray[np.floating], *, cohort: Cohort, alike: float
) -> Looks:
    """Return what stands for a person, (K, D + 1): the mean of all faces first, then that of each way they looked.

    looks: (N, D + 1) of faces a human named, N > 0; qualities: (N,), 0 to 1; years: (N,) when they were taken;
    alike: from what similarity on, on average, faces look one way.
    """
    kept = _choose_exemplars(qualities)
    looks, years = looks[kept], years[kept]
    ways = [np.arange(len(looks)), *_split_by_look(looks, alike), *_split_by_time(years)]
    return np.stack([cohort.look_of_mean(looks[rows]) for rows in ways[:MOST_PROTOTYPES]])


def _choose_exemplars(qualities: NDArray[np.floating]) -> NDArray[np.intp]:
    """Return the good ones of a person's faces, and the best however bad they are."""
    order = np.argsort(-qualities, kind="stable")
    good = max(FEWEST_EXEMPLARS, int(np.count_nonzero(qualities >= GOOD_EXEMPLAR)))
    return np.sort(order[: min(good, MOST_EXEMPLARS)])


def _split_by_look(looks: Looks, alike: float) -> Iterator[NDArray[np.intp]]:
    sample = np.unique(np.linspace(0, len(looks) - 1, min(len(looks), MOST_COMPARED)).astype(np.intp))
    looks, count = looks[sample], len(sample)
    # Where all are alike in pairs, so are all averages, and there is one way to look: most people are spared the rest.
    if count < 2 * FEWEST_ALIKE or similarities(looks, looks).min() >= alike:
        return
    units = clustering.Units(looks, np.ones(count, np.int64), np.zeros(count, np.bool_), np.empty((0, 2), np.int64))
    labels = clustering.cluster(units, threshold=alike)
    sizes = {label: int(np.count_nonzero(labels == label)) for label in np.unique(labels).tolist()}
    for label in sorted(sizes, key=lambda each: (-sizes[each], each)):
        if FEWEST_ALIKE <= sizes[label] < count:
            yield sample[labels == label]


def _split_by_time(years: NDArray[np.floating]) -> Iterator[NDArray[np.intp]]:
    spans = np.floor((years - years.min()) / YEARS)
    for span in np.unique(spans).tolist():
        rows = np.flatnonzero(spans == span)
        if FEWEST_ALIKE <= len(rows) < len(years):
            yield rows


class LookAlikes(NamedTuple):
    """Two people who can be mistaken for each other: siblings, or one person under two names."""

    person_a: int
    person_b: int
    similarity: float


def find_confusable(gallery: Gallery, *, least: float, most: int) -> list[LookAlikes]:
    """Return pairs of people whose likest prototypes are at least that alike, the most alike first."""
    found: list[LookAlikes] = []
    for column in range(len(gallery)):
        theirs = gallery.looks[gallery.starts[column] : gallery.starts[column + 1]]
        best = score_people(theirs, gallery).max(axis=0)
        later = np.flatnonzero(best[column + 1 :] >= least) + column + 1
        pairs = ((int(gallery.person_ids[at]), float(best[at])) for at in later.tolist())
        found += [LookAlikes(int(gallery.person_ids[column]), other, alike) for other, alike in pairs]
    return sorted(found, key=lambda pair: -pair.similarity)[:most]


def score_people(looks: Looks, gallery: Gallery) -> Scores:
    """Return how alike each look (row) is to each person (column), by their likest prototype."""
    scores = np.empty((len(looks), len(gallery)), np.float32)
    for at in range(0, len(looks) if len(gallery) else 0, ROWS_AT_ONCE):
        table = similarities(looks[at : at + ROWS_AT_ONCE], gallery.looks)
        if len(gallery.looks) > len(gallery):
            table = np.maximum.reduceat(table, gallery.starts[:-1], axis=1)
        scores[at : at + ROWS_AT_ONCE] = table
    return scores


def assign(chances: Scores, columns: Ids, photo_ids: Ids, *, least: float) -> Verdict:
    """Give each face its likeliest person, nobody twice in a photo.

    chances: (N, K) of the candidates of each face, 0 for what a human has denied; columns: (N, K) who they are;
    photo_ids: (N,); nobody gets a person who is less likely than `least`.

    The likeliest pair of a photo is given first, then the next: a face that loses its person to a likelier one takes
    its second choice. (Each face asks for its best and each person keeps the best asker: the same, but in few rounds.)
    """
    faces = np.arange(len(chances))
    if not chances.size:
        return Verdict(np.full(len(chances), NOBODY, np.intp), np.zeros(len(chances), np.float32))
    left = np.where((chances >= least) & (columns != NOBODY), chances, -np.inf)
    while True:
        choice = left.argmax(axis=1)
        values = left[faces, choice]
        losers = _find_losers(values, columns[faces, choice], photo_ids)
        if not len(losers):
            break
        left[losers, choice[losers]] = -np.inf
    found = np.isfinite(values)
    return Verdict(
        np.where(found, columns[faces, choice], NOBODY).astype(np.intp), np.where(found, values, 0).astype(np.float32)
    )


def _find_losers(values: Scores, columns: Ids, photo_ids: Ids) -> NDArray[np.intp]:
    asking = np.flatnonzero(np.isfinite(values))
    order = asking[np.lexsort((asking, -values[asking], columns[asking], photo_ids[asking]))]
    same = (photo_ids[order][1:] == photo_ids[order][:-1]) & (columns[order][1:] == columns[order][:-1])
    return np.asarray(order[1:][same], np.intp)
