import time

from kenfolk.entry.news import TOPICS_OF_STEP, News
from kenfolk.entry.pipeline import STEPS


class Ears:
    """Listens in the browsers' place."""

    def __init__(self, *, listening=True):
        self.heard, self.has_clients = [], listening

    def publish(self, event, data):
        self.heard.append((event, data))


class Now:
    def __init__(self):
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return self

    def model_dump(self, mode):
        return {"idle": True}


def tell(ears, *topics, now=None):
    news = News(ears, now or Now())
    for topic in topics:
        news.note([topic])
    news.start()
    end = time.monotonic() + 5
    while not ears.heard and ears.has_clients and time.monotonic() < end:
        time.sleep(0.01)
    news.stop()


class TestNews:
    def test_tells_the_topics_once_and_the_status_with_them(self):
        ears = Ears()

        tell(ears, "faces", "photos", "faces")

        assert ears.heard[:2] == [("changed", {"topics": ["faces", "photos"]}), ("status", {"idle": True})]

    def test_reads_no_status_when_nobody_listens(self):
        now = Now()

        tell(Ears(listening=False), "faces", now=now)

        assert now.asked == 0

    def test_goes_on_when_the_status_cannot_be_read(self, caplog):
        ears = Ears()

        def broken():
            raise OSError("no disk")

        tell(ears, "faces", now=broken)

        assert ears.heard[0] == ("changed", {"topics": ["faces"]})

    def test_has_topics_for_every_step(self):
        assert {step.name for step in STEPS} <= set(TOPICS_OF_STEP)
