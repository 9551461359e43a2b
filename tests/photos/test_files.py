"""A photo's file and its pictures."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from factories.pictures import draw
from factories.profiles import DISPLAY_P3, SRGB
from kenfolk.photos.errors import FileGone, NoPictureYet, PhotoChanged, PhotoMissing, SourceAway
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.handover import Handover
from kenfolk.storage.local import LocalStorage
from kenfolk.vision.image import decode_image
from kenfolk.vision.image_source import Budget


@pytest.fixture
def photo(library):
    """A big photo that was read, by number."""
    library.write("a.jpg", draw(1, size=(3000, 2000)))
    library.look()
    return library.photos()["a.jpg"]


class TestDecode:
    def test_hands_over_what_the_reader_has_decoded(self, library, photo, monkeypatch):
        (library.folder / "a.jpg").unlink()

        image = library.files.decode(photo.id)

        assert image.pixels.shape == (2000, 3000, 3)

    def test_decodes_again_when_it_was_taken(self, library, photo):
        library.files.decode(photo.id)

        again = library.files.decode(photo.id)

        assert again.pixels.shape == (2000, 3000, 3)

    def test_decodes_in_another_size(self, library, photo):
        image = library.files.decode(photo.id, want_side=1000)

        assert 1000 <= max(image.pixels.shape) < 2000

    def test_refuses_a_file_that_has_changed_since(self, library, photo):
        library.files.decode(photo.id)
        library.write("a.jpg", draw(2), at=1_600_000_500)

        with pytest.raises(PhotoChanged):
            library.files.decode(photo.id)

        assert library.files.find(photo.id).state == "new", "it waits to be read, though no scan came by"

    def test_refuses_a_changed_photo_before_it_is_read(self, library, photo):
        library.files.decode(photo.id)
        library.write("a.jpg", draw(2), at=1_600_000_500)
        library.scan()

        with pytest.raises(PhotoChanged):
            library.files.read_image(photo.id)

    def test_says_that_the_file_is_gone(self, library, photo):
        library.files.decode(photo.id)
        (library.folder / "a.jpg").unlink()

        with pytest.raises(FileGone):
            library.files.decode(photo.id)

    def test_says_that_the_folder_is_away(self, library, photo):
        library.files.decode(photo.id)
        library.folder.rename(library.folder.with_name("unplugged"))

        with pytest.raises(SourceAway):
            library.files.decode(photo.id)

    def test_knows_only_photos_in_the_library(self, library):
        with pytest.raises(PhotoMissing):
            library.files.decode(404)


class TestPictures:
    def test_shows_a_thumbnail(self, library, photo):
        picture = library.files.read_thumb(photo.id)

        assert Image.open(io.BytesIO(picture.data)).size == (512, 341)
        assert picture.sha256 == photo.sha256

    def test_makes_a_lost_thumbnail_again(self, library, photo):
        library.derived.delete(f"thumbs/0/{photo.id}-{photo.sha256[:12]}.jpg")

        picture = library.files.read_thumb(photo.id)

        assert Image.open(io.BytesIO(picture.data)).size == (512, 341)

    @pytest.mark.parametrize("left", [0, 1000])
    def test_makes_a_thumbnail_again_that_a_power_cut_left_empty_or_cut_off(self, library, photo, left):
        key = f"thumbs/0/{photo.id}-{photo.sha256[:12]}.jpg"
        library.derived.save(key, library.derived.read(key)[:left])

        picture = library.files.read_thumb(photo.id)

        assert Image.open(io.BytesIO(picture.data)).size == (512, 341)
        assert library.derived.read(key) == picture.data

    def test_says_where_a_proxy_in_front_has_it_instead_of_reading_it(self, library, photo, tmp_path):
        derived = LocalStorage(tmp_path / "derived", writable=True, served_at="/derived")
        key = f"thumbs/0/{photo.id}-{photo.sha256[:12]}.jpg"
        files = PhotoFiles(library.database, derived)

        made, kept = files.read_thumb(photo.id), files.read_thumb(photo.id)
        derived.save(key, derived.read(key)[:1000])
        cut_off = files.read_thumb(photo.id)

        assert (made.url, kept.url, kept.data) == (None, f"/derived/{key}", b"")
        assert (cut_off.url, cut_off.data) == (None, made.data)

    def test_makes_pictures_in_the_colours_of_screens(self, library):
        library.write("a.jpg", draw(3, size=(3000, 2000), profile=DISPLAY_P3))
        library.look()
        photo = library.photos()["a.jpg"]
        stored = Image.open(io.BytesIO((library.folder / "a.jpg").read_bytes()))
        expected = ImageCms.profileToProfile(stored, io.BytesIO(DISPLAY_P3), io.BytesIO(SRGB)).getpixel((9, 9))

        pictures = [library.files.read_thumb(photo.id), library.files.read_image(photo.id)]

        assert abs(expected[0] - stored.getpixel((9, 9))[0]) > 5
        for picture in pictures:
            shown = Image.open(io.BytesIO(picture.data)).getpixel((9, 9))
            assert np.abs(np.subtract(shown, expected)).max() <= 3

    def test_makes_the_viewers_image_once(self, library, photo):
        first = library.files.read_image(photo.id)
        (library.folder / "a.jpg").unlink()

        second = library.files.read_image(photo.id)

        assert Image.open(io.BytesIO(first.data)).size == (2560, 1707)
        assert second == first

    def test_has_none_of_a_photo_that_was_not_read(self, library):
        library.write("a.jpg", draw(1))
        library.scan()

        with pytest.raises(NoPictureYet):
            library.files.read_thumb(library.photos()["a.jpg"].id)


class TestHandover:
    def test_keeps_no_more_than_fits(self):
        image = decode_image(draw(1, size=(100, 100)), budget=Budget())
        shelf = Handover(max_bytes=70_000)

        for number in range(3):
            shelf.put(number, "x", image)

        assert [shelf.take(number, "x") is image for number in range(3)] == [True, True, False]

    def test_gives_only_the_content_that_is_asked_for(self):
        image = decode_image(draw(1), budget=Budget())
        shelf = Handover(max_bytes=70_000)
        shelf.put(1, "old", image)

        assert shelf.take(1, "new") is None

    def test_drops_what_nobody_takes(self):
        image = decode_image(draw(1), budget=Budget())
        shelf = Handover(max_bytes=70_000, seconds=0)
        shelf.put(1, "x", image)

        shelf.drop_stale()

        assert shelf.take(1, "x") is None


class TestReader:
    def test_decodes_a_photo_once_for_both_steps(self, library, monkeypatch):
        decoded = []
        monkeypatch.setattr(
            "kenfolk.photos.content.decode_image", lambda data, **more: decoded.append(1) or decode_image(data, **more)
        )
        monkeypatch.setattr(
            "kenfolk.photos.files.decode_image", lambda data, **more: decoded.append(2) or decode_image(data, **more)
        )
        library.write("a.jpg", draw(1))
        library.look()

        library.files.decode(library.photos()["a.jpg"].id)

        assert decoded == [1]

    def test_works_without_room_to_hand_over(self, library):
        library.files = PhotoFiles(library.database, library.derived, handover_bytes=0)
        library.write("a.jpg", draw(1))
        library.look()

        image = library.files.decode(library.photos()["a.jpg"].id)

        assert image.pixels.shape == (48, 64, 3)
