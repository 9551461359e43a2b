"""Makes the pictures small: a few hundred colours are all they have, save for the noise of a JPEG."""

from pathlib import Path

from PIL import Image

for path in sorted(Path(__file__).parent.glob("*.png")):
    Image.open(path).convert("RGB").quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
