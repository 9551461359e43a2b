"""What is there to learn from? Pure: named faces in, features and labels out, as if each event had not been seen yet.

For every event the people in it are judged by their faces of other events alone (leave one event out): a face beside
which its own picture, or one of the same minute, stands in the gallery would teach that everything is easy. Somebody
who is in one event only is a stranger there, which is as much worth knowing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.people import matching
from kenfolk.people.candidates import FEATURES, rank_people
from kenfolk.people.matching import NOBODY, Gallery, Ids
from kenfolk.vision.similarity import Cohort, Looks

GAP = 6 / 24 / 365.25  # years without a photo that end an event
MOST_FACES = 3000  # a sample of a large library teaches as much, in a second
LOG_NAMED = FEATURES.index("log_named")
UNKNOWN = 0  # no person has this number


@dataclass(frozen=True, eq=False)
class Lessons:
    """Faces of which a human said who they are; UNKNOWN are strangers."""

    looks: Looks  # (N, D + 1)
    person_ids: Ids  # (N,)
    events: Ids  # (N,)
    qualities: NDArray[np.float32]  # (N,)
    years: NDArray[np.float64]  # (N,)


@dataclass(frozen=True, eq=False)
class Examples:
    """Candidates the matcher would have proposed, and whether each was right."""

    features: NDArray[np.float32]  # (M, F)
    labels: NDArray[np.bool_]  # (M,)
    events: Ids  # (M,)


def find_events(years: NDArray[np.float64]) -> Ids:
    """Return the event (N,) of photos taken at these times: one goes on until no photo was taken for six hours."""
    order = np.argsort(years, kind="stable")
    events = np.empty(len(years), np.int64)
    events[order] = np.r_[0, np.cumsum(np.diff(years[order]) > GAP)] if len(years) else 0
    return events


def make_examples(lessons: Lessons, gallery: Gallery, *, cohort: Cohort, alike: float, least: float) -> Examples:
    """Return what the matcher would have thought of each face before its event was named."""
    if not len(lessons.looks) or not len(gallery):
        return Examples(np.empty((0, len(FEATURES)), np.float32), np.empty(0, np.bool_), np.empty(0, np.int64))
    lessons = _sample(lessons)
    scores = matching.score_people(lessons.looks, gallery)
    named = np.broadcast_to(gallery.faces, scores.shape).copy()
    for column, person_id in enumerate(gallery.person_ids.tolist()):
        theirs = lessons.person_ids == person_id
        for event in np.unique(lessons.events[theirs]):
            here, others = theirs & (lessons.events == event), theirs & (lessons.events != event)
            scores[here, column] = _score_without(lessons, here, others, cohort=cohort, alike=alike)
            named[here, column] = max(1, int(others.sum()))
    _, sizes = np.unique(np.stack([lessons.person_ids, lessons.events, _alone(lessons)]), axis=1, return_counts=True)
    found = rank_people(scores, sizes, gallery.faces, least=least)
    there = found.columns != NOBODY
    row = np.broadcast_to(np.arange(len(scores))[:, None], there.shape)
    found.features[:, :, LOG_NAMED] = np.log(named[row, found.columns])
    right = gallery.person_ids[found.columns] == lessons.person_ids[:, None]
    return Examples(found.features[there], right[there], lessons.events[row[there]])


def _sample(lessons: Lessons) -> Lessons:
    """Return every n-th face, sorted by who it is and when: the faces of a person in an event stand for a group."""
    order = np.lexsort((np.arange(len(lessons.looks)), lessons.events, lessons.person_ids))
    rows = order[:: max(1, -(-len(order) // MOST_FACES))]
    return Lessons(
        lessons.looks[rows],
        lessons.person_ids[rows],
        lessons.events[rows],
        lessons.qualities[rows],
        lessons.years[rows],
    )


def _alone(lessons: Lessons) -> Ids:
    """Return a number that is each stranger's own, and 0 for faces of people."""
    return np.where(lessons.person_ids == UNKNOWN, 1 + np.arange(len(lessons.looks)), 0)


def _score_without(
    lessons: Lessons, here: NDArray[np.bool_], others: NDArray[np.bool_], *, cohort: Cohort, alike: float
) -> NDArray[np.float32]:
    """Return how alike faces of an event are to the same person's faces of other events."""
    if not others.any():
        return np.full(int(here.sum()), -1, np.float32)
    prototypes = matching.make_prototypes(
        lessons.looks[others], lessons.qualities[others], lessons.years[others], cohort=cohort, alike=alike
    )
    one = matching.make_gallery([(UNKNOWN, prototypes, int(others.sum()))], dim=lessons.looks.shape[1] - 1)
    return matching.score_people(lessons.looks[here], one)[:, 0]
