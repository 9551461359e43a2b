"""Searches that are kept, and searches that are completed."""

import datetime as dt

import pytest

from factories.people import make_person
from factories.photos import make_photo, make_source


class TestSavedSearches:
    def test_keeps_renames_and_forgets(self, client):
        kept = client.post("/api/search/saved", json={"name": " Anna  & Ben ", "q": "Anna & Ben"})
        client.post("/api/search/saved", json={"name": "älter", "q": "before:2000"})
        number = kept.json()["id"]

        renamed = client.patch(f"/api/search/saved/{number}", json={"name": "Both"}).json()

        assert (kept.status_code, kept.json()["name"]) == (201, "Anna & Ben")
        assert (renamed["name"], renamed["q"]) == ("Both", "Anna & Ben")
        assert [saved["name"] for saved in client.get("/api/search/saved").json()] == ["älter", "Both"]
        assert client.delete(f"/api/search/saved/{number}").status_code == 204
        assert client.delete(f"/api/search/saved/{number}").status_code == 404
        assert [saved["name"] for saved in client.get("/api/search/saved").json()] == ["älter"]

    def test_refuses_a_name_that_is_none(self, client):
        assert client.post("/api/search/saved", json={"name": "  ", "q": "x"}).status_code == 422
        assert client.post("/api/search/saved", json={"name": "x" * 201, "q": "x"}).status_code == 422
        assert client.patch("/api/search/saved/7", json={"name": "x"}).status_code == 404


class TestComplete:
    @pytest.fixture
    def texts(self, client, database):
        with database.write() as session:
            for name in ("Anna Bell", "Ben", "Benita", "Zoë"):
                make_person(session, name)
            make_person(session, "Bengt", hidden=True)
            source = make_source(session, root="/home/x/My Phone")
            for key, year in (("Summer 2019/a.jpg", 2019), ("Winter/b.jpg", 2021)):
                make_photo(session, source=source, key=key, taken_at=dt.datetime(year, 1, 1))  # noqa: DTZ001

        def texts(q: str, at: int | None = None) -> list[str]:
            """The text after each way to go on."""
            params = {"q": q, "at": len(q) if at is None else at}
            said = client.get("/api/search/complete", params=params).raise_for_status().json()
            return [q[: said["start"]] + item["text"] + q[said["end"] :] for item in said["items"]]

        return texts

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("be", ["Ben", "Benita", '"Anna Bell"', "before:"]),
            ("zoe", ["Zoë"]),
            ("Zoë & ben", ["Zoë & Ben", "Zoë & Benita"]),
            ("anna be", ['"Anna Bell"']),
            ("zoe ben", ["zoe & Ben", "zoe & Benita"]),
            ('"anna b', ['"Anna Bell"']),
            ("-ben", ["-Ben", "-Benita"]),
            ("fold", ["folder:"]),
            ("folder:sum", ['folder:"Summer 2019"']),
            ('Ben folder:"wi', ["Ben folder:Winter"]),
            ("source:", ['source:"My Phone"']),
            ("20", ["2021", "2020", "2019"]),
            ("Ben 2019..202", ["Ben 2019..2021", "Ben 2019..2020"]),
            ("before:", ["before:2021", "before:2020", "before:2019"]),
            ("faces:3", ["faces:3.."]),
            ("Ben ", []),
            ("", []),
        ],
    )
    def test_offers(self, texts, typed, offered):
        assert texts(typed) == offered

    def test_replaces_the_word_the_caret_stands_in(self, texts):
        assert texts("Ben & Zoë", at=1)[0] == "Ben & Zoë"
        assert texts("-benit 2019", at=4) == ["-Ben 2019", "-Benita 2019"]
