"""GET /api/faces/{id}/chip."""

import pytest

from factories.drawn import ADA, ON_THE_LEFT
from kenfolk.faces import service
from kenfolk.storage.local import LocalStorage


@pytest.fixture
def face(library):
    photo_id = library.add_photo([(ADA, ON_THE_LEFT)])
    library.detect()
    return library.faces(photo_id)[0]


class TestGetFaceChip:
    def test_returns_the_picture(self, client, library, face):
        reply = client.get(f"/api/faces/{face.id}/chip")

        assert (reply.status_code, reply.headers["content-type"]) == (200, "image/jpeg")
        assert reply.content == library.derived.read(face.chip_key)
        assert reply.headers["cache-control"] == "private, no-cache"

    def test_may_be_kept_for_ever_under_its_full_address(self, client, face):
        reply = client.get(f"/api/faces/{face.id}/chip?v=abc")

        assert "immutable" in reply.headers["cache-control"]
        assert "private" in reply.headers["cache-control"]

    def test_sends_nothing_to_those_who_have_it(self, client, face):
        etag = client.get(f"/api/faces/{face.id}/chip").headers["etag"]

        reply = client.get(f"/api/faces/{face.id}/chip", headers={"If-None-Match": f'"other", W/{etag}'})

        assert (reply.status_code, reply.content) == (304, b"")

    def test_says_where_a_proxy_in_front_has_it(self, client, library, face):
        root = library.derived.root
        client.app.state.parts.derived = LocalStorage(root, writable=True, served_at="/derived/")

        reply = client.get(f"/api/faces/{face.id}/chip")

        library.derived.save(face.chip_key, b"\xff\xd8 cut o")
        lost = client.get(f"/api/faces/{face.id}/chip")

        assert (reply.status_code, reply.content) == (200, b"")
        assert reply.headers["x-accel-redirect"] == f"/derived/{face.chip_key}"
        assert reply.headers["cache-control"] == "private, no-cache"
        assert (lost.status_code, lost.json()["error"]["code"]) == (404, "chip_not_ready")

    def test_says_that_there_is_no_such_face(self, client):
        reply = client.get("/api/faces/77/chip")

        assert reply.status_code == 404
        assert reply.json()["error"]["message"] == "There is no face with the number 77."

    def test_asks_for_patience_while_the_chip_is_not_cut(self, client, library, face):
        with library.database.write() as session:
            service.move_face(session, face.id, box=(300, 300, 400, 420))

        reply = client.get(f"/api/faces/{face.id}/chip?v=abc")

        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "chip_not_ready")
        assert "cache-control" not in reply.headers

    @pytest.mark.parametrize("lose", [LocalStorage.delete, lambda derived, key: derived.save(key, b"")])
    def test_lets_a_lost_picture_be_cut_again(self, client, library, bell, face, lose):
        lose(library.derived, face.chip_key)

        reply = client.get(f"/api/faces/{face.id}/chip")

        assert reply.json()["error"]["code"] == "chip_not_ready"
        assert bell.rung == ["faces.detect"]
        library.detect()
        assert client.get(f"/api/faces/{face.id}/chip").status_code == 200
