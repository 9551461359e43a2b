from stream import compare_halves, list_events, list_newcomers


def make_truth(**events):
    return {
        "photos": {
            f"{event}/{number}.jpg": {"taken": taken, "faces": [{"name": name, "stranger": name == "X"}]}
            for event, (taken, names) in events.items()
            for number, name in enumerate(names)
        }
    }


class TestEvents:
    def test_come_in_the_order_of_time(self):
        assert list_events(make_truth(a=("2024-02", ["Ada"]), b=("2024-01", ["Ada"]))) == ["b", "a"]

    def test_newcomers_are_people_of_interest_who_were_not_seen_before(self):
        truth = make_truth(a=("2024-01", ["Ada"]), b=("2024-02", ["Ada", "Bob", "X"]))

        assert list_newcomers(truth, ["a", "b"], 1) == ["Bob"]


class TestCompareHalves:
    def test_sums_actions_and_faces_of_each_half(self):
        steps = [
            {"actions": actions, "newly_right": right, "newcomers": newcomers}
            for actions, right, newcomers in ((30, 50, 10), (30, 50, 10), (5, 100, 1), (0, 0, 0))
        ]

        assert compare_halves(steps) == {
            "first half": {"actions": 60, "above the floor": 20},
            "second half": {"actions": 5, "above the floor": 3},
        }

    def test_says_nothing_of_a_half_in_which_nobody_was_named(self):
        halves = compare_halves([{"actions": 3, "newly_right": 0, "newcomers": 1}])

        assert halves["first half"] == {"actions": None, "above the floor": None}
