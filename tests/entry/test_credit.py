import threading

from kenfolk.entry.credit import Credit


class TestCredit:
    def test_lets_the_first_step_run_ahead_by_its_limit(self):
        credit = Credit(2)

        credit.wait()
        credit.spend(2)

        assert not credit.is_left

    def test_comes_back_as_the_next_step_works(self):
        credit = Credit(2)
        credit.spend(2)
        waiter = threading.Thread(target=credit.wait)
        waiter.start()

        credit.give(1)
        waiter.join(2)

        assert not waiter.is_alive()

    def test_never_grows_beyond_its_limit(self):
        credit = Credit(2)

        credit.give(100)
        credit.spend(2)

        assert not credit.is_left

    def test_is_full_again_when_the_next_step_has_nothing_to_do(self):
        credit = Credit(3)
        credit.spend(3)

        credit.refill()
        credit.spend(2)

        assert credit.is_left
