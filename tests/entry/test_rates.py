from kenfolk.entry.rates import WINDOW, Rate


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class TestRate:
    def test_is_unknown_before_anything_is_done(self):
        assert Rate(Clock()).per_second() is None

    def test_counts_items_over_the_time_they_took(self):
        clock = Clock()
        rate = Rate(clock)
        rate.begin()
        for _ in range(10):
            clock.now += 0.5
            rate.add(2)

        assert rate.per_second() == 4.0

    def test_forgets_what_is_long_ago(self):
        clock = Clock()
        rate = Rate(clock)
        rate.add(1000)
        clock.now += WINDOW + 1

        assert rate.per_second() is None

    def test_does_not_count_a_pause_as_slowness(self):
        clock = Clock()
        rate = Rate(clock)
        clock.now += 3600
        rate.begin()
        clock.now += 2
        rate.add(8)

        assert rate.per_second() == 4.0
