import numpy as np
import pytest

from kenfolk.vision.similarity import (
    NEAREST,
    WEIGHT,
    Cohort,
    similarities,
    similarities_of_pairs,
    similarity,
    to_unit,
)


def draw(count, *, seed=0, dim=16):
    """Unit vectors of nobody in particular."""
    return to_unit(np.random.default_rng(seed).normal(size=(count, dim)))


class TestCohort:
    def test_takes_off_what_strangers_like_them_would_get(self):
        cohort, vectors = Cohort(draw(40, seed=1)), draw(3)

        table = similarities(cohort.look(vectors), cohort.look(vectors))

        cosines = vectors @ vectors.T
        nearest = np.sort(vectors @ cohort.vectors.T, axis=1)[:, -NEAREST:].mean(axis=1)
        assert table == pytest.approx(cosines - WEIGHT * (nearest[:, None] + nearest) / 2, abs=1e-5)

    def test_makes_somebody_like_everybody_less_like_each(self):
        common, rare = np.eye(8)[[0]], np.eye(8)[[1]]
        strangers = to_unit(common + 0.3 * np.random.default_rng(0).normal(size=(30, 8)))
        cohort = Cohort(strangers)

        alike = [similarity(*cohort.look(to_unit(np.stack([who[0], who[0] + np.eye(8)[2]])))) for who in (common, rare)]

        assert alike[0] < alike[1]

    def test_is_as_good_as_none_with_too_few_strangers(self):
        vectors = draw(4)

        looks = Cohort(draw(NEAREST - 1, seed=1)).look(vectors)

        assert (looks == Cohort.empty(16).look(vectors)).all()
        assert similarities(looks, looks) == pytest.approx(vectors @ vectors.T, abs=1e-6)

    def test_sees_each_row_alike_however_many_there_are(self, monkeypatch):
        cohort, vectors = Cohort(draw(40, seed=1)), draw(7)
        whole = cohort.look(vectors)

        monkeypatch.setattr("kenfolk.vision.similarity.ROWS_AT_ONCE", 2)

        assert cohort.look(vectors) == pytest.approx(whole, abs=1e-6)

    def test_gives_the_look_of_what_several_have_in_common(self):
        cohort, vectors = Cohort(draw(40, seed=1)), draw(5)

        look = cohort.look_of_mean(cohort.look(vectors))

        assert look == pytest.approx(cohort.look(to_unit(vectors.mean(axis=0, keepdims=True)))[0], abs=1e-6)

    def test_looks_at_nothing(self):
        assert Cohort(draw(40)).look(np.empty((0, 16))).shape == (0, 17)


class TestSimilarity:
    def test_is_the_cosine_of_unit_vectors(self):
        a, b = Cohort.empty(2).look(to_unit(np.array([[3.0, 4.0], [4.0, 3.0]])))

        assert similarity(a, b) == pytest.approx(0.96)

    def test_is_one_for_the_same_vector_even_in_half_precision(self):
        vector = Cohort.empty(128).look(to_unit(np.random.default_rng(0).normal(size=(1, 128))))[0]

        assert similarity(vector.astype(np.float16), vector) == pytest.approx(1, abs=1e-3)


class TestSimilarities:
    def test_agrees_with_similarity_for_every_pair(self):
        looks = Cohort(draw(40, seed=1)).look(draw(5))

        table = similarities(looks[:2], looks)

        assert table.shape == (2, 5)
        assert table[1, 3] == pytest.approx(similarity(looks[1], looks[3]))

    def test_of_means_are_means_of_similarities(self):
        looks = Cohort(draw(40, seed=1)).look(draw(7))

        of_means = similarity(looks[:3].mean(axis=0), looks[3:].mean(axis=0))

        assert of_means == pytest.approx(similarities(looks[:3], looks[3:]).mean(), abs=1e-6)


class TestSimilaritiesOfPairs:
    def test_agrees_with_similarity_row_by_row(self):
        looks = np.random.default_rng(0).normal(size=(6, 9)).astype(np.float32)

        alike = similarities_of_pairs(looks[:3], looks[3:])

        assert alike == pytest.approx([similarity(looks[at], looks[at + 3]) for at in range(3)], abs=1e-5)


class TestToUnit:
    def test_scales_rows_to_length_one(self):
        assert np.linalg.norm(to_unit(np.array([[5.0, 1.0], [0.1, 0.1]])), axis=1) == pytest.approx(1)

    def test_leaves_a_row_of_zeros_alone(self):
        assert not to_unit(np.zeros((1, 3))).any()
