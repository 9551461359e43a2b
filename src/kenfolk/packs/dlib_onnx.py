"""Write dlib's face recognition network as ONNX, folded as far as it goes.

Affine layers disappear into the convolutions before them and the input's normalisation into the first one, so the
network takes plain pixels: uint8, (faces, size, size, 3), red first. It returns dlib's numbers, not normalised.

With a `clip`, the Relu that ends the first block of 256 channels becomes Clip(0, clip): a few of its channels spike
on some groups of faces, which then all look alike; cutting the spikes makes the network better and fairer.
"""

from dataclasses import dataclass
from typing import Any

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
from kenfolk.packs.dlib_reader import expect

OPSET = 17
PIXEL_SCALE = 256  # dlib divides by 256, not by 255
CLIPPED_CHANNELS = 256  # the first block this wide ends in the Relu that may clip


@dataclass(frozen=True)
class _Value:
    """A tensor inside the graph: its name and static shape (without the batch)."""

    name: str
    channels: int
    size: int


class _Graph:
    """Appends nodes and weights, naming them as it goes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def has(self, kind: str) -> bool:
        return any(node.op_type == kind for node in self.nodes)

    def keep(self, values: np.ndarray) -> str:
        name = f"weight_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def build_model(network: Network, *, clip: float | None = None) -> onnx.ModelProto:
    """Return the network as an ONNX model with a free batch."""
    graph = _Graph()
    floats = graph.add("Cast", ["pixels"], to=TensorProto.FLOAT)
    value = remembered = _Value(graph.add("Transpose", [floats], perm=[0, 3, 1, 2]), 3, network.size)
    for layer in fold_affines(fold_normalisation(network)):
        if isinstance(layer, Remember):
            remembered = value
        elif isinstance(layer, Return):
            value, remembered = remembered, value
        elif isinstance(layer, Add):
            value = _add(graph, value, remembered)
        elif isinstance(layer, Relu) and clip is not None and _ends_first_wide_block(graph, value):
            value = _clip(graph, value, clip)
        else:
            value = _append(graph, layer, value)
    expect(clip is None or graph.has("Clip"), "it has no block to clip")
    return _finish(graph, value, network.size)


def fold_normalisation(network: Network) -> list[Layer]:
    """Return the layers with (pixel - mean) / 256 folded into the first convolution, exactly: it has no padding."""
    first, *rest = network.layers
    expect(isinstance(first, Convolution) and first.padding == 0, "it doesn't begin with a convolution")
    assert isinstance(first, Convolution)
    mean = np.asarray(network.mean, np.float64).reshape(1, 3, 1, 1)
    filters = first.filters.astype(np.float64) / PIXEL_SCALE
    biases = first.biases - (filters * mean).sum(axis=(1, 2, 3))
    return [_convolution(filters, biases, first), *rest]


def fold_affines(layers: list[Layer]) -> list[Layer]:
    """Return the layers with each affine layer folded into the convolution before it."""
    folded: list[Layer] = []
    for layer in layers:
        if not isinstance(layer, Affine):
            folded.append(layer)
            continue
        before = folded.pop() if folded else None
        expect(isinstance(before, Convolution), "an affine layer doesn't follow a convolution")
        assert isinstance(before, Convolution)
        gamma = layer.gamma.astype(np.float64)
        filters = before.filters * gamma.reshape(-1, 1, 1, 1)
        folded.append(_convolution(filters, before.biases * gamma + layer.beta, before))
    return folded


def _convolution(filters: np.ndarray, biases: np.ndarray, like: Convolution) -> Convolution:
    return Convolution(filters.astype(np.float32), biases.astype(np.float32), like.stride, like.padding)


def _append(graph: _Graph, layer: Layer, value: _Value) -> _Value:
    if isinstance(layer, Relu):
        return _Value(graph.add("Relu", [value.name]), value.channels, value.size)
    if isinstance(layer, Convolution):
        return _append_convolution(graph, layer, value)
    if isinstance(layer, Pool):
        return _append_pool(graph, layer, value)
    expect(isinstance(layer, Dense), "it has a layer out of place")
    assert isinstance(layer, Dense)
    flat = graph.add("Flatten", [value.name], axis=1)
    return _Value(graph.add("MatMul", [flat, graph.keep(layer.weights)]), layer.weights.shape[1], 1)


def _append_convolution(graph: _Graph, layer: Convolution, value: _Value) -> _Value:
    expect(layer.filters.shape[1] == value.channels, "a convolution has the wrong number of inputs")
    inputs = [value.name, graph.keep(layer.filters), graph.keep(layer.biases)]
    side = layer.filters.shape[2]
    name = graph.add("Conv", inputs, kernel_shape=[side, side], strides=[layer.stride] * 2, pads=[layer.padding] * 4)
    return _Value(name, len(layer.filters), (value.size + 2 * layer.padding - side) // layer.stride + 1)


def _append_pool(graph: _Graph, layer: Pool, value: _Value) -> _Value:
    if layer.size == 0:
        return _Value(graph.add("GlobalAveragePool", [value.name]), value.channels, 1)
    kind = "MaxPool" if layer.kind == "max" else "AveragePool"
    name = graph.add(kind, [value.name], kernel_shape=[layer.size] * 2, strides=[layer.stride] * 2)
    return _Value(name, value.channels, (value.size - layer.size) // layer.stride + 1)


def _add(graph: _Graph, a: _Value, b: _Value) -> _Value:
    """Add as dlib does: the smaller of the two is continued with zeros, in channels, below and to the right."""
    channels, size = max(a.channels, b.channels), max(a.size, b.size)
    names = [_grow(graph, value, channels, size) for value in (a, b)]
    return _Value(graph.add("Add", names), channels, size)


def _grow(graph: _Graph, value: _Value, channels: int, size: int) -> str:
    more_channels, more = channels - value.channels, size - value.size
    if not more_channels and not more:
        return value.name
    pads = np.array([0, 0, 0, 0, 0, more_channels, more, more], np.int64)
    return graph.add("Pad", [value.name, graph.keep(pads)])


def _ends_first_wide_block(graph: _Graph, value: _Value) -> bool:
    return value.channels == CLIPPED_CHANNELS and graph.nodes[-1].op_type == "Add" and not graph.has("Clip")


def _clip(graph: _Graph, value: _Value, limit: float) -> _Value:
    limits = [graph.keep(np.array(edge, np.float32)) for edge in (0.0, limit)]
    return _Value(graph.add("Clip", [value.name, *limits]), value.channels, value.size)


def _finish(graph: _Graph, value: _Value, size: int) -> onnx.ModelProto:
    graph.nodes[-1].output[0] = "vectors"
    pixels = helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["faces", size, size, 3])
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["faces", value.channels])
    body = helper.make_graph(graph.nodes, "dlib_face_recognition", [pixels], [vectors], graph.weights)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="kenfolk")
    model.ir_version = 8  # readable by every onnxruntime since 1.12
    onnx.checker.check_model(model)
    return model
