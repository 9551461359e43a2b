"""A client of the search alone, with faces that are hues and a detector that finds them."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from kenfolk.faces.postgres_search import PostgresSearch, can_search
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.http import add_error_handlers
from kenfolk.packs.service import find_pack
from kenfolk.people.recogniser import Recogniser
from kenfolk.search.api import router
from kenfolk.vision.fake import FakeDetector, FakeEmbedder


@pytest.fixture
def parts(database) -> SimpleNamespace:
    embedder = FakeEmbedder()
    with database.read() as session:
        kind = PostgresSearch if can_search(session) else VectorIndex
    onlooker = Recogniser(kind(model=embedder.model, dim=embedder.dim), find_pack("fake"))
    return SimpleNamespace(detector=FakeDetector(), embedder=embedder, onlooker=onlooker)


@pytest.fixture
def client(database, parts) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.database, app.state.parts = database, parts
    add_error_handlers(app)
    app.include_router(router)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def search(client) -> Callable[..., dict[str, Any]]:
    """What the search says of a text."""

    def search(q: str) -> dict[str, Any]:
        return client.get("/api/search", params={"q": q}).raise_for_status().json()

    return search


@pytest.fixture
def find(client) -> Callable[[str], list[int]]:
    """The numbers of the photos a search finds, in order, page by page."""

    def find(q: str) -> list[int]:
        ids, cursor = [], None
        while True:
            page = client.get(
                "/api/search/photos", params={"q": q, "limit": 3, **({"cursor": cursor} if cursor else {})}
            )
            ids += [photo["id"] for photo in page.raise_for_status().json()["items"]]
            cursor = page.json()["next_cursor"]
            if cursor is None:
                return ids

    return find
