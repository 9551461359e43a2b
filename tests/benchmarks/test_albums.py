import sqlite3
from contextlib import closing

from albums import DERIVED, lend_copy

from kenfolk.people.models import Group, GroupMember, Match, Tag
from kenfolk.review.models import Question


class TestDerived:
    def test_are_tables_of_the_library(self):
        tables = {model.__tablename__ for model in (Group, GroupMember, Match, Question, Tag)}

        assert set(DERIVED) == tables


class TestLendCopy:
    def test_nobody_is_matched_in_the_copy_and_the_library_stays_as_it_is(self, tmp_path):
        with closing(sqlite3.connect(tmp_path / "kenfolk.db")) as database, database:
            for table in (*DERIVED, "face_vector"):
                database.execute(f"CREATE TABLE {table} (id)")
                database.execute(f"INSERT INTO {table} VALUES (1)")

        with lend_copy(tmp_path) as copy, closing(sqlite3.connect(copy / "kenfolk.db")) as database:
            left = {table: _count(database, table) for table in (*DERIVED, "face_vector")}

        assert left == dict.fromkeys(DERIVED, 0) | {"face_vector": 1}
        with closing(sqlite3.connect(tmp_path / "kenfolk.db")) as database:
            assert _count(database, "face_match") == 1


def _count(database, table):
    return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
