import datetime as dt
from dataclasses import replace

import pytest

from factories.faces import make_face
from factories.people import make_decision
from factories.photos import make_photo, make_source
from kenfolk.kit.failures import record_outcome
from kenfolk.kit.steps import Failed, Retry
from kenfolk.vision.image_source import Damaged

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def failed(database):
    """Three failures: of a photo, of a face in it, and of a decision."""
    with database.write() as session:
        photo = make_photo(session, key="party/one.jpg")
        face = make_face(session, photo=photo)
        record_outcome(session, "photos.read", photo.id, Failed("truncated"))
        record_outcome(session, "faces.embed", face.id, Retry("busy", after=60))
        record_outcome(session, "people.learn", 5, Failed("odd"))
        return photo.id, face.id


class TestGetStatus:
    def test_of_an_empty_library_is_idle(self, client):
        status = client.get("/api/status").json()

        assert status["idle"] is True
        assert status["photos"] == {"total": 0, "done": 0, "failed": 0, "missing": 0}


class TestListFailures:
    def test_names_what_failed_by_its_path(self, client, failed):
        photo_id, face_id = failed

        items = client.get("/api/failures").json()["items"]

        assert [item["subject"] for item in items] == [
            "party/one.jpg",
            f"face {face_id} in party/one.jpg",
            "decision 5",
        ]
        assert [item["photo_id"] for item in items] == [photo_id, photo_id, None]
        assert [item["reason"] for item in items] == ["truncated", "busy", "odd"]
        assert [item["retry_at"] is None for item in items] == [True, False, True]

    def test_comes_in_pages(self, client, failed):
        first = client.get("/api/failures?limit=2").json()
        second = client.get("/api/failures", params={"limit": 2, "cursor": first["next_cursor"]}).json()

        assert [len(first["items"]), len(second["items"])] == [2, 1]
        assert second["next_cursor"] is None

    def test_refuses_a_cursor_of_somebody_else(self, client):
        assert client.get("/api/failures?cursor=zzz").json()["error"]["code"] == "bad_cursor"

    def test_chooses_one_problem(self, client, failed):
        items = client.get("/api/failures?step=faces.embed&code=other").json()["items"]

        assert [item["reason"] for item in items] == ["busy"]


class TestListProblems:
    def test_are_failures_of_one_kind(self, client, database):
        with database.write() as session:
            for reason in ("bad marker", "cut off", "no end"):
                record_outcome(session, "photos.read", make_photo(session).id, Failed(Damaged(reason=reason).message))
            for _ in range(2):
                record_outcome(
                    session, "faces.detect", make_photo(session).id, Retry("Unforeseen: KeyError: 3", after=60)
                )

        problems = client.get("/api/failures/problems").json()

        assert [(each["step"], each["code"], each["count"]) for each in problems] == [
            ("photos.read", "damaged", 3),
            ("faces.detect", "unforeseen", 2),
        ]
        assert [each["retry_at"] is None for each in problems] == [True, False]

    def test_are_none_where_nothing_failed(self, client):
        assert client.get("/api/failures/problems").json() == []


class TestRetryFailures:
    def test_makes_one_problem_due(self, client, failed, bell):
        bell.rung.clear()

        reply = client.post("/api/failures/retry", json={"step": "photos.read", "code": "other"})

        assert (reply.json(), bell.rung) == ({"retried": 1}, ["photos.read"])

    def test_makes_all_due_and_rings_their_steps(self, client, failed, bell):
        bell.rung.clear()

        reply = client.post("/api/failures/retry", json={"ids": None})

        assert reply.json() == {"retried": 3}
        assert set(bell.rung) == {"photos.read", "faces.embed", "people.learn"}

    def test_leaves_out_what_was_not_named(self, client, failed, bell):
        bell.rung.clear()
        first = client.get("/api/failures").json()["items"][0]["id"]

        reply = client.post("/api/failures/retry", json={"ids": [first]})

        assert reply.json() == {"retried": 1}
        assert bell.rung == ["photos.read"]

    def test_has_a_missing_model_pack_fetched(self, client, app):
        tries = []
        app.state.hub = replace(app.state.hub, fetch_pack=lambda: tries.append(1))

        client.post("/api/failures/retry", json={"ids": None})

        assert tries == [1]

    def test_is_news(self, client, noted):
        client.post("/api/failures/retry", json={"ids": []})

        assert noted == ["failures"]


class TestPause:
    def test_holds_the_work_back_until_it_is_to_go_on(self, client, app):
        client.post("/api/work/pause").raise_for_status()
        held = app.state.hub.gate.is_closed

        client.post("/api/work/resume").raise_for_status()

        assert (held, app.state.hub.gate.is_closed) == (True, False)

    def test_is_news(self, client, noted):
        client.post("/api/work/pause").raise_for_status()

        assert noted == ["activity"]


class TestListActivity:
    def test_is_empty_in_an_empty_library(self, client):
        assert client.get("/api/activity").json() == []

    def test_tells_what_happened_newest_first(self, client, database):
        with database.write() as session:
            source = make_source(session, root="/pictures")
            source.scanned_at = NOON
            face = make_face(session, photo=make_photo(session, source=source))
            face.created_at = NOON + MINUTE
            for minute in (2, 3, 90):
                decision = make_decision(session)
                decision.at = NOON + minute * MINUTE

        events = client.get("/api/activity").json()

        told = [(event["kind"], event["count"], event["user"], event["place"]) for event in events]
        assert told == [
            ("answers", 1, "owner", None),
            ("answers", 2, "owner", None),
            ("faces", 1, None, None),
            ("scan", 1, None, "/pictures"),
        ]

    def test_tells_when_photos_were_uploaded(self, client, database):
        with database.write() as session:
            source = make_source(session, root="/data/uploads", kind="upload")
            for second in range(3):
                make_photo(session, source=source).mtime_ns = int((NOON.timestamp() + second) * 1e9)

        (event,) = client.get("/api/activity").json()

        assert (event["kind"], event["count"], event["first"]) == ("upload", 3, "2026-05-01T12:00:00Z")


class TestGetAbout:
    def test_names_the_pack_and_the_database(self, client, database):
        about = client.get("/api/about").json()

        assert about["pack"]["name"] == "fake"
        assert about["database"] == database.engine.dialect.name

    def test_tells_what_was_set_and_what_is_as_delivered(self, client):
        settings = client.get("/api/about").json()["settings"]

        assert settings["promise"] == 0.99
        assert settings["learning"]
        assert "pack" in settings["given"]
        assert "promise" not in settings["given"]


class TestListPackages:
    def test_names_each_with_its_licence(self, client):
        packages = {one["name"].lower(): one for one in client.get("/api/about/packages").json()}

        assert "MIT" in packages["fastapi"]["licence"]
        assert packages["numpy"]["version"]


class TestListPacks:
    def test_shows_which_one_is_in_use(self, client):
        packs = {pack["name"]: pack for pack in client.get("/api/packs").json()}

        assert packs["fake"]["active"]
        assert not packs["default"]["active"]
        assert not packs["default"]["ready"]


class TestStreamEvents:
    def test_begins_with_the_status(self, client, app):
        app.state.hub.events.close()  # so that the stream ends after its beginning

        reply = client.get("/api/events")

        assert reply.headers["content-type"].startswith("text/event-stream")
        assert reply.text.startswith('event: status\ndata: {"version"')


class TestNews:
    def test_is_not_made_by_reading_or_failing(self, client, noted):
        client.get("/api/failures")
        client.post("/api/failures/retry", json={"ids": "x"})

        assert noted == []
