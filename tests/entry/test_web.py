import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import Response
from starlette.routing import Route

from kenfolk.entry.bundle import add_bundle
from kenfolk.entry.web import create_app
from kenfolk.kit.config import Settings
from kenfolk.kit.http import add_error_handlers


@pytest.fixture
def bundle(tmp_path):
    """A web app as Vite builds it, in a folder beside a secret."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<p>app</p>")
    (folder / "assets/index-abc123.js").write_text("1")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "sw.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    app = FastAPI()
    add_error_handlers(app)
    add_bundle(app, folder)
    return TestClient(app)


class TestBundle:
    @pytest.mark.parametrize("path", ["/", "/people", "/people/7", "/photos/3/faces"])
    def test_every_address_of_the_app_is_its_one_page(self, bundle, path):
        reply = bundle.get(path)

        assert reply.text == "<p>app</p>"
        assert reply.headers["cache-control"] == "no-cache"

    def test_says_how_it_is_installed_and_never_from_memory(self, bundle):
        reply = bundle.get("/manifest.webmanifest")

        assert reply.headers["content-type"].startswith("application/manifest+json")
        assert reply.headers["cache-control"] == "no-cache"

    def test_asks_for_its_service_worker_every_time(self, bundle):
        reply = bundle.get("/sw.js")

        assert reply.headers["content-type"].startswith("text/javascript")
        assert reply.headers["cache-control"] == "no-cache"

    def test_hashed_assets_are_kept_for_ever(self, bundle):
        reply = bundle.get("/assets/index-abc123.js")

        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert reply.headers["content-type"].startswith("text/javascript")

    def test_other_files_are_asked_for_again(self, bundle):
        assert bundle.get("/icon.svg").headers["cache-control"] == "no-cache"

    @pytest.mark.parametrize("path", ["/assets/gone.js", "/..%2fsecret.txt", "/assets/%2e%2e/%2e%2e/secret.txt"])
    def test_what_is_not_in_it_is_not_found(self, bundle, path):
        assert bundle.get(path).status_code == 404

    def test_an_unknown_address_of_the_api_is_an_error_and_not_the_page(self, bundle):
        reply = bundle.get("/api/nothing")

        assert reply.status_code == 404
        assert reply.json()["error"]["code"] == "http_error"

    def test_that_is_not_built_says_what_to_do(self, tmp_path):
        app = FastAPI()
        add_bundle(app, tmp_path / "nothing")

        assert "make web" in TestClient(app).get("/").text


class TestReference:
    def test_shows_every_address_without_asking_the_internet(self, client):
        page = client.get("/api/docs").text

        assert "/api/status" in page
        assert "http://" not in page.replace("http://www.w3.org", "")
        assert "https://" not in page
        assert "<script" not in page

    def test_is_made_from_the_document_for_programs(self, client):
        document = client.get("/api/openapi.json").json()

        page = client.get("/api/docs").text

        assert all(path in page for path in document["paths"])


class TestOpenApi:
    def test_requires_every_field_of_a_reply(self, client):
        document = client.get("/api/openapi.json").json()
        shapes = document["components"]["schemas"]

        for name in ("Status", "StepStatus", "PhotoCounts", "Failure", "About", "PackState"):
            assert set(shapes[name]["required"]) == set(shapes[name]["properties"])


class TestPacking:
    def test_makes_text_small_on_its_way(self, client):
        packed = client.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
        plain = client.get("/api/openapi.json", headers={"Accept-Encoding": "identity"})

        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) < len(plain.content) / 4
        assert packed.json() == plain.json()
        assert "Accept-Encoding" in packed.headers["Vary"]

    @pytest.mark.parametrize(
        "kind", ["image/jpeg", "image/heic", "application/octet-stream", "text/event-stream; charset=utf-8"]
    )
    def test_leaves_pictures_and_events_alone(self, kind):
        app = create_app(Settings())
        app.router.routes.insert(0, Route("/probe", lambda _: Response(b"a" * 5000, media_type=kind)))

        reply = TestClient(app, base_url="http://localhost").get("/probe", headers={"Accept-Encoding": "gzip"})

        assert "Content-Encoding" not in reply.headers
        assert reply.content == b"a" * 5000
