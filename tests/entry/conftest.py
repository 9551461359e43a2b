"""A web app over an empty library without threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kenfolk.entry.events import Broadcaster
from kenfolk.entry.hub import Hub, describe_packs
from kenfolk.entry.status import read_status
from kenfolk.entry.web import create_app
from kenfolk.kit.config import Settings
from servers import draw


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path / "data", models=tmp_path / "models", pack="fake")


@pytest.fixture
def noted() -> list[str]:
    """Topics that were noted as changed."""
    return []


@pytest.fixture
def app(settings, database, noted):
    app = create_app(settings, note=noted.extend)
    app.state.database = database
    app.state.hub = Hub(
        database=database, read_status=lambda: read_status(database, {}, pack=settings.pack),
        describe_packs=lambda: describe_packs(settings), events=Broadcaster(),
    )  # fmt: skip
    return app


@pytest.fixture
def client(app) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://localhost:8000") as client:
        yield client


@pytest.fixture
def photos(tmp_path) -> Path:
    """A folder of six photos of three people."""
    folder = tmp_path / "photos"
    for number in range(6):
        draw(folder / f"{number}.jpg", number % 3, (number + 1) % 3)
    return folder
