import numpy as np
import pytest
from PIL import Image
from PIL.Image import Transpose

from kenfolk.vision.upright import is_sideways, turn_upright

BY_PILLOW = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


class TestTurnUpright:
    @pytest.mark.parametrize("sides", [(200, 130), (64, 64), (1, 65), (65, 1)])
    @pytest.mark.parametrize("orientation", BY_PILLOW)
    def test_turns_as_exif_says(self, orientation, sides):
        pixels = np.random.default_rng(2).integers(0, 256, (*sides, 3), dtype=np.uint8)

        turned = turn_upright(pixels, orientation)

        assert (turned == np.asarray(Image.fromarray(pixels).transpose(BY_PILLOW[orientation]))).all()
        assert turned.flags.c_contiguous

    @pytest.mark.parametrize("orientation", [0, 1, 9])
    def test_copies_nothing_that_is_upright(self, orientation):
        pixels = np.zeros((4, 5, 3), np.uint8)

        assert turn_upright(pixels, orientation) is pixels


class TestIsSideways:
    def test_is_true_where_width_and_height_change_places(self):
        assert [is_sideways(orientation) for orientation in range(10)] == [False] * 5 + [True] * 4 + [False]
