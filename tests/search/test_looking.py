"""Search by a face somebody shows: it is found, compared, and forgotten."""

import io
import threading

import numpy as np
import pytest
import sqlalchemy as sa
from PIL import Image

from factories.bad_files import encode_bomb
from factories.faces import make_face
from factories.people import make_person, make_tag
from kenfolk.entry.schema import METADATA
from kenfolk.faces.models import FaceVector
from kenfolk.search import receiving
from kenfolk.vision.align import cut_chip
from kenfolk.vision.fake import FakeDetector, FakeEmbedder, draw_photo

LEFT, RIGHT = (60, 80, 180, 230), (400, 100, 500, 225)
ADA, BOB = 1, 2


def picture_of(*people: int, size=(640, 480), kind="JPEG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(draw_photo(list(zip(people, (LEFT, RIGHT), strict=False)), size)).save(out, kind, quality=95)
    return out.getvalue()


def vector_of(person: int) -> np.ndarray:
    pixels = draw_photo([(person, LEFT)])
    face = FakeDetector().detect(pixels)[0]
    return FakeEmbedder().embed(cut_chip(pixels, face.landmarks)[None])[0]


def show(client, data: bytes):
    return client.post("/api/search/face", files={"file": ("me.jpg", data, "image/jpeg")})


@pytest.fixture
def library(database):
    """Ada with four faces a human named, and one of Bob's nobody has."""
    with database.write() as session:
        ada = make_person(session, "Ada")
        faces = [make_face(session, vector=vector_of(ADA), model="fake-1") for _ in range(4)]
        for face in faces:
            make_tag(session, face, ada)
        bob = make_face(session, vector=vector_of(BOB), model="fake-1")
        return {"ada": ada.id, "faces": [face.id for face in faces], "bob": bob.id, "bobs_photo": bob.photo_id}


def rows(database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.name: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


class TestSearchByPicture:
    def test_says_whom_each_face_looks_like(self, client, library):
        seen = show(client, picture_of(ADA, BOB)).raise_for_status().json()

        ada = next(face for face in seen["faces"] if face["box"][0] < 200)
        bob = next(face for face in seen["faces"] if face["box"][0] > 300)
        assert (seen["width"], seen["height"]) == (640, 480)
        assert [near["face"]["id"] for near in bob["nearest"]] == [library["bob"]]
        assert bob["nearest"][0]["photo"]["id"] == library["bobs_photo"]
        assert {near["face"]["id"] for near in ada["nearest"]} == set(library["faces"])
        assert library["bob"] not in {near["face"]["id"] for near in ada["nearest"]}

    def test_finds_nobody_where_there_is_no_face(self, client, library):
        assert show(client, picture_of()).json() == {"width": 640, "height": 480, "faces": []}

    @pytest.mark.usefixtures("library")
    def test_keeps_nothing(self, client, database, tmp_path, monkeypatch, caplog):
        caplog.set_level("DEBUG")
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))  # a temporary file would fail
        before, files = rows(database), sorted(tmp_path.rglob("*"))
        large = picture_of(ADA, size=(2400, 1800), kind="BMP")  # frameworks put as much into a file

        reply = show(client, large)

        assert len(large) > 2**20
        assert len(reply.json()["faces"]) == 1
        assert rows(database) == before
        assert sorted(tmp_path.rglob("*")) == files
        assert not [record for record in caplog.records if record.name.startswith("kenfolk")]

    @pytest.mark.parametrize(
        ("data", "status", "code"),
        [
            (b"", 422, "empty"),
            (b"hello", 422, "not_an_image"),
            (picture_of(ADA)[:2000], 422, "damaged"),
            (b"".join(encode_bomb(30_000)), 413, "too_many_pixels"),
        ],
    )
    def test_refuses_what_is_no_picture_in_words(self, client, data, status, code):
        reply = show(client, data)

        assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)

    def test_refuses_what_is_no_form(self, client):
        for reply in (
            client.post("/api/search/face", content=picture_of(ADA), headers={"content-type": "image/jpeg"}),
            client.post("/api/search/face", content=b"x", headers={"content-type": "multipart/form-data"}),
            client.post("/api/search/face", files={"other": ("me.jpg", picture_of(ADA))}),
            client.post("/api/search/face", data={"file": "me"}, files={"other": b""}),
        ):
            assert (reply.status_code, reply.json()["error"]["code"]) == (422, "picture_missing")

    def test_refuses_what_is_too_large_while_it_arrives(self, client, monkeypatch):
        monkeypatch.setattr(receiving, "LARGEST", 1000)

        assert show(client, picture_of(ADA)).status_code == 413

    def test_says_when_too_many_ask_at_once(self, client, library, parts, monkeypatch):
        monkeypatch.setattr(receiving, "PATIENCE", 0.2)
        looking, done = threading.Semaphore(0), threading.Event()

        class Slow(FakeDetector):
            def detect(self, pixels, *, overview=None):
                looking.release()
                assert done.wait(20)
                return super().detect(pixels)

        parts.detector = Slow()
        replies: list[int] = []
        askers = [
            threading.Thread(target=lambda: replies.append(show(client, picture_of(ADA)).status_code))
            for _ in range(receiving.AT_ONCE)
        ]
        for asker in askers:
            asker.start()
        for _ in askers:
            assert looking.acquire(timeout=20)

        busy = show(client, picture_of(ADA))
        done.set()
        for asker in askers:
            asker.join()

        assert (busy.status_code, busy.json()["error"]["code"]) == (503, "looks_busy")
        assert busy.headers["retry-after"]
        assert replies == [200] * receiving.AT_ONCE
        assert show(client, picture_of(ADA)).status_code == 200


class TestSearchByFace:
    def test_finds_the_faces_most_like_one_of_the_library(self, client, library):
        seen = client.get(f"/api/search/face/{library['faces'][0]}").raise_for_status().json()

        assert {near["face"]["id"] for near in seen["nearest"]} == set(library["faces"][1:])

    def test_says_when_nothing_is_known_of_a_face_yet(self, client, library, database):
        with database.write() as session:
            session.execute(sa.delete(FaceVector).where(FaceVector.face_id == library["bob"]))

        reply = client.get(f"/api/search/face/{library['bob']}")

        assert (reply.status_code, reply.json()["error"]["code"]) == (409, "face_not_seen_yet")
        assert client.get("/api/search/face/999").status_code == 404
