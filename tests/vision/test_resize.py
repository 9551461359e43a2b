import numpy as np
import pytest

from kenfolk.vision.resize import resize


def make_ramp(height, width):
    rows = np.linspace(0, 120, height)[:, None, None]
    columns = np.linspace(0, 120, width)[None, :, None]
    return (rows + columns + np.zeros(3)).astype(np.uint8)


class TestResize:
    @pytest.mark.parametrize("height", [300, 301, 307, 299, 120, 61, 40])
    def test_keeps_every_place_where_it_was(self, height):
        small = resize(make_ramp(height, 400), 80, 60)

        assert small.shape == (60, 80, 3)
        assert np.abs(small.astype(int) - make_ramp(60, 80)).max() <= 4

    def test_averages_fine_patterns_instead_of_picking_pixels(self):
        stripes = np.zeros((400, 400, 3), np.uint8)
        stripes[::2] = 200

        small = resize(stripes, 50, 50)

        assert np.abs(small.astype(int) - 100).max() <= 2

    def test_takes_a_cut_out_part_of_a_photo(self):
        photo = make_ramp(200, 200)

        small = resize(photo[20:120, 30:130], 100, 100)

        np.testing.assert_array_equal(small, photo[20:120, 30:130])
