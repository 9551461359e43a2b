"""Tiny networks in the file formats of the real ones, and their arithmetic in plain NumPy."""

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from kenfolk.packs.dlib_layers import (
    Add,
    Affine,
    Convolution,
    Dense,
    Layer,
    Network,
    Pool,
    Relu,
    Remember,
    Return,
)


def make_network(*, channels: int = 4, size: int = 15, outputs: int = 6, seed: int = 0) -> Network:
    """A network of every kind of layer dlib's has: a plain block, a block that halves, and the end."""
    rng = np.random.default_rng(seed)

    def convolution(inputs: int, count: int, side: int, stride: int, padding: int) -> Convolution:
        filters = rng.normal(0, 0.5 / side, (count, inputs, side, side)).astype(np.float32)
        return Convolution(filters, rng.normal(0, 0.1, count).astype(np.float32), stride, padding)

    def affine(count: int) -> Affine:
        return Affine(rng.uniform(0.5, 1.5, count).astype(np.float32), rng.normal(0, 0.1, count).astype(np.float32))

    def half(inputs: int, count: int, stride: int, padding: int) -> list[Layer]:
        return [convolution(inputs, count, 3, stride, padding), affine(count)]

    twice = 2 * channels
    layers: list[Layer] = [convolution(3, channels, 3, 2, 0), affine(channels), Relu(), Pool("max", 3, 2)]
    layers += [Remember(), *half(channels, channels, 1, 1), Relu(), *half(channels, channels, 1, 1), Add(), Relu()]
    layers += [Remember(), *half(channels, twice, 2, 0), Relu(), *half(twice, twice, 1, 1)]
    layers += [Return(), Pool("average", 2, 2), Add(), Relu(), Pool("average", 0, 1)]
    layers.append(Dense(rng.normal(0, 1, (twice, outputs)).astype(np.float32)))
    return Network((120.0, 110.0, 100.0), size, tuple(layers))


def run_network(network: Network, pixels: np.ndarray, *, clip_at: int | None = None, limit: float = 0) -> np.ndarray:
    """What the network answers, in float64 and without any folding; `clip_at` is the index of a Relu that clips."""
    value = (pixels.astype(np.float64).transpose(0, 3, 1, 2) - np.reshape(network.mean, (1, 3, 1, 1))) / 256
    remembered = value
    for at, layer in enumerate(network.layers):
        if isinstance(layer, Remember):
            remembered = value
        elif isinstance(layer, Return):
            value, remembered = remembered, value
        elif isinstance(layer, Add):
            value = _add(value, remembered)
        else:
            value = _apply(layer, value)
        if at == clip_at:
            value = np.minimum(value, limit)
    return value


def _apply(layer: Layer, value: np.ndarray) -> np.ndarray:
    if isinstance(layer, Relu):
        return np.maximum(value, 0)
    if isinstance(layer, Affine):
        return value * layer.gamma.reshape(1, -1, 1, 1) + layer.beta.reshape(1, -1, 1, 1)
    if isinstance(layer, Dense):
        return value.reshape(len(value), -1) @ layer.weights
    if isinstance(layer, Pool) and layer.size == 0:
        return value.mean(axis=(2, 3), keepdims=True)
    if isinstance(layer, Pool):
        windows = _slide(value, layer.size, layer.stride)
        return windows.max(axis=(4, 5)) if layer.kind == "max" else windows.mean(axis=(4, 5))
    padding = ((0, 0), (0, 0), (layer.padding,) * 2, (layer.padding,) * 2)
    windows = _slide(np.pad(value, padding), layer.filters.shape[2], layer.stride)
    return np.einsum("bcyxij,ocij->boyx", windows, layer.filters.astype(np.float64)) + layer.biases.reshape(1, -1, 1, 1)


def _slide(value: np.ndarray, side: int, stride: int) -> np.ndarray:
    return np.lib.stride_tricks.sliding_window_view(value, (side, side), axis=(2, 3))[:, :, ::stride, ::stride]


def _add(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    total = np.zeros([max(sides) for sides in zip(a.shape, b.shape, strict=True)])
    for part in (a, b):
        total[tuple(slice(side) for side in part.shape)] += part
    return total


def dump_network(network: Network) -> bytes:
    """The network in dlib's file format."""
    versions, data = [], b""
    stored = [layer for layer in network.layers if not isinstance(layer, Remember | Return)]
    for layer in network.layers:
        if isinstance(layer, Return):
            versions += [1, 1]
        elif isinstance(layer, Remember):
            versions += [1]
        else:
            first = layer is stored[0]
            versions += [3 if first else 2]
            data += _dump_details(layer) + b"000" + 3 * _dump_tensor(np.zeros((0, 0, 0, 0)))
            data += dump_integer(1) if first else b""
    head = dump_integer(1) + _dump_text("loss_metric_2") + _dump_number(0.04) + _dump_number(0.6)
    head += b"".join(dump_integer(version) for version in versions[::-1])
    head += _dump_text("input_rgb_image_sized") + b"".join(_dump_number(mean) for mean in network.mean)
    return head + dump_integer(network.size) * 2 + data


def dump_integer(value: int) -> bytes:
    size = max(1, (abs(value).bit_length() + 7) // 8)
    return bytes([size | (0x80 if value < 0 else 0)]) + abs(value).to_bytes(size, "little")


def _dump_integers(values: Sequence[int]) -> bytes:
    return b"".join(dump_integer(int(value)) for value in values)


def _dump_number(value: float) -> bytes:
    return dump_integer(round(value * 2**20)) + dump_integer(-20)


def _dump_text(text: str) -> bytes:
    return dump_integer(len(text)) + text.encode()


def _dump_tensor(values: np.ndarray) -> bytes:
    return dump_integer(2) + _dump_integers(values.shape) + values.astype("<f4").tobytes()


def _dump_alias(*shape: int) -> bytes:
    return dump_integer(1) + _dump_integers(shape)


def _dump_flat(*parts: np.ndarray) -> bytes:
    return _dump_tensor(np.concatenate([part.ravel() for part in parts]).reshape(-1, 1, 1, 1))


def _dump_details(layer: Layer) -> bytes:
    if isinstance(layer, Relu | Add):
        return _dump_text("relu_" if isinstance(layer, Relu) else "add_prev_")
    if isinstance(layer, Pool):
        name = "max_pool_2" if layer.kind == "max" else "avg_pool_2"
        return _dump_text(name) + _dump_integers([layer.size, layer.size, layer.stride, layer.stride, 0, 0])
    if isinstance(layer, Affine):
        aliases = 2 * _dump_alias(1, len(layer.gamma), 1, 1)
        return _dump_text("affine_") + _dump_flat(layer.gamma, layer.beta) + aliases + dump_integer(0)
    rates = 4 * _dump_number(1.0)
    if isinstance(layer, Dense):
        inputs, outputs = layer.weights.shape
        tensor = _dump_tensor(layer.weights.reshape(inputs, outputs, 1, 1))
        aliases = _dump_alias(inputs, outputs, 1, 1) + _dump_alias(0, 0, 0, 0)
        return _dump_text("fc_2") + _dump_integers([outputs, inputs]) + tensor + aliases + dump_integer(1) + rates
    count, _, rows, columns = layer.filters.shape
    numbers = [count, rows, columns, layer.stride, layer.stride, layer.padding, layer.padding]
    aliases = _dump_alias(*layer.filters.shape) + _dump_alias(1, count, 1, 1)
    return _dump_text("con_4") + _dump_flat(layer.filters, layer.biases) + _dump_integers(numbers) + aliases + rates


def make_centerface(*, heat: float = -9.0) -> onnx.ModelProto:
    """A graph with CenterFace's inputs and outputs, as fixed and cluttered as the published one."""
    counts = (1, 2, 2, 10)
    weights, nodes = [], []
    for at, count in enumerate(counts):
        kernel = np.full((count, 3, 4, 4), 0.001 * (at + 1), np.float32)
        weights += [
            numpy_helper.from_array(kernel, f"w{at}"),
            numpy_helper.from_array(np.full(count, heat, "f4"), f"b{at}"),
        ]
        nodes.append(
            helper.make_node("Conv", ["input.1", f"w{at}", f"b{at}"], [f"raw{at}"], strides=[4, 4], kernel_shape=[4, 4])
        )
    nodes.append(helper.make_node("Sigmoid", ["raw0"], ["537"]))
    names = ["537", "raw1", "raw2", "raw3"]
    inputs = [helper.make_tensor_value_info("input.1", TensorProto.FLOAT, [10, 3, 32, 32])]
    inputs += [helper.make_tensor_value_info(weight.name, TensorProto.FLOAT, list(weight.dims)) for weight in weights]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [10, count, 8, 8])
        for name, count in zip(names, counts, strict=True)
    ]
    graph = helper.make_graph(nodes, "published", inputs, outputs, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 9)])
    model.ir_version = 4
    return model
