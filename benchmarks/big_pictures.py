"""A few hundred real JPEGs, and a great many names for them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

SHAPES = ((2000, 1500), (1500, 2000), (2016, 1134), (1800, 1200), (1200, 1800), (1500, 1500), (2400, 1000))
OFTEN = (40, 20, 10, 12, 8, 6, 4)  # in a hundred
THUMB, CHIP = 512, 256


@dataclass(frozen=True)
class Pool:
    """The pictures there are."""

    originals: list[Path]
    thumbs: list[Path]
    sides: list[tuple[int, int]]  # of the originals
    chips: list[Path]


class Link(NamedTuple):
    """Another name for a picture."""

    picture: str
    name: str


def make_pool(folder: Path, *, photos: int, chips: int, portraits: Path | None = None, seed: int = 1) -> Pool:
    """Draw pictures; chips are made of portraits if there are any."""
    rng = np.random.default_rng(seed)
    found = sorted(portraits.rglob("*.jpg"))[:chips] if portraits else []
    for kind in ("photos", "thumbs", "chips"):
        (folder / kind).mkdir(parents=True)
    pool = Pool([], [], [], [])
    for number in range(photos):
        size = SHAPES[int(rng.choice(len(SHAPES), p=np.array(OFTEN) / 100))]
        photo = _draw_scene(rng, size)
        pool.originals.append(folder / "photos" / f"{number}.jpg")
        photo.save(pool.originals[-1], quality=80)
        pool.sides.append(size)
        pool.thumbs.append(folder / "thumbs" / f"{number}.jpg")
        photo.thumbnail((THUMB, THUMB))
        photo.save(pool.thumbs[-1], quality=85)
    for number in range(chips):
        pool.chips.append(folder / "chips" / f"{number}.jpg")
        chip = _crop(found[number % len(found)]) if found else _draw_face(rng)
        chip.save(pool.chips[-1], quality=90)
    return pool


def link_all(links: Iterable[Link]) -> None:
    """Give pictures their names, making folders on the way."""
    folders = set[str]()
    for picture, name in links:
        folder = os.path.dirname(name)  # noqa: PTH120 (a million of them: Path takes twice as long as linking)
        if folder not in folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        os.link(picture, name)


def _draw_scene(rng: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """Draw something with large shapes, edges and a little grain, which weighs what a photo of its size does."""
    width, height = size[0] // 4, size[1] // 4
    small = rng.integers(30, 226, (5, 7, 3), np.uint8)
    picture = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(24):
        x, y, r = rng.integers(0, width), rng.integers(0, height), rng.integers(5, 65)
        pen.ellipse([x - r, y - r, x + r, y + r * 1.3], fill=tuple(rng.integers(20, 236, 3).tolist()))
    return _grain(rng, picture.resize(size, Image.Resampling.BILINEAR))


def _draw_face(rng: np.random.Generator) -> Image.Image:
    skin = np.array([235, 200, 175]) * rng.uniform(0.4, 1)
    hair = np.array([90, 60, 40]) * rng.uniform(0.2, 2.2)
    picture = Image.new("RGB", (CHIP, CHIP), tuple(rng.integers(60, 200, 3).tolist()))
    pen = ImageDraw.Draw(picture)
    wide = rng.integers(62, 84)
    pen.ellipse([128 - wide - 14, 14, 128 + wide + 14, 200], fill=_colour(hair))
    pen.ellipse([128 - wide, 40, 128 + wide, 236], fill=_colour(skin))
    for x in (98, 158):
        pen.ellipse([x - 13, 106, x + 13, 124], fill=(245, 245, 245))
        pen.ellipse([x - 7, 108, x + 7, 123], fill=_colour(rng.uniform(20, 120, 3)))
        pen.line([x - 17, 97, x + 17, 93 + int(rng.integers(0, 6))], fill=_colour(hair), width=5)
    pen.line([128, 124, 121, 158, 133, 160], fill=_colour(skin * 0.75), width=4)
    pen.arc([98, 150, 158, 200], 20, 160, fill=_colour(np.array([170, 70, 70])), width=int(rng.integers(4, 10)))
    return _grain(rng, picture.filter(ImageFilter.GaussianBlur(1.5)))


def _grain(rng: np.random.Generator, picture: Image.Image) -> Image.Image:
    pixels = np.asarray(picture, np.int16)
    noise: NDArray[np.int16] = rng.integers(-6, 7, (*pixels.shape[:2], 1), np.int16)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def _crop(path: Path) -> Image.Image:
    """Return the middle of a portrait, where the face is."""
    with Image.open(path) as portrait:
        side = min(portrait.size) * 0.56
        x, y = portrait.width / 2, portrait.height / 2
        box = (round(x - side / 2), round(y - side / 2), round(x + side / 2), round(y + side / 2))
        return portrait.convert("RGB").crop(box).resize((CHIP, CHIP), Image.Resampling.BICUBIC)


def _colour(values: NDArray[np.floating]) -> tuple[int, int, int]:
    red, green, blue = np.clip(values, 0, 255).astype(int).tolist()
    return red, green, blue
