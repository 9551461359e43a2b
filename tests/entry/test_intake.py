from kenfolk.entry.intake import Intake


class Waiting:
    """Ids that wait, and how often somebody looked."""

    def __init__(self, *ids):
        self.ids, self.looks = list(ids), 0

    def __call__(self, limit, skip):
        self.looks += 1
        return [i for i in self.ids if i not in skip][:limit]


class TestTake:
    def test_gives_each_id_into_one_pair_of_hands(self):
        intake = Intake(Waiting(1, 2, 3), batch=2, threads=1)

        taken = [intake.take(), intake.take(), intake.take()]

        assert taken == [[1, 2], [3], []]

    def test_gives_an_id_again_once_it_is_given_back_unfinished(self):
        intake = Intake(Waiting(1), batch=1, threads=1)
        intake.give_back(intake.take(), finished=False)

        assert intake.take() == [1]

    def test_does_not_spin_on_an_id_that_still_waits_though_it_was_finished(self):
        intake = Intake(Waiting(1), batch=1, threads=1)
        intake.give_back(intake.take(), finished=True)

        assert intake.take() == []

    def test_gives_a_finished_id_again_after_a_ring(self):
        intake = Intake(Waiting(1), batch=1, threads=1)
        intake.give_back(intake.take(), finished=True)
        intake.take()
        intake.ring()

        assert intake.take() == [1]

    def test_does_not_ask_the_database_again_and_again_when_nothing_waits(self):
        waiting = Waiting()
        intake = Intake(waiting, batch=1, threads=4)

        for _ in range(10):
            intake.take()

        assert waiting.looks == 1

    def test_asks_again_after_a_ring(self):
        waiting = Waiting()
        intake = Intake(waiting, batch=1, threads=1)
        intake.take()
        waiting.ids.append(7)
        intake.ring()

        assert intake.take() == [7]


class TestRunning:
    def test_counts_what_is_in_hand_and_not_what_is_buffered(self):
        intake = Intake(Waiting(1, 2, 3, 4), batch=2, threads=2)
        batch = intake.take()
        before = intake.running
        intake.give_back(batch, finished=True)

        assert (before, intake.running) == (2, 0)


class TestWait:
    def test_returns_at_once_when_somebody_has_rung_meanwhile(self):
        intake = Intake(Waiting(), batch=1, threads=1)
        intake.take()
        intake.ring()

        intake.wait(seconds=3600)

        assert intake.take() == []
