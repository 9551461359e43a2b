"""Networks in whole numbers answer nearly as in floating point."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from factories.networks import make_network
from kenfolk.packs.dlib_onnx import build_model
from kenfolk.packs.quantize import LIMIT, UnexpectedRanges, list_activations, quantize_model
from kenfolk.vision.session import OnnxSession

PIXELS = np.random.default_rng(1).integers(0, 256, (8, 31, 31, 3), np.uint8)


def run(model, tmp_path):
    onnx.save(model, str(tmp_path / "network.onnx"))
    return OnnxSession(tmp_path / "network.onnx").run({"pixels": PIXELS})


@pytest.fixture
def model():
    return build_model(make_network(size=31))


@pytest.fixture
def ranges(model, tmp_path):
    """What the activations really are on these pixels."""
    opened = onnx.ModelProto()
    opened.CopyFrom(model)
    names = list_activations(opened)
    opened.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    return [(float(values.min()), float(values.max())) for values in run(opened, tmp_path)[1:]]


class TestQuantizeModel:
    def test_answers_nearly_the_same(self, model, ranges, tmp_path):
        exact = run(model, tmp_path)[0]

        rounded = run(quantize_model(model, ranges), tmp_path)[0]

        cosines = (exact * rounded).sum(1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(rounded, axis=1)
        assert cosines.min() > 0.995
        assert not np.array_equal(exact, rounded)

    def test_keeps_weights_within_seven_bits_and_no_filter_in_floating_point(self, model, ranges):
        quantised = quantize_model(model, ranges)

        weights = [numpy_helper.to_array(weight) for weight in quantised.graph.initializer]
        filters = [weight for weight in weights if weight.ndim == 4]
        assert {weight.dtype for weight in filters} == {np.dtype(np.int8)}
        assert max(np.abs(weight.astype(int)).max() for weight in filters) == LIMIT

    def test_cuts_what_is_out_of_range(self, model, ranges, tmp_path):
        narrow = [(low / 100, high / 100) for low, high in ranges]

        rounded = run(quantize_model(model, narrow), tmp_path)[0]

        assert np.abs(rounded).max() < np.abs(run(model, tmp_path)[0]).max() / 10

    def test_refuses_ranges_of_another_network(self, model, ranges):
        with pytest.raises(UnexpectedRanges, match="activations"):
            quantize_model(model, ranges[:-1])
