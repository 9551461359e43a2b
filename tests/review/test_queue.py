"""The whole queue: a reviewer who knows everybody plays it to the end."""

import threading

import pytest

from factories.annotator import Annotator
from factories.faces import make_face
from factories.libraries import make_library
from factories.people import make_match, make_person, make_tag
from kenfolk.kit.beginning import Beginning
from kenfolk.people.service import tags_of
from kenfolk.review.desk import Desk
from kenfolk.review.service import find_next

PEOPLE = (30, 12, 8, 5, 5, 4, 3, 2)  # faces of each


def score(database, who: dict) -> tuple[float, float]:
    """Precision and recall of all tags."""
    with database.read() as session:
        names = {face_id: tag.name for face_id, tag in tags_of(session, who).items()}
    right = sum(who[face_id] == name for face_id, name in names.items())
    return right / len(names), right / sum(name is not None for name in who.values())


class TestWholeQueue:
    # Groups that are right, groups in several pieces, and groups in which everybody is mixed.
    @pytest.mark.parametrize(("spread", "alike", "recall"), [(0.35, 0.8, 1.0), (0.6, 0.72, 0.9), (0.35, 0.1, 0.5)])
    def test_names_people_and_nobody_wrong(self, database, play, spread, alike, recall):
        with database.write() as session:
            who = make_library(session, people=PEOPLE, strangers=40, spread=spread, alike=alike)

        play(who)

        precision, found = score(database, who)
        assert precision == 1
        assert found >= recall

    def test_costs_little_more_than_typing_every_name_once(self, database, play):
        with database.write() as session:
            who = make_library(session, people=PEOPLE, strangers=40)

        annotator = play(who)

        assert annotator.actions <= 2 * len(PEOPLE) + 1

    def test_never_asks_the_same_twice(self, database, play):
        with database.write() as session:
            who = make_library(session, people=PEOPLE, strangers=40, spread=0.6, alike=0.1)

        annotator = play(who)

        asked = [
            (q["kind"], q["person"] and q["person"]["id"], *(f["id"] for f in q["faces"])) for q in annotator.questions
        ]
        assert len(set(asked)) == len(asked)
        assert len({q["id"] for q in annotator.questions}) == len(asked)

    def test_never_asks_what_is_known(self, database, play):
        with database.write() as session:
            who = make_library(session, people=PEOPLE, strangers=40, spread=0.6, alike=0.1)

        annotator = play(who)

        faces = [face for question in annotator.questions for face in question["faces"]]
        assert all(face["tag"] is None and face["mark"] is None for face in faces)

    def test_ends_when_everything_is_skipped(self, database, client):
        with database.write() as session:
            make_library(session, people=PEOPLE)

        asked = []
        while (reply := client.post("/api/review/next")).status_code == 200:
            asked.append(tuple(face["id"] for face in reply.json()["faces"]))
            client.post(f"/api/review/{reply.json()['id']}/answer", json={"verdict": "skip"}).raise_for_status()

        assert len(asked) == len(set(asked)) == len(PEOPLE)

    def test_counts_down_what_is_left(self, database, client, play):
        with database.write() as session:
            who = make_library(session, people=PEOPLE, strangers=40)
        before = client.get("/api/review/left").json()

        annotator = play(who)

        assert (before["faces"], before["questions"]) == (sum(PEOPLE), len(PEOPLE) + 1)
        assert before["actions"] == pytest.approx(annotator.actions, abs=3)
        left = [question["left"]["actions"] for question in annotator.questions]
        assert left == sorted(left, reverse=True)
        assert client.get("/api/review/left").json() == {"faces": 0, "questions": 0, "actions": 0, "is_counting": False}

    def test_is_the_same_every_time(self, database, client):
        with database.write() as session:
            make_library(session, people=PEOPLE, spread=0.6, alike=0.5)

        assert client.post("/api/review/next").json() == client.post("/api/review/next").json()

    def test_asks_the_same_in_the_same_order_in_another_process(self, database, client, make_recogniser):
        with database.write() as session:
            who = make_library(session, people=PEOPLE, strangers=40, spread=0.6, alike=0.5)
        annotator = Annotator(client, who)
        for _ in range(6):
            question = client.post("/api/review/next", json={}).json()
            annotator.send(question, annotator.answer(question))

        with database.read() as session:
            again = find_next(session, Desk(make_recogniser()))

        question = client.post("/api/review/next", json={}).json()
        assert [face["id"] for face in question["faces"]] == list(again.draft.face_ids)
        assert question["left"] == again.left.model_dump()


class TestFirstQuestions:
    """A large library has not been thought through yet, and somebody wants to begin."""

    @pytest.fixture
    def waiting(self, database, client, think, desk):
        """Somebody has faces that wait to be confirmed; until the event is set, the desk knows nothing."""
        with database.write() as session:
            person = make_person(session, name="Ada")
            make_tag(session, make_face(session), person)
            for chance in (0.6, 0.9, 0.8, 0.3):
                make_match(session, make_face(session), person, probability=chance)
        go_on = threading.Event()
        desk.beginning = Beginning(database, lambda session: go_on.wait(60) and desk.look(session), name="desk")
        yield go_on
        go_on.set()
        desk.beginning.is_done(wait=60)

    @pytest.mark.usefixtures("waiting")
    def test_show_what_the_matcher_wrote_down_and_say_that_there_is_more(self, client):
        question = client.post("/api/review/next").raise_for_status().json()

        assert (question["kind"], question["person"]["name"], len(question["faces"])) == ("confirm", "Ada", 3)
        assert question["left"]["is_counting"]
        assert client.get("/api/review/left").json()["is_counting"]

    @pytest.mark.usefixtures("waiting")
    def test_can_be_answered_meanwhile(self, client):
        question = client.post("/api/review/next").json()

        said = client.post(f"/api/review/{question['id']}/answer", json={"verdict": "yes"})

        assert len(said.raise_for_status().json()["decision_seqs"]) == 1

    def test_end_when_all_is_thought_through(self, client, waiting, desk):
        client.post("/api/review/next").raise_for_status()

        waiting.set()

        assert desk.is_ready(wait=60)
        assert not client.get("/api/review/left").json()["is_counting"]
