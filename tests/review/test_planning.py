"""Which question is worth most, without a database."""

import numpy as np
import pytest

from kenfolk.review.planning import SCREEN, Draft, plan
from kenfolk.review.scene import STRANGER, Interest, Scene, Skips

ADA, BOB = 11, 12


def make_scene(chances: list[tuple[float, float]], *, groups: list[int | None] | None = None, **other) -> Scene:
    """Faces 1, 2, ... each in a photo of its own, with their chances to be Ada and Bob."""
    count = len(chances)
    usual = {"photo_ids": range(count), "qualities": [0.5] * count, "hidden": [False, False]}
    return Scene(
        face_ids=range(1, count + 1),
        group_ids=groups or [None] * count,
        person_ids=[ADA, BOB],
        chances=np.array(chances, np.float32).reshape(count, 2),
        **usual | other,
    )


def nobody(count: int) -> list[tuple[float, float]]:
    return [(0.01, 0.01)] * count


def tell(drafts: list[Draft]) -> list[tuple]:
    return [(d.kind, d.person_id, d.face_ids) for d in drafts]


class TestPlan:
    def test_asks_nothing_of_an_empty_library(self):
        assert plan(make_scene([])) == []

    def test_asks_who_the_biggest_group_is_first(self):
        scene = make_scene(nobody(5), groups=[1, 1, 2, 2, 2])

        assert tell(plan(scene)) == [("identify", None, (3, 4, 5)), ("identify", None, (1, 2))]

    def test_shows_the_best_screenful_of_a_big_group(self):
        qualities = [n / 100 for n in range(60)]
        scene = make_scene(nobody(60), groups=[1] * 60, qualities=qualities)

        (draft,) = plan(scene)

        assert draft.face_ids == tuple(range(60, 60 - SCREEN, -1))
        assert (draft.faces, draft.screens, len(draft.members)) == (60, 3, 60)

    def test_asks_to_confirm_the_likeliest_first(self):
        scene = make_scene([(0.9, 0), (0.99, 0), (0.7, 0), (0.95, 0), (0, 0.82), (0, 0.84)])

        drafts = plan(scene)

        assert tell(drafts)[0] == ("confirm", ADA, (2, 4, 1))
        assert tell(drafts)[1] == ("confirm", BOB, (6, 5))

    def test_fills_one_screen_after_the_other(self):
        grids = plan(make_scene([(0.9, 0)] * 50))

        assert [len(draft.face_ids) for draft in grids] == [24, 24, 2]

    def test_asks_after_one_face_of_a_photo_at_a_time(self):
        scene = make_scene([(0.99, 0), (0.98, 0), (0.97, 0)], photo_ids=[1, 1, 2])

        assert tell(plan(scene))[0] == ("confirm", ADA, (1, 3))

    def test_never_asks_about_hidden_people(self):
        scene = make_scene([(0.9, 0), (0.9, 0)], hidden=[True, False])

        assert all(draft.person_id is None and not draft.candidates for draft in plan(scene))

    def test_offers_the_likeliest_people_for_a_group(self):
        scene = make_scene([(0.1, 0.3), (0.1, 0.4)], groups=[1, 1])

        assert plan(scene)[0].candidates == ((BOB, pytest.approx(0.35)), (ADA, pytest.approx(0.1)))

    def test_leaves_lone_faces_alone_unless_somebody_is_likely(self):
        scene = make_scene([(0.01, 0.01), (0.79, 0.01), (0.5, 0.1)])

        assert tell(plan(scene)) == [("identify", None, (2,))]

    def test_stops_asking_after_small_groups_once_they_are_strangers(self):
        groups = make_scene(nobody(2), groups=[1, 1], interest=Interest(named=(0, 0, 0), asked=(0, 9, 0)))

        assert plan(groups) == []

    def test_lets_the_faces_of_a_group_speak_for_each_other(self):
        scene = make_scene([(0.95, 0), (0.9, 0), (0.3, 0)], groups=[1, 1, 1])

        assert tell(plan(scene)) == [("confirm", ADA, (1, 2, 3))]


class TestPlanAfterAnswers:
    def test_confirms_the_rest_of_a_group_whose_first_screen_was_named(self):
        scene = make_scene([(0.2, 0.1)] * 3, groups=[1, 1, 1], kin={1: ADA})

        assert tell(plan(scene)) == [("confirm", ADA, (1, 2, 3))]

    def test_leaves_the_rest_of_a_group_of_strangers_alone(self):
        assert plan(make_scene(nobody(3), groups=[1, 1, 1], kin={1: STRANGER})) == []

    def test_never_asks_what_a_human_has_denied(self):
        scene = make_scene([(0, 0.1)] * 3, groups=[1, 1, 1], kin={1: ADA})

        (draft,) = plan(scene)

        assert (draft.kind, [person for person, _ in draft.candidates]) == ("identify", [BOB])

    def test_does_not_ask_again_what_was_skipped(self):
        skips = Skips(identify=frozenset({1, 2}), confirm=frozenset({(3, ADA), (4, ADA)}))
        scene = make_scene([*nobody(2), (0.9, 0), (0.9, 0)], groups=[1, 1, None, None], skips=skips)

        assert plan(scene) == []

    def test_asks_again_once_a_skipped_group_has_grown(self):
        skips = Skips(identify=frozenset({1, 2}))

        assert tell(plan(make_scene(nobody(3), groups=[1, 1, 1], skips=skips))) == [("identify", None, (1, 2, 3))]
