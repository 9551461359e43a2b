import pytest

from kenfolk.entry.fleet.postgres import FolderNotForPostgres, OwnPostgres


class TestOwnPostgres:
    @pytest.mark.parametrize("name", ["my library", "a$b", "Fotos für alle"])
    def test_refuses_a_folder_its_starter_would_not_understand(self, tmp_path, name):
        with pytest.raises(FolderNotForPostgres) as refused:
            OwnPostgres(tmp_path / name / "postgres")

        assert "KENFOLK_DATABASE" in refused.value.message
        assert not (tmp_path / name).exists()
