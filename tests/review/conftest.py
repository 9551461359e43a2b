"""A server of the review queue and what it shows, and a reviewer."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from factories.annotator import Annotator
from factories.faces import DIM, MODEL
from kenfolk.browse.api import router as browse
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.http import add_error_handlers
from kenfolk.packs.manifest import Similarity
from kenfolk.people.recogniser import Recogniser
from kenfolk.review.api import router as review


@pytest.fixture
def recogniser() -> Recogniser:
    return Recogniser(VectorIndex(model=MODEL, dim=DIM), Similarity(same=0.85, suggest=0.6, group=0.8))


@pytest.fixture
def client(database, recogniser) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.database = database
    app.state.parts = SimpleNamespace(recogniser=recogniser)
    add_error_handlers(app)
    app.include_router(browse)
    app.include_router(review)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def play(client) -> Callable[[dict], Annotator]:
    """Let a reviewer who knows the truth answer everything."""

    def play(who: dict) -> Annotator:
        annotator = Annotator(client, who)
        annotator.play()
        return annotator

    return play
