"""What is said of how well people are recognised, and that it follows from what people answered."""

import datetime as dt
import threading
import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient

from factories.faces import DIM, MODEL, make_face
from factories.packs import PLAIN
from factories.people import make_match, make_person, make_tag
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.beginning import Beginning
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.http import add_error_handlers
from kenfolk.people import service as people
from kenfolk.people.learning import Calibrator
from kenfolk.people.models import CalibratorVersion, Decision, Match, Tag
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.schemas import Confirm, Name, Reject
from kenfolk.people.store.matches import STALE
from kenfolk.photos.models import Photo
from kenfolk.review import insights, kept
from kenfolk.review.api import insight_router
from kenfolk.review.models import Question

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def recogniser():
    return Recogniser(VectorIndex(model=MODEL, dim=DIM), PLAIN)


@pytest.fixture
def client(database, recogniser):
    app = FastAPI()
    app.state.database = database
    app.state.parts = SimpleNamespace(desk=SimpleNamespace(recogniser=recogniser))
    add_error_handlers(app)
    app.include_router(insight_router)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def read(client):
    """What the page is made of."""
    return lambda: client.get("/api/insights").raise_for_status().json()


def name(session, faces, who):
    """Somebody gets a name, without a question."""
    body = Name(kind="name", face_ids=[face.id for face in faces], name=who)
    return people.decide(session, user="owner", body=body).payload["person_id"]


def answer_audit(session, person_id, *, right=(), wrong=(), number=1, model=MODEL, calibrator=0):
    """Somebody is shown faces that the machine had named, among others."""
    audit = {str(face.id): 0.97 for face in [*right, *wrong]}
    question = {"id": number, "person_id": person_id, "audit": audit, "model": model, "calibrator": calibrator}
    said = [(Confirm, "confirm", right), (Reject, "reject", wrong)]
    return [
        people.decide(
            session,
            user="owner",
            body=body(kind=kind, face_ids=[face.id for face in faces], person_id=person_id),
            question=question,
        ).seq
        for body, kind, faces in said
        if faces
    ]


def learn(session, state, *, model=MODEL):
    """A calibrator is made from answers, and compared."""
    row = CalibratorVersion(
        model=model,
        made_at=NOON,
        answers=120,
        seq=0,
        weights=Calibrator(weights=(0.0,), center=(), scale=()).to_json(),
        gate={"champion_loss": 0.2, "challenger_loss": 0.1, "reason": "better"},
        state=state,
    )
    session.add(row)
    session.flush()
    return row


def ask_confirm(session, person_id, chances, *, wrong=(), verdict="yes", examples=3, at=None):
    """A confirm question, and its answer."""
    faces = [make_face(session) for _chance in chances]
    face_ids = [face.id for face in faces]
    shown = dict(zip(map(str, face_ids), chances, strict=True))
    out = [face_ids[i] for i in wrong]
    session.add(
        Question(
            kind="confirm",
            face_ids=face_ids,
            other_face_ids=[],
            person_id=person_id,
            members=len(face_ids),
            shown={"seq": 0, "chances": shown, "candidates": [], "members": [], "examples": examples},
            asked_at=at or utc_now(),
            answered_at=at or utc_now(),
            verdict=verdict,
            answer={"verdict": verdict, "person_id": None, "name": None, "wrong": out},
            decision_seqs=[],
        )
    )
    session.flush()
    return faces


class TestNewLibrary:
    def test_promises_nothing_it_has_not_measured(self, read):
        said = read()

        assert said["automatic"] == {
            "faces": 0, "share": None, "promise": 0.99, "audited": 0, "wrong": 0, "precision": None, "low": 0.0,
            "high": 1.0, "state": "provisional", "needed": 299, "expired": 0,
        }  # fmt: skip
        assert said["calibration"] == {"ece": None, "answers": 0, "bins": [], "by_quality": [], "by_person_size": []}
        assert (said["imports"], said["checks"], said["confusable"], said["photos"]) == ([], [], [], 0)
        assert set(said["faces"].values()) == {0}
        assert [(model["version"], model["state"]) for model in said["models"]] == [(0, "champion")]


class TestAutomaticNames:
    @pytest.fixture
    def ada(self, database) -> int:
        with database.write() as session:
            return name(session, [make_face(session)], "Ada")

    def test_are_counted_with_their_share(self, database, read, ada):
        with database.write() as session:
            person = make_person(session, "Bob")
            for _ in range(3):
                make_tag(session, make_face(session), person, source="machine", probability=0.98)
            make_tag(session, make_face(session, removed=True), person, source="machine", probability=0.98)

        said = read()["automatic"]

        assert (said["faces"], said["share"]) == (3, 0.75)

    def test_are_right_where_confirmed_and_wrong_where_rejected(self, database, read, ada):
        with database.write() as session:
            faces = [make_face(session) for _ in range(5)]
            answer_audit(session, ada, right=faces[:4], wrong=faces[4:])

        said = read()["automatic"]

        assert (said["audited"], said["wrong"], said["precision"]) == (5, 1, 0.8)
        assert said["low"] < 0.8 < said["high"]

    def test_are_wrong_where_everybody_is_somebody_else(self, database, read, ada):
        with database.write() as session:
            faces = [make_face(session) for _ in range(2)]
            bob = name(session, [make_face(session)], "Bob")
            audit = {str(face.id): 0.97 for face in faces}
            body = Confirm(kind="confirm", face_ids=[face.id for face in faces], person_id=bob)
            question = {"id": 1, "person_id": ada, "audit": audit, "model": MODEL, "calibrator": 0}
            people.decide(session, user="owner", body=body, question=question)

        said = read()["automatic"]

        assert (said["audited"], said["wrong"]) == (2, 2)

    def test_count_only_the_faces_that_were_mixed_in(self, database, read, ada):
        with database.write() as session:
            audited, other = make_face(session), make_face(session)
            question = {"id": 1, "person_id": ada, "audit": {str(audited.id): 0.97}, "model": MODEL, "calibrator": 0}
            body = Confirm(kind="confirm", face_ids=[audited.id, other.id], person_id=ada)
            people.decide(session, user="owner", body=body, question=question)

        assert read()["automatic"]["audited"] == 1

    def test_are_unchecked_again_once_an_answer_is_taken_back(self, database, read, ada):
        with database.write() as session:
            seqs = answer_audit(session, ada, right=[make_face(session)])
        with database.write() as session:
            people.undo(session, user="owner", seq=seqs[0])

        assert read()["automatic"]["audited"] == 0

    @pytest.mark.parametrize("other", [{"model": "older"}, {"calibrator": 7}])
    def test_are_unchecked_once_something_else_gives_them(self, database, read, ada, other):
        with database.write() as session:
            answer_audit(session, ada, right=[make_face(session)], **other)

        assert read()["automatic"]["audited"] == 0

    def test_keep_the_promise_after_299_checks_without_an_error(self, database, read, ada):
        with database.write() as session:
            for number in range(13):
                answer_audit(session, ada, right=[make_face(session) for _ in range(23)], number=number)

        said = read()["automatic"]

        assert (said["audited"], said["state"], said["needed"]) == (299, "kept", 0)

    def test_are_told_alone_too(self, client, read, ada):
        assert client.get("/api/insights/automatic").json() == read()["automatic"]


class TestCalibration:
    @pytest.fixture
    def ada(self, database) -> int:
        with database.write() as session:
            return name(session, [make_face(session)], "Ada")

    def test_compares_what_was_said_with_what_came_of_it(self, database, read, ada):
        with database.write() as session:
            ask_confirm(session, ada, [0.9] * 10, wrong=[3])
            ask_confirm(session, ada, [0.5] * 10, wrong=[0, 1, 2, 3, 4])

        said = read()["calibration"]

        assert said["answers"] == 20
        assert said["ece"] == pytest.approx(0)
        assert [(b["predicted"], b["observed"]) for b in said["bins"]] == [(0.5, 0.5), (pytest.approx(0.9), 0.9)]

    def test_notices_too_much_confidence(self, database, read, ada):
        with database.write() as session:
            ask_confirm(session, ada, [0.9] * 10, verdict="no")

        assert read()["calibration"]["ece"] == pytest.approx(0.9)

    def test_leaves_out_what_was_skipped_or_left_open(self, database, read, ada):
        with database.write() as session:
            ask_confirm(session, ada, [0.9] * 4, verdict="skip")
            ask_confirm(session, ada, [0.9] * 4, verdict="person", wrong=[0])

        said = read()["calibration"]

        assert said["answers"] == 3
        assert said["bins"][0]["observed"] == 0

    def test_is_told_by_quality_and_by_how_well_somebody_is_known(self, database, read, ada):
        with database.write() as session:
            ask_confirm(session, ada, [0.9] * 2, examples=1)
            ask_confirm(session, ada, [0.9] * 3, examples=100)

        said = read()["calibration"]

        assert [(b["low"], b["high"], b["count"]) for b in said["by_quality"]] == [(0.8, 1.0, 5)]
        assert [(b["low"], b["high"], b["count"]) for b in said["by_person_size"]] == [(1, 2, 2), (16, 64, 3)]

    def test_forgets_an_answer_that_was_taken_back(self, database, read, ada):
        with database.write() as session:
            face = ask_confirm(session, ada, [0.9])[0]
            body = Confirm(kind="confirm", face_ids=[face.id], person_id=ada)
            seq = people.decide(session, user="owner", body=body, question={"id": 1}).seq
            session.query(Question).one().decision_seqs = [seq]
        with database.write() as session:
            people.undo(session, user="owner", seq=seq)

        assert read()["calibration"]["answers"] == 0


class TestFaces:
    def test_are_told_by_where_they_stand(self, database, read):
        with database.write() as session:
            name(session, [make_face(session) for _ in range(2)], "Ada")
            make_face(session)

        said = read()["faces"]

        assert (said["by_people"], said["alone"], said["by_machine"]) == (2, 1, 0)


class TestImports:
    def come(self, session, count, day):
        faces = [make_face(session) for _ in range(count)]
        for face in faces:
            face.created_at = NOON + day * dt.timedelta(days=1)
        return faces

    @pytest.fixture(autouse=True)
    def _few_faces_are_an_import(self, monkeypatch):
        monkeypatch.setattr(insights, "FEWEST", 1)

    def test_cost_less_the_more_people_are_known(self, database, read):
        with database.write() as session:
            first, second = self.come(session, 8, day=0), self.come(session, 10, day=30)
            person = SimpleNamespace(id=name(session, first, "Ada"))
            for face in second[:9]:
                make_tag(session, face, person, source="machine", probability=0.98)
            people.decide(
                session, user="owner", body=Confirm(kind="confirm", face_ids=[second[9].id], person_id=person.id)
            )

        said = read()["imports"]

        assert [(each["actions"], each["by_people"], each["by_machine"]) for each in said] == [(2, 8, 0), (1, 1, 9)]
        assert [(each["per_100"], each["share"]) for each in said] == [(25.0, 0.0), (10.0, 0.9)]

    def test_count_an_answer_by_its_clicks_and_not_by_its_decisions(self, database, read):
        with database.write() as session:
            ada = make_person(session).id
            ask_confirm(session, ada, [0.9] * 6, wrong=[0, 1])

        (said,) = read()["imports"]

        assert (said["actions"], said["per_100"], said["share"]) == (3, None, None)

    def test_leave_out_what_names_nobody(self, database, read):
        with database.write() as session:
            make_face(session)
            session.add(Decision(at=NOON, user="owner", kind="rename", payload={}, question=None, undoes=None))

        (said,) = read()["imports"]

        assert said["actions"] == 0


class TestChecks:
    def test_are_told_as_time_goes_by_with_exact_bounds(self, database, read):
        with database.write() as session:
            ada = name(session, [make_face(session)], "Ada")
            answer_audit(session, ada, right=[make_face(session) for _ in range(30)])
            wrong = [make_face(session) for _ in range(3)]
            answer_audit(
                session, ada, right=[make_face(session) for _ in range(27)], wrong=wrong, number=2, calibrator=3
            )

        first, second = read()["checks"]

        assert (first["audited"], first["wrong"], first["low"]) == (30, 0, pytest.approx(0.05 ** (1 / 30)))
        assert (second["audited"], second["wrong"], second["precision"]) == (30, 3, 0.9)
        assert first["last"] <= second["first"]

    def test_are_one_stretch_while_there_are_few(self, database, read):
        with database.write() as session:
            ada = name(session, [make_face(session)], "Ada")
            answer_audit(session, ada, right=[make_face(session)])

        (checks,) = read()["checks"]

        assert (checks["audited"], checks["precision"]) == (1, 1.0)


class TestCertificate:
    @pytest.fixture
    def ada(self, database) -> SimpleNamespace:
        """Somebody of whom the machine has named ten faces, and everything that was checked was right."""
        with database.write() as session:
            ada = name(session, [make_face(session)], "Ada")
            for _ in range(10):
                make_tag(session, make_face(session), SimpleNamespace(id=ada), source="machine", probability=0.98)
            answer_audit(session, ada, right=[make_face(session) for _ in range(299)])
        return SimpleNamespace(id=ada)

    def machine_names(self, database, ada, count):
        with database.write() as session:
            for _ in range(count):
                make_tag(session, make_face(session), ada, source="machine", probability=0.98)

    def test_says_how_many_photos_it_is_about(self, read, ada):
        said = read()

        assert (said["automatic"]["state"], said["automatic"]["faces"], said["photos"]) == ("kept", 10, 10)

    def test_holds_while_few_names_are_newer(self, database, read, ada):
        self.machine_names(database, ada, 2)

        assert read()["automatic"]["state"] == "kept"

    def test_ends_when_more_than_a_fifth_of_the_names_are_newer(self, database, read, ada):
        self.machine_names(database, ada, 3)

        said = read()["automatic"]

        assert (said["state"], said["audited"], said["expired"], said["needed"]) == ("provisional", 0, 299, 299)

    def test_ends_when_many_of_the_people_are_newer(self, database, read, ada):
        with database.write() as session:
            bob = make_person(session, "Bob")
            session.query(Tag).filter_by(source="machine").update({"person_id": bob.id})

        assert read()["automatic"]["state"] == "provisional"


class TestVersions:
    @pytest.fixture
    def learned(self, database) -> list[int]:
        """Three calibrators: the second is in use, the third was no better."""
        with database.write() as session:
            return [learn(session, state).id for state in ("retired", "champion", "lost")]

    @pytest.fixture
    def states(self, read):
        """What became of each version."""
        return lambda: {model["version"]: model["state"] for model in read()["models"]}

    def test_are_told_newest_first_with_the_reason(self, read, learned):
        models = read()["models"]

        assert [model["version"] for model in models] == [*learned[::-1], 0]
        assert (models[1]["answers"], models[1]["champion_loss"], models[1]["challenger_loss"]) == (120, 0.2, 0.1)
        assert models[1]["reason"] == "better"

    def test_decide_which_checks_count(self, database, read, learned):
        with database.write() as session:
            ada = name(session, [make_face(session)], "Ada")
            answer_audit(session, ada, right=[make_face(session)], calibrator=0)
            answer_audit(session, ada, wrong=[make_face(session)], calibrator=learned[1], number=2)

        said = read()["automatic"]

        assert (said["audited"], said["wrong"]) == (1, 1)

    def test_can_be_gone_back_to(self, client, states, bell, learned):
        reply = client.post(f"/api/insights/calibrator/{learned[0]}/restore").raise_for_status().json()

        assert (reply["version"], reply["state"]) == (learned[0], "champion")
        assert states() == {learned[0]: "champion", learned[1]: "rolled_back", learned[2]: "lost", 0: "retired"}
        assert "people.match" in bell.rung

    def test_judge_every_face_again_when_they_come_back(self, database, client, learned):
        with database.write() as session:
            make_match(session, make_face(session), None)

        client.post(f"/api/insights/calibrator/{learned[0]}/restore").raise_for_status()

        with database.read() as session:
            assert session.query(Match.chip_key).all() == [(STALE,)]

    def test_can_be_gone_back_to_the_very_first(self, client, states, learned):
        client.post("/api/insights/calibrator/0/restore").raise_for_status()

        assert states() == {learned[0]: "retired", learned[1]: "rolled_back", learned[2]: "lost", 0: "champion"}

    def test_are_not_used_if_they_never_were(self, client, states, learned):
        reply = client.post(f"/api/insights/calibrator/{learned[2]}/restore")

        assert (reply.status_code, reply.json()["error"]["code"]) == (409, "never_in_use")
        assert states()[learned[1]] == "champion"

    def test_are_of_one_model_only(self, database, client, read):
        with database.write() as session:
            other = learn(session, "champion", model="older").id

        assert [model["version"] for model in read()["models"]] == [0]
        assert client.post(f"/api/insights/calibrator/{other}/restore").status_code == 404

    def test_change_nothing_when_the_one_in_use_is_restored(self, client, states, learned):
        before = states()

        client.post(f"/api/insights/calibrator/{learned[1]}/restore").raise_for_status()

        assert states() == before


class TestKept:
    """In a large library it takes long to measure."""

    @pytest.fixture(autouse=True)
    def _all_is_slow(self, monkeypatch):
        monkeypatch.setattr(kept, "SLOW", -1.0)
        monkeypatch.setattr(kept, "PATIENCE", 0.0)

    def test_says_what_was_measured_and_that_it_is_old(self, database, read):
        before = read()
        with database.write() as session:
            name(session, [make_face(session)], "Ada")

        told = read()

        assert before["is_current"]
        assert (told["is_current"], told["measured_at"]) == (False, before["measured_at"])

    def test_is_old_when_a_photo_went_missing(self, database, read):
        with database.write() as session:
            make_face(session)
        read()

        with database.write() as session:
            session.execute(sa.update(Photo).values(state="missing"))

        assert not read()["is_current"]

    def test_is_old_when_somebody_was_suggested(self, database, read):
        with database.write() as session:
            face, ada = make_face(session), make_person(session, name="Ada")
        read()

        with database.write() as session:
            make_match(session, face, ada, probability=0.9)

        assert not read()["is_current"]

    def test_measures_anew_beside_the_requests(self, database, read):
        read()
        with database.write() as session:
            name(session, [make_face(session)], "Ada")

        assert wait_for_current(read)["faces"]["by_people"] == 1

    def test_tells_at_once_which_calibrator_is_in_use(self, database, client, read, monkeypatch):
        monkeypatch.setattr(kept, "PATIENCE", 1e9)
        with database.write() as session:
            version = learn(session, "champion").id
        assert read()["models"][0]["state"] == "champion"

        client.post("/api/insights/calibrator/0/restore").raise_for_status()

        told = {model["version"]: model["state"] for model in read()["models"]}
        assert told == {version: "rolled_back", 0: "champion"}

    def test_is_not_the_last_word_while_people_are_still_being_read(self, database, read, recogniser, monkeypatch):
        monkeypatch.setattr(insights, "PATIENCE", 0.0)
        go_on = threading.Event()
        recogniser.beginning = Beginning(
            database, lambda session: go_on.wait(60) and recogniser.known.gallery(session), name="people"
        )

        told = [read()["is_current"] for _ in range(2)]
        go_on.set()

        assert told == [False, False]
        assert recogniser.is_ready(wait=60)
        assert wait_for_current(read)["confusable"] == []


def wait_for_current(read):
    """Ask until the answer is up to date."""
    for _ in range(6000):
        if (told := read())["is_current"]:
            return told
        time.sleep(0.01)
    raise AssertionError("It was never measured anew.")
