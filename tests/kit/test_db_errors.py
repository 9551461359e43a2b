import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError

from kenfolk.kit.db_errors import DatabaseAway, DatabaseBusy, DatabaseFull, explain
from kenfolk.kit.http import add_error_handlers


@pytest.fixture
def engine(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'a.db'}", connect_args={"timeout": 0, "isolation_level": None})
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x BLOB UNIQUE)")
    yield engine
    engine.dispose()


def error_of(engine, *statements) -> DBAPIError:
    with engine.connect() as connection:
        for statement in statements[:-1]:
            connection.exec_driver_sql(statement)
        with pytest.raises(DBAPIError) as caught:
            connection.exec_driver_sql(statements[-1])
    return caught.value


class TestExplain:
    def test_tells_a_full_disk(self, engine):
        error = error_of(engine, "PRAGMA max_page_count = 5", "INSERT INTO t VALUES (randomblob(100000))")

        assert isinstance(explain(error), DatabaseFull)

    def test_tells_that_somebody_else_writes(self, engine):
        with engine.connect() as other:
            other.exec_driver_sql("BEGIN IMMEDIATE")

            error = error_of(engine, "BEGIN IMMEDIATE")

        assert isinstance(explain(error), DatabaseBusy)

    def test_tells_that_the_file_is_out_of_reach(self, tmp_path):
        with pytest.raises(DBAPIError) as caught:
            sa.create_engine(f"sqlite:///{tmp_path}/none/a.db").connect()

        known = explain(caught.value)

        assert isinstance(known, DatabaseAway)
        assert "unable to open" in known.message

    def test_does_not_excuse_mistakes_of_ours(self, engine):
        assert explain(error_of(engine, "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)")) is None

    @pytest.mark.parametrize(
        ("code", "kind"), [("40P01", DatabaseBusy), ("40001", DatabaseBusy), ("53100", DatabaseFull)]
    )
    def test_knows_what_postgresql_calls_it(self, code, kind):
        original = Exception("told in PostgreSQL's words")
        original.sqlstate = code

        assert isinstance(explain(DBAPIError("SELECT", None, original)), kind)


class TestReplies:
    def test_say_when_to_try_again(self, engine):
        app = FastAPI()
        add_error_handlers(app)

        @app.get("/busy")
        def busy() -> None:
            with engine.connect() as connection, engine.connect() as other:
                other.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql("BEGIN IMMEDIATE")

        reply = TestClient(app).get("/busy")

        assert reply.status_code == 503
        assert reply.json()["error"]["code"] == "database_busy"
        assert reply.headers["retry-after"] == "2"
