import numpy as np
import pytest

from kenfolk.vision.similarity import Cohort, similarities, similarities_of_pairs, similarity, to_unit


class TestSimilarity:
    def test_is_the_cosine_of_unit_vectors(self):
        a, b = Cohort.empty(2).look(to_unit(np.array([[3.0, 4.0], [4.0, 3.0]])))

        assert similarity(a, b) == pytest.approx(0.96)

    def test_is_one_for_the_same_vector_even_in_half_precision(self):
        vector = Cohort.empty(128).look(to_unit(np.random.default_rng(0).normal(size=(1, 128))))[0]

        assert similarity(vector.astype(np.float16), vector) == pytest.approx(1, abs=1e-3)


class TestSimilarities:
    def test_agrees_with_similarity_for_every_pair(self):
        vectors = to_unit(np.random.default_rng(0).normal(size=(5, 8)))

        table = similarities(vectors[:2], vectors)

        assert table.shape == (2, 5)
        assert table[1, 3] == pytest.approx(similarity(vectors[1], vectors[3]))


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
