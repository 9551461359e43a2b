"""Who holds a database, on SQLite and on PostgreSQL."""

import sqlalchemy as sa

from kenfolk.kit.db import make_engine
from kenfolk.kit.db_lock import claim


def open_again(engine: sa.Engine) -> sa.Engine:
    return make_engine(engine.url.render_as_string(hide_password=False))


class TestClaim:
    def test_is_given_to_one(self, database):
        other = open_again(database.engine)
        release = claim(database.engine)

        refused = claim(other)

        assert refused is None
        release()
        other.dispose()

    def test_is_free_again_afterwards(self, database):
        other = open_again(database.engine)
        claim(database.engine)()

        release = claim(other)

        assert release is not None
        release()
        other.dispose()

    def test_keeps_nobody_from_reading_and_writing(self, database):
        release = claim(database.engine)

        with database.write() as session:
            found = session.scalar(sa.text("SELECT 1"))

        assert found == 1
        release()

    def test_finds_a_file_however_it_is_written(self, tmp_path):
        (tmp_path / "alias").symlink_to(tmp_path)
        first, second = (make_engine(f"sqlite:///{folder}/a.db") for folder in (tmp_path, tmp_path / "alias"))
        release = claim(first)

        assert claim(second) is None

        release()

    def test_leaves_it_to_the_opening_to_say_that_a_folder_is_missing(self, tmp_path):
        engine = make_engine(f"sqlite:///{tmp_path}/no/such/folder/a.db")

        assert claim(engine) is not None
        assert claim(engine) is not None
        assert list(tmp_path.iterdir()) == []
