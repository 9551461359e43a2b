"""A library of drawn photos, and a client of this room's endpoint."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from factories.drawn import Library
from kenfolk.faces.api import router
from kenfolk.kit.http import add_error_handlers
from kenfolk.storage.local import LocalStorage


@pytest.fixture
def library(database, tmp_path) -> Library:
    for name in ("pictures", "derived"):
        (tmp_path / name).mkdir()
    return Library(database, tmp_path / "pictures", LocalStorage(tmp_path / "derived", writable=True))


@pytest.fixture
def client(library) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.database = library.database
    app.state.parts = SimpleNamespace(derived=library.derived)
    add_error_handlers(app)
    app.include_router(router)
    with TestClient(app) as client:
        yield client
