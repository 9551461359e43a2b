"""What is thought of faces: the prior of a pack, who is sure enough to be named, and what holds the machine back."""

from dataclasses import replace

import numpy as np
import pytest

from factories.packs import DIM, MODEL, PLAIN
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.db_types import utc_now
from kenfolk.packs.manifest import Prior, Similarity
from kenfolk.packs.service import find_pack
from kenfolk.people.candidates import FEATURES, TOP
from kenfolk.people.learning import Calibrator
from kenfolk.people.matching import NOBODY
from kenfolk.people.models import CalibratorVersion
from kenfolk.people.recogniser import Recogniser, make_prior, mark_people


def features(**values):
    """Features of one face and person, 0 unless told."""
    return np.array([[values.get(name, 0.0) for name in FEATURES]])


def chance_at(calibrator, alike):
    """How likely somebody is who is as alike to the face as to its group."""
    return calibrator.probabilities(features(similarity=alike, group_similarity=alike))[0]


@pytest.fixture
def judge(library):
    """What a recogniser thinks of faces, each alone unless told."""

    def judge(face_ids, *, units=None, pack=PLAIN, is_trusted=None, **options):
        recogniser = Recogniser(VectorIndex(model=MODEL, dim=DIM), pack, **options)
        recogniser.is_trusted = is_trusted
        with library.database.read() as session:
            known, looks = recogniser.looks(session, face_ids)
            assert known.tolist() == face_ids
            return recogniser.judge(session, looks, -known if units is None else np.array(units))

    return judge


@pytest.fixture
def faces(library):
    """Ada, who is named, and faces that are as alike to her as these numbers say."""
    alike = [1, 0.95, 0.8, 0.7, 0.5]
    face_ids = library.add_photos(6)
    rows = [[c, np.sqrt(1 - c * c), *[0] * 30] for c in alike]
    library.add_vectors(face_ids, [[1, *[0] * 31], *rows])
    library.name(face_ids[:1], "Ada")
    return face_ids[1:]


def crown(library, calibrator, *, model=MODEL):
    """Let a calibrator be in use."""
    with library.database.write() as session:
        row = CalibratorVersion(
            model=model, made_at=utc_now(), answers=9, seq=1, weights=calibrator.to_json(), gate={}, state="champion"
        )
        session.add(row)


def always(chance):
    """A calibrator of this pack that says the same of everything."""
    weights = (float(np.log(chance / (1 - chance))), *(0.0,) * len(FEATURES))
    return replace(make_prior(PLAIN), weights=weights)


class TestMakePrior:
    def test_says_a_half_at_suggest_and_nineteen_in_twenty_at_same_for_a_pack_without_one(self):
        prior = make_prior(PLAIN)

        assert chance_at(prior, 0.6) == pytest.approx(0.5)
        assert chance_at(prior, 0.85) == pytest.approx(0.95)
        assert chance_at(prior, 0.1) < 0.01

    def test_hears_the_face_and_its_group_alike_then(self):
        prior = make_prior(PLAIN)

        one = prior.probabilities(features(similarity=0.9, group_similarity=0.6, log_named=3))
        other = prior.probabilities(features(similarity=0.6, group_similarity=0.9, log_people=5))

        assert one == pytest.approx(other)

    def test_copes_with_thresholds_that_are_one(self):
        pack = replace(PLAIN, similarity=Similarity(same=0.6, suggest=0.6, group=0.6))

        assert (chance_at(make_prior(pack), 0.61), chance_at(make_prior(pack), 0.59)) == pytest.approx((1, 0))

    def test_takes_the_one_of_the_pack(self):
        count = len(FEATURES)
        own = Prior(FEATURES, tuple(range(count + 1)), (0.5,) * count, (2.0,) * count)

        prior = make_prior(replace(PLAIN, prior=own))

        assert prior == Calibrator(own.weights, own.center, own.scale)

    def test_takes_none_that_was_fitted_on_something_else(self):
        other = Prior(("age",), (0.0, 1.0), (0.5,), (2.0,))

        assert make_prior(replace(PLAIN, prior=other)) == make_prior(PLAIN)

    @pytest.mark.parametrize("name", ["default", "dlib-plain"])
    def test_of_our_packs_rises_with_likeness_and_doubts_rivals(self, name):
        pack = find_pack(name)
        prior = make_prior(pack)
        usual = dict(zip(FEATURES, pack.prior.center, strict=True))

        def chance(**values):
            return prior.probabilities(features(**usual | values))[0]

        like = pack.similarity.same + 0.05
        clear = {"similarity": like, "group_similarity": like, "margin": 0.1, "group_margin": 0.1}
        unlike = pack.similarity.suggest - 0.01
        assert chance(similarity=unlike, group_similarity=unlike, margin=0.0, group_margin=0.0, log_group=0.0) < 0.1
        assert chance(**clear) > 0.9
        assert chance(**clear) > chance(**clear | {"margin": 0.0, "group_margin": 0.0})
        assert chance(**clear) > chance(**clear | {"log_people": usual["log_people"] + 3})


class TestJudge:
    def test_gives_everybody_who_could_be_with_a_chance(self, faces, judge):
        judged = judge(faces)

        assert judged.person_ids()[:, 0].tolist() == [judged.gallery.person_ids[0]] * 5
        assert judged.person_ids()[:, 1:].tolist() == [[NOBODY] * (TOP - 1)] * 5
        assert judged.chances[:, 0] == pytest.approx(
            [chance_at(make_prior(PLAIN), alike) for alike in (1, 0.95, 0.8, 0.7, 0.5)], abs=1e-3
        )

    def test_is_sure_from_what_the_promise_asks_for(self, faces, judge):
        assert judge(faces, promise=0.99).is_sure[:, 0].tolist() == [True, True, True, False, False]
        assert judge(faces, promise=0.999).is_sure[:, 0].tolist() == [True, False, False, False, False]

    def test_is_never_sure_where_the_prior_is_not_whatever_was_learned(self, library, faces, judge):
        crown(library, always(0.999))

        judged = judge(faces)

        assert judged.chances[:, 0] == pytest.approx(0.999, abs=1e-4)
        assert judged.is_sure[:, 0].tolist() == [True, True, True, False, False]

    def test_is_not_sure_where_what_was_learned_doubts(self, library, faces, judge):
        crown(library, always(0.6))

        assert not judge(faces).is_sure.any()

    def test_listens_to_nobody_else_s_calibrator(self, library, faces, judge):
        crown(library, always(0.6), model="other")

        assert judge(faces).is_sure.any()

    def test_ignores_a_calibrator_that_was_tied_to_another_prior(self, library, faces, judge):
        crown(library, replace(always(0.6), center=(9.0,) * len(FEATURES)))

        assert judge(faces).is_sure.any()

    def test_keeps_the_prior_where_nothing_is_learned(self, library, faces, judge):
        before = judge(faces)
        crown(library, always(0.6))

        assert (judge(faces, learns=False).chances == before.chances).all()

    def test_is_sure_of_neither_of_two_who_look_the_same(self, library, faces, judge):
        (twin,) = library.add_photos(1)
        library.add_vectors([twin], [[1, 0.05, *[0] * 30]])
        library.name([twin], "Bo")

        judged = judge(faces)

        assert not judged.is_sure.any()
        assert judged.chances.sum(axis=1).max() <= 1 + 1e-6

    def test_is_sure_of_nobody_while_it_is_not_trusted(self, faces, judge):
        assert not judge(faces, is_trusted=False).is_sure.any()
        assert judge(faces, is_trusted=True).is_sure.any()

    def test_sees_a_face_with_its_group(self, faces, judge):
        alone, grouped = judge(faces), judge(faces, units=[1, 1, 1, 1, 2])

        assert grouped.chances[3, 0] > alone.chances[3, 0]
        assert grouped.chances[0, 0] < alone.chances[0, 0]
        assert grouped.chances[4, 0] == alone.chances[4, 0]

    def test_knows_nobody_in_an_empty_library(self, library, judge):
        face_ids = library.add_photos(1)
        library.look_alike(face_ids, 0)

        judged = judge(face_ids)

        assert (judged.columns == NOBODY).all()
        assert (judged.person_ids() == NOBODY).all()
        assert not judged.chances.any()
        assert not judged.is_sure.any()

    def test_of_the_first_faces_is_part_of_it(self, faces, judge):
        judged = judge(faces)

        first = judged.of_first(2)

        assert (first.chances == judged.chances[:2]).all()
        assert [len(each) for each in (first.columns, first.is_sure, first.lows, first.person_ids())] == [2] * 4


class TestKinship:
    def test_begins_where_two_pictures_of_one_person_can_be(self, library):
        recogniser = library.recogniser()
        one = np.eye(DIM)[0]
        border = recogniser.least * one + np.sqrt(1 - recogniser.least**2) * np.eye(DIM)[1]

        assert recogniser.kinship(one, border) == pytest.approx(0, abs=1e-6)
        assert recogniser.kinship(one, one) > 0 > recogniser.kinship(one, np.eye(DIM)[1])


class TestFindConfusable:
    def test_finds_people_who_look_like_one(self, library):
        faces = library.add_photos(3)
        library.add_vectors(faces, [[1, 0, *[0] * 30], [1, 0.2, *[0] * 30], [0, 0, 1, *[0] * 29]])
        ada, bo, _cleo = (library.name([face_id], name) for face_id, name in zip(faces, "ABC", strict=True))
        recogniser = library.recogniser()

        with library.database.read() as session:
            pairs = recogniser.find_confusable(session)

        assert [(pair.person_a, pair.person_b) for pair in pairs] == [(ada, bo)]


class TestMarkPeople:
    def test_marks_the_people_of_each_row_s_own_key(self):
        people = np.array([[1, 2, NOBODY], [1, 2, NOBODY], [3, 1, 2]])

        marked = mark_people(np.array([7, 8, 7]), people, {7: {2, 3}, 9: {1}})

        assert marked.tolist() == [[False, True, False], [False, False, False], [True, False, True]]

    def test_marks_nothing_of_nobody(self):
        assert not mark_people(np.array([7]), np.array([[NOBODY]]), {}).any()
