"""Read the basic types of dlib's serialisation, one after the other, refusing whatever is not expected."""

import numpy as np

from kenfolk.packs.dlib_layers import Floats

MAX_NAME = 64


class UnexpectedWeights(ValueError):
    """The weights file isn't the network that this reader knows."""


def expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 -- reads as a sentence, like assert
    if not holds:
        raise UnexpectedWeights(f"The weights file isn't the network that this reader knows: {otherwise}.")


class Reader:
    """Reads dlib's basic types one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        piece = self._data[self._at : self._at + count]
        expect(len(piece) == count, "it ends too early")
        self._at += count
        return piece

    def integer(self) -> int:
        control = self.take(1)[0]
        expect(not control & 0x70 and 1 <= control & 0x0F <= 8, f"no integer at byte {self._at - 1}")
        magnitude = int.from_bytes(self.take(control & 0x0F), "little")
        return -magnitude if control & 0x80 else magnitude

    def integers(self, count: int) -> list[int]:
        return [self.integer() for _ in range(count)]

    def number(self) -> float:
        mantissa, exponent = self.integers(2)
        expect(abs(exponent) < 2000, "a number isn't finite")
        return float(mantissa) * 2.0**exponent

    def flag(self) -> bool:
        byte = self.take(1)
        expect(byte in (b"0", b"1"), f"no yes or no at byte {self._at - 1}")
        return byte == b"1"

    def text(self) -> str:
        length = self.integer()
        expect(0 <= length <= MAX_NAME, "a name is too long")
        return self.take(length).decode("ascii", "replace")

    def tensor(self) -> Floats:
        expect(self.integer() == 2, "a tensor has an unknown version")
        shape = self.integers(4)
        expect(all(0 <= side <= len(self._data) for side in shape), "a tensor has an impossible size")
        count = int(np.prod(shape, dtype=object))
        values = np.frombuffer(self.take(4 * count), "<f4").reshape(shape).astype(np.float32)
        expect(bool(np.isfinite(values).all()), "a weight isn't finite")
        return values

    def alias(self) -> list[int]:
        expect(self.integer() == 1, "a tensor alias has an unknown version")
        return self.integers(4)

    def finish(self) -> None:
        expect(self._at == len(self._data), f"{len(self._data) - self._at} bytes are left over")
