import pytest
from costs import COMMIT, NAME, PICK, REMOVE, SEARCH, SEE, SKIP, Cost, price_answer


def make_question(kind, faces, others=0, candidates=()):
    return {
        "kind": kind,
        "faces": [{"id": number} for number in range(faces)],
        "other_faces": [{"id": 100 + number} for number in range(others)],
        "candidates": [{"person_id": number} for number in candidates],
    }


class TestCost:
    def test_is_added_and_multiplied(self):
        cost = Cost(1, 2.5) * 2 + Cost(1, 0)

        assert cost == Cost(3, 5)

    def test_per_100_faces_scales(self):
        assert Cost(5, 20).per_100(50) == Cost(10, 40)


class TestPriceAnswer:
    def test_a_whole_screen_is_one_action_and_a_look_at_each(self):
        cost = price_answer(make_question("confirm", 10), {"verdict": "yes", "wrong": []})

        assert cost == COMMIT + SEE * 10
        assert cost.actions == 1

    def test_each_face_taken_out_is_an_action(self):
        cost = price_answer(make_question("confirm", 10), {"verdict": "yes", "wrong": [1, 2]})

        assert cost.actions == 3

    def test_turning_the_choice_around_is_cheaper_when_most_are_wrong(self):
        cost = price_answer(make_question("confirm", 10), {"verdict": "yes", "wrong": list(range(9))})

        assert cost.actions == 1 + 2

    def test_both_sides_of_same_are_looked_at_and_may_be_taken_out(self):
        cost = price_answer(make_question("same", 2, others=2), {"verdict": "yes", "wrong": [0, 1, 100]})

        assert cost == COMMIT + SEE * 4 + REMOVE * 2

    @pytest.mark.parametrize(
        ("answer", "price"),
        [
            ({"verdict": "new", "name": "Ada"}, NAME),
            ({"verdict": "person", "person_id": 7}, PICK),
            ({"verdict": "person", "person_id": 8}, SEARCH),
            ({"verdict": "stranger"}, SKIP),
            ({"verdict": "skip"}, SKIP),
        ],
    )
    def test_who_it_is_costs_what_the_way_to_the_name_costs(self, answer, price):
        cost = price_answer(make_question("identify", 3, candidates=[7]), {**answer, "wrong": []})

        assert cost == price + SEE * 3
