"""What answers become, and which are refused."""

import pytest
import sqlalchemy as sa

from factories.faces import make_face, picture_of
from factories.people import make_group
from kenfolk.people import service as people
from kenfolk.people.models import Constraint, Decision, GroupMember, Rejection
from kenfolk.people.schemas import Hide, Name
from kenfolk.review.looking import look
from kenfolk.review.scene import Interest


@pytest.fixture
def group(database) -> list[int]:
    """Four faces believed to be one person, of whom the last is somebody else, and two that are hardly alike."""
    with database.write() as session:
        faces = [make_face(session, vector=picture_of(person, 1, spread=0.2)) for person in (1, 1, 1, 2)]
        faces += [make_face(session, vector=picture_of(1, shot, spread=1.1)) for shot in (2, 3)]
        make_group(session, faces[:4])
        return [face.id for face in faces]


@pytest.fixture
def ask(client):
    """The next question."""
    return lambda: client.post("/api/review/next", json={}).raise_for_status().json()


@pytest.fixture
def say(client):
    """Answer a question."""
    return lambda question, **answer: client.post(f"/api/review/{question['id']}/answer", json=answer)


def names_of(database, face_ids) -> list[str | None]:
    with database.read() as session:
        tags = people.tags_of(session, face_ids)
    return [tags[face_id].name if face_id in tags else None for face_id in face_ids]


class TestIdentify:
    def test_names_the_faces_that_belong_and_lets_the_wrong_one_go(self, database, group, ask, say):
        a, b, c, wrong, *_ = group

        reply = say(ask(), verdict="new", name=" Ada ", wrong=[wrong])

        assert reply.status_code == 200
        assert names_of(database, [a, b, c, wrong]) == ["Ada", "Ada", "Ada", None]
        with database.read() as session:
            assert session.scalars(sa.select(Rejection.face_id)).all() == [wrong]
            assert session.scalars(sa.select(GroupMember.face_id)).all() == []

    def test_says_which_decisions_it_became(self, database, group, ask, say):
        question = ask()

        seqs = say(question, verdict="new", name="Ada", wrong=[group[3]]).json()["decision_seqs"]

        with database.read() as session:
            rows = [session.get_one(Decision, seq) for seq in seqs]
        assert [row.kind for row in rows] == ["separate", "name", "reject"]
        assert rows[1].question["id"] == question["id"]
        assert rows[1].question["members"] == group[:4]

    def test_asks_about_their_other_faces_next(self, group, ask, say):
        say(ask(), verdict="new", name="Ada", wrong=[group[3]])

        question = ask()

        assert (question["kind"], question["person"]["name"]) == ("confirm", "Ada")
        assert sorted(face["id"] for face in question["faces"]) == group[4:]

    def test_takes_a_person_who_is_there(self, database, group, ask, say):
        with database.write() as session:
            far = make_face(session, vector=picture_of(9, 1))
            bob = people.decide(session, user="owner", body=Name(kind="name", face_ids=[far.id], name="Bob"))

        say(ask(), verdict="person", person_id=bob.payload["person_id"]).raise_for_status()

        assert names_of(database, group[:4]) == ["Bob"] * 4

    def test_marks_strangers_and_keeps_the_wrong_face_apart(self, database, client, group, ask, say):
        say(ask(), verdict="stranger", wrong=[group[3]]).raise_for_status()

        marks = [client.get(f"/api/faces/{face_id}").json()["mark"] for face_id in group[:4]]
        assert marks == ["stranger", "stranger", "stranger", None]
        with database.read() as session:
            assert {row.kind for row in session.scalars(sa.select(Constraint))} == {"cannot"}

    def test_offers_at_most_five_people(self, database, group, ask):
        with database.write() as session:
            for number in range(20, 27):
                face = make_face(session, vector=picture_of(1, number, spread=0.2))
                people.decide(session, user="owner", body=Name(kind="name", face_ids=[face.id], name=f"P{number}"))

        candidates = ask()["candidates"]

        assert len(candidates) == 5
        assert sorted(candidates, key=lambda c: -c["probability"]) == candidates


class TestConfirm:
    @pytest.fixture
    def question(self, group, ask, say):
        """Are the last two Ada?"""
        say(ask(), verdict="new", name="Ada", wrong=[group[3]])
        return ask()

    def test_yes_names_the_right_and_rejects_the_wrong_ones(self, database, group, question, ask, say):
        say(question, verdict="yes", wrong=[group[5]]).raise_for_status()

        assert names_of(database, group[4:]) == ["Ada", None]
        with database.read() as session:
            rejected = session.scalars(sa.select(Rejection.face_id).order_by(Rejection.face_id)).all()
        assert rejected == [group[3], group[5]]

    def test_no_rejects_them_all(self, database, client, group, question, say):
        say(question, verdict="no").raise_for_status()

        assert names_of(database, group[4:]) == [None, None]
        assert client.post("/api/review/next").status_code == 204

    def test_may_turn_out_to_be_somebody_else(self, database, group, question, say):
        say(question, verdict="new", name="Bob").raise_for_status()

        assert names_of(database, group[4:]) == ["Bob", "Bob"]

    def test_is_not_asked_again_once_skipped(self, client, question, say):
        say(question, verdict="skip").raise_for_status()

        assert client.post("/api/review/next").status_code == 204

    def test_is_asked_again_after_an_undo(self, database, question, ask, say):
        seqs = say(question, verdict="yes").json()["decision_seqs"]

        with database.write() as session:
            for seq in seqs:
                people.undo(session, user="owner", seq=seq)

        assert [f["id"] for f in ask()["faces"]] == [f["id"] for f in question["faces"]]


class TestAudit:
    @pytest.fixture
    def question(self, database, ask, say, think) -> dict:
        """Are these Ada? The machine has named some of them."""
        with database.write() as session:
            faces = [make_face(session, vector=picture_of(1, shot, spread=0.2)) for shot in range(10)]
            make_group(session, faces[:4])
            for shot in (2, 3):
                make_face(session, vector=picture_of(1, shot, spread=1.1))
        say(ask(), verdict="new", name="Ada").raise_for_status()
        think()
        return ask()

    def audit_of(self, question) -> list[int]:
        return [face["id"] for face in question["faces"] if face["tag"] is not None]

    def test_stands_among_the_faces_to_confirm(self, question):
        named = [face["tag"]["source"] for face in question["faces"] if face["tag"] is not None]

        assert (question["kind"], len(question["faces"]), named) == ("confirm", 3, ["machine"])

    def test_is_kept_with_the_decision_and_what_it_was_made_under(self, database, question, recogniser, say):
        (seq,) = say(question, verdict="yes").json()["decision_seqs"]

        with database.read() as session:
            asked = session.get_one(Decision, seq).question
        assert list(asked["audit"]) == [str(face_id) for face_id in self.audit_of(question)]
        assert all(0.85 < chance <= 1 for chance in asked["audit"].values())
        assert (asked["model"], asked["calibrator"]) == (recogniser.model, 0)

    def test_becomes_a_name_that_a_human_gave(self, database, question, say):
        say(question, verdict="yes").raise_for_status()

        with database.read() as session:
            tags = people.tags_of(session, self.audit_of(question))
        assert {tag.source for tag in tags.values()} == {"human"}

    def test_takes_a_wrong_name_away_for_good(self, database, question, say, think):
        say(question, verdict="yes", wrong=self.audit_of(question)).raise_for_status()

        think()

        assert names_of(database, self.audit_of(question)) == [None]

    def test_is_not_asked_about_for_its_own_sake(self, client, question, say, think):
        say(question, verdict="yes").raise_for_status()

        think()

        assert client.post("/api/review/next").status_code == 204


class TestHiddenPeople:
    def test_are_neither_asked_about_nor_offered(self, database, group, ask, say):
        say(ask(), verdict="new", name="Ada", wrong=[group[3]])
        ada = ask()["person"]["id"]
        with database.write() as session:
            people.decide(session, user="owner", body=Hide(kind="hide", person_id=ada))
            faces = [make_face(session, vector=picture_of(1, shot, spread=1.1)) for shot in (4, 5, 6, 7)]
            make_group(session, faces)

        question = ask()

        assert (question["kind"], question["person"], question["candidates"]) == ("identify", None, [])


class TestAnswerTwice:
    def test_counts_once_if_it_is_the_same(self, database, group, ask, say):
        question = ask()

        replies = [say(question, verdict="new", name="Ada", wrong=wrong) for wrong in ([group[3]], [group[3]] * 2)]

        assert [reply.status_code for reply in replies] == [200, 200]
        assert replies[0].json()["decision_seqs"] == replies[1].json()["decision_seqs"]
        with database.read() as session:
            assert people.newest_seq(session) == 3

    def test_is_refused_if_it_is_another(self, group, ask, say):
        question = ask()
        say(question, verdict="new", name="Ada")

        reply = say(question, verdict="stranger")

        assert (reply.status_code, reply.json()["error"]["code"]) == (409, "already_answered")


class TestRefusals:
    @pytest.mark.usefixtures("group")
    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ({"verdict": "new"}, "name_needed"),
            ({"verdict": "new", "name": "  "}, "name_needed"),
            ({"verdict": "person"}, "person_needed"),
            ({"verdict": "person", "person_id": 999}, "not_found"),
            ({"verdict": "yes"}, "verdict_unfit"),
            ({"verdict": "stranger", "wrong": [999]}, "not_in_question"),
            ({"verdict": "maybe"}, "invalid_request"),
        ],
    )
    def test_change_nothing(self, database, ask, say, answer, code):
        reply = say(ask(), **answer)

        assert 400 <= reply.status_code < 500
        assert reply.json()["error"]["code"] == code
        with database.read() as session:
            assert people.newest_seq(session) == 0

    def test_name_nobody_if_every_face_is_wrong(self, group, ask, say):
        reply = say(ask(), verdict="new", name="Ada", wrong=group[:4])

        assert (reply.status_code, reply.json()["error"]["code"]) == (422, "nothing_left")

    def test_say_that_somebody_else_was_faster(self, database, group, ask, say):
        question = ask()
        with database.write() as session:
            people.decide(session, user="owner", body=Name(kind="name", face_ids=group[:1], name="Bob"))

        reply = say(question, verdict="new", name="Ada")

        assert (reply.status_code, reply.json()["error"]["code"]) == (409, "edited_meanwhile")

    def test_know_no_question_of_another_number(self, client):
        reply = client.post("/api/review/7/answer", json={"verdict": "skip"})

        assert reply.json()["error"]["code"] == "question_missing"


class TestSkip:
    def test_is_asked_again_once_the_group_has_grown(self, database, client, group, ask, say):
        say(ask(), verdict="skip")
        assert client.post("/api/review/next").status_code == 204

        with database.write() as session:
            session.add(GroupMember(face_id=group[4], group_id=session.scalar(sa.select(GroupMember.group_id))))

        assert len(ask()["faces"]) == 5


class TestDullGroups:
    def test_are_not_asked_about_again_though_more_than_a_screen_is_left(self, database, client, ask, say):
        with database.write() as session:
            faces = [make_face(session, vector=picture_of(1, shot, spread=0.2)) for shot in range(30)]
            make_group(session, faces)

        say(ask(), verdict="stranger").raise_for_status()

        assert client.post("/api/review/next").status_code == 204

    def test_are_asked_about_again_after_an_undo(self, database, ask, say):
        with database.write() as session:
            faces = [make_face(session, vector=picture_of(1, shot, spread=0.2)) for shot in range(30)]
            make_group(session, faces)
        question = ask()
        (seq,) = say(question, verdict="stranger").json()["decision_seqs"]

        with database.write() as session:
            people.undo(session, user="owner", seq=seq)

        assert ask()["faces"] == question["faces"]


class TestInterest:
    def test_is_learned_from_what_groups_of_the_same_kind_turned_out_to_be(self, database, desk, ask, say):
        with database.write() as session:
            for person, spread, size in ((1, 0.2, 3), (2, 0.2, 4), (3, 0.2, 5), (4, 1.1, 4)):
                vectors = [picture_of(person, shot, spread=spread) for shot in range(size)]
                make_group(session, [make_face(session, vector=vector) for vector in vectors])

        for answer in ({"verdict": "new", "name": "Ada"}, *[{"verdict": "stranger"}] * 3):
            say(ask(), **answer).raise_for_status()

        with database.read() as session:
            interest = look(session, desk).interest
        assert interest.asked == ((0, 0, 0, 1), (0, 0, 1, 2))
        assert (sum(interest.named[0]), sum(interest.named[1])) == (0, 1)

    def test_is_not_learned_where_nothing_is(self, database, recogniser, desk, ask, say):
        recogniser.learns = False
        with database.write() as session:
            make_group(session, [make_face(session, vector=picture_of(1, shot, spread=0.2)) for shot in range(4)])

        say(ask(), verdict="stranger").raise_for_status()

        with database.read() as session:
            assert look(session, desk).interest == Interest()
