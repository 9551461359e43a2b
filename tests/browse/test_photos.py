"""Photos as the web app lists them."""

import datetime as dt

from factories.faces import make_face
from factories.people import make_person, make_tag
from factories.photos import make_photo, make_source
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import Failure


def day(number: int, *, month: int = 5) -> dt.datetime:
    return dt.datetime(2024, month, number, 10, 30)  # noqa: DTZ001 (a camera's clock has no zone)


class TestListPhotos:
    def test_lists_newest_first_page_by_page(self, database, walk):
        with database.write() as session:
            ids = [make_photo(session, taken_at=day(d)).id for d in (3, 1, 2, 2, 2, 4)]
        a, b, c, d, e, f = ids

        newest = walk("/api/photos?limit=2")
        oldest = walk("/api/photos?limit=2&order=oldest")

        assert [p["id"] for p in newest] == [f, a, e, d, c, b]
        assert [p["id"] for p in oldest] == [b, c, d, e, a, f]

    def test_leaves_missing_photos_out_unless_asked(self, database, walk):
        with database.write() as session:
            here = [make_photo(session, state=state).id for state in ("new", "ready", "failed")]
            gone = make_photo(session, state="missing").id

        assert sorted(p["id"] for p in walk("/api/photos?limit=9")) == here
        assert [p["id"] for p in walk("/api/photos?state=missing")] == [gone]

    def test_lists_the_photos_of_a_person_once(self, database, walk):
        with database.write() as session:
            ada, twice, removed = make_person(session), make_photo(session), make_photo(session)
            for photo, is_removed in ((twice, False), (twice, False), (removed, True)):
                make_tag(session, make_face(session, photo=photo, removed=is_removed), ada)
            make_face(session)

        photos = walk(f"/api/photos?limit=9&person_id={ada.id}")

        assert [p["id"] for p in photos] == [twice.id]
        assert photos[0]["faces"] == 2

    def test_lists_one_source(self, database, walk):
        with database.write() as session:
            make_photo(session)
            other = make_photo(session, source=make_source(session))

        photos = walk(f"/api/photos?limit=9&source_id={other.source_id}")

        assert [p["id"] for p in photos] == [other.id]

    def test_says_the_date_without_a_zone(self, database, walk):
        with database.write() as session:
            make_photo(session, taken_at=day(7))

        assert walk("/api/photos?limit=9")[0]["taken_at"] == "2024-05-07T10:30:00"

    def test_refuses_a_cursor_of_another_list(self, database, client):
        with database.write() as session:
            for _ in range(2):
                make_face(session)
        cursor = client.get("/api/faces?limit=1").json()["next_cursor"]

        reply = client.get(f"/api/photos?cursor={cursor}")

        assert reply.status_code == 400
        assert reply.json()["error"]["code"] == "bad_cursor"


class TestGetTimeline:
    def test_counts_the_photos_of_each_month(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            for month in (5, 5, 1):
                make_photo(session, taken_at=day(1, month=month))
            of_ada = make_photo(session, taken_at=day(2, month=1))
            make_tag(session, make_face(session, photo=of_ada), ada)
            make_photo(session, state="missing")

        everything = client.get("/api/photos/timeline").json()
        hers = client.get(f"/api/photos/timeline?person_id={ada.id}").json()

        assert everything == {"months": [{"month": "2024-05", "photos": 2}, {"month": "2024-01", "photos": 2}]}
        assert hers == {"months": [{"month": "2024-01", "photos": 1}]}


class TestGetPhoto:
    def test_shows_the_faces_and_where_the_file_is(self, database, client):
        with database.write() as session:
            photo = make_photo(session, source=make_source(session, root="/home/me/Pictures/"), key="Süd/1.jpg")
            face = make_face(session, photo=photo)
            make_face(session, photo=photo, removed=True)

        shown = client.get(f"/api/photos/{photo.id}").json()

        assert [f["id"] for f in shown["faces_list"]] == [face.id]
        assert shown["file_path"] == "/home/me/Pictures/Süd/1.jpg"
        assert shown["path"] == "Süd/1.jpg"
        assert shown["thumb_url"] == f"/api/photos/{photo.id}/thumb?v={photo.sha256[:12]}"
        assert shown["error"] is None

    def test_says_why_it_could_not_be_read(self, database, client):
        with database.write() as session:
            photo = make_photo(session, state="failed")
            failure = {"step": "photos.read", "subject_id": photo.id, "reason": "The file is cut short.", "attempts": 1}
            session.add(Failure(**failure, failed_at=utc_now()))

        assert client.get(f"/api/photos/{photo.id}").json()["error"] == "The file is cut short."

    def test_knows_nothing_of_other_numbers(self, client):
        reply = client.get("/api/photos/7")

        assert reply.status_code == 404
        assert reply.json()["error"]["message"] == "There is no photo with the number 7."
