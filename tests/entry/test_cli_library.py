import pytest

from kenfolk.entry import counting
from kenfolk.entry.cli_library import look
from kenfolk.entry.engine import Engine
from kenfolk.entry.serve import add_folder
from kenfolk.kit.config import Settings


@pytest.fixture
def engine(tmp_path):
    (tmp_path / "library").mkdir()
    engine = Engine(Settings(data=tmp_path / "library", models=tmp_path / "models", pack="fake"))
    yield engine
    engine.stop()


class TestLook:
    def test_does_not_say_that_all_is_done_of_counts_that_were_kept(self, engine, photos, monkeypatch):
        monkeypatch.setattr(counting, "QUICK", -1.0)
        monkeypatch.setattr(counting, "REST", 1e9)
        assert look(engine).idle

        add_folder(engine, photos)

        assert engine.read_status().idle  # as it was counted earlier
        assert not look(engine).idle
