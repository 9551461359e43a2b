"""Read dlib's face recognition network from its .dat file, with NumPy only.

The file is dlib's own serialisation: small integers with a control byte, floats as mantissa and exponent,
tensors as raw little-endian float32. Versions of all nested layers come first, outermost first; then the layers'
data in forward order. Whatever is not expected is refused, and reading must end exactly at the last byte.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from kenfolk.packs.dlib_layers import Add, Affine, Convolution, Dense, Layer, Network, Pool, Relu, Remember, Return
from kenfolk.packs.dlib_reader import Reader, expect

MAX_LAYERS = 1000


def read_network(path: Path) -> Network:
    """Read the whole network, or raise UnexpectedWeights."""
    reader = Reader(path.read_bytes())
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


def _read_versions(reader: Reader) -> Iterator[int]:
    for _ in range(MAX_LAYERS):
        version = reader.integer()
        expect(version in (1, 2, 3), "a layer has an unknown version")
        yield version
        if version == 3:
            return
    expect(holds=False, otherwise="it has too many layers")


def _read_layers(reader: Reader, versions: list[int]) -> Iterator[Layer]:
    at = 0
    while at < len(versions):
        if versions[at] == 1:
            twice = versions[at : at + 2] == [1, 1]
            yield Return() if twice else Remember()
            at += 2 if twice else 1
        else:
            yield _read_layer(reader, innermost=versions[at] == 3)
            at += 1


def _read_layer(reader: Reader, *, innermost: bool) -> Layer:
    layer = _read_details(reader)
    for _ in range(3):
        reader.flag()
    for _ in range(3):
        expect(reader.tensor().size == 0, "it carries training state")
    if innermost:
        reader.integer()
    return layer


def _read_details(reader: Reader) -> Layer:
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


def _read_convolution(reader: Reader) -> Convolution:
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


def _read_affine(reader: Reader) -> Affine:
    values = reader.tensor().ravel()
    gamma, beta = reader.alias(), reader.alias()
    reader.integer()  # whether it followed a convolution
    expect(np.prod(gamma) == np.prod(beta) == values.size / 2, "an affine layer's weights don't fit")
    return Affine(values[: values.size // 2], values[values.size // 2 :])


def _read_dense(reader: Reader) -> Dense:
    outputs, inputs = reader.integers(2)
    values = reader.tensor()
    reader.alias(), reader.alias()
    expect(reader.integer() == 1, "its last layer has a bias")
    for _ in range(4):
        reader.number()
    expect(values.size == inputs * outputs, "its last layer's weights don't fit")
    return Dense(values.reshape(inputs, outputs))


def _read_pool(reader: Reader, kind: str) -> Pool:
    rows, columns, stride_y, stride_x, padding_y, padding_x = reader.integers(6)
    expect(rows == columns >= 0 and stride_y == stride_x > 0, "a pool isn't square")
    expect(padding_y == padding_x == 0, "a pool has padding")
    return Pool(kind, rows, stride_y)
