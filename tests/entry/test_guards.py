import socket

import pytest

from kenfolk.entry.guards import LARGEST_JSON

RETRY = "/api/failures/retry"


class TestHost:
    @pytest.mark.parametrize(
        "host", ["localhost:8000", "127.0.0.1", "192.168.1.5:8000", "[::1]:8000", socket.gethostname()]
    )
    def test_may_be_this_machine_or_any_address(self, client, host):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "a@b", "x/y"]
    )
    def test_may_not_be_a_name_that_somebody_else_points_here(self, client, host):
        reply = client.get("/api/status", headers={"Host": host})

        assert reply.status_code == 421
        assert reply.json()["error"]["code"] == "unknown_host"

    def test_may_be_a_name_that_was_allowed(self, client, settings):
        from kenfolk.entry.web import create_app

        app = create_app(settings.model_copy(update={"host_names": ["photos.example.org"]}))
        from fastapi.testclient import TestClient

        reply = TestClient(app, base_url="http://photos.example.org").get("/healthz")

        assert reply.status_code == 200


class TestWrites:
    def test_from_our_own_pages_pass(self, client):
        headers = {"Origin": "http://localhost:8000", "Sec-Fetch-Site": "same-origin"}

        assert client.post(RETRY, json={"ids": []}, headers=headers).status_code == 200

    def test_from_programs_pass(self, client):
        assert client.post(RETRY, json={"ids": []}).status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://localhost:9999"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_from_pages_of_others_are_refused(self, client, headers):
        reply = client.post(RETRY, json={"ids": []}, headers=headers)

        assert reply.status_code == 403
        assert reply.json()["error"]["code"] == "foreign_origin"


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/api/status", "/api/nothing", "/healthz"])
    def test_bind_the_browser_everywhere(self, client, path):
        headers = client.get(path).headers

        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"

    def test_allow_no_inline_script(self, client):
        policy = dict(part.split(" ", 1) for part in client.get("/").headers["content-security-policy"].split("; "))

        assert "script-src" not in policy
        assert policy["default-src"] == "'self'"


class TestSize:
    def test_of_a_request_is_limited(self, client):
        reply = client.post(RETRY, content=b" " * (LARGEST_JSON + 1), headers={"Content-Type": "application/json"})

        assert reply.status_code == 413
        assert "MB" in reply.json()["error"]["message"]

    def test_is_counted_and_not_believed(self, client):
        def pieces():
            for _ in range(LARGEST_JSON // 2**20 + 1):
                yield b" " * 2**20

        reply = client.post(RETRY, content=pieces(), headers={"Content-Type": "application/json"})

        assert reply.status_code == 413
