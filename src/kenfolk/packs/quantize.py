"""Make a network of convolutions compute in whole numbers of 8 bits: half the time on every processor since AVX2.

Activations are unsigned, with a range each that the pack carries; weights are signed, with a scale for each filter,
and use 7 of their 8 bits, because processors without VNNI add pairs of products in 16 bits and would overflow.
The graph says so with pairs of QuantizeLinear and DequantizeLinear, which onnxruntime melts into the operators.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

LIMIT = 64  # the largest weight: 7 bits
QUANTISED = frozenset({"Conv", "Add", "Relu", "Clip", "MaxPool", "AveragePool", "Pad", "Transpose"})
FUSED = {"Conv": {"Relu", "Clip"}, "Add": {"Relu", "Clip"}}  # nothing is rounded between these two

Range = tuple[float, float]


class UnexpectedRanges(ValueError):
    """The pack's ranges don't fit its network."""


def list_activations(model: onnx.ModelProto) -> list[str]:
    """Return the tensors that get a range, in the graph's order."""
    readers: dict[str, list[str]] = {}
    for node in model.graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node.op_type)
    return [
        node.output[0]
        for node in model.graph.node
        if node.op_type in QUANTISED
        and node.output[0] in readers
        and not set(readers[node.output[0]]) <= FUSED.get(node.op_type, set())
    ]


def quantize_model(model: onnx.ModelProto, ranges: Sequence[Range]) -> onnx.ModelProto:
    """Return the network with its activations in these ranges and its convolutions in 8 bits."""
    names = list_activations(model)
    if len(names) != len(ranges):
        raise UnexpectedRanges(f"The pack has {len(ranges)} ranges, its network {len(names)} activations.")
    writer = _Writer(model.graph, dict(zip(names, ranges, strict=True)))
    for node in model.graph.node:
        writer.write(node)
    quantised = helper.make_model(
        writer.finish(), opset_imports=list(model.opset_import), producer_name=model.producer_name
    )
    quantised.ir_version = model.ir_version
    onnx.checker.check_model(quantised)
    return quantised


class _Writer:
    """Copies a graph node by node, with the whole numbers in between."""

    def __init__(self, graph: onnx.GraphProto, ranges: dict[str, Range]) -> None:
        self._graph = graph
        self._ranges = ranges
        self._weights = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
        self._kept = list(graph.initializer)
        self._nodes: list[onnx.NodeProto] = []
        self._scales: dict[str, np.float32] = {}

    def write(self, original: onnx.NodeProto) -> None:
        node = onnx.NodeProto()
        node.CopyFrom(original)
        first = node.input[0]
        node.input[:] = [f"{name}_out" if name in self._scales else name for name in node.input]
        if node.op_type == "Conv" and first in self._scales:
            self._write_weights(node, self._scales[first])
        self._nodes.append(node)
        if node.output[0] in self._ranges:
            self._write_activation(node.output[0])

    def finish(self) -> onnx.GraphProto:
        used = {name for node in self._nodes for name in node.input}
        kept = [weight for weight in self._kept if weight.name in used]
        graph = self._graph
        return helper.make_graph(self._nodes, graph.name, list(graph.input), list(graph.output), kept)

    def _write_activation(self, name: str) -> None:
        low, high = min(self._ranges[name][0], 0.0), max(self._ranges[name][1], 0.0)
        scale = np.float32(max((high - low) / 255, 1e-8))
        zero = np.uint8(np.clip(round(-low / float(scale)), 0, 255))
        self._scales[name] = scale
        numbers = [self._keep(f"{name}_scale", scale), self._keep(f"{name}_zero", zero)]
        self._nodes.append(helper.make_node("QuantizeLinear", [name, *numbers], [f"{name}_in"]))
        self._nodes.append(helper.make_node("DequantizeLinear", [f"{name}_in", *numbers], [f"{name}_out"]))

    def _write_weights(self, node: onnx.NodeProto, scale: np.float32) -> None:
        """Put the filters, and the biases at the scale of products, in whole numbers."""
        filters = self._weights[node.input[1]]
        largest = np.abs(filters).reshape(len(filters), -1).max(axis=1)
        scales = np.maximum(largest / LIMIT, 1e-8).astype(np.float32)
        whole = np.round(filters / scales.reshape(-1, 1, 1, 1)).astype(np.int8)
        node.input[1] = self._write_whole(node.input[1], whole, scales)
        if len(node.input) > 2:
            biases = np.round(self._weights[node.input[2]] / (scales * scale)).astype(np.int32)
            node.input[2] = self._write_whole(node.input[2], biases, (scales * scale).astype(np.float32))

    def _write_whole(self, name: str, whole: npt.NDArray[Any], scales: npt.NDArray[np.float32]) -> str:
        inputs = [
            self._keep(f"{name}_whole", whole),
            self._keep(f"{name}_scales", scales),
            self._keep(f"{name}_zeros", np.zeros(len(whole), whole.dtype)),
        ]
        self._nodes.append(helper.make_node("DequantizeLinear", inputs, [f"{name}_out"], axis=0))
        return f"{name}_out"

    def _keep(self, name: str, values: Any) -> str:
        self._kept.append(numpy_helper.from_array(np.asarray(values), name))
        return name
