"""Without networks nothing is blamed: the steps wait, say why, and go on when the pack is there."""

import threading

import pytest

from kenfolk.entry.engine import Engine
from kenfolk.entry.fetching import PackFetcher
from kenfolk.entry.lazy import LazyDetector, LazyEmbedder
from kenfolk.entry.serve import add_folder
from kenfolk.kit.config import Settings
from kenfolk.kit.failures import list_failures
from kenfolk.packs.errors import PackNotReady, PackUnusable, PullFailed
from kenfolk.vision.fake import FakeDetector, FakeEmbedder
from servers import wait_for


class Loader:
    """Loads the fake networks, once nothing is wrong any more."""

    def __init__(self, network, error):
        self.network, self.error = network, error

    def __call__(self, *_arguments, **_options):
        if self.error is not None:
            raise self.error
        return self.network()


@pytest.fixture
def engine(tmp_path, photos):
    (tmp_path / "library").mkdir()
    engine = Engine(Settings(data=tmp_path / "library", models=tmp_path / "models", pack="fake"))
    add_folder(engine, photos)
    yield engine
    engine.stop()


def step_of(engine, name):
    return next(step for step in engine.read_status().steps if step.name == name)


class TestSteps:
    @pytest.mark.parametrize("error", [PackNotReady(name="default"), RuntimeError("Protobuf parsing failed.")])
    @pytest.mark.parametrize(("step", "door"), [("faces.detect", "load_detector"), ("faces.embed", "load_embedder")])
    def test_wait_for_the_networks_and_go_on_by_themselves(self, engine, monkeypatch, error, step, door):
        loader = Loader(FakeDetector if step == "faces.detect" else FakeEmbedder, error)
        monkeypatch.setattr(f"kenfolk.packs.service.{door}", loader)

        engine.start(watch=False)
        wait_for(lambda: step_of(engine, step).note, "the step says why it waits")
        waiting = step_of(engine, step)
        status = engine.read_status()
        with engine.database.read() as session:
            failed = list_failures(session)
        loader.error = None
        wait_for(lambda: engine.read_status().idle and engine.read_status().faces == 12, "the step goes on")

        assert "kenfolk models pull" in waiting.note
        assert waiting.note_code == getattr(error, "code", "pack_unusable")
        assert (waiting.waiting > 0, status.idle, failed) == (True, False, [])
        assert step_of(engine, step).note is None


class TestLazyNetworks:
    def test_blame_the_pack_for_whatever_happens_when_they_are_loaded(self):
        detector = LazyDetector("1", Loader(FakeDetector, ValueError("odd")), pack="default")
        embedder = LazyEmbedder("m", 8, Loader(FakeEmbedder, MemoryError()), pack="default")

        with pytest.raises(PackUnusable, match="odd"):
            detector.detect(None)
        with pytest.raises(PackUnusable, match="MemoryError"):
            embedder.embed(None)
        assert detector.is_broken
        assert embedder.is_broken


class TestPackFetcher:
    def test_tries_when_woken_until_the_pack_is_there(self):
        tries, arrived = [], threading.Event()

        def fetch():
            tries.append(1)
            if len(tries) < 2:
                raise PullFailed(what="the pack", reason="no network")

        fetcher = PackFetcher(is_needed=lambda: len(tries) < 2, fetch=fetch, arrived=arrived.set)
        fetcher.start()
        fetcher.wake()
        wait_for(lambda: tries, "it tries")
        fetcher.wake()
        wait_for(arrived.is_set, "the pack is there")
        fetcher.stop()

        assert len(tries) == 2

    def test_tries_by_itself_from_time_to_time(self):
        arrived = threading.Event()

        fetcher = PackFetcher(is_needed=lambda: True, fetch=lambda: None, arrived=arrived.set, pause=0.01)
        fetcher.start()
        wait_for(arrived.is_set, "it has tried")
        fetcher.stop()

        assert arrived.is_set()

    def test_leaves_a_pack_that_is_there_alone(self):
        asked, tries = threading.Event(), []

        fetcher = PackFetcher(is_needed=asked.set, fetch=lambda: tries.append(1), arrived=lambda: None, pause=0.01)
        fetcher.start()
        wait_for(asked.is_set, "it looks whether the pack is there")
        fetcher.stop()

        assert tries == []
