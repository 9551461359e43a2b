"""A client of the browse endpoints alone."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from kenfolk.browse.api import router
from kenfolk.kit.http import add_error_handlers


@pytest.fixture
def client(database) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.database = database
    add_error_handlers(app)
    app.include_router(router)
    with TestClient(app) as client:
        yield client
