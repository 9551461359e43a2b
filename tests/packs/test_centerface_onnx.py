"""Surgery on a graph shaped like CenterFace's."""

import numpy as np
import onnx
import onnxruntime
import pytest

from factories.networks import make_centerface, make_network
from kenfolk.packs.centerface_onnx import UnexpectedGraph, free_model
from kenfolk.packs.dlib_onnx import build_model
from kenfolk.vision.session import OnnxSession


class TestFreeModel:
    def test_keeps_the_numbers_and_frees_the_sizes(self, tmp_path):
        onnx.save(free_model(make_centerface()), str(tmp_path / "freed.onnx"))
        published = onnxruntime.InferenceSession(make_centerface().SerializeToString())
        pixels = np.random.default_rng(0).integers(0, 256, (10, 32, 32, 3), np.uint8)

        session = OnnxSession(tmp_path / "freed.onnx")
        outputs = session.run({"pixels": pixels})
        wide = session.run({"pixels": np.zeros((1, 64, 96, 3), np.uint8)})

        expected = published.run(None, {"input.1": pixels.transpose(0, 3, 1, 2).astype(np.float32)})
        for got, wanted in zip(outputs, expected, strict=True):
            np.testing.assert_allclose(got, wanted, rtol=1e-5)
        assert [output.shape for output in wide] == [(1, 1, 16, 24), (1, 2, 16, 24), (1, 2, 16, 24), (1, 10, 16, 24)]

    def test_takes_the_weights_out_of_the_inputs(self):
        freed = free_model(make_centerface())

        assert [value.name for value in freed.graph.input] == ["pixels"]
        assert [value.name for value in freed.graph.output] == ["heat", "scale", "offset", "landmarks"]

    def test_refuses_another_graph(self):
        with pytest.raises(UnexpectedGraph):
            free_model(build_model(make_network()))
