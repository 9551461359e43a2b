"""The timeline of the web app reads one month after the other, from wherever a person scrolls to."""

import datetime as dt

from factories.photos import make_photo


class TestListPhotosOfAMonth:
    def test_lists_from_the_first_to_the_last_moment_of_the_month(self, database, walk):
        moments = ["2023-11-30T23:59:59", "2023-12-01T00:00:00", "2023-12-31T23:59:59", "2024-01-01T00:00:00"]
        with database.write() as session:
            ids = [make_photo(session, taken_at=dt.datetime.fromisoformat(moment)).id for moment in moments]

        in_december = walk("/api/photos?month=2023-12&limit=1")

        assert [photo["id"] for photo in in_december] == [ids[2], ids[1]]

    def test_refuses_what_is_no_month(self, client):
        assert client.get("/api/photos?month=2023-13").status_code == 422
