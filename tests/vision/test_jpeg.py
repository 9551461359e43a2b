import io
import random

import numpy as np
import pytest
from PIL import Image, ImageFilter

from kenfolk.vision import image as image_module
from kenfolk.vision.image import decode_image
from kenfolk.vision.image_formats import open_image
from kenfolk.vision.image_source import BoundedFile, Budget, Damaged, ImageError
from kenfolk.vision.jpeg import decode_plainly, is_plain

BUDGET = Budget()


def paint(width: int = 301, height: int = 203, mode: str = "RGB") -> Image.Image:
    noise = np.random.default_rng(5).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(noise).filter(ImageFilter.GaussianBlur(3)).convert(mode)


def encode(image: Image.Image, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def decode_quickly(data: bytes, *, shrink: int = 1) -> np.ndarray | None:
    file = BoundedFile(data, BUDGET)
    return decode_plainly(open_image(file)[1], file, shrink=shrink)


def decode_slowly(data: bytes, *, shrink: int = 1) -> np.ndarray:
    image = Image.open(io.BytesIO(data))
    if shrink > 1:
        image.draft(None, (image.width // shrink, image.height // shrink))
    return np.asarray(image.convert("RGB"))


def verdict(data: bytes) -> tuple[object, ...]:
    try:
        image = decode_image(data, budget=Budget(max_pixels=1_000_000))
    except ImageError as error:
        return type(error), str(error)
    return image.width, image.height, image.orientation, image.pixels.tobytes()


ORDINARY = {
    "4:2:0": {"subsampling": "4:2:0"},
    "4:2:2": {"subsampling": "4:2:2"},
    "4:4:4": {"subsampling": "4:4:4"},
    "restarts": {"restart_marker_blocks": 3},
    "optimised": {"optimize": True},
    "RGB inside": {"keep_rgb": True},
}


class TestDecodePlainly:
    @pytest.mark.parametrize("shrink", [1, 2, 4, 8])
    @pytest.mark.parametrize("name", ORDINARY)
    def test_gives_the_pixels_that_pillow_gives(self, name, shrink):
        data = encode(paint(), **ORDINARY[name])

        quick, slow = decode_quickly(data, shrink=shrink), decode_slowly(data, shrink=shrink)

        assert quick.shape == slow.shape
        assert np.abs(quick.astype(int) - slow).max() <= 2

    def test_gives_grey_as_rgb(self):
        data = encode(paint(mode="L"))

        assert np.abs(decode_quickly(data).astype(int) - decode_slowly(data)).max() <= 1

    @pytest.mark.parametrize("sides", [(1, 1), (4000, 1), (1, 4000), (9, 7), (17, 16)])
    @pytest.mark.parametrize("shrink", [1, 2, 4, 8])
    def test_keeps_the_shape_of_odd_sizes(self, sides, shrink):
        width, height = sides

        quick = decode_quickly(encode(Image.new("RGB", sides, "red")), shrink=shrink)

        assert quick is None or quick.shape == (-(-height // shrink), -(-width // shrink), 3)

    def test_reads_a_file_like_its_bytes(self):
        data = encode(paint())

        from_file = decode_image(io.BytesIO(data), budget=BUDGET).pixels

        assert (from_file == decode_quickly(data)).all()

    @pytest.mark.parametrize(
        ("mode", "options"),
        [("RGB", {"progressive": True}), ("CMYK", {}), ("L", {"progressive": True}), ("L", {"icc_profile": b"any"})],
    )
    def test_leaves_what_is_not_ordinary_to_pillow(self, mode, options):
        assert decode_quickly(encode(paint(mode=mode), **options)) is None

    @pytest.mark.parametrize("left", [0.3, 0.5, 0.9, 0.999])
    def test_gives_nothing_of_a_file_that_lacks_its_end(self, left):
        data = encode(paint())

        assert decode_quickly(data[: int(len(data) * left)]) is None
        if left < 0.99:
            with pytest.raises(Damaged):
                decode_image(data[: int(len(data) * left)], budget=BUDGET)

    def test_gives_nothing_of_a_file_with_a_hole_in_the_middle(self):
        data = encode(paint(), quality=95, restart_marker_blocks=3)
        middle = len(data) // 2

        assert decode_quickly(data[:middle] + b"\xff\xd9" + data[middle + 2 :]) is None
        assert decode_quickly(data[:middle] + b"\xff\xdb\x00\x02" * 10 + data[middle + 40 :]) is None

    def test_gives_nothing_where_libjpeg_has_a_complaint(self):
        data = encode(paint())

        odd = data[:-2] + b"some extra bytes" + data[-2:]

        assert decode_quickly(odd) is None
        assert decode_image(odd, budget=BUDGET).width == 301  # Pillow forgives it, as ever

    def test_never_changes_the_verdict_on_a_bad_file(self, monkeypatch):
        good = [encode(paint(64, 48), **options) for options in ORDINARY.values()]
        chance = random.Random(11)
        bad = [spoil(chance.choice(good), chance) for _ in range(500)]

        ours = [verdict(data) for data in bad]
        monkeypatch.setattr(image_module, "decode_plainly", lambda *_args, **_options: None)
        pillows = [verdict(data) for data in bad]

        assert ours == pillows
        assert 50 < sum(issubclass(first, ImageError) for first, *_ in ours if isinstance(first, type)) < 450


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, in headers as often as in pixels; or the end cut off; or a piece cut out."""
    bad = bytearray(data)
    if chance.random() < 0.2:
        return bytes(bad[: chance.randrange(4, len(bad))])
    if chance.random() < 0.2:
        at = chance.randrange(len(bad))
        del bad[at : at + chance.randrange(1, 50)]
        return bytes(bad)
    for _ in range(chance.randrange(1, 4)):
        bad[chance.randrange(2, min(700, len(bad)) if chance.random() < 0.5 else len(bad))] = chance.randrange(256)
    return bytes(bad)


class TestIsPlain:
    def test_is_true_of_an_ordinary_jpeg(self):
        assert all(is_plain(encode(paint(), **options)) for options in ORDINARY.values())

    def test_is_false_of_progressive_scans(self):
        assert not is_plain(encode(paint(), progressive=True))

    @pytest.mark.parametrize("kind", [0xC3, 0xC9, 0xCA, 0xCC])
    def test_is_false_of_lossless_and_arithmetic_coding(self, kind):
        data = bytearray(encode(paint()))
        data[data.index(b"\xff\xc0") + 1] = kind

        assert not is_plain(bytes(data))

    def test_is_false_when_the_first_scan_holds_one_colour_only(self):
        # Such files may have any number of scans, each of which costs as much as the whole photo.
        data = bytearray(encode(paint()))
        data[data.index(b"\xff\xda") + 4] = 1

        assert not is_plain(bytes(data))

    @pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"\xff\xd8" + b"\xff" * 50, b"\xff\xd8" + b"\xff\xd8" * 20])
    def test_is_false_of_a_torso(self, data):
        assert not is_plain(data)
