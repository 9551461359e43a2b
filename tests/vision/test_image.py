import dataclasses
import datetime as dt
import io
import random
import struct
import warnings
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw

from factories.profiles import ADOBE_LIKE, DISPLAY_P3, SRGB
from kenfolk.vision import image_source
from kenfolk.vision.image import DecodedImage, decode_image, encode_jpeg, resize_to, thumbnail, with_overview
from kenfolk.vision.image_source import (
    Budget,
    Damaged,
    Empty,
    ImageError,
    NotAnImage,
    TookTooLong,
    TooManyBytes,
    TooManyPixels,
    Unreadable,
)

BUDGET = Budget()
RED, GREEN, BLUE, YELLOW = (200, 30, 40), (30, 180, 60), (40, 60, 200), (220, 210, 50)
CORNERS = [RED, GREEN, BLUE, YELLOW]  # clockwise from the top left


def draw(width: int = 96, height: int = 64) -> Image.Image:
    """A picture that looks different whichever way it is turned."""
    image = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(image)
    for (left, top), colour in zip([(0, 0), (1, 0), (1, 1), (0, 1)], CORNERS, strict=True):
        x, y = left * width // 2, top * height // 2
        pen.rectangle([x, y, x + width // 2, y + height // 2], fill=colour)
    return image


def encode(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(out, **options)
    else:
        image.save(out, kind, **options)
    return out.getvalue()


def decode(data: bytes, **options) -> DecodedImage:
    return decode_image(data, budget=options.pop("budget", BUDGET), **options)


def corners(pixels: np.ndarray) -> list[tuple[int, ...]]:
    """The colour in the middle of each quarter, clockwise from the top left."""
    height, width = pixels.shape[:2]
    places = [(1, 1), (1, 3), (3, 3), (3, 1)]
    return [tuple(map(int, pixels[y * height // 4, x * width // 4])) for y, x in places]


def looks_like(pixels: np.ndarray, colours: list[tuple[int, int, int]], *, within: int = 12) -> bool:
    return bool(np.abs(np.array(corners(pixels)) - np.array(colours)).max() <= within)


def moment(*numbers: int) -> dt.datetime:
    return dt.datetime(*numbers)  # noqa: DTZ001 (a camera's clock has no time zone)


def make_exif(**fields) -> Image.Exif:
    exif = Image.Exif()
    for name, value in fields.items():
        tag = ExifTags.Base[name]
        (exif.get_ifd(ExifTags.IFD.Exif) if name.startswith("DateTime") and name != "DateTime" else exif)[tag] = value
    return exif


def make_png(width: int, height: int, *, bits: int = 1) -> bytes:
    """A PNG of zeros, written row by row without ever being in memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    squeeze = zlib.compressobj(1)
    row = bytes(1 + (width * bits + 7) // 8)
    packed = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


SAMPLES = {
    "jpeg": lambda: encode(draw(), "JPEG", quality=95),
    "png": lambda: encode(draw(), "PNG"),
    "webp": lambda: encode(draw(), "WEBP", quality=95),
    "heic": lambda: encode(draw(), "HEIF", quality=95),
    "avif": lambda: encode(draw(), "AVIF", quality=95),
    "tiff": lambda: encode(draw(), "TIFF", compression="tiff_lzw"),
    "bmp": lambda: encode(draw(), "BMP"),
    "gif": lambda: encode(draw(), "GIF"),
}


class TestDecodeImage:
    @pytest.mark.parametrize("name", SAMPLES)
    def test_reads_every_format(self, name):
        decoded = decode(SAMPLES[name]())

        assert decoded.format == name
        assert decoded.pixels.shape == (64, 96, 3)
        assert decoded.pixels.dtype == np.uint8
        assert (decoded.width, decoded.height, decoded.scale, decoded.orientation) == (96, 64, 1, 1)
        assert looks_like(decoded.pixels, CORNERS)

    def test_reads_from_a_file_too(self):
        file = io.BytesIO(SAMPLES["jpeg"]())

        assert looks_like(decode_image(file, budget=BUDGET).pixels, CORNERS)

    @pytest.mark.parametrize(
        ("kind", "mode"),
        [
            ("PNG", "1"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"),
            ("JPEG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGBA"), ("HEIF", "RGBA"), ("AVIF", "RGBA"),
            ("TIFF", "1"), ("TIFF", "L"), ("TIFF", "P"), ("TIFF", "CMYK"), ("TIFF", "YCbCr"), ("TIFF", "RGBA"),
            ("TIFF", "I"), ("TIFF", "I;16"), ("TIFF", "F"), ("BMP", "P"), ("BMP", "RGBA"), ("GIF", "L"),
        ],
    )  # fmt: skip
    def test_reads_every_kind_of_pixel(self, kind, mode):
        grey = np.linspace(0, 255, 64 * 96).reshape(64, 96)
        deep = {
            "I;16": (grey * 257).astype(np.uint16),
            "I": (grey * 257).astype(np.int32),
            "F": (grey / 255).astype("f"),
        }
        image = Image.fromarray(deep[mode] if mode in deep else grey.astype(np.uint8))
        image = image if image.mode == mode else image.convert("RGB").convert(mode)

        pixels = decode(encode(image, kind)).pixels

        assert pixels.shape == (64, 96, 3)
        assert pixels[:8].mean() < 60
        assert pixels[-8:].mean() > 195

    def test_reads_16_bit_colour(self):
        rows = (np.asarray(draw(), dtype=">u2") * 257).reshape(64, -1)
        header = struct.pack(">IIBBBBB", 96, 64, 16, 2, 0, 0, 0)
        parts = {b"IHDR": header, b"IDAT": zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows)), b"IEND": b""}
        data = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
            for kind, part in parts.items()
        )

        assert looks_like(decode(data).pixels, CORNERS, within=1)

    def test_shows_cmyk_in_its_colours(self):
        assert looks_like(decode(encode(draw().convert("CMYK"), "JPEG", quality=95)).pixels, CORNERS)

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
    def test_lays_transparent_pixels_on_white(self, mode):
        clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
        data = encode(clear, "GIF", transparency=0) if mode == "P" else encode(clear.convert(mode), "PNG")

        assert (decode(data).pixels == 255).all()

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
    def test_reads_the_first_of_several_frames(self, kind):
        data = encode(draw(), kind, save_all=True, append_images=[Image.new("RGB", (96, 64))] * 2)

        assert looks_like(decode(data).pixels, CORNERS)

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
    def test_turns_photos_upright(self, kind, orientation):
        stored = {
            1: lambda image: image,
            2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
            3: lambda image: image.rotate(180, expand=True),
            4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
            5: lambda image: image.rotate(90, expand=True).transpose(Image.Transpose.FLIP_TOP_BOTTOM),
            6: lambda image: image.rotate(90, expand=True),
            7: lambda image: image.rotate(90, expand=True).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
            8: lambda image: image.rotate(-90, expand=True),
        }[orientation](draw())

        decoded = decode(encode(stored, kind, exif=make_exif(Orientation=orientation)))

        assert decoded.orientation == (1 if kind == "TIFF" else orientation)  # Pillow turns TIFFs itself
        assert (decoded.width, decoded.height) == (96, 64)
        assert decoded.pixels.shape == (64, 96, 3)
        assert looks_like(decoded.pixels, CORNERS, within=40)

    def test_turns_heic_only_once(self):
        stored = draw().rotate(90, expand=True)
        data = encode(stored, "HEIF", exif=make_exif(Orientation=6).tobytes(), quality=95)

        decoded = decode(data)

        assert (decoded.width, decoded.height, decoded.orientation) == (96, 64, 1)
        assert looks_like(decoded.pixels, CORNERS)

    @pytest.mark.parametrize(
        ("want", "side"),
        [(None, 801), (900, 801), (401, 801), (400, 401), (200, 201), (101, 201), (100, 101), (30, 34)],
    )
    def test_decodes_no_more_of_a_jpeg_than_wanted_and_no_less(self, want, side):
        decoded = decode(encode(draw(801, 403), "JPEG"), want_side=want)

        assert max(decoded.pixels.shape) == side
        assert (decoded.width, decoded.height) == (801, 403)
        assert abs(decoded.scale * 801 - side) < 1
        assert looks_like(decoded.pixels, CORNERS)

    @pytest.mark.parametrize("name", SAMPLES)
    def test_shrinks_every_format_to_what_is_wanted(self, name):
        decoded = decode(SAMPLES[name](), want_side=24)

        assert decoded.pixels.shape == (16, 24, 3)
        assert decoded.scale == 1 / 4

    def test_shrinks_a_thread_of_a_photo(self):
        assert decode(encode(Image.new("RGB", (4000, 1)), "JPEG"), want_side=500).pixels.shape == (1, 500, 3)


class TestColours:
    @pytest.mark.parametrize("profile", [DISPLAY_P3, ADOBE_LIKE])
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
    def test_are_converted_to_srgb(self, kind, profile):
        grey_green = Image.new("RGB", (32, 32), (130, 160, 130))
        expected = ImageCms.profileToProfile(grey_green, io.BytesIO(profile), io.BytesIO(SRGB)).getpixel((0, 0))
        if kind == "HEIF":
            grey_green.info["icc_profile"] = profile

        options = {} if kind == "HEIF" else {"icc_profile": profile, "quality": 100, "subsampling": "4:4:4"}
        data = encode(grey_green, kind, **options)

        assert expected[0] < 125  # it is greener in sRGB's terms
        assert looks_like(decode(data).pixels, [expected] * 4, within=6)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_can_be_converted_later(self, kind):
        data = encode(draw(), kind, icc_profile=DISPLAY_P3)
        converted = decode(data).pixels

        stored = decode(data, as_stored=True)

        assert not looks_like(stored.pixels, corners(converted), within=6)
        assert (stored.to_screen(stored.pixels) == converted).all()
        assert looks_like(with_overview(stored).overview, corners(converted), within=0)

    @pytest.mark.parametrize("mode", ["L", "CMYK"])
    def test_of_other_kinds_are_always_converted(self, mode):
        data = encode(draw().convert(mode), "JPEG", icc_profile=SRGB)

        stored = decode(data, as_stored=True)

        assert (stored.to_screen(stored.pixels) == decode(data).pixels).all()

    @pytest.mark.parametrize("profile", [SRGB, b"not a profile", DISPLAY_P3[:200], b""])
    def test_stay_as_they_are_when_srgb_or_unknown(self, profile):
        data = encode(draw(), "PNG", icc_profile=profile)

        assert looks_like(decode(data).pixels, CORNERS, within=0)

    @pytest.mark.parametrize("mode", ["L", "CMYK"])
    def test_stay_as_they_are_when_the_profile_is_for_other_pixels(self, mode):
        image = draw().convert(mode)

        plain = decode(encode(image, "TIFF")).pixels

        assert (decode(encode(image, "TIFF", icc_profile=DISPLAY_P3)).pixels == plain).all()


class TestCameraNotes:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
    def test_are_read_from_every_format(self, kind):
        exif = make_exif(
            DateTimeOriginal="2019:05:04 13:14:15", DateTime="2024:01:01 00:00:00", Make="Canikon\0\0", Model=" X 100 "
        )

        decoded = decode(encode(draw(), kind, exif=exif.tobytes()))

        assert decoded.taken_at == moment(2019, 5, 4, 13, 14, 15)
        assert (decoded.camera_make, decoded.camera_model) == ("Canikon", "X 100")

    @pytest.mark.parametrize(
        ("fields", "taken_at"),
        [
            ({"DateTimeDigitized": "2019:05:04 13:14:15"}, moment(2019, 5, 4, 13, 14, 15)),
            ({"DateTime": "2019-05-04T13:14"}, moment(2019, 5, 4, 13, 14)),
            ({"DateTimeOriginal": "0000:00:00 00:00:00", "DateTime": "2019:5:4 1:2:3"}, moment(2019, 5, 4, 1, 2, 3)),
            ({"DateTimeOriginal": "2019:02:30 13:14:15"}, None),
            ({"DateTimeOriginal": "    :  :     :  :  "}, None),
            ({"DateTimeOriginal": "yesterday"}, None),
            ({}, None),
        ],
    )
    def test_take_the_first_date_that_is_one(self, fields, taken_at):
        assert decode(encode(draw(), "JPEG", exif=make_exif(**fields))).taken_at == taken_at

    @pytest.mark.parametrize("orientation", [0, 9, 65535])
    def test_ignore_an_orientation_that_is_none(self, orientation):
        assert decode(encode(draw(), "JPEG", exif=make_exif(Orientation=orientation))).orientation == 1

    def test_are_empty_when_exif_is_broken(self):
        good = make_exif(DateTimeOriginal="2019:05:04 13:14:15", Make="Canikon", Orientation=1).tobytes()
        chance = random.Random(3)
        for _ in range(100):
            broken = bytearray(good)
            for _ in range(4):
                broken[chance.randrange(6, len(broken))] = chance.randrange(256)

            decoded = decode(encode(draw(), "JPEG", exif=bytes(broken), quality=95))

            assert {decoded.width, decoded.height} == {96, 64}

    def test_are_read_without_a_warning_where_pillow_has_one(self):
        data = encode(draw(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\x05\0\x12\x01")
        with pytest.warns(UserWarning, match="Corrupt EXIF"), Image.open(io.BytesIO(data)) as image:
            image.getexif()

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            decoded = decode(data)

        assert looks_like(decoded.pixels, CORNERS)
        assert told == []

    def test_never_say_how_big_the_photo_is(self):
        exif = make_exif(ImageWidth=5, ImageLength=5)
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExifImageWidth] = 7

        assert decode(encode(draw(), "JPEG", exif=exif)).width == 96


class TestBudget:
    def test_refuses_a_small_file_with_a_billion_pixels(self):
        bomb = make_png(30_000, 30_000)

        with pytest.raises(TooManyPixels, match="150 megapixels") as caught:
            decode(bomb)

        assert len(bomb) < 1_000_000
        assert caught.value.lasting

    def test_allows_what_pillow_alone_would_warn_of(self):
        decoded = decode(make_png(9_600, 9_600), want_side=100)

        assert decoded.pixels.shape == (100, 100, 3)

    def test_refuses_a_jpeg_that_claims_to_be_huge(self):
        data = bytearray(SAMPLES["jpeg"]())
        at = data.index(b"\xff\xc0") + 5
        data[at : at + 4] = struct.pack(">HH", 60_000, 60_000)

        with pytest.raises(TooManyPixels):
            decode(bytes(data))

    def test_refuses_a_webp_that_claims_to_be_huge(self):
        data = bytearray(encode(draw(), "WEBP", lossless=True, exif=make_exif(Orientation=1)))
        at = data.index(b"VP8X") + 12
        data[at : at + 6] = (16_000).to_bytes(3, "little") * 2

        with pytest.raises(TooManyPixels):
            decode(bytes(data))

    def test_takes_a_png_for_damaged_that_is_smaller_than_it_claims(self):
        data = SAMPLES["png"]()
        header = b"IHDR" + struct.pack(">II", 960, 640) + data[24:29]

        with pytest.raises(Damaged):
            decode(data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:])

    def test_refuses_a_file_with_too_many_bytes_before_reading_it(self):
        class Unread(io.BytesIO):
            def read(self, *_args):
                pytest.fail("was read")

        with pytest.raises(TooManyBytes, match="limit is 1 MB") as caught:
            decode_image(Unread(bytes(2_000_000)), budget=Budget(max_bytes=1_000_000))

        assert caught.value.lasting

    def test_stops_in_the_middle_of_a_slow_file(self, monkeypatch):
        noise = np.random.default_rng(1).integers(0, 256, (600, 600, 3), dtype=np.uint8)
        file = io.BytesIO(encode(Image.fromarray(noise), "JPEG", progressive=True, quality=95))
        clock = iter(range(10_000))
        monkeypatch.setattr(image_source.time, "monotonic", lambda: float(next(clock)))

        with pytest.raises(TookTooLong, match="20 seconds") as caught:
            decode_image(file, budget=Budget(max_seconds=20))

        assert file.tell() < len(file.getvalue())
        assert not caught.value.lasting


class TestBadFiles:
    def test_say_that_a_file_is_empty(self):
        with pytest.raises(Empty, match="empty"):
            decode(b"")

    @pytest.mark.parametrize(
        "data", [b"Dear diary, this is a photo.jpg", b"%PDF-1.7", bytes(100), b"\xff", b"RIFF1234WAVE"]
    )
    def test_say_that_a_file_is_no_photo(self, data):
        with pytest.raises(NotAnImage, match="not a photo"):
            decode(data)

    @pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
    @pytest.mark.parametrize("name", SAMPLES)
    def test_say_that_a_file_lacks_its_end(self, name, part):
        noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (300, 300, 3), dtype=np.uint8))
        data = encode(noise, {"heic": "HEIF"}.get(name, name.upper()))

        with pytest.raises(Damaged, match="damaged or incomplete"):
            decode(data[: int(len(data) * part)])

    def test_say_that_a_progressive_jpeg_lacks_its_end(self):
        data = encode(draw(600, 400), "JPEG", progressive=True)

        with pytest.raises(Damaged):
            decode(data[: len(data) // 2])

    def test_tell_a_bad_disk_from_a_bad_photo(self):
        class Failing(io.BytesIO):
            def read(self, *_args):
                raise OSError(5, "Input/output error")

        with pytest.raises(Unreadable, match="Input/output error") as caught:
            decode_image(Failing(b"x"), budget=BUDGET)

        assert not caught.value.lasting

    @pytest.mark.parametrize("name", SAMPLES)
    def test_end_in_a_photo_or_an_image_error(self, name):
        good = SAMPLES[name]()
        chance = random.Random(name)
        budget = dataclasses.replace(BUDGET, max_pixels=10_000_000)

        outcomes = set()
        for _ in range(500):
            try:
                outcomes.add(type(decode(mutate(good, chance), budget=budget, want_side=chance.choice([None, 40]))))
            except ImageError as error:
                outcomes.add(type(error))

        assert {DecodedImage, Damaged} <= outcomes


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, or a piece cut out, doubled or moved."""
    bad = bytearray(data)
    if chance.random() < 0.7:
        for _ in range(chance.randrange(1, 6)):
            # Headers are where decoders break, so half of the changes go there.
            bad[chance.randrange(min(200, len(bad)) if chance.random() < 0.5 else len(bad))] = chance.randrange(256)
        return bytes(bad)
    start = chance.randrange(len(bad))
    piece = bad[start : start + chance.randrange(1, 60)]
    del bad[start : start + len(piece) * chance.randrange(2)]
    at = chance.randrange(len(bad) + 1)
    bad[at:at] = piece * chance.randrange(3)
    return bytes(bad)


class TestResizeTo:
    def test_shrinks_to_the_long_side(self):
        small = resize_to(np.asarray(draw(900, 600)), side=300)

        assert small.shape == (200, 300, 3)
        assert looks_like(small, CORNERS, within=1)

    def test_leaves_small_photos_alone(self):
        pixels = np.asarray(draw())

        assert resize_to(pixels, side=96) is pixels


class TestEncodeJpeg:
    def test_is_read_back_alike(self):
        pixels = np.asarray(draw())

        assert looks_like(decode(encode_jpeg(pixels, quality=95)).pixels, CORNERS)

    def test_is_smaller_with_less_quality(self):
        pixels = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)

        assert len(encode_jpeg(pixels, quality=30)) < len(encode_jpeg(pixels, quality=90))


class TestThumbnail:
    def test_is_a_small_jpeg(self):
        decoded = decode(thumbnail(np.asarray(draw(900, 600)), side=90))

        assert decoded.format == "jpeg"
        assert decoded.pixels.shape == (60, 90, 3)
        assert looks_like(decoded.pixels, CORNERS)
