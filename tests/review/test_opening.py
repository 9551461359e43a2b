"""A review that is opened while a large library is still being thought through: nobody waits for that."""

import threading

import pytest

from factories.faces import make_face, picture_of
from factories.people import make_group
from kenfolk.kit.beginning import Beginning
from kenfolk.review import service

COUNTING = {"faces": 0, "questions": 0, "actions": 0, "is_counting": True}


@pytest.fixture
def group(database):
    """Three faces of somebody without a name."""
    with database.write() as session:
        make_group(session, [make_face(session, vector=picture_of(1, shot, spread=0.25)) for shot in range(3)])


@pytest.fixture
def go_on(database, desk, monkeypatch):
    """Set, when the desk may be laid; until then it is on its way."""
    monkeypatch.setattr(service, "PATIENCE", 0.0)
    go_on = threading.Event()
    desk.beginning = Beginning(database, lambda session: go_on.wait(60) and desk.look(session), name="desk")
    yield go_on
    go_on.set()
    assert desk.is_ready(wait=60)


@pytest.mark.usefixtures("group")
class TestWhileTheDeskIsLaid:
    @pytest.mark.usefixtures("go_on")
    @pytest.mark.parametrize("purpose", ["ask", "audit"])
    def test_nothing_is_asked_yet_and_that_is_said(self, client, purpose):
        asked = client.post(f"/api/review/next?purpose={purpose}")

        assert (asked.status_code, asked.json()) == (202, COUNTING)
        assert client.get(f"/api/review/left?purpose={purpose}").raise_for_status().json() == COUNTING

    def test_an_answer_is_heard_at_once(self, client, desk, go_on):
        ready, desk.beginning = desk.beginning, None
        question = client.post("/api/review/next").raise_for_status().json()
        desk.beginning, desk._seen = ready, None

        answer = {"verdict": "new", "name": "Ada", "ahead": {"besides": []}}
        said = client.post(f"/api/review/{question['id']}/answer", json=answer).raise_for_status().json()

        assert not go_on.is_set()
        assert (said["next"], said["left"], len(said["decision_seqs"])) == (None, COUNTING, 1)

    def test_the_first_question_comes_once_it_lies(self, client, desk, go_on):
        assert client.post("/api/review/next").status_code == 202

        go_on.set()

        assert desk.is_ready(wait=60)
        assert len(client.post("/api/review/next").raise_for_status().json()["faces"]) == 3
