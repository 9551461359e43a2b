"""dlib's file format, read without dlib."""

import numpy as np
import pytest

from factories.networks import dump_integer, dump_network, make_network
from kenfolk.packs.dlib_layers import Convolution, Dense
from kenfolk.packs.dlib_reader import UnexpectedWeights
from kenfolk.packs.dlib_weights import read_network


class TestReadNetwork:
    def test_returns_what_was_written(self, tmp_path):
        network = make_network()
        (tmp_path / "weights.dat").write_bytes(dump_network(network))

        read = read_network(tmp_path / "weights.dat")

        assert read.size == network.size
        assert read.mean == pytest.approx(network.mean)
        assert [type(layer) for layer in read.layers] == [type(layer) for layer in network.layers]
        for layer, written in zip(read.layers, network.layers, strict=True):
            if isinstance(layer, Convolution):
                assert (layer.stride, layer.padding) == (written.stride, written.padding)
                np.testing.assert_array_equal(layer.filters, written.filters)
                np.testing.assert_array_equal(layer.biases, written.biases)
            if isinstance(layer, Dense):
                np.testing.assert_array_equal(layer.weights, written.weights)

    @pytest.mark.parametrize("cut", [0, 1, 30, 500, -1])
    def test_refuses_a_file_that_ends_early(self, tmp_path, cut):
        (tmp_path / "weights.dat").write_bytes(dump_network(make_network())[:cut])

        with pytest.raises(UnexpectedWeights):
            read_network(tmp_path / "weights.dat")

    def test_refuses_a_byte_too_many(self, tmp_path):
        (tmp_path / "weights.dat").write_bytes(dump_network(make_network()) + b"\0")

        with pytest.raises(UnexpectedWeights, match="1 bytes are left over"):
            read_network(tmp_path / "weights.dat")

    @pytest.mark.parametrize(
        ("known", "other", "reason"),
        [
            (b"loss_metric_2", b"loss_metric_3", "isn't a metric network"),
            (b"input_rgb_image_sized", b"input_grayscale_image", "its input isn't a picture"),
            (b"relu_", b"gelu_", "a layer 'gelu_'"),
        ],
    )
    def test_refuses_another_network(self, tmp_path, known, other, reason):
        data = dump_network(make_network())
        (tmp_path / "weights.dat").write_bytes(data.replace(known, other))

        with pytest.raises(UnexpectedWeights, match=reason):
            read_network(tmp_path / "weights.dat")

    def test_refuses_a_weight_that_is_not_finite(self, tmp_path):
        network = make_network()
        network.layers[-1].weights[0, 0] = np.nan
        (tmp_path / "weights.dat").write_bytes(dump_network(network))

        with pytest.raises(UnexpectedWeights, match="isn't finite"):
            read_network(tmp_path / "weights.dat")

    def test_refuses_a_tensor_larger_than_the_file(self, tmp_path):
        data = dump_network(make_network())
        shape = dump_integer(2) + dump_integer(112) + dump_integer(1) * 3
        assert shape in data
        (tmp_path / "weights.dat").write_bytes(data.replace(shape, dump_integer(2) + dump_integer(2**40) * 4))

        with pytest.raises(UnexpectedWeights, match="impossible size"):
            read_network(tmp_path / "weights.dat")
