"""The folded ONNX network answers as the unfolded arithmetic does."""

import numpy as np
import onnx
import pytest

from factories.networks import make_network, run_network
from kenfolk.packs.dlib_layers import Relu
from kenfolk.packs.dlib_onnx import build_model
from kenfolk.packs.dlib_reader import UnexpectedWeights
from kenfolk.vision.session import OnnxSession


def answer(model, pixels, tmp_path):
    onnx.save(model, str(tmp_path / "network.onnx"))
    return OnnxSession(tmp_path / "network.onnx").run({"pixels": pixels})[0]


class TestBuildModel:
    @pytest.mark.parametrize("size", [15, 17, 21, 30])
    def test_answers_as_numpy_does(self, tmp_path, size):
        network = make_network(size=size)
        pixels = np.random.default_rng(1).integers(0, 256, (3, size, size, 3), np.uint8)

        vectors = answer(build_model(network), pixels, tmp_path)

        assert vectors.shape == (3, 6)
        np.testing.assert_allclose(vectors, run_network(network, pixels), atol=1e-5)

    def test_clips_only_the_relu_that_ends_the_first_block_of_256_channels(self, tmp_path):
        network = make_network(channels=128)
        pixels = np.random.default_rng(2).integers(0, 256, (2, 15, 15, 3), np.uint8)
        last_relu = max(at for at, layer in enumerate(network.layers) if isinstance(layer, Relu))

        vectors = answer(build_model(network, clip=0.05), pixels, tmp_path)

        expected = run_network(network, pixels, clip_at=last_relu, limit=0.05)
        assert np.abs(expected - run_network(network, pixels)).max() > 0.1
        np.testing.assert_allclose(vectors, expected, atol=1e-4)

    def test_refuses_to_clip_where_there_is_no_such_block(self):
        with pytest.raises(UnexpectedWeights, match="no block to clip"):
            build_model(make_network(channels=4), clip=5.0)
