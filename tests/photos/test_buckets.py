"""Photos in a bucket: found, read, watched and shown as those in a folder, and with no more traffic than is needed."""

import io
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from factories.buckets import Fault
from factories.pictures import draw
from kenfolk.kit.config import Settings
from kenfolk.photos import service
from kenfolk.photos.errors import DataFolder, SourceOverlaps
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.models import Photo
from kenfolk.photos.uploads import keep_upload
from kenfolk.photos.watch import Watcher
from kenfolk.storage.bucket import HEAD, Bucket
from kenfolk.storage.errors import BucketMissing, OwnFilesAway

LONG = b"\0" * 3_000_000  # behind a photo, as some cameras put a video there


@dataclass
class Shelf:
    """The user's bucket, and the library that looks at it."""

    library: object
    bucket: Bucket
    url: str


@pytest.fixture
def shelf(library, bucket_url) -> Shelf:
    bucket = Bucket(bucket_url, writable=True)
    bucket.save("2019/a.jpg", draw(1))
    bucket.save("b.jpg", draw(2))
    bucket.save("notes.txt", b"")
    library.choose(bucket_url)
    library.look()
    return Shelf(library, bucket, bucket_url)


@pytest.fixture
def trouble(shelf, endpoint):
    endpoint.trouble.reset()
    return endpoint.trouble


def photo_id(library, key: str) -> int:
    return library.photos()[key].id


class TestScan:
    def test_finds_and_reads_photos(self, shelf):
        photos = shelf.library.photos()

        assert shelf.library.states() == {"2019/a.jpg": "ready", "b.jpg": "ready"}
        assert photos["b.jpg"].etag
        assert shelf.library.source().kind == "bucket"

    def test_reads_nothing_that_has_not_changed(self, shelf, trouble):
        shelf.library.look()

        assert trouble.asked == {"GET": 3}  # is the root there, what is in it, is it there still
        assert trouble.sent < 5000

    def test_takes_a_file_that_was_uploaded_again_for_what_it_is(self, shelf, trouble):
        before = shelf.library.photos()["b.jpg"]
        with shelf.library.database.write() as session:
            session.execute(sa.update(Photo).values(mtime_ns=0))
        shelf.bucket.save("b.jpg", draw(2))

        read = shelf.library.look()

        assert read == {}
        assert shelf.library.photos()["b.jpg"].sha256 == before.sha256

    def test_reads_a_file_with_another_content_once(self, shelf):
        before = shelf.library.photos()
        shelf.bucket.save("b.jpg", draw(3))

        read = shelf.library.look()

        after = shelf.library.photos()
        assert list(read) == [before["b.jpg"].id]
        assert after["b.jpg"].sha256 != before["b.jpg"].sha256
        assert after["2019/a.jpg"].etag == before["2019/a.jpg"].etag

    def test_keeps_what_is_known_of_a_photo_that_moves(self, shelf):
        before = photo_id(shelf.library, "b.jpg")
        shelf.bucket.delete("b.jpg")
        shelf.bucket.save("2020/b.jpg", draw(2))

        shelf.library.look()

        assert shelf.library.photos()["2020/b.jpg"].id == before
        assert shelf.library.states() == {"2019/a.jpg": "ready", "2020/b.jpg": "ready"}

    def test_notices_what_is_gone_and_what_is_back(self, shelf):
        shelf.bucket.delete("b.jpg")
        shelf.library.look()
        without = shelf.library.states()
        shelf.bucket.save("b.jpg", draw(2))

        shelf.library.look()

        assert without == {"2019/a.jpg": "ready", "b.jpg": "missing"}
        assert shelf.library.states()["b.jpg"] == "ready"

    @pytest.mark.parametrize(
        ("fault", "word"), [(Fault(503, "SlowDown"), "fewer requests"), (Fault(400, "ExpiredToken"), "expired")]
    )
    def test_loses_nothing_while_the_bucket_is_away(self, shelf, trouble, fault, word):
        with trouble.on(fault):
            shelf.library.scan()
        away = shelf.library.source()

        shelf.library.scan()

        assert word in away.error
        assert away.away_at
        assert shelf.library.states() == {"2019/a.jpg": "ready", "b.jpg": "ready"}
        assert (shelf.library.source().error, shelf.library.source().away_at) == (None, None)

    @pytest.mark.parametrize(
        "after", [1, 2]
    )  # instead of the list; and when it is asked whether the root is still there
    def test_loses_nothing_when_the_bucket_goes_meanwhile(self, shelf, trouble, after):
        with trouble.on(Fault(503, "SlowDown"), part="list-type", after=after):
            shelf.library.scan()

        assert set(shelf.library.states().values()) == {"ready"}
        assert shelf.library.source().error

    def test_takes_an_empty_bucket_of_another_server_for_one_that_is_away(self, shelf):
        with shelf.library.database.write() as session:
            source = session.get(type(shelf.library.source()), shelf.library.source_id)
            source.root_mark = "S3 http://elsewhere"
        for key in ["2019/a.jpg", "b.jpg", "notes.txt"]:
            shelf.bucket.delete(key)

        shelf.library.scan()

        assert set(shelf.library.states().values()) == {"ready"}
        assert "empty now" in shelf.library.source().error


class TestRead:
    def test_fetches_each_photo_once(self, shelf, trouble):
        shelf.bucket.save("c.jpg", draw(4))
        trouble.reset()

        shelf.library.look()

        assert trouble.asked["GET"] == 4  # three of the scan
        assert trouble.asked["HEAD"] == 0

    def test_waits_for_credentials_that_are_renewed(self, shelf, trouble):
        shelf.bucket.save("c.jpg", draw(4))
        shelf.library.scan()

        with trouble.on(Fault(400, "ExpiredToken")):
            shelf.library.read()
        during, error = shelf.library.states()["c.jpg"], shelf.library.source().error
        with shelf.library.database.write() as session:
            session.execute(sa.text("DELETE FROM failure"))
        shelf.library.look()

        assert (during, shelf.library.states()["c.jpg"]) == ("new", "ready")
        assert "expired" in error

    def test_tries_a_photo_again_that_was_throttled(self, shelf, trouble):
        shelf.bucket.save("c.jpg", draw(4))
        shelf.library.scan()

        with trouble.on(Fault(503, "SlowDown"), part="c.jpg"):
            shelf.library.read()

        assert shelf.library.states()["c.jpg"] == "new"
        assert "fewer requests" in next(iter(shelf.library.reasons().values()))
        assert shelf.library.source().away_at is None

    def test_forgets_a_photo_that_vanished_before_anybody_read_it(self, shelf):
        shelf.bucket.save("c.jpg", draw(4))
        shelf.library.scan()
        shelf.bucket.delete("c.jpg")

        shelf.library.read()

        assert "c.jpg" not in shelf.library.states()


class TestAddSource:
    def test_is_done_by_url(self, client, library, bucket_url):
        reply = client.post("/api/sources", json={"path": f"{bucket_url}/"})

        assert reply.status_code == 201
        assert (reply.json()["kind"], reply.json()["root"]) == ("bucket", bucket_url)

    def test_says_that_there_is_no_such_bucket(self, client, endpoint):
        reply = client.post("/api/sources", json={"path": "s3://nobody-made-this"})

        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "bucket_missing")

    def test_says_which_credentials_are_missing(self, client, bucket_url, monkeypatch):
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")

        reply = client.post("/api/sources", json={"path": bucket_url})

        assert reply.json()["error"]["code"] == "credentials_missing"
        assert reply.headers["Retry-After"]

    def test_refuses_one_inside_another(self, shelf):
        with pytest.raises(SourceOverlaps):
            shelf.library.choose(f"{shelf.url}/2019")

    @pytest.mark.parametrize("name", ["derived", "uploads"])
    def test_refuses_the_place_of_our_own_files(self, library, bucket_url, name):
        settings = Settings(data=library.data, **{name: f"{bucket_url}/own"})

        with pytest.raises(DataFolder):
            service.choose_place(bucket_url, settings=settings)

    def test_looks_at_it_first(self, library, endpoint):
        with pytest.raises(BucketMissing):
            service.choose_place("s3://nobody-made-this", settings=library.settings)


class TestOriginal:
    @pytest.fixture
    def long(self, shelf) -> int:
        shelf.bucket.save("long.jpg", draw(5) + LONG)
        shelf.library.look()
        return photo_id(shelf.library, "long.jpg")

    def test_is_sent_in_the_part_that_was_asked_for(self, shelf, client, long, trouble):
        data = draw(5) + LONG
        trouble.reset()

        reply = client.get(f"/api/photos/{long}/original", headers={"Range": "bytes=2000000-2000099"})

        assert (reply.status_code, reply.content) == (206, data[2_000_000:2_000_100])
        assert trouble.sent <= 5 * HEAD

    def test_is_sent_as_a_whole(self, client, long):
        reply = client.get(f"/api/photos/{long}/original")

        assert reply.content == draw(5) + LONG

    def test_shows_its_notes_without_being_fetched(self, client, long, trouble):
        trouble.reset()

        reply = client.get(f"/api/photos/{long}/shot")

        assert reply.status_code == 200
        assert trouble.sent == HEAD


class TestOwnFiles:
    def test_lie_in_a_bucket_too(self, library, bucket_url):
        derived = Bucket(f"{bucket_url}/derived", writable=True, own=True)
        library.files = PhotoFiles(library.database, derived)
        library.write("a.jpg", draw(1))
        library.look()

        picture = library.files.read_thumb(photo_id(library, "a.jpg"))

        assert picture.data[:2] == b"\xff\xd8"
        assert [key.partition("/")[0] for key, _ in derived.walk()] == ["thumbs"]

    def test_let_reading_wait_while_they_are_away(self, library, bucket_url, endpoint):
        library.files = PhotoFiles(library.database, Bucket(bucket_url, writable=True, own=True))
        library.write("a.jpg", draw(1))
        library.scan()

        with endpoint.trouble.on(Fault(503, "SlowDown")), pytest.raises(OwnFilesAway):
            library.read()

        assert library.reasons() == {}

    def test_are_uploads_in_a_bucket(self, library, bucket_url):
        upload = keep_upload(
            library.database, io.BytesIO(draw(1)), name="a.jpg", root=f"{bucket_url}/in", budget=library.files.budget
        )
        library.read()

        assert library.states() == {upload.path: "ready"}
        assert [key for key, _ in Bucket(f"{bucket_url}/in", writable=False).walk()] == [upload.path]


class TestWatcher:
    def test_asks_for_a_scan_of_a_bucket_now_and_then(self, shelf, bell):
        watcher = Watcher(shelf.library.database, bucket=0.0)
        bell.rung.clear()

        watcher._scan_buckets([(shelf.library.source_id, False)])

        assert bell.rung == ["photos.scan"]

    def test_waits_until_it_is_time(self, shelf, bell):
        watcher = Watcher(shelf.library.database, bucket=1000.0, poll=0.0)
        bell.rung.clear()

        watcher._scan_buckets([(shelf.library.source_id, False)])
        waiting = list(bell.rung)
        watcher._scan_buckets([(shelf.library.source_id, True)])

        assert (waiting, bell.rung) == ([], ["photos.scan"])

    def test_knows_the_buckets(self, shelf):
        with shelf.library.database.read() as session:
            assert service.list_buckets(session) == [(shelf.library.source_id, False)]
            assert shelf.library.source_id not in dict(service.list_folder_roots(session))
