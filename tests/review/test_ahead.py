"""Questions that are asked while others wait: no answer is lost or wrong because the next one was there already."""

import random

import pytest
import sqlalchemy as sa

from factories.faces import make_face, picture_of
from factories.people import make_group
from kenfolk.people import service as people
from kenfolk.people.models import Decision
from kenfolk.people.schemas import Name
from kenfolk.review.models import Question

ANSWERS = ["yes", "yes", "no", "person", "new", "new", "stranger", "skip"]


@pytest.fixture
def album(database):
    """Groups of five people, and faces that are alike them, in no group."""
    with database.write() as session:
        for person in range(5):
            faces = [make_face(session, vector=picture_of(person, shot, spread=0.25)) for shot in range(5)]
            make_group(session, faces)
            for shot in range(5, 8):
                make_face(session, vector=picture_of(person, shot, spread=1.0))


@pytest.fixture
def ask(client):
    """The next question, beside those that are held."""

    def ask(*held, **wish):
        reply = client.post("/api/review/next", json={"besides": [one["id"] for one in held], **wish})
        return reply.raise_for_status().json() if reply.status_code != 204 else None

    return ask


@pytest.fixture
def say(client):
    """Answer a question while others are held."""

    def say(question, *held, **answer):
        body = {"ahead": {"besides": [one["id"] for one in held]}, **answer}
        return client.post(f"/api/review/{question['id']}/answer", json=body).raise_for_status().json()

    return say


def faces_of(question) -> set[int]:
    return {face["id"] for face in question["faces"]}


@pytest.mark.usefixtures("album")
class TestAsking:
    def test_beside_others_is_about_other_faces(self, ask):
        first = ask()
        second = ask(first)
        third = ask(first, second)

        assert not faces_of(first) & faces_of(second) | faces_of(third) & (faces_of(first) | faces_of(second))
        assert ask() == first

    def test_leaves_faces_alone_that_may_be_the_one_being_named(self, database, ask):
        with database.write() as session:
            for start in (20, 30):
                faces = [make_face(session, vector=picture_of(9, start + shot, spread=0.2)) for shot in range(6)]
                make_group(session, faces)
        first = ask()

        second = ask(first)

        assert (len(first["faces"]), len(second["faces"])) == (6, 5)

    def test_asks_about_somebody_first_if_wished(self, ask, say):
        for number in range(3):
            say(ask(), verdict="new", name=f"Person {number}")
        usual = ask()
        others = {usual["person"]["id"] if usual["person"] else 0, 0}

        wished = [ask(person_id=person_id) for person_id in (1, 2, 3) if person_id not in others]

        assert [one["person"]["id"] for one in wished if one["person"]] == [p for p in (1, 2, 3) if p not in others]

    def test_has_nothing_beside_all_there_is(self, ask):
        held = []
        while (question := ask(*held)) is not None:
            held.append(question)

        assert len(held) == 5

    def test_does_not_mind_questions_that_are_answered_or_gone(self, ask, say):
        first = ask()
        say(first, verdict="skip")

        assert ask(first, {"id": 999})["id"] != first["id"]

    def test_refuses_wishes_it_does_not_understand(self, client):
        replies = [client.post("/api/review/next", json=body) for body in ({"besides": [0]}, {"beside": []}, [])]

        assert [reply.status_code for reply in replies] == [422] * 3


@pytest.mark.usefixtures("album")
class TestAnswering:
    def test_says_what_comes_next_beside_those_held(self, ask, say):
        first = ask()
        second = ask(first)

        reply = say(first, second, verdict="new", name="Ada")

        assert reply["stale"] == []
        assert not faces_of(reply["next"]) & (faces_of(first) | faces_of(second))
        assert reply["left"] == reply["next"]["left"]

    def test_says_which_of_those_held_would_be_asked_otherwise_now(self, database, ask, say):
        first = ask()
        second = ask(first)
        third = ask(first, second)
        with database.write() as session:  # somebody else, in another window
            body = Name(kind="name", face_ids=sorted(faces_of(second) | faces_of(third))[::3], name="Bob")
            people.decide(session, user="owner", body=body)

        reply = say(first, second, third, verdict="new", name="Ada")

        assert reply["stale"] == [second["id"], third["id"]]
        assert not faces_of(reply["next"]) & faces_of(second)  # which is on screen

    def test_is_the_same_answer_whatever_is_held(self, client, ask, say):
        first = ask()
        second = ask(first)
        seqs = say(first, second, verdict="new", name="Ada")["decision_seqs"]

        again = client.post(f"/api/review/{first['id']}/answer", json={"verdict": "new", "name": "Ada"})

        assert again.json()["decision_seqs"] == seqs


@pytest.mark.usefixtures("album")
class TestUndo:
    @pytest.fixture
    def undo(self, client):
        return lambda question: client.post(f"/api/review/{question['id']}/undo").raise_for_status().json()

    def test_takes_everything_back_and_asks_once_more(self, database, ask, say, undo):
        first = ask()
        wrong = min(faces_of(first))
        seqs = say(first, verdict="new", name="Ada", wrong=[wrong])["decision_seqs"]

        undone = undo(first)

        assert undone["decision_seqs"] == seqs[::-1]
        assert (undone["question"]["faces"], undone["question"]["kind"]) == (first["faces"], "identify")
        with database.read() as session:
            assert people.tags_of(session, faces_of(first)) == {}

    def test_brings_a_skipped_question_back(self, ask, say, undo):
        first = ask()
        say(first, verdict="skip")
        assert ask()["faces"] != first["faces"]

        undone = undo(first)

        assert undone["question"]["faces"] == ask()["faces"] == first["faces"]

    def test_can_be_answered_anew(self, database, ask, say, undo):
        first = ask()
        say(first, verdict="stranger")

        say(undo(first)["question"], verdict="new", name="Ada")

        with database.read() as session:
            assert {tag.name for tag in people.tags_of(session, faces_of(first)).values()} == {"Ada"}

    def test_goes_back_as_far_as_wanted(self, database, ask, say, undo):
        asked = [question := ask()]
        for number in range(3):
            reply = say(question, verdict="new", name=f"Person {number}")
            asked.append(question := reply["next"] or ask())

        for question in asked[2::-1]:
            undo(question)

        with database.read() as session:
            assert people.tags_of(session, range(1, 41)) == {}
        assert ask()["faces"] == asked[0]["faces"]

    def test_twice_is_once(self, ask, say, undo):
        first = ask()
        say(first, verdict="new", name="Ada")

        one, other = undo(first), undo(first)

        assert (other["question"], other["decision_seqs"]) == (one["question"], [])

    def test_leaves_the_work_in_the_books_and_teaches_nothing(self, client, ask, say, undo):
        first = ask()
        say(first, verdict="new", name="Ada")

        undo(first)

        assert client.post(f"/api/review/{ask()['id']}/undo").json()["error"]["code"] == "not_answered"


@pytest.mark.usefixtures("album")
@pytest.mark.parametrize("seed", range(4))
class TestAnybody:
    """Somebody who says anything, holding questions ahead, with the machine thinking at any time."""

    @pytest.fixture
    def undo(self, client):
        return lambda question: client.post(f"/api/review/{question['id']}/undo").raise_for_status()

    def test_is_heard_in_every_word(self, database, ask, say, think, undo, seed):  # noqa: PLR0917 (fixtures)
        chance, held, heard, undone = random.Random(seed), [], {}, set()
        for _ in range(30):
            while len(held) < 3 and (question := ask(*held)):
                held.append(question)
            if not held:
                break
            self.check_apart(held)
            question = held.pop(0)
            answer = self.choose(chance, question)
            reply = say(question, *held, **answer)
            heard[question["id"]] = (question, answer, reply["decision_seqs"])
            held = [one for at, one in enumerate(held) if at == 0 or one["id"] not in reply["stale"]]
            if chance.random() < 0.2:
                undo(question)
                undone.add(question["id"])
            if chance.random() < 0.3:
                think()

        assert len(heard) > 5
        self.check_heard(database, heard, undone)
        with database.read() as session:
            assert people.replay(session) == []

    def choose(self, chance, question):
        fits = [v for v in ANSWERS if v not in ({"yes", "no"} if question["kind"] == "identify" else set())]
        verdict = chance.choice([v for v in fits if v != "person" or question["candidates"]])
        faces = sorted(faces_of(question))
        wrong = chance.sample(faces, chance.randint(0, len(faces) - 1)) if chance.random() < 0.5 else []
        extra = {"name": f"Person {chance.randint(0, 4)}"} if verdict == "new" else {}
        extra |= {"person_id": question["candidates"][0]["person_id"]} if verdict == "person" else {}
        return {"verdict": verdict, "wrong": wrong, **extra}

    def check_apart(self, held):
        faces = [face["id"] for question in held for face in question["faces"]]
        assert len(faces) == len(set(faces))

    def check_heard(self, database, heard, undone):
        """Every answer is kept as it was given, and became decisions on its own faces, which hold unless taken back."""
        with database.read() as session:
            gone = people.find_undone(session, [seq for _q, _a, seqs in heard.values() for seq in seqs])
            for question_id, (_question, answer, seqs) in heard.items():
                row = session.get_one(Question, question_id)
                assert (row.answer["verdict"], row.answer["wrong"]) == (answer["verdict"], sorted(answer["wrong"]))
                assert row.decision_seqs == seqs
                assert (set(seqs) <= gone) if question_id in undone else not gone & set(seqs)
                asked = session.scalars(sa.select(Decision.question).where(Decision.seq.in_(seqs))).all()
                assert [one["id"] for one in asked] == [question_id] * len(seqs)
                assert bool(seqs) == (answer["verdict"] != "skip")
