import numpy as np
import pytest

from kenfolk.vision.align import CHIP, FITTED, crop_from_chip
from kenfolk.vision.embed import BATCH, NetworkInput, OnnxEmbedder


class MeanSession:
    """A network that answers the mean colour of the left and of the right half."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def run(self, inputs):
        (crops,) = inputs.values()
        self.batches.append(len(crops))
        half = crops.shape[2] // 2
        halves = [crops[:, :, :half].mean(axis=(1, 2)), crops[:, :, half:].mean(axis=(1, 2))]
        return [np.concatenate(halves, axis=1).astype(np.float32)]


def make_embedder(session, **options):
    return OnnxEmbedder(session, NetworkInput(150, FITTED), model="means", dim=6, **options)


def make_chips(count):
    return np.random.default_rng(0).integers(0, 256, (count, 1, 1, 3), np.uint8) * np.ones((1, CHIP, CHIP, 1), np.uint8)


class TestEmbed:
    def test_keeps_the_order_over_batches_of_bounded_size(self):
        session, chips = MeanSession(), make_chips(2 * BATCH + 3)

        vectors = make_embedder(session).embed(chips)

        assert session.batches == [BATCH, BATCH, 3]
        raw = np.tile(chips[:, 0, 0].astype(float), 2)
        np.testing.assert_allclose(vectors, raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-3)

    def test_returns_nothing_for_nothing(self):
        assert make_embedder(MeanSession()).embed(make_chips(0)).shape == (0, 6)

    def test_is_the_same_for_a_face_and_its_mirror_image_when_mirrored(self):
        chip = np.zeros((1, CHIP, CHIP, 3), np.uint8)
        chip[:, :, : CHIP // 2] = (250, 100, 30)
        symmetric = FITTED.copy()
        symmetric[:, 0] = (45, 105, 75, 50, 100)
        embedder = OnnxEmbedder(MeanSession(), NetworkInput(150, symmetric), model="m", dim=6, mirrored=True)

        one, other = embedder.embed(np.concatenate([chip, chip[:, :, ::-1]]))

        np.testing.assert_allclose(one, other, atol=0.05)
        np.testing.assert_allclose(one[:3], one[3:], atol=1e-6)


class TestPrepare:
    def test_orders_colours_and_axes_and_scales_as_the_network_wants(self):
        crops = crop_from_chip(make_chips(2), 8)
        wants = NetworkInput(8, FITTED, layout="nchw", colour="bgr", kind="float32", mean=127.5, scale=1 / 128)

        array = wants.prepare(crops)

        assert array.shape == (2, 3, 8, 8)
        assert array.dtype == np.float32
        assert array[1, 0, 4, 4] == pytest.approx((crops[1, 4, 4, 2] - 127.5) / 128)
