"""Read dlib's face recognition network from its .dat file, with NumPy only.

The file is dlib's own serialisation: small integers with a control byte, floats as mantissa and exponent,
tensors as raw little-endian float32. Versions of all nested layers come first, outermost first; then the layers'
data in forward order. Whatever is not expected is refused, and reading must end exactly at the last byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

MAX_NAME = 64
MAX_LAYERS = 1000


class UnexpectedWeights(ValueError):
    """The weights file isn't the network that this reader knows."""


@dataclass(frozen=True)
class Convolution:
    filters: Floats  # (out, in, rows, columns)
    biases: Floats
    stride: int
    padding: int


@dataclass(frozen=True)
class Affine:
    gamma: Floats
    beta: Floats


@dataclass(frozen=True)
class Relu:
    pass


@dataclass(frozen=True)
class Pool:
    kind: str  # "max" or "average"
    size: int  # 0 means the whole picture
    stride: int


@dataclass(frozen=True)
class Add:
    pass


@dataclass(frozen=True)
class Remember:
    """A tag: what comes in here is added back later."""


@dataclass(frozen=True)
class Return:
    """Two tags in a row: put the result aside and go back to what was remembered."""


@dataclass(frozen=True)
class Dense:
    weights: Floats  # (in, out)


Layer = Convolution | Affine | Relu | Pool | Add | Remember | Return | Dense


@dataclass(frozen=True)
class Network:
    mean: tuple[float, float, float]
    size: int
    layers: tuple[Layer, ...]


class _Reader:
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


def read_network(path: Path) -> Network:
    """Read the whole network, or raise UnexpectedWeights."""
    reader = _Reader(path.read_bytes())
    expect((reader.integer(), reader.text()) == (1, "loss_metric_2"), "it isn't a metric network")
    reader.number(), reader.number()  # margin and threshold of the training
    versions = list(_read_versions(reader))
    expect(reader.text() == "input_rgb_image_sized", "its input isn't a picture")
    red, green, blue = reader.number(), reader.number(), reader.number()
    rows, columns = reader.integers(2)
    expect(rows == columns > 0, "its input isn't square")
    layers = tuple(_read_layers(reader, versions[::-1]))
    reader.finish()
    return Network((red, green, blue), rows, layers)


def expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 -- reads as a sentence, like assert
    if not holds:
        raise UnexpectedWeights(f"The weights file isn't the network that this reader knows: {otherwise}.")


def _read_versions(reader: _Reader) -> Iterator[int]:
    for _ in range(MAX_LAYERS):
        version = reader.integer()
        expect(version in (1, 2, 3), "a layer has an unknown version")
        yield version
        if version == 3:
            return
    expect(holds=False, otherwise="it has too many layers")


def _read_layers(reader: _Reader, versions: list[int]) -> Iterator[Layer]:
    at = 0
    while at < len(versions):
        if versions[at] == 1:
            twice = versions[at : at + 2] == [1, 1]
            yield Return() if twice else Remember()
            at += 2 if twice else 1
        else:
            yield _read_layer(reader, innermost=versions[at] == 3)
            at += 1


def _read_layer(reader: _Reader, *, innermost: bool) -> Layer:
    layer = _read_details(reader)
    for _ in range(3):
        reader.flag()
    for _ in range(3):
        expect(reader.tensor().size == 0, "it carries training state")
    if innermost:
        reader.integer()
    return layer


def _read_details(reader: _Reader) -> Layer:
    kind = reader.text()
    if kind == "con_4":
        return _read_convolution(reader)
    if kind == "affine_":
        return _read_affine(reader)
    if kind == "fc_2":
        return _read_dense(reader)
    if kind in ("max_pool_2", "avg_pool_2"):
        return _read_pool(reader, "max" if kind == "max_pool_2" else "average")
    expect(kind in ("relu_", "add_prev_"), f"it has a layer {kind!r}")
    return Relu() if kind == "relu_" else Add()


def _read_convolution(reader: _Reader) -> Convolution:
    values = reader.tensor().ravel()
    count, rows, columns, stride_y, stride_x, padding_y, padding_x = reader.integers(7)
    filters, biases = reader.alias(), reader.alias()
    for _ in range(4):
        reader.number()  # learning rates
    expect(stride_y == stride_x > 0 and padding_y == padding_x >= 0, "a convolution isn't square")
    expect(filters[0] == count and filters[2:] == [rows, columns], "a convolution contradicts itself")
    expect(sorted(biases) == [1, 1, 1, count] or count == 1, "a convolution's biases don't fit")
    expect(values.size == np.prod(filters) + count, "a convolution's weights don't fit")
    return Convolution(values[:-count].reshape(filters), values[-count:], stride_y, padding_y)


def _read_affine(reader: _Reader) -> Affine:
    values = reader.tensor().ravel()
    gamma, beta = reader.alias(), reader.alias()
    reader.integer()  # whether it followed a convolution
    expect(np.prod(gamma) == np.prod(beta) == values.size / 2, "an affine layer's weights don't fit")
    return Affine(values[: values.size // 2], values[values.size // 2 :])


def _read_dense(reader: _Reader) -> Dense:
    outputs, inputs = reader.integers(2)
    values = reader.tensor()
    reader.alias(), reader.alias()
    expect(reader.integer() == 1, "its last layer has a bias")
    for _ in range(4):
        reader.number()
    expect(values.size == inputs * outputs, "its last layer's weights don't fit")
    return Dense(values.reshape(inputs, outputs))


def _read_pool(reader: _Reader, kind: str) -> Pool:
    rows, columns, stride_y, stride_x, padding_y, padding_x = reader.integers(6)
    expect(rows == columns >= 0 and stride_y == stride_x > 0, "a pool isn't square")
    expect(padding_y == padding_x == 0, "a pool has padding")
    return Pool(kind, rows, stride_y)
