"""Which question is worth most, without a database."""

import numpy as np
import pytest

from kenfolk.people.service import NOBODY
from kenfolk.review.planning import SCREEN, Plan, plan
from kenfolk.review.scene import SIZES, Interest, Scene, Skips

ADA, BOB = 11, 12


def make_scene(chances: list[tuple[float, float]], *, groups: list[int | None] | None = None, **other) -> Scene:
    """Faces 1, 2, ... each in a photo of its own, with their chances to be Ada and Bob; groups are not tight."""
    count = len(chances)
    usual = {
        "photo_ids": np.arange(count),
        "qualities": np.full(count, 0.5, np.float32),
        "is_tight": np.zeros(count, np.bool_),
        "is_named": np.zeros(count, np.bool_),
        "people": np.tile(np.array([ADA, BOB], np.int64), (count, 1)),
    }
    units = [-face_id if group is None else group for face_id, group in enumerate(groups or [None] * count, 1)]
    arrays = {name: np.array(value) for name, value in other.items() if isinstance(value, list | range)}
    return Scene(
        face_ids=np.arange(1, count + 1),
        units=np.array(units, np.int64),
        chances=np.array(chances, np.float32).reshape(count, 2),
        **usual | other | arrays,
    )


def nobody(count: int) -> list[tuple[float, float]]:
    return [(0.01, 0.01)] * count


def list_all(scene: Scene) -> Plan:
    return plan(scene, limit=100)


def tell(scene: Scene) -> list[tuple]:
    return [(draft.kind, draft.person_id, draft.face_ids) for draft in list_all(scene).drafts]


class TestPlan:
    def test_asks_nothing_of_an_empty_library(self):
        assert list_all(make_scene([])) == Plan()

    def test_asks_nothing_where_nobody_has_a_name_and_all_are_seen_once(self):
        scene = make_scene(nobody(3), people=np.full((3, 2), NOBODY))

        assert list_all(scene).drafts == []

    def test_asks_who_the_biggest_group_is_first(self):
        scene = make_scene(nobody(7), groups=[1, 1, 1, 2, 2, 2, 2])

        assert tell(scene) == [("identify", None, (4, 5, 6, 7)), ("identify", None, (1, 2, 3))]

    def test_gives_no_more_than_it_was_asked_for_and_counts_all(self):
        scene = make_scene(nobody(7), groups=[1, 1, 1, 2, 2, 2, 2])

        planned = plan(scene)

        assert [draft.group_id for draft in planned.drafts] == [2]
        assert (planned.faces, planned.questions) == (7, 2)

    def test_shows_the_best_screenful_of_a_big_group(self):
        qualities = [n / 100 for n in range(60)]
        scene = make_scene(nobody(60), groups=[1] * 60, qualities=qualities)

        (draft,) = list_all(scene).drafts

        assert draft.face_ids == tuple(range(60, 60 - SCREEN, -1))
        assert (draft.faces, draft.screens, len(draft.members)) == (60, 3, 60)

    def test_asks_to_confirm_the_likeliest_first(self):
        scene = make_scene([(0.9, 0), (0.99, 0), (0.7, 0), (0.95, 0), (0, 0.82), (0, 0.84)])

        assert tell(scene) == [("confirm", ADA, (2, 4, 1, 3)), ("confirm", BOB, (6, 5))]

    def test_fills_one_screen_after_the_other(self):
        grids = list_all(make_scene([(0.9, 0)] * 50)).drafts

        assert [len(draft.face_ids) for draft in grids] == [24, 24, 2]

    def test_asks_after_one_face_of_a_photo_at_a_time(self):
        scene = make_scene([(0.99, 0), (0.98, 0), (0.97, 0)], photo_ids=[1, 1, 2])

        assert tell(scene)[0] == ("confirm", ADA, (1, 3))

    def test_never_asks_about_hidden_people(self):
        scene = make_scene([(0.9, 0), (0.9, 0)], groups=[1, 1], hidden=frozenset({ADA}))

        assert [(draft.person_id, draft.candidates) for draft in list_all(scene).drafts] == [(None, ())]

    def test_never_asks_about_nobody(self):
        people = np.array([[ADA, NOBODY]] * 3)
        scene = make_scene([(0.2, 0)] * 3, groups=[1] * 3, people=people)

        (draft,) = list_all(scene).drafts

        assert draft.candidates == ((ADA, pytest.approx(0.2)),)

    def test_offers_the_likeliest_people_for_a_group(self):
        scene = make_scene([(0.1, 0.3), (0.1, 0.4)], groups=[1, 1])

        assert list_all(scene).drafts[0].candidates == ((BOB, pytest.approx(0.35)), (ADA, pytest.approx(0.1)))

    def test_leaves_lone_faces_alone_unless_somebody_is_likely(self):
        scene = make_scene([(0.01, 0.01), (0.79, 0.01), (0.3, 0.05)])

        assert tell(scene) == [("identify", None, (2,))]

    def test_shows_what_the_machine_has_named_to_nobody(self):
        scene = make_scene([(0.99, 0)] * 4, groups=[1] * 4, is_named=[True] * 4)

        assert list_all(scene) == Plan()

    def test_is_the_same_whatever_the_order_of_the_rows(self):
        chances = [(0.9, 0), (0.9, 0), (0.7, 0), *nobody(4)]
        scene = make_scene(chances, groups=[None, None, None, 1, 1, 1, 1])
        back = make_scene(chances[::-1], groups=[1, 1, 1, 1, None, None, None])
        back = Scene(**vars(back) | {"face_ids": back.face_ids[::-1], "units": np.array([1, 1, 1, 1, -3, -2, -1])})

        assert list_all(scene).drafts == list_all(back).drafts


class TestLeft:
    def test_counts_an_action_for_a_grid_that_is_right(self):
        planned = list_all(make_scene([(1, 0)] * 24))

        assert (planned.faces, planned.questions, planned.actions) == (24, 1, pytest.approx(1))

    def test_counts_what_will_have_to_be_taken_out(self):
        planned = list_all(make_scene([(0.75, 0)] * 4))

        assert planned.actions == pytest.approx(2)

    def test_counts_two_for_a_name_and_one_for_a_stranger(self):
        tight = make_scene(nobody(1) + [(0, 0)] * 4, groups=[None, 1, 1, 1, 1], is_tight=[False] + [True] * 4)

        planned = list_all(tight)

        assert (planned.faces, planned.questions) == (4, 1)
        assert 1.9 < planned.actions < 2.1

    def test_counts_one_more_for_each_further_screen_of_a_group(self):
        one, two = (list_all(make_scene([(0, 0)] * n, groups=[1] * n)).actions for n in (SCREEN, 2 * SCREEN))

        assert 1 < two - one < 2


class TestInterest:
    def test_stops_asking_after_groups_of_a_kind_once_they_are_strangers(self):
        asked = ((0, 0, 9, 0), (0,) * SIZES)
        scene = make_scene(nobody(7), groups=[1] * 3 + [2] * 4, interest=Interest(asked=asked))

        assert tell(scene) == [("identify", None, (4, 5, 6, 7))]

    def test_starts_asking_after_groups_of_a_kind_once_they_were_somebody(self):
        known = ((0, 40, 0, 0), (0,) * SIZES)
        scene = make_scene(nobody(2), groups=[1, 1], interest=Interest(named=known, asked=known))

        assert tell(make_scene(nobody(2), groups=[1, 1])) == []
        assert tell(scene) == [("identify", None, (1, 2))]

    def test_believes_more_in_tight_groups(self):
        loose = Interest().chances(np.array([2]), np.array([False]))
        tight = Interest().chances(np.array([2]), np.array([True]))

        assert tight > loose

    def test_learns_of_loose_groups_nothing_about_tight_ones(self):
        asked = ((9, 9, 9, 9), (0,) * SIZES)
        scene = make_scene(nobody(3), groups=[1] * 3, is_tight=[True] * 3, interest=Interest(asked=asked))

        assert tell(scene) == [("identify", None, (1, 2, 3))]


class TestAudits:
    @pytest.fixture
    def scene(self):
        """Five faces to confirm as Ada, the machine's twelve of Ada, and one of Bob."""
        chances = [(0.8, 0)] * 5 + [(0.99, 0)] * 12 + [(0, 0.99)]
        return make_scene(chances, is_named=[False] * 5 + [True] * 13)

    def test_stand_among_the_others(self, scene):
        (draft,) = list_all(scene).drafts

        checked = [face_id for face_id, _ in draft.audits]
        assert len(checked) == 1
        assert 6 <= checked[0] <= 17
        assert sorted(draft.face_ids) == [1, 2, 3, 4, 5, *checked]
        assert draft.faces == 5

    def test_are_told_with_how_sure_the_machine_was(self, scene):
        (draft,) = list_all(scene).drafts

        assert [chance for _, chance in draft.audits] == [pytest.approx(0.99)]

    def test_are_the_same_when_asked_again_and_others_after_an_answer(self, scene):
        drawn = {seed: self._draw(scene, seed) for seed in range(30)}

        assert drawn == {seed: self._draw(scene, seed) for seed in range(30)}
        assert len(set(drawn.values())) > 3

    def test_are_drawn_with_one_chance_for_all(self, scene):
        counts = np.bincount([self._draw(scene, seed)[0] for seed in range(1200)], minlength=19)

        assert counts[[*range(6), 18]].sum() == 0
        assert ((counts[6:18] > 60) & (counts[6:18] < 140)).all()

    def test_are_never_of_a_photo_that_is_in_the_grid(self, scene):
        photos = np.r_[np.arange(5), np.zeros(11, np.int64), [5, 6]]  # one of the machine's is elsewhere: face 17
        scene = Scene(**vars(scene) | {"photo_ids": photos})

        assert {self._draw(scene, seed) for seed in range(20)} == {(17,)}

    def test_have_no_room_on_a_full_screen(self):
        scene = make_scene([(0.8, 0)] * SCREEN + [(0.99, 0)] * 5, is_named=[False] * SCREEN + [True] * 5)

        assert list_all(scene).drafts[0].audits == ()

    def test_grow_with_the_grid(self):
        scene = make_scene([(0.8, 0)] * 20 + [(0.99, 0)] * 30, is_named=[False] * 20 + [True] * 30)

        assert len(list_all(scene).drafts[0].audits) == 3

    def _draw(self, scene, seed):
        (draft,) = list_all(Scene(**vars(scene) | {"seed": seed})).drafts
        return tuple(face_id for face_id, _ in draft.audits)


class TestPlanAfterAnswers:
    def test_leaves_the_rest_of_a_group_of_strangers_alone(self):
        assert list_all(make_scene(nobody(3), groups=[1, 1, 1], dull=frozenset({1}))).drafts == []

    def test_never_asks_what_a_human_has_denied(self):
        scene = make_scene([(0, 0.1)] * 3, groups=[1, 1, 1])

        (draft,) = list_all(scene).drafts

        assert (draft.kind, [person for person, _ in draft.candidates]) == ("identify", [BOB])

    def test_does_not_ask_again_what_was_skipped(self):
        skips = Skips(identify=frozenset({1, 2, 3}), confirm=frozenset({(4, ADA), (5, ADA)}))
        scene = make_scene([*nobody(3), (0.9, 0), (0.9, 0)], groups=[1, 1, 1, None, None], skips=skips)

        assert list_all(scene).drafts == []

    def test_asks_after_somebody_else_all_the_same(self):
        skips = Skips(confirm=frozenset({(1, ADA), (2, ADA)}))

        assert tell(make_scene([(0, 0.9), (0, 0.9)], skips=skips)) == [("confirm", BOB, (1, 2))]

    def test_asks_again_once_a_skipped_group_has_grown(self):
        skips = Skips(identify=frozenset({1, 2, 3}))

        assert tell(make_scene(nobody(4), groups=[1] * 4, skips=skips)) == [("identify", None, (1, 2, 3, 4))]
