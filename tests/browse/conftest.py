"""A client of the browse endpoints alone."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from factories.faces import DIM, MODEL
from kenfolk.browse import api, person_api
from kenfolk.browse.doubts import Doubter
from kenfolk.browse.tallies import Tallies
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.http import add_error_handlers
from kenfolk.packs.service import find_pack
from kenfolk.people.recogniser import Recogniser


@pytest.fixture
def client(database) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.database = database
    recogniser = Recogniser(VectorIndex(model=MODEL, dim=DIM), find_pack("fake"))
    doubter = Doubter(database, recogniser, patient=0, wait=60)
    app.state.parts = SimpleNamespace(
        recogniser=recogniser, doubter=doubter, tallies=Tallies(database, patient=0, wait=60)
    )
    add_error_handlers(app)
    for room in (api, person_api):
        app.include_router(room.router)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def walk(client) -> Callable[[str], list[dict[str, Any]]]:
    """Every item of a list, page by page. The path has a `?` already."""

    def walk(path: str) -> list[dict[str, Any]]:
        items, cursor = [], ""
        while cursor is not None:
            page = client.get(path + cursor).raise_for_status().json()
            items += page["items"]
            cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
        return items

    return walk
