"""Numbers that no database can hold are refused at every address."""

import re
from unittest.mock import Mock

from kenfolk.kit.http import encode_cursor

HUGE = 10**20


class TestNumbers:
    def test_beyond_the_database_are_refused_in_every_path(self, app, client):
        app.state.parts = Mock()  # whatever a route takes of them: it is refused before it is used
        addresses = [
            (method, re.sub(r"{\w+}", str(HUGE), path))
            for path, methods in app.openapi()["paths"].items()
            for method in methods
            if ("{" in path and "_id}" in path) or "{seq}" in path
        ]

        replies = {(method, path): client.request(method, path, json={}).status_code for method, path in addresses}

        assert len(replies) >= 12
        assert set(replies.values()) == {422}, replies

    def test_beyond_the_database_are_refused_in_every_query(self, app, client):
        addresses = [
            f"{path}?{parameter['name']}={HUGE}"
            for path, methods in app.openapi()["paths"].items()
            for parameter in methods.get("get", {}).get("parameters", [])
            if parameter["in"] == "query" and parameter["name"].endswith("_id") and "{" not in path
        ]

        replies = {address: client.get(address).status_code for address in addresses}

        assert len(replies) >= 8
        assert set(replies.values()) == {422}, replies

    def test_beyond_the_database_are_refused_in_a_cursor(self, client):
        reply = client.get("/api/faces", params={"cursor": encode_cursor(HUGE)})

        assert reply.status_code == 400
        assert reply.json()["error"]["code"] == "bad_cursor"
