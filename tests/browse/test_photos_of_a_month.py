"""The timeline of the web app reads one month after the other, from wherever a person scrolls to."""

import datetime as dt
from collections import Counter

import pytest

from factories.faces import make_face
from factories.people import make_person, make_tag
from factories.photos import make_photo
from kenfolk.browse import timeline


class TestListPhotosOfAMonth:
    def test_lists_from_the_first_to_the_last_moment_of_the_month(self, database, walk):
        moments = ["2023-11-30T23:59:59", "2023-12-01T00:00:00", "2023-12-31T23:59:59", "2024-01-01T00:00:00"]
        with database.write() as session:
            ids = [make_photo(session, taken_at=dt.datetime.fromisoformat(moment)).id for moment in moments]

        in_december = walk("/api/photos?month=2023-12&limit=1")

        assert [photo["id"] for photo in in_december] == [ids[2], ids[1]]

    def test_refuses_what_is_no_month(self, client):
        assert client.get("/api/photos?month=2023-13").status_code == 422


class TestGetBucket:
    def test_has_all_that_is_needed_to_lay_a_month_out(self, database, client):
        with database.write() as session:
            wide = make_photo(session, taken_at=dt.datetime.fromisoformat("2024-05-03T10:00:00"))
            wide.colour = 0x102030
            for removed in (False, False, True):
                make_face(session, photo=wide, removed=removed)
            broken = make_photo(session, state="failed", taken_at=dt.datetime.fromisoformat("2024-05-02T10:00:00"))
            new = make_photo(
                session, state="new", width=None, height=None, taken_at=dt.datetime.fromisoformat("2024-05-01T10:00:00")
            )
            make_photo(session, state="missing", taken_at=dt.datetime.fromisoformat("2024-05-01T11:00:00"))

        month = client.get("/api/photos/timeline/2024-05").raise_for_status().json()

        assert month == {
            "month": "2024-05",
            "ids": [wide.id, broken.id, new.id],
            "ratios": [1333, 1333, 1333],
            "days": [3, 2, 1],
            "colours": [0x102030, None, None],
            "faces": [2, 0, 0],
            "versions": [wide.sha256[:12], broken.sha256[:12], ""],
            "failed": [1],
            "waiting": [2],
            "next_cursor": None,
        }

    def test_comes_in_pieces_where_a_month_has_very_many(self, database, client, monkeypatch):
        monkeypatch.setattr(timeline, "MOST_IN_BUCKET", 2)
        with database.write() as session:
            ids = [make_photo(session).id for _ in range(5)]

        pieces, cursor = [], ""
        while cursor is not None:
            piece = client.get(f"/api/photos/timeline/2024-06?{cursor}").raise_for_status().json()
            pieces += piece["ids"]
            cursor = piece["next_cursor"] and f"cursor={piece['next_cursor']}"

        assert pieces == ids[::-1]

    def test_has_the_photos_of_one_person(self, database, client):
        with database.write() as session:
            ada, with_ada = make_person(session), make_photo(session)
            make_tag(session, make_face(session, photo=with_ada), ada)
            make_face(session, photo=make_photo(session))

        assert client.get(f"/api/photos/timeline/2024-06?person_id={ada.id}").json()["ids"] == [with_ada.id]

    @pytest.mark.parametrize("month", ["2024-13", "24-01", "x"])
    def test_refuses_what_is_no_month(self, client, month):
        assert client.get(f"/api/photos/timeline/{month}").status_code == 422


class TestGetTimeline:
    @pytest.mark.parametrize("moments", [["2024-01-31", "2023-11-01", "2023-11-30"], ["1901-01-01", "8022-12-31"]])
    def test_counts_every_month_that_has_photos_however_far_apart_they_are(self, database, client, moments):
        with database.write() as session:
            for moment in moments:
                make_photo(session, taken_at=dt.datetime.fromisoformat(f"{moment}T23:59:59"))
            make_photo(session, state="missing", taken_at=dt.datetime.fromisoformat("2023-12-24T18:00:00"))

        months = client.get("/api/photos/timeline").json()["months"]

        expected = Counter(moment[:7] for moment in moments)
        assert [(month["month"], month["photos"]) for month in months] == sorted(expected.items(), reverse=True)
