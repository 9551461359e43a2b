"""Opening a library's database, and who may."""

import pytest

from kenfolk.entry.opening import DatabaseInUse, DatabaseUnreachable, claimed
from kenfolk.kit.config import Settings


@pytest.fixture
def url(database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


class TestClaimed:
    def test_lets_one_data_folder_work_on_a_database(self, tmp_path, url):
        one, other = (Settings(data=tmp_path / name, database=url) for name in ("one", "other"))

        with claimed(one), pytest.raises(DatabaseInUse) as refused, claimed(other):
            pass

        assert "KENFOLK_DATABASE" in refused.value.message

    def test_lets_the_next_one_in_afterwards(self, tmp_path, url):
        one, other = (Settings(data=tmp_path / name, database=url) for name in ("one", "other"))
        with claimed(one):
            pass

        with claimed(other), pytest.raises(DatabaseInUse), claimed(one):
            pass

    def test_knows_the_database_of_a_data_folder_by_its_address(self, tmp_path):
        one = Settings(data=tmp_path)
        other = Settings(data=tmp_path / "other", database=f"sqlite:///{tmp_path}/kenfolk.db")

        with claimed(one), pytest.raises(DatabaseInUse), claimed(other):
            pass

    @pytest.mark.parametrize("url", ["nonsense", "postgresql+psycopg:///x?host=/no/such/socket"])
    def test_says_what_is_wrong_with_an_address(self, tmp_path, url):
        with pytest.raises(DatabaseUnreachable), claimed(Settings(data=tmp_path, database=url)):
            pass
