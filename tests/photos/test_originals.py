"""Originals, as browsers and download managers ask for them, and what cameras noted in them."""

import io

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from factories.pictures import draw
from kenfolk.photos.colours import fill_colours
from kenfolk.photos.models import Photo


def photo_id_of(library, name):
    return library.photos()[name].id


@pytest.fixture
def original(client, library):
    content = draw(1)
    library.write("a.jpg", content)
    library.look()
    return f"/api/photos/{photo_id_of(library, 'a.jpg')}/original", content


class TestRanges:
    @pytest.mark.parametrize(
        ("asked", "first", "after"),
        [("0-99", 0, 100), ("100-", 100, None), ("-50", -50, None), ("10-99999999", 10, None)],
    )
    def test_get_the_part_they_ask_for(self, client, original, asked, first, after):
        url, content = original

        reply = client.get(url, headers={"range": f"bytes={asked}"})

        assert (reply.status_code, reply.content) == (206, content[first:after])
        assert reply.headers["content-length"] == str(len(reply.content))
        begin = first % len(content)
        assert reply.headers["content-range"] == f"bytes {begin}-{begin + len(reply.content) - 1}/{len(content)}"

    @pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=0-1,4-5", "bytes=-", "lines=1-2", "nonsense", "bytes=²-³"])
    def test_that_are_none_get_the_whole_file(self, client, original, asked):
        url, content = original

        reply = client.get(url, headers={"range": asked.encode()})

        assert (reply.status_code, reply.content) == (200, content)

    def test_behind_the_end_are_refused(self, client, original):
        reply = client.get(original[0], headers={"range": "bytes=99999999-"})

        assert (reply.status_code, reply.json()["error"]["code"]) == (416, "range_outside")

    def test_of_another_content_get_the_whole_file(self, client, original):
        url, content = original
        tag = client.get(url).headers["etag"]

        same = client.get(url, headers={"range": "bytes=0-9", "if-range": tag})
        other = client.get(url, headers={"range": "bytes=0-9", "if-range": '"other"'})

        assert (same.content, other.content) == (content[:10], content)

    def test_are_offered_to_who_asks_for_the_head_alone(self, client, original):
        url, content = original

        reply = client.head(url)

        assert (reply.status_code, reply.content) == (200, b"")
        assert reply.headers["content-length"] == str(len(content))
        assert reply.headers["accept-ranges"] == "bytes"


def with_notes() -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[Base.Make], exif[Base.Model] = "Canon", "Canon EOS R5"
    exif.get_ifd(IFD.Exif).update(
        {
            Base.DateTimeOriginal: "2021:06:05 14:30:00",
            Base.LensModel: "RF50mm F1.2 L USM",
            Base.ExposureTime: 0.004,
            Base.FNumber: 1.8,
            Base.ISOSpeedRatings: 400,
            Base.FocalLength: 50.0,
        }
    )
    exif.get_ifd(IFD.GPSInfo).update({
        GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (48.0, 51.0, 30.0),
        GPS.GPSLongitudeRef: "W", GPS.GPSLongitude: (2.0, 17.0, 40.0),
    })  # fmt: skip
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


class TestShotNotes:
    def show(self, client, library, content):
        library.write("a.jpg", content)
        library.look()
        return client.get(f"/api/photos/{photo_id_of(library, 'a.jpg')}/shot")

    def test_are_read_from_the_file(self, client, library):
        notes = self.show(client, library, with_notes()).json()

        assert notes["taken_at"] == "2021-06-05T14:30:00"
        assert (notes["lens"], notes["iso"]) == ("RF50mm F1.2 L USM", 400)
        assert (notes["exposure_s"], notes["f_number"], notes["focal_mm"]) == pytest.approx((0.004, 1.8, 50))
        assert (notes["latitude"], notes["longitude"]) == pytest.approx((48.858333, -2.294444))

    @pytest.mark.parametrize(
        "place",
        [
            {GPS.GPSLatitude: (0.0, 0.0, 0.0), GPS.GPSLongitude: (0.0, 0.0, 0.0)},
            {GPS.GPSLatitude: (48.0, 51.0, 30.0)},
            {GPS.GPSLatitude: (480.0, 51.0, 30.0), GPS.GPSLongitude: (2.0, 17.0, 40.0)},
        ],
    )
    def test_say_no_place_where_it_is_nonsense(self, client, library, place):
        notes = self.show(client, library, with_notes_at(place)).json()

        assert (notes["latitude"], notes["longitude"]) == (None, None)

    def test_are_empty_where_there_are_none(self, client, library):
        reply = self.show(client, library, draw(1))

        assert reply.status_code == 200
        assert set(reply.json().values()) == {None}

    def test_are_empty_in_a_file_that_is_no_photo(self, client, library):
        reply = self.show(client, library, b"not a photo at all")

        assert (reply.status_code, set(reply.json().values())) == (200, {None})

    @pytest.mark.parametrize("at", range(20, 400, 23))
    def test_survive_notes_that_were_tampered_with(self, client, library, at):
        content = bytearray(with_notes())
        content[at : at + 4] = b"\xff\xff\xff\xff"

        assert self.show(client, library, bytes(content)).status_code == 200


def with_notes_at(place) -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(IFD.GPSInfo).update(place)
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


class TestColours:
    def test_are_noted_when_a_photo_is_read(self, library):
        out = io.BytesIO()
        Image.new("RGB", (640, 480), (200, 100, 50)).save(out, "JPEG", quality=95)
        library.write("a.jpg", out.getvalue())
        library.look()

        assert is_near(library.photos()["a.jpg"].colour, (200, 100, 50))

    def test_are_filled_in_from_the_thumbnails_of_older_photos(self, library, database):
        out = io.BytesIO()
        Image.new("RGB", (640, 480), (20, 180, 50)).save(out, "JPEG", quality=95)
        library.write("a.jpg", out.getvalue())
        library.look()
        with database.write() as session:
            session.get(Photo, photo_id_of(library, "a.jpg")).colour = None

        filled = fill_colours(database, library.derived, stopping=NeverStopping())

        assert filled == 1
        assert is_near(library.photos()["a.jpg"].colour, (20, 180, 50))


class NeverStopping:
    def is_set(self) -> bool:
        return False

    def wait(self, _seconds: float) -> None:
        return None


def is_near(colour, expected) -> bool:
    return all(abs((colour >> shift & 255) - part) <= 4 for shift, part in zip((16, 8, 0), expected, strict=True))
