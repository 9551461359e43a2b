"""Wrong names and people who are two, on faces of which the truth is known."""

import numpy as np
import pytest

from factories.faces import DIM, picture_of
from kenfolk.people import doubting
from kenfolk.people.doubting import Suspect
from kenfolk.vision.similarity import Cohort

COHORT = Cohort.empty(DIM)
LEAST = 0.4


def looks(*shots):
    return COHORT.look(np.stack([picture_of(person, shot) for person, shot in shots]))


def faces_of(person, count):
    return [(person, shot) for shot in range(count)]


class TestScoreOwn:
    def test_finds_the_face_that_is_like_no_other(self):
        scores = doubting.score_own(looks(*faces_of(1, 8), (2, 0)))

        assert scores.argmin() == 8
        assert scores[8] < 0.4 < scores[:8].min()

    def test_leaves_the_face_itself_out(self):
        scores = doubting.score_own(looks((1, 0), (2, 0)))

        assert scores.max() < 0.5

    @pytest.mark.parametrize("most", [4, 300])
    def test_is_the_same_for_a_sample_of_many(self, monkeypatch, most):
        monkeypatch.setattr(doubting, "MOST_BESIDE", most)

        scores = doubting.score_own(looks(*faces_of(1, 40), (2, 0)))

        assert scores.argmin() == 40

    def test_goes_through_many_in_parts(self, monkeypatch):
        whole = doubting.score_own(looks(*faces_of(1, 11)))
        monkeypatch.setattr(doubting, "ROWS_AT_ONCE", 4)

        assert doubting.score_own(looks(*faces_of(1, 11))) == pytest.approx(whole)


class TestFindSplit:
    def test_parts_two_people(self):
        split = doubting.find_split(looks(*faces_of(1, 9), *faces_of(2, 4)), least=LEAST)

        assert split is not None
        assert (sorted(split.larger.tolist()), sorted(split.smaller.tolist())) == ([*range(9)], [*range(9, 13)])

    @pytest.mark.parametrize("shots", [faces_of(1, 30), [*faces_of(1, 9), (2, 0), (3, 0)], [*faces_of(1, 2), (2, 0)]])
    def test_leaves_one_person_whole_whatever_odd_faces_there_are(self, shots):
        assert doubting.find_split(looks(*shots), least=LEAST) is None

    def test_finds_a_few_among_hundreds(self):
        split = doubting.find_split(looks(*faces_of(1, 400), *faces_of(2, 6)), least=LEAST)

        assert split is not None
        assert sorted(split.smaller.tolist()) == [*range(400, 406)]


class TestAssignSides:
    def test_gives_each_face_to_the_side_it_is_like(self):
        one, other = looks(*faces_of(1, 4)), looks(*faces_of(2, 3))

        sides = doubting.assign_sides(looks((1, 7), (2, 7), (2, 8)), one, other)

        assert sides.tolist() == [False, True, True]


class TestPickTypical:
    def test_takes_good_pictures_that_look_like_the_others(self):
        rows = doubting.pick_typical(looks(*faces_of(1, 5), (2, 0)), np.array([0.1, 0.9, 0.8, 0.7, 0.6, 0.2]), 3)

        assert 5 not in rows.tolist()


class TestChooseSuspects:
    def test_takes_each_face_once_the_most_suspicious_first(self):
        found = [Suspect(1, 10, 20, 0.2), Suspect(1, 10, 30, 0.5), Suspect(2, 10, 20, 0.3), Suspect(3, 10, 20, 0.01)]

        chosen = doubting.choose_suspects(found, {10: 50}, least=0.1, most=9)

        assert chosen == [Suspect(1, 10, 30, 0.5), Suspect(2, 10, 20, 0.3)]

    def test_takes_two_names_of_one_person_for_no_mistakes(self):
        found = [Suspect(face, 10, 20, 0.5) for face in range(1, 5)]

        assert doubting.choose_suspects(found, {10: 9}, least=0.1, most=9) == []
        assert len(doubting.choose_suspects(found, {10: 90}, least=0.1, most=9)) == 4
