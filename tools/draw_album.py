"""Draw an album of people who don't exist, for the pictures in the README and for trying Kenfolk out.

    python tools/draw_album.py FOLDER [--photos 90]

Everything but the faces is grey, so that the pack `fake` finds them and tells them apart by their complexion:

    kenfolk serve FOLDER --data DATA --pack fake
"""

import argparse
import datetime as dt
import random
from colorsys import hls_to_rgb
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1500, 1000)
FINER = 2  # drawn larger, then made small, for smooth edges
HUES = 12  # degrees of complexion, 4.4 apart: what the fake embedder keeps apart
HAIRS = ("#1e1e1e", "#3a3a3a", "#5c5c5c", "#8d8d8d", "#b5b5b5", "#e4e4e4")
EYES = ("#2a2522", "#33302c", "#232326")
SCENES = (("#dcdedd", "#8f9291"), ("#e6e4e2", "#a09d9a"), ("#d3d6d8", "#7f8487"), ("#efeeec", "#b3b0ad"))


def draw_head(
    pen: ImageDraw.ImageDraw, centre: tuple[float, float], width: float, person: int, mood: random.Random
) -> None:
    """Draw one person; the same number is the same person, the mood changes a little every time."""
    own = random.Random(person * 7919 + 5)
    skin, hair, eye = _skin(person), HAIRS[(person * 5 + person // 6) % len(HAIRS)], own.choice(EYES)
    w, h = width, width * own.uniform(1.22, 1.48)
    x, y = centre[0] - w / 2, centre[1] - h / 2
    shade = _mix(skin, "#5a2d1c", 0.28)
    shirt = f"hsl(210,3%,{mood.randrange(30, 75)}%)"
    pen.rounded_rectangle([x - w * 0.55, y + h * 1.1, x + w * 1.55, y + h * 2.6], w * 0.5, fill=shirt)
    pen.rectangle([x + w * 0.32, y + h * 0.78, x + w * 0.68, y + h * 1.2], fill=_mix("#6b6b6b", "#ffffff", 0.3))
    style = own.randrange(4)
    if style in (1, 3):
        pen.rounded_rectangle(
            [x - w * 0.13, y - h * 0.1, x + w * 1.13, y + h * (0.85 + 0.35 * own.random())], w * 0.5, fill=hair
        )
    for side in () if style in (1, 3) else (-0.04, 0.9):  # hair covers the ears
        pen.ellipse([x + w * side, y + h * 0.42, x + w * (side + 0.14), y + h * 0.62], fill=shade)
    pen.rounded_rectangle([x, y, x + w, y + h], w * own.uniform(0.38, 0.5), fill=skin)
    brow = own.uniform(0.16, 0.3)
    pen.chord([x - w * 0.05, y - h * 0.13, x + w * 1.05, y + h * (2 * brow + 0.13)], 180, 360, fill=hair)
    spread, eye_y, eye_w = own.uniform(0.2, 0.26), own.uniform(0.43, 0.48), own.uniform(0.075, 0.1)
    look = mood.uniform(-0.02, 0.02)
    for side in (-1, 1):
        ex, ey = x + w * (0.5 + side * spread), y + h * eye_y
        pen.ellipse([ex - w * eye_w, ey - w * eye_w * 0.62, ex + w * eye_w, ey + w * eye_w * 0.62], fill="#fbf8f4")
        ex += w * look
        pen.ellipse([ex - w * 0.048, ey - w * 0.05, ex + w * 0.048, ey + w * 0.05], fill=eye)
        pen.ellipse([ex - w * 0.012, ey - w * 0.035, ex + w * 0.018, ey - w * 0.008], fill="#ffffff")
        pen.arc(
            [ex - w * eye_w * 1.2, ey - w * 0.075, ex + w * eye_w * 1.2, ey + w * 0.09],
            195,
            345,
            fill=shade,
            width=int(w * 0.02),
        )
        tilt = own.uniform(-0.01, 0.03)
        pen.line([ex - w * 0.11, ey - h * (0.1 + side * tilt), ex + w * 0.11, ey - h * (0.1 - side * tilt)], fill=_mix(hair, "#1d1a1a", 0.4), width=int(w * own.uniform(0.028, 0.05)))  # fmt: skip
    nose = own.uniform(0.05, 0.085)
    pen.line([x + w * 0.5, y + h * eye_y, x + w * 0.49, y + h * 0.63], fill=shade, width=int(w * 0.02))
    pen.arc(
        [x + w * (0.5 - nose), y + h * 0.6, x + w * (0.5 + nose), y + h * 0.69],
        10,
        170,
        fill=shade,
        width=int(w * 0.03),
    )
    if own.random() < 0.3:
        pen.chord([x + w * 0.02, y + h * 0.56, x + w * 0.98, y + h * 1.06], 0, 180, fill=hair)
    mouth, smile = own.uniform(0.13, 0.19), mood.uniform(0.0, 0.05)
    lips = _mix(skin, "#a8322e", 0.55)
    pen.chord(
        [x + w * (0.5 - mouth), y + h * (0.73 - smile), x + w * (0.5 + mouth), y + h * (0.83 + smile / 2)],
        5,
        175,
        fill=lips,
    )
    pen.arc([x + w * (0.5 - mouth), y + h * (0.73 - smile), x + w * (0.5 + mouth), y + h * (0.83 + smile / 2)], 0, 180, fill=_mix(lips, "#3a0d0d", 0.4), width=int(w * 0.018))  # fmt: skip
    if own.random() < 0.35:
        for side in (-1, 1):
            ex, ey = x + w * (0.5 + side * spread), y + h * eye_y
            # Half a rim: a closed one would cut its inside off from the face.
            pen.arc(
                [ex - w * 0.15, ey - w * 0.13, ex + w * 0.15, ey + w * 0.13],
                172,
                368,
                fill="#2b2b2f",
                width=int(w * 0.026),
            )
        pen.line([x + w * (0.5 - spread + 0.15), y + h * eye_y, x + w * (0.5 + spread - 0.15), y + h * eye_y], fill="#2b2b2f", width=int(w * 0.02))  # fmt: skip


def draw_photo(people: list[int], mood: random.Random) -> Image.Image:
    """Draw people side by side in front of hills."""
    width, height = (side * FINER for side in SIZE)
    sky, land = mood.choice(SCENES)
    image = Image.new("RGB", (width, height), sky)
    pen = ImageDraw.Draw(image)
    for layer in range(3):
        base = height * (0.5 + 0.14 * layer)
        for _ in range(4):
            at, size = mood.uniform(-0.1, 1.1) * width, mood.uniform(0.25, 0.5) * width
            pen.ellipse([at - size, base, at + size, base + size], fill=_mix(sky, land, 0.35 + 0.25 * layer))
    slot = width / len(people)
    for at, person in enumerate(people):
        face = min(slot * 0.36, height * 0.24) * mood.uniform(0.85, 1.1)
        draw_head(
            pen,
            (slot * (at + 0.5) + mood.uniform(-0.05, 0.05) * slot, height * mood.uniform(0.4, 0.48)),
            face,
            person,
            mood,
        )
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    return small.rotate(mood.uniform(-2, 2), Image.Resampling.BICUBIC, fillcolor=sky).filter(
        ImageFilter.GaussianBlur(0.4)
    )


def _skin(person: int) -> str:
    hue, light = (4 + 3.6 * (person % HUES)) / 360, (0.72, 0.55, 0.4)[person % 3]
    return "#" + bytes(round(255 * part) for part in hls_to_rgb(hue, light, 0.72)).hex()


def _mix(a: str, b: str, share: float) -> str:
    pairs = zip(bytes.fromhex(a[1:]), bytes.fromhex(b[1:]), strict=True)
    return "#" + bytes(round(one * (1 - share) + other * share) for one, other in pairs).hex()


def main() -> None:
    """Draw the album."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=90)
    parser.add_argument("--people", type=int, default=11)
    given = parser.parse_args()
    mood, clock = random.Random(3), dt.datetime(2025, 5, 3, 10, 0, tzinfo=dt.UTC)
    for number in range(given.photos):
        crowd = mood.sample(range(given.people), k=mood.choice((1, 1, 2, 2, 3, 4)))
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = clock.strftime("%Y:%m:%d %H:%M:%S")
        folder = given.folder / f"{clock:%Y-%m}"
        folder.mkdir(parents=True, exist_ok=True)
        draw_photo(crowd, mood).save(folder / f"IMG_{number + 1:04d}.jpg", quality=92, exif=exif)
        clock += dt.timedelta(days=mood.randrange(6), hours=mood.randrange(9))


if __name__ == "__main__":
    main()
