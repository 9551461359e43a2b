"""Lessons from what was said: each event is judged as if nobody had named it yet."""

import numpy as np

from kenfolk.people.candidates import CLEAR, FEATURES
from kenfolk.people.matching import make_gallery, make_prototypes
from kenfolk.people.teaching import UNKNOWN, Lessons, find_events, make_examples
from kenfolk.vision.similarity import Cohort, to_unit

PLAIN = Cohort.empty(16)
DAY, HOUR = 1 / 365.25, 1 / 24 / 365.25
ADA, BO, CLEO = 1, 2, 3


def make_lessons(*shots, noise=0.3):
    """Lessons of (person, event) shots."""
    people, events = np.array(shots, np.int64).T
    vectors = np.eye(16)[people] + noise / 4 * np.random.default_rng(0).normal(size=(len(shots), 16))
    good = np.full(len(shots), 0.9, np.float32)
    return Lessons(PLAIN.look(to_unit(vectors)), people, events, good, 50.0 + events)


def learn(lessons, *, least=0.1):
    """Examples of these lessons, and the gallery of everybody in them."""
    people = [int(person) for person in np.unique(lessons.person_ids) if person != UNKNOWN]
    parts = []
    for person in people:
        rows = lessons.person_ids == person
        looks, qualities, years = lessons.looks[rows], lessons.qualities[rows], lessons.years[rows]
        parts.append((person, make_prototypes(looks, qualities, years, cohort=PLAIN, alike=0.8), int(rows.sum())))
    return make_examples(lessons, make_gallery(parts, dim=16), cohort=PLAIN, alike=0.8, least=least)


def feature(examples, name):
    return examples.features[:, FEATURES.index(name)]


class TestFindEvents:
    def test_ends_one_where_no_photo_was_taken_for_six_hours(self):
        times = 50 + np.array([0, 5 * HOUR, 10 * HOUR, 17 * HOUR, 3 * DAY])

        assert find_events(times).tolist() == [0, 0, 0, 1, 2]

    def test_does_not_mind_the_order(self):
        assert find_events(50 + np.array([3 * DAY, 0, 3 * DAY + HOUR, HOUR])).tolist() == [1, 0, 1, 0]

    def test_finds_none_without_photos(self):
        assert find_events(np.empty(0)).tolist() == []


class TestMakeExamples:
    def test_are_right_for_somebody_who_was_seen_elsewhere_too(self):
        examples = learn(make_lessons((ADA, 0), (ADA, 1), (BO, 0), (BO, 2)))

        assert examples.labels.sum() == 4
        assert (feature(examples, "similarity")[examples.labels] > 0.7).all()
        assert feature(examples, "similarity")[~examples.labels].max(initial=0) < 0.7

    def test_never_compare_a_face_with_its_own_event(self):
        examples = learn(make_lessons((ADA, 0), (ADA, 0), (ADA, 0), (BO, 0), (BO, 1)), least=-0.9)

        similarities = feature(examples, "similarity")[examples.labels]
        assert len(similarities) == 2
        assert similarities.max() < 0.999

    def test_count_only_the_faces_of_other_events(self):
        examples = learn(make_lessons((ADA, 0), (ADA, 0), (ADA, 1), (BO, 0), (BO, 1)))

        named = {
            event: feature(examples, "log_named")[examples.labels & (examples.events == event)].max()
            for event in (0, 1)
        }
        assert np.allclose([named[0], named[1]], [0, np.log(2)])

    def test_take_the_faces_of_a_person_in_an_event_for_a_group(self):
        examples = learn(make_lessons((ADA, 0), (ADA, 0), (ADA, 0), (ADA, 1), (ADA, 2)))

        sizes = feature(examples, "log_group")
        assert np.allclose(sizes[examples.events == 0], np.log(3))
        assert np.allclose(sizes[examples.events != 0], 0)

    def test_are_wrong_for_strangers_who_are_nobody_s_group(self):
        lessons = make_lessons((ADA, 0), (ADA, 1), (UNKNOWN, 0), (UNKNOWN, 0), noise=0.1)
        looks = lessons.looks.copy()
        looks[2:] = PLAIN.look(to_unit(np.eye(16)[[ADA, ADA]] + np.eye(16)[[5, 6]]))

        examples = learn(Lessons(looks, lessons.person_ids, lessons.events, lessons.qualities, lessons.years))

        assert examples.labels.tolist().count(False) == 2
        assert np.allclose(feature(examples, "log_group")[~examples.labels], 0)
        assert np.allclose(feature(examples, "similarity")[~examples.labels], 0.707, atol=0.05)

    def test_have_margins_as_wide_as_the_matcher_s(self):
        examples = learn(make_lessons(*((person, event) for person in (ADA, BO, CLEO) for event in range(4))))

        assert np.abs(feature(examples, "margin")).max() <= CLEAR + 1e-6

    def test_are_none_where_nobody_has_a_name(self):
        examples = learn(make_lessons((UNKNOWN, 0)))

        assert (examples.features.shape, len(examples.labels)) == ((0, len(FEATURES)), 0)
