"""photos.read: from a file to a photo with content, date, size and thumbnail."""

import datetime as dt
import hashlib
import io
import time

import pytest
import sqlalchemy as sa
from PIL import Image

from factories.pictures import draw
from kenfolk.kit import failures
from kenfolk.kit.failures import Failure
from kenfolk.kit.steps import Done, Failed, Retry, Skipped
from kenfolk.photos.content import find_content
from kenfolk.photos.dates import local_time
from kenfolk.photos.jobs import ReadPhotos, name_camera
from kenfolk.storage.errors import Full
from kenfolk.vision.image_source import Budget


def exif_of(*, taken: str = "2019:05:04 03:02:01", orientation: int = 6) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "Canon", "Canon EOS R5"
    exif[0x0132] = taken
    return exif


class TestReadPhotos:
    def test_reads_content_date_size_and_camera(self, library):
        library.write("a.jpg", draw(1, size=(640, 480), exif=exif_of()))

        library.look()

        photo = library.photos()["a.jpg"]
        assert (photo.state, photo.format, photo.width, photo.height) == ("ready", "jpeg", 480, 640)
        assert (photo.orientation, photo.camera) == (6, "Canon EOS R5")
        assert photo.taken_at == dt.datetime(2019, 5, 4, 3, 2, 1)  # noqa: DTZ001 (a camera's clock has no zone)
        assert len(photo.sha256) == 64

    def test_takes_the_files_time_where_the_camera_says_none(self, library):
        file = library.write("a.png", draw(1, kind="PNG"))

        library.look()

        assert library.photos()["a.png"].taken_at == local_time(file.stat().st_mtime_ns)

    def test_makes_an_upright_thumbnail(self, library):
        library.write("a.jpg", draw(1, size=(1600, 1200), exif=exif_of()))

        library.look()

        photo = library.photos()["a.jpg"]
        thumb = Image.open(io.BytesIO(library.derived.read(f"thumbs/0/{photo.id}-{photo.sha256[:12]}.jpg")))
        assert thumb.size == (384, 512)

    def test_fails_what_is_no_photo_and_says_why(self, library):
        library.write("a.jpg", b"<html>no photo</html>")
        library.write("b.jpg", draw(1)[:300])
        library.write("c.jpg", b"")
        library.write("d.jpg", draw(2))

        ends = library.look()

        assert library.states() == {"a.jpg": "failed", "b.jpg": "failed", "c.jpg": "failed", "d.jpg": "ready"}
        assert [type(end) for end in ends.values()] == [Failed, Failed, Failed, Done]
        assert [
            word in reason
            for word, reason in zip(("not a photo", "damaged", "empty"), library.reasons().values(), strict=True)
        ] == [True] * 3

    def test_waits_for_a_file_that_is_being_written(self, library):
        library.write("a.jpg", draw(1)[:300], at=int(time.time()))

        ends = library.look()

        assert [type(end) for end in ends.values()] == [Retry]
        assert library.states() == {"a.jpg": "new"}

    def test_reads_it_as_soon_as_it_is_whole(self, library):
        library.write("a.jpg", draw(1)[:300], at=int(time.time()))
        library.look()
        library.write("a.jpg", draw(1), at=int(time.time()) - 1)

        library.look()

        assert library.states() == {"a.jpg": "ready"}
        assert library.reasons() == {}

    def test_loses_nothing_when_a_file_was_only_touched(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"]
        library.write("a.jpg", draw(1), at=1_600_000_500)

        library.look()

        after = library.photos()["a.jpg"]
        assert (after.id, after.sha256, after.state, after.taken_at) == (
            before.id,
            before.sha256,
            "ready",
            before.taken_at,
        )
        assert after.mtime_ns == 1_600_000_500 * 10**9

    def test_replaces_the_pictures_of_a_changed_photo(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        library.write("a.jpg", draw(2), at=1_600_000_500)

        library.look()

        photo = library.photos()["a.jpg"]
        assert [key for key, _ in library.derived.walk()] == [f"thumbs/0/{photo.id}-{photo.sha256[:12]}.jpg"]

    def test_lets_upper_rooms_try_a_changed_photo_afresh(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        photo_id = library.photos()["a.jpg"].id
        with library.database.write() as session:
            failures.record_outcome(session, "faces.detect", photo_id, Failed("odd"))
        library.write("a.jpg", draw(2), at=1_600_000_500)

        library.look()

        assert library.reasons() == {}

    def test_keeps_what_was_seen_when_a_change_turns_out_damaged(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"]
        library.write("a.jpg", draw(1)[:200], at=1_600_000_500)
        library.look()
        broken = library.photos()["a.jpg"]
        library.write("a.jpg", draw(1), at=1_600_000_900)

        library.look()

        assert (broken.state, broken.sha256) == ("failed", before.sha256)
        assert library.states() == {"a.jpg": "ready"}

    def test_tries_a_failed_photo_again_when_a_person_asks(self, library):
        library.write("a.jpg", b"no photo")
        library.look()
        with library.database.write() as session:
            failures.retry(session)

        ends = library.read()

        assert [type(end) for end in ends.values()] == [Failed]
        with library.database.read() as session:
            assert session.scalar(sa.select(Failure.attempts)) == 2

    def test_looks_again_at_a_failed_photo_whose_reason_was_lost(self, library):
        library.write("a.jpg", b"no photo")
        library.look()
        with library.database.write() as session:
            session.execute(sa.delete(Failure))

        library.read()

        assert len(library.reasons()) == 1

    def test_notices_a_file_that_vanishes_between_scan_and_reading(self, library):
        file = library.write("a.jpg", draw(1))
        library.write("b.jpg", draw(2))
        library.scan()
        file.unlink()

        ends = library.read()

        assert [type(end) for end in ends.values()] == [Skipped, Done]
        assert library.states() == {"b.jpg": "ready"}

    def test_waits_for_a_folder_that_is_away(self, library):
        library.write("a.jpg", draw(1))
        library.scan()
        library.folder.rename(library.folder.with_name("unplugged"))

        ends = library.read()

        assert [type(end) for end in ends.values()] == [Retry]
        assert library.states() == {"a.jpg": "new"}
        assert library.source().away_at is not None

    def test_refuses_a_file_over_the_budget(self, library):
        library.files.budget = Budget(max_bytes=100)
        library.write("a.jpg", draw(1))

        ends = library.look()

        assert [type(end) for end in ends.values()] == [Failed]

    def test_stops_for_a_full_disk_and_loses_nothing(self, library, monkeypatch):
        def fill(key: str, data: bytes, *, durable: bool) -> None:
            raise Full(key=key)

        library.write("a.jpg", draw(1))
        library.scan()
        with monkeypatch.context() as full:
            full.setattr(library.derived, "save", fill)
            with pytest.raises(Full):
                library.read()

        library.read()

        assert library.states() == {"a.jpg": "ready"}

    def test_retries_a_file_it_may_not_read(self, library, forbid):
        library.write("a.jpg", draw(1))
        forbid("a.jpg")

        ends = library.look()

        assert [type(end) for end in ends.values()] == [Retry]
        assert "not allowed" in next(iter(library.reasons().values()))

    def test_finds_the_oldest_first_and_not_what_is_in_hand(self, library):
        for number in range(5):
            library.write(f"{number}.jpg", draw(number))
        library.scan()
        ids = [photo.id for photo in library.photos().values()]
        job = ReadPhotos(library.database, library.files)

        with library.database.read() as session:
            found = job.find(session, limit=3, skip={ids[1]})
            counted = job.count(session), job.total(session)

        assert found == [ids[0], ids[2], ids[3]]
        assert counted == (5, 5)

    def test_ends_the_same_when_it_is_stopped_before_it_writes(self, library, monkeypatch):
        def die(*_: object) -> None:
            raise KeyboardInterrupt

        library.write("a.jpg", draw(1))
        library.scan()
        with monkeypatch.context() as dying:
            dying.setattr(ReadPhotos, "_write", die)
            with pytest.raises(KeyboardInterrupt):
                library.read()

        library.read()

        photo = library.photos()["a.jpg"]
        assert photo.state == "ready"
        assert [key for key, _ in library.derived.walk()] == [f"thumbs/0/{photo.id}-{photo.sha256[:12]}.jpg"]

    def test_leaves_a_photo_that_changed_meanwhile_for_the_next_time(self, library, monkeypatch):
        library.write("a.jpg", draw(1))
        library.scan()
        job, photo_id = ReadPhotos(library.database, library.files), library.photos()["a.jpg"].id

        def find_while_it_changes(database, files, file):
            content = find_content(database, files, file)
            library.write("a.jpg", draw(2), at=1_600_000_500)
            library.scan()
            return content

        with monkeypatch.context() as changing:
            changing.setattr("kenfolk.photos.jobs.find_content", find_while_it_changes)
            outcomes = job.run([photo_id])

        assert outcomes == {photo_id: Skipped("changed meanwhile")}
        library.read()
        assert library.photos()["a.jpg"].sha256 == hashlib.sha256(draw(2)).hexdigest()

    def test_says_nothing_of_a_photo_that_is_gone(self, library):
        assert ReadPhotos(library.database, library.files).run([12345]) == {12345: Skipped("gone")}


class TestNameCamera:
    @pytest.mark.parametrize(
        ("make", "model", "name"),
        [
            ("Canon", "Canon EOS R5", "Canon EOS R5"),
            ("NIKON CORPORATION", "NIKON Z 6", "NIKON Z 6"),
            ("Apple", "iPhone 15", "Apple iPhone 15"),
            ("Apple", None, "Apple"),
            (None, "iPhone 15", "iPhone 15"),
            (None, None, None),
        ],
    )
    def test_says_make_and_model_once(self, make, model, name):
        assert name_camera(make, model) == name
