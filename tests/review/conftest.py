"""A server of the review queue and what it shows, a reviewer, and a matcher that keeps up."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from factories.annotator import Annotator
from factories.faces import DIM, MODEL
from factories.packs import PLAIN
from kenfolk.browse.api import router as browse
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.http import add_error_handlers
from kenfolk.packs.manifest import EmbedderPlan
from kenfolk.people.jobs import LearnDecisions, MatchFaces
from kenfolk.people.recogniser import Recogniser
from kenfolk.review.api import router as review
from kenfolk.review.desk import Desk

PACK = replace(PLAIN, embedder=EmbedderPlan("fake", MODEL, DIM))


@pytest.fixture
def make_recogniser() -> Callable[[], Recogniser]:
    """Make one that has read nothing yet."""
    return lambda: Recogniser(VectorIndex(model=MODEL, dim=DIM), PACK)


@pytest.fixture
def recogniser(make_recogniser) -> Recogniser:
    return make_recogniser()


@pytest.fixture
def desk(recogniser) -> Desk:
    return Desk(recogniser)


@pytest.fixture
def client(database, recogniser, desk) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.database = database
    app.state.parts = SimpleNamespace(recogniser=recogniser, desk=desk)
    add_error_handlers(app)
    app.include_router(browse)
    app.include_router(review)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def think(database, recogniser) -> Callable[[], None]:
    """Let the matcher learn, match and group until nothing waits."""
    steps = [LearnDecisions(database, recogniser), MatchFaces(database, recogniser)]

    def do(step: LearnDecisions | MatchFaces) -> bool:
        with database.read() as session:
            ids = step.find(session, limit=1000, skip=())
        return bool(ids and step.run(ids))

    def think() -> None:
        for _ in range(1000):
            if not any(map(do, steps)):
                return
        raise AssertionError("the steps never come to an end")

    return think


@pytest.fixture
def play(client, think) -> Callable[[dict], Annotator]:
    """Let a reviewer who knows the truth answer everything, and the matcher keep up."""

    def play(who: dict) -> Annotator:
        annotator = Annotator(client, who, think)
        annotator.play()
        return annotator

    return play
