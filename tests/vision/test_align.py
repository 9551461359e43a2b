"""Chips put every face at the same place."""

import numpy as np
import pytest
from PIL import Image

from kenfolk.vision.align import CHIP, TEMPLATE, crop_from_chip, cut_chip, fit_similarity


def draw_marks(landmarks, size, *, radius):
    """A grey picture with a white disc on each landmark."""
    y, x = np.mgrid[: size[1], : size[0]] + 0.5
    near = [np.hypot(x - mark[0], y - mark[1]) < radius for mark in landmarks]
    picture = np.full((size[1], size[0], 3), 60, np.uint8)
    picture[np.logical_or.reduce(near)] = 250
    return picture


def turn(points, degrees, scale, offset):
    angle = np.radians(degrees)
    matrix = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (points @ matrix.T + offset).astype(np.float32)


def find_marks(chip, template):
    """The centre of the bright pixels around each landmark of the template."""
    y, x = np.mgrid[: chip.shape[0], : chip.shape[1]] + 0.5
    centres = []
    for mark in template:
        near = (np.hypot(x - mark[0], y - mark[1]) < chip.shape[0] / 14) & (chip[..., 0] > 150)
        centres.append((x[near].mean(), y[near].mean()))
    return np.array(centres)


class TestFitSimilarity:
    def test_finds_the_turn_scale_and_move_that_was_made(self):
        moved = turn(TEMPLATE, 33, 0.4, (70, 5))

        matrix = fit_similarity(TEMPLATE, moved)

        np.testing.assert_allclose(TEMPLATE @ matrix[:, :2].T + matrix[:, 2], moved, atol=1e-3)

    def test_never_mirrors(self):
        mirrored = TEMPLATE * [-1, 1]

        matrix = fit_similarity(TEMPLATE, mirrored.astype(np.float32))

        assert np.linalg.det(matrix[:, :2]) > 0


class TestCutChip:
    @pytest.mark.parametrize(("degrees", "scale"), [(0, 1), (0, 0.3), (25, 0.7), (-80, 1.4), (180, 3)])
    def test_puts_the_landmarks_on_the_template(self, degrees, scale):
        landmarks = turn(TEMPLATE - 128, degrees, scale, (560, 480))
        photo = draw_marks(landmarks, (1100, 1000), radius=max(3, 8 * scale))

        chip = cut_chip(photo, landmarks)

        assert chip.shape == (CHIP, CHIP, 3)
        assert chip.dtype == np.uint8
        np.testing.assert_allclose(find_marks(chip, TEMPLATE), TEMPLATE, atol=1.0)

    def test_continues_the_edge_where_the_face_touches_the_border(self):
        photo = np.full((100, 100, 3), 200, np.uint8)
        landmarks = turn(TEMPLATE - 128, 10, 0.5, (5, 95))

        assert cut_chip(photo, landmarks).min() == 200

    def test_does_not_alias_a_face_much_larger_than_the_chip(self):
        photo = np.zeros((2600, 2600, 3), np.uint8)
        photo[::2] = 200

        chip = cut_chip(photo, turn(TEMPLATE - 128, 0, 10, (1300, 1300)))

        assert np.abs(chip.astype(int) - 100).max() <= 10

    @pytest.mark.parametrize(
        "landmarks",
        [
            np.full((5, 2), 50.0),
            np.full((5, 2), np.nan),
            TEMPLATE * 1e6,
            TEMPLATE * 1e-6,
            TEMPLATE + 1e7,
            TEMPLATE[::-1] * [1, 0],
        ],
    )
    def test_gives_some_chip_for_senseless_landmarks(self, landmarks):
        photo = np.full((90, 120, 3), 7, np.uint8)

        assert cut_chip(photo, landmarks.astype(np.float32)).shape == (CHIP, CHIP, 3)

    def test_works_on_a_photo_of_one_pixel(self):
        assert (cut_chip(np.full((1, 1, 3), 9, np.uint8), TEMPLATE) == 9).all()


class TestCropFromChip:
    def test_is_by_default_the_part_the_chip_was_made_for(self):
        chip = np.zeros((CHIP, CHIP, 3), np.uint8)
        chip[48:240, 32:224] = 255

        crops = crop_from_chip(np.stack([chip, chip]), 150)

        assert crops.shape == (2, 150, 150, 3)
        assert crops[:, 2:-2, 2:-2].min() == 255

    def test_puts_the_landmarks_where_another_network_wants_them(self):
        wanted = turn(TEMPLATE, 3, 0.45, (2, -1))
        chip = draw_marks(TEMPLATE, (CHIP, CHIP), radius=8)

        crop = crop_from_chip(chip[None], 112, wanted)[0]

        np.testing.assert_allclose(find_marks(crop, wanted), wanted, atol=1.0)

    def test_has_room_for_the_wider_crops_of_arcface(self):
        wide = np.array(
            [(38.3, 51.7), (73.5, 51.5), (56.0, 71.7), (41.5, 92.4), (70.7, 92.2)], np.float32
        )  # the usual places in 112x112
        chip = np.full((CHIP, CHIP, 3), 255, np.uint8)

        assert crop_from_chip(chip[None], 112, wide).min() == 255

    def test_of_no_chips_is_no_crops(self):
        assert crop_from_chip(np.zeros((0, CHIP, CHIP, 3), np.uint8), 150).shape == (0, 150, 150, 3)


def test_a_chip_looks_like_the_photo_it_was_cut_from():
    gradient = np.asarray(Image.linear_gradient("L").resize((600, 600)).convert("RGB"))

    chip = cut_chip(gradient, turn(TEMPLATE - 128, 0, 1, (300, 300)))

    np.testing.assert_allclose(chip.astype(int), gradient[172:428, 172:428].astype(int), atol=1)
