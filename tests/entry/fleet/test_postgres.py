import subprocess

import pytest

from kenfolk.entry.fleet import postgres
from kenfolk.entry.fleet.postgres import FolderNotForPostgres, OwnPostgres, start_patiently


class TestOwnPostgres:
    @pytest.mark.parametrize("name", ["my library", "a$b", "Fotos für alle"])
    def test_refuses_a_folder_its_starter_would_not_understand(self, tmp_path, name):
        with pytest.raises(FolderNotForPostgres) as refused:
            OwnPostgres(tmp_path / name / "postgres")

        assert "KENFOLK_DATABASE" in refused.value.message
        assert not (tmp_path / name).exists()


class Slow:
    """A PostgreSQL on a busy machine: its starter gives up on it, and then it is not ready yet."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)

    def start(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


class TestStartPatiently:
    @pytest.fixture(autouse=True)
    def _at_once(self, monkeypatch):
        monkeypatch.setattr(postgres, "PAUSE", 0.0)

    def test_waits_for_one_its_starter_gave_up_on(self):
        server = Slow(subprocess.TimeoutExpired("pg_ctl", 10), AssertionError("starting"))

        start_patiently(server)

        assert server.troubles == []

    def test_says_when_it_does_not_come_at_all(self):
        with pytest.raises(subprocess.TimeoutExpired):
            start_patiently(Slow(*[subprocess.TimeoutExpired("pg_ctl", 10)] * 100))
