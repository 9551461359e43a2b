"""Who could each face be: candidates and features as documented, chances that a calibrator gives them."""

import numpy as np
import pytest

from kenfolk.people.candidates import (
    CLEAR,
    FEATURES,
    TOP,
    UNITS_AT_ONCE,
    find_candidates,
    find_cohesion,
    log_people,
)
from kenfolk.people.learning import Calibrator
from kenfolk.people.matching import NOBODY, make_gallery
from kenfolk.vision.similarity import Cohort, similarities, to_unit

PLAIN = Cohort.empty(8)
NO_GROUP = -1 - np.arange(10_000)  # a number of its own for each face


def look(*rows):
    """Looks of vectors, which are filled up with zeros."""
    vectors = np.zeros((len(rows), 8), np.float32)
    for at, row in enumerate(rows):
        vectors[at, : len(row)] = row
    return PLAIN.look(to_unit(vectors))


def draw(count, *, seed=0):
    """Looks of nobody in particular, all of them a little alike, beside a cohort."""
    rng = np.random.default_rng(seed)
    cohort = Cohort(to_unit(rng.normal(size=(20, 8))))
    return cohort.look(to_unit(np.ones(8) + rng.normal(size=(count, 8))))


def gallery_of(*people, faces=None):
    """A gallery of looks, one person each; their numbers are 10, 11, 12, and so on."""
    faces = faces or [len(looks) for looks in people]
    return make_gallery([(10 + n, looks, faces[n]) for n, looks in enumerate(people)], dim=8)


def feature(found, name):
    return found.features[:, :, FEATURES.index(name)]


def always(chance):
    """A calibrator that says the same of everything."""
    nothing = (0.0,) * len(FEATURES)
    return Calibrator((float(np.log(chance / (1 - chance))), *nothing), nothing, (1.0,) * len(FEATURES))


class TestFindCandidates:
    def test_ranks_people_by_how_alike_they_are(self):
        gallery = gallery_of(look([1]), look([1, 1]), look([0, 1]))

        found = find_candidates(look([1], [0, 1]), NO_GROUP[:2], gallery, least=-0.5)

        assert found.columns[:, :4].tolist() == [[0, 1, 2, NOBODY], [2, 1, 0, NOBODY]]
        assert np.allclose(feature(found, "similarity")[:, :3], [[1, 0.707, 0]] * 2, atol=1e-3)

    def test_takes_nobody_who_is_less_alike_than_the_least(self):
        gallery = gallery_of(look([1]), look([1, 1]), look([0, 1]))

        found = find_candidates(look([1], [0, 0, 1]), NO_GROUP[:2], gallery, least=0.5)

        assert found.columns[:, :3].tolist() == [[0, 1, NOBODY], [NOBODY] * 3]

    def test_takes_only_the_first_few(self):
        gallery = gallery_of(*(look([1, 0.1 * n]) for n in range(TOP + 3)))

        found = find_candidates(look([1]), NO_GROUP[:1], gallery, least=0)

        assert found.columns.tolist() == [list(range(TOP))]

    def test_gives_all_faces_of_a_group_the_candidates_of_the_group(self):
        gallery = gallery_of(look([1]), look([0, 1]), look([0, 0, 1]))
        looks, units = look([1], [0, 1], [1, 1, 0.1], [0, 0, 1]), np.array([4, 9, 4, 9])

        found = find_candidates(looks, units, gallery, least=0.1)

        assert found.columns[:, :3].tolist() == [[0, 1, NOBODY], [1, 2, NOBODY], [0, 1, NOBODY], [1, 2, NOBODY]]
        mean = similarities(looks[[0, 2]], gallery.looks).mean(axis=0)
        assert np.allclose(feature(found, "group_similarity")[[0, 2], :2], mean[:2], atol=1e-5)
        assert np.allclose(feature(found, "similarity")[0, :2], [1, 0], atol=1e-5)

    def test_tells_what_is_documented(self):
        looks, units = draw(30), np.random.default_rng(1).integers(0, 12, 30)
        gallery = gallery_of(*(draw(n % 3 + 1, seed=50 + n) for n in range(9)))
        least = 0.1

        found = find_candidates(looks, units, gallery, least=least)

        for face in range(30):
            assert self.describe(looks, units, gallery, least, face) == (
                [column for column in found.columns[face].tolist() if column != NOBODY],
                pytest.approx(found.features[face][found.columns[face] != NOBODY], abs=1e-4),
            )

    def describe(self, looks, units, gallery, least, face):
        """The same, for one face, in plain words."""
        columns = range(len(gallery))
        prototypes = [gallery.looks[gallery.starts[c] : gallery.starts[c + 1]] for c in columns]
        kin = np.flatnonzero(units == units[face])
        own = [similarities(looks[[face]], rows).max() for rows in prototypes]
        group = [float(similarities(looks[kin], rows).max(axis=1).mean()) for rows in prototypes]
        top = sorted(columns, key=lambda c: -group[c])[:TOP]

        def margin(scores, column):
            rival = max([least, *(scores[c] for c in top if c != column)])
            return min(CLEAR, max(-CLEAR, scores[column] - rival))

        there = [c for c in top if group[c] >= least]
        rows = [
            [
                own[c],
                group[c],
                margin(own, c),
                margin(group, c),
                np.log(gallery.faces[c]),
                np.log(len(kin)),
                log_people(len(gallery)),
            ]
            for c in there
        ]
        return there, np.array(rows).reshape(-1, len(FEATURES))

    def test_measures_how_far_somebody_without_rivals_is_from_nobody(self):
        found = find_candidates(look([1, 0.75], [1]), NO_GROUP[:2], gallery_of(look([1])), least=0.75)

        assert np.allclose(feature(found, "margin")[:, 0], [0.05, CLEAR])
        assert np.allclose(feature(found, "group_margin")[:, 0], [0.05, CLEAR])

    def test_does_not_count_those_below_the_least_as_rivals(self):
        gallery = gallery_of(look([1]), look([1, 2]))

        found = find_candidates(look([1, 0.6]), NO_GROUP[:1], gallery, least=0.85)
        alone = find_candidates(look([1, 0.6]), NO_GROUP[:1], gallery.only([0]), least=0.85)

        assert np.allclose(feature(found, "margin")[0, 0], feature(alone, "margin")[0, 0], atol=1e-5)

    def test_says_the_same_in_portions(self, monkeypatch):
        looks, units = draw(40), np.random.default_rng(1).integers(0, 15, 40)
        gallery = gallery_of(*(draw(2, seed=50 + n) for n in range(8)))
        whole = find_candidates(looks, units, gallery, least=0.1)

        monkeypatch.setattr("kenfolk.people.candidates.UNITS_AT_ONCE", 4)
        parts = find_candidates(looks, units, gallery, least=0.1)

        assert UNITS_AT_ONCE > 40
        assert parts.columns.tolist() == whole.columns.tolist()
        assert np.allclose(parts.features, whole.features, atol=1e-5)

    @pytest.mark.parametrize("people", [0, 2])
    @pytest.mark.parametrize("faces", [0, 3])
    def test_copes_with_nobody_and_nothing(self, people, faces):
        gallery = gallery_of(*(look([0, 1]) for _ in range(people)))

        found = find_candidates(look(*[[1]] * faces), NO_GROUP[:faces], gallery, least=0.5)

        assert found.columns.shape == (faces, TOP)
        assert (found.columns == NOBODY).all()
        assert not found.chances(always(0.9)).any()


class TestChances:
    def test_are_what_the_calibrator_says_and_nothing_for_nobody(self):
        found = find_candidates(look([1]), NO_GROUP[:1], gallery_of(look([1]), look([0, 1])), least=0.5)

        assert np.allclose(found.chances(always(0.8)), [[0.8, *[0] * (TOP - 1)]])

    def test_of_a_face_add_up_to_one_at_the_most(self):
        gallery = gallery_of(look([1]), look([1, 0.1]), look([1, 0.2]))
        faces = look([1], [0, 1])

        sure = find_candidates(faces, NO_GROUP[:2], gallery, least=0.5).chances(always(0.9))
        unsure = find_candidates(faces, NO_GROUP[:2], gallery, least=0.5).chances(always(0.1))

        assert np.allclose(sure[:, :3], [[1 / 3] * 3, [0] * 3])
        assert np.allclose(unsure[:, :3], [[0.1] * 3, [0] * 3])


class TestLows:
    def test_are_what_the_last_candidate_has_where_there_is_no_room(self):
        people = [look([1, 0.1 * n]) for n in range(TOP + 3)]

        full = find_candidates(look([1]), NO_GROUP[:1], gallery_of(*people), least=0.2)
        free = find_candidates(look([1]), NO_GROUP[:1], gallery_of(*people[:3]), least=0.2)

        assert np.allclose(full.lows(0.2), similarities(look([1]), people[TOP - 1])[0])
        assert np.allclose(free.lows(0.2), 0.2)


class TestFindCohesion:
    def test_is_the_mean_of_all_pairs_of_a_group(self):
        looks, units = draw(40), np.random.default_rng(2).integers(0, 9, 40)

        found = find_cohesion(looks, units)

        for unit in range(9):
            rows = np.flatnonzero(units == unit)
            pairs = similarities(looks[rows], looks[rows])[np.triu_indices(len(rows), 1)]
            assert found[rows] == pytest.approx(pairs.mean() if len(pairs) else 0, abs=1e-5)

    def test_is_nothing_for_faces_without_a_group(self):
        assert find_cohesion(draw(3), NO_GROUP[:3]).tolist() == [0, 0, 0]
        assert len(find_cohesion(draw(0), NO_GROUP[:0])) == 0


class TestLogPeople:
    def test_is_the_logarithm_within_a_fifth(self):
        for count in (1, 2, 5, 37, 100, 5000):
            assert log_people(count) == pytest.approx(np.log(count), abs=np.log(2) / 4 + 1e-9)

    def test_stays_when_one_more_is_named(self):
        assert log_people(40) == log_people(41) < log_people(60)

    def test_is_nothing_for_nobody(self):
        assert log_people(0) == log_people(1) == 0
