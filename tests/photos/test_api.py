"""The routes of photos."""

import io
import os

import pytest
import sqlalchemy as sa
from PIL import Image

from factories.pictures import draw
from kenfolk.kit.config import Settings
from kenfolk.photos import service
from kenfolk.photos.jobs import ScanSources
from kenfolk.photos.models import Source
from kenfolk.storage.errors import Full
from kenfolk.storage.local import LocalStorage
from kenfolk.vision.image_source import Budget


def photo_id_of(library, name: str) -> int:
    return library.photos()[name].id


class TestSources:
    def test_are_listed_page_by_page(self, client, library, tmp_path):
        (tmp_path / "More").mkdir()
        client.post("/api/sources", json={"path": str(tmp_path / "More")})

        first = client.get("/api/sources", params={"limit": 1}).json()
        second = client.get("/api/sources", params={"limit": 1, "cursor": first["next_cursor"]}).json()

        assert [first["items"][0]["root"], second["items"][0]["root"]] == [str(library.folder), str(tmp_path / "More")]
        assert second["next_cursor"] is None

    def test_are_added(self, client, tmp_path):
        (tmp_path / "More").mkdir()

        reply = client.post("/api/sources", json={"path": str(tmp_path / "More")})

        assert reply.status_code == 201
        assert reply.json() == {
            "id": reply.json()["id"],
            "kind": "folder",
            "root": str(tmp_path / "More"),
            "photos": 0,
            "scanned_at": None,
            "error": None,
            "scanning": True,
        }

    def test_keep_no_writer_waiting_while_their_disk_does(self, client, library, tmp_path, monkeypatch):
        written = []

        def hang(path: str, *, settings: Settings) -> service.Place:
            with library.database.write() as session:  # somebody else's, while the share does not answer
                written.append(session.execute(sa.update(Source).values(error="meanwhile")).rowcount)
            return choose(path, settings=settings)

        (tmp_path / "More").mkdir()
        choose = service.choose_place
        monkeypatch.setattr(service, "choose_place", hang)

        reply = client.post("/api/sources", json={"path": str(tmp_path / "More")})

        assert (reply.status_code, written) == (201, [1])

    def test_are_refused_with_a_reason(self, client):
        reply = client.post("/api/sources", json={"path": "/no/such/folder"})

        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "folder_missing")

    def test_are_removed(self, client, library):
        library.write("a.jpg", draw(1))
        library.look()

        reply = client.delete(f"/api/sources/{library.source_id}")

        assert (reply.status_code, reply.content) == (204, b"")
        assert library.states() == {"a.jpg": "missing"}
        assert client.get("/api/sources").json()["items"] == []

    def test_are_scanned_when_asked(self, client, library):
        library.scan()

        reply = client.post(f"/api/sources/{library.source_id}/scan")

        assert (reply.status_code, reply.json()["scanning"]) == (202, True)

    def test_that_do_not_exist_are_not_found(self, client):
        assert client.post("/api/sources/99/scan").status_code == 404
        assert client.delete("/api/sources/99").status_code == 404


class TestFolders:
    def test_lists_visible_folders_by_name(self, client, tmp_path):
        for name in ("b", "A", ".hidden", "new\nline"):
            (tmp_path / "top" / name).mkdir(parents=True)
        (tmp_path / "top" / "file.txt").touch()

        reply = client.get("/api/folders", params={"path": str(tmp_path / "top")}).json()

        assert [folder["name"] for folder in reply["folders"]] == ["A", "b", "new\nline"]
        assert reply["parent"] == str(tmp_path)

    def test_gives_paths_that_can_be_added_whatever_their_names(self, client, tmp_path):
        (tmp_path / "top" / os.fsdecode(b"caf\xe9")).mkdir(parents=True)
        folder = client.get("/api/folders", params={"path": str(tmp_path / "top")}).json()["folders"][0]

        reply = client.post("/api/sources", json={"path": folder["path"]})

        assert reply.status_code == 201
        assert reply.json()["root"] == folder["path"]

    def test_begins_at_home_and_ends_at_the_root(self, client, monkeypatch, tmp_path):
        monkeypatch.setenv("HOME", str(tmp_path))

        assert client.get("/api/folders").json()["path"] == str(tmp_path)
        assert client.get("/api/folders", params={"path": "/"}).json()["parent"] is None


class TestUploads:
    def send(self, client, content: bytes, name: str = "me.jpg"):
        return client.post("/api/uploads", files={"file": (name, content)})

    def test_keeps_the_file_and_has_it_read(self, client, library, bell):
        reply = self.send(client, draw(1), "Ada at the beach.JPG")
        library.read()

        assert reply.status_code == 201
        path = reply.json()["path"]
        assert path.startswith("Ada at the beach-")
        assert (library.data / "uploads" / path).read_bytes() == draw(1)
        assert library.states() == {path: "ready"}
        assert "photos.read" in bell.rung

    def test_keeps_the_same_content_once(self, client, library):
        first = self.send(client, draw(1), "one.jpg").json()

        second = self.send(client, draw(1), "two.jpg")

        assert second.status_code == 201
        assert second.json() == first | {"duplicate": True}
        assert len(list((library.data / "uploads").iterdir())) == 1

    def test_knows_photos_of_folders_too(self, client, library):
        library.write("a.jpg", draw(1))
        library.look()

        reply = self.send(client, draw(1)).json()

        assert reply == {"photo_id": photo_id_of(library, "a.jpg"), "path": "a.jpg", "duplicate": True}

    def test_brings_a_missing_photo_back(self, client, library):
        library.write("a.jpg", draw(1)).rename(library.folder / "b.jpg")
        library.look()
        before = photo_id_of(library, "b.jpg")
        (library.folder / "b.jpg").unlink()
        library.scan()

        reply = self.send(client, draw(1)).json()
        library.read()

        assert (reply["photo_id"], reply["duplicate"]) == (before, False)
        assert library.states() == {reply["path"]: "ready"}

    def test_tells_two_photos_of_one_name_apart(self, client, library):
        self.send(client, draw(1))
        self.send(client, draw(2))
        library.read()

        assert list(library.states().values()) == ["ready", "ready"]

    @pytest.mark.parametrize(
        "name",
        [
            "../../evil.jpg",
            "..\\evil.jpg",
            "/etc/evil.jpg",
            ".hidden.jpg",
            "new\nline.jpg",
            "x" * 400 + ".jpg",
            ".jpg",
            "con:aux?.jpg",
            "\u202egpj.exe.jpg",
            "👪" * 90 + ".jpg",
            "no extension",
            "wrong.html",
        ],
    )
    def test_writes_only_harmless_names_into_its_own_folder(self, client, library, tmp_path, name):
        reply = self.send(client, draw(1), name)
        library.read()

        path = reply.json()["path"]
        assert "/" not in path
        assert path.endswith(".jpg")
        assert [file.name for file in (library.data / "uploads").iterdir()] == [path]
        assert library.states() == {path: "ready"}

    @pytest.mark.parametrize(
        "content", [b"<html></html>", b"", b"%PDF-1.7", b'<svg xmlns="http://www.w3.org/2000/svg"/>']
    )
    def test_refuses_at_once_what_is_no_photo(self, client, library, content):
        reply = self.send(client, content)

        assert reply.status_code == 422
        assert reply.json()["error"]["code"] in {"not_an_image", "empty"}
        assert library.photos() == {}
        assert not (library.data / "uploads").exists()

    def test_refuses_what_is_too_large(self, client, library):
        library.files.budget = Budget(max_bytes=100)

        reply = self.send(client, draw(1))

        assert (reply.status_code, reply.json()["error"]["code"]) == (413, "upload_too_large")

    def test_leaves_nothing_behind_on_a_full_disk(self, client, library, monkeypatch):
        def fill(_self, key: str, _data: object) -> None:
            raise Full(key=key)

        monkeypatch.setattr(LocalStorage, "save", fill)

        reply = self.send(client, draw(1))

        assert (reply.status_code, reply.json()["error"]["code"]) == (507, "full")
        assert library.photos() == {}

    def test_is_found_by_a_scan_where_a_crash_left_only_the_file(self, client, library):
        self.send(client, draw(1))
        (library.data / "uploads" / "left.jpg").write_bytes(draw(2))
        uploads = client.get("/api/sources").json()["items"][1]["id"]

        library.scan(uploads)
        ScanSources(library.database).run([uploads])
        library.read()

        assert sorted(library.states().values()) == ["ready", "ready"]


class TestPictures:
    def test_are_kept_for_ever_under_their_version(self, client, library):
        library.write("a.jpg", draw(1, size=(1000, 500)))
        library.look()
        photo = library.photos()["a.jpg"]

        reply = client.get(f"/api/photos/{photo.id}/thumb", params={"v": photo.sha256[:12]})

        assert reply.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert reply.headers["content-type"] == "image/jpeg"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert Image.open(io.BytesIO(reply.content)).size == (512, 256)

    @pytest.mark.parametrize("version", [None, "0123456789ab"])
    def test_are_asked_for_again_without_the_right_version(self, client, library, version):
        library.write("a.jpg", draw(1))
        library.look()

        reply = client.get(
            f"/api/photos/{photo_id_of(library, 'a.jpg')}/image", params={"v": version} if version else {}
        )

        assert (reply.status_code, reply.headers["cache-control"]) == (200, "private, no-cache")

    @pytest.mark.parametrize("kind", ["thumb", "image", "original"])
    def test_are_not_sent_twice(self, client, library, kind):
        library.write("a.jpg", draw(1))
        library.look()
        url = f"/api/photos/{photo_id_of(library, 'a.jpg')}/{kind}"
        tag = client.get(url).headers["etag"]

        reply = client.get(url, headers={"if-none-match": f'"other", W/{tag}'})

        assert (reply.status_code, reply.content) == (304, b"")

    @pytest.mark.parametrize(
        ("kind", "media"), [("PNG", "image/png"), ("WEBP", "image/webp"), ("TIFF", "image/tiff"), ("GIF", "image/gif")]
    )
    def test_show_the_original_as_what_it_is(self, client, library, kind, media):
        content = draw(1, kind=kind)
        library.write(f"wrong name {kind}.jpg", content)
        library.look()

        reply = client.get(f"/api/photos/{photo_id_of(library, f'wrong name {kind}.jpg')}/original")

        assert (reply.content, reply.headers["content-type"]) == (content, media)
        assert reply.headers["content-length"] == str(len(content))
        assert reply.headers["content-disposition"].startswith("inline;")

    def test_never_show_a_web_page(self, client, library):
        library.write("page.jpg", b"<html><script>alert(1)</script></html>")
        library.look()

        reply = client.get(f"/api/photos/{photo_id_of(library, 'page.jpg')}/original")

        assert reply.headers["content-type"] == "application/octet-stream"
        assert reply.headers["content-disposition"].startswith("attachment;")
        assert "sandbox" in reply.headers["content-security-policy"]

    @pytest.mark.parametrize("name", ['new\nline".jpg', "👪 & Söhne.jpg", b"latin-\xe9.jpg"])
    def test_have_a_file_name_no_header_can_break(self, client, library, name):
        library.write(name, draw(1))
        library.look()
        photo = next(iter(library.photos().values()))

        reply = client.get(f"/api/photos/{photo.id}/original")

        assert reply.status_code == 200
        assert reply.headers["content-disposition"].isascii()
        assert "\n" not in reply.headers["content-disposition"]

    def test_do_not_promise_to_last_when_the_file_has_just_changed(self, client, library):
        library.write("a.jpg", draw(1))
        library.look()
        library.write("a.jpg", draw(2), at=1_600_000_500)

        reply = client.get(f"/api/photos/{photo_id_of(library, 'a.jpg')}/original")

        assert (reply.content, reply.headers["cache-control"]) == (draw(2), "no-store")

    def test_of_a_vanished_file_are_not_found(self, client, library):
        library.write("a.jpg", draw(1))
        library.look()
        (library.folder / "a.jpg").unlink()

        reply = client.get(f"/api/photos/{photo_id_of(library, 'a.jpg')}/original")

        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "file_gone")

    @pytest.mark.parametrize("kind", ["thumb", "image", "original"])
    def test_of_unknown_photos_are_not_found(self, client, kind):
        assert client.get(f"/api/photos/12345/{kind}").status_code == 404
