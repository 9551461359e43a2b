import numpy as np
import pytest
from PIL import Image, ImageFilter

from kenfolk.vision.align import CHIP, TEMPLATE
from kenfolk.vision.detect import Detection
from kenfolk.vision.quality import measure_pose, measure_quality, measure_sharpness


def make_chip(*, blur=0.0):
    noise = np.random.default_rng(0).integers(60, 200, (64, 64, 3), np.uint8)
    image = Image.fromarray(noise).resize((CHIP, CHIP), Image.Resampling.BICUBIC)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(blur)))


def make_face(*, size=120.0, score=0.9, nose=(0.0, 0.0)):
    landmarks = TEMPLATE.copy()
    landmarks[2] += nose
    return Detection((0, 0, size, size * 1.3), landmarks, score)


class TestMeasureQuality:
    def test_falls_with_blur_smallness_turning_and_doubt(self):
        best = measure_quality(make_chip(), make_face()).value

        worse = [
            measure_quality(make_chip(blur=4), make_face()).value,
            measure_quality(make_chip(), make_face(size=30)).value,
            measure_quality(make_chip(), make_face(nose=(25, 0))).value,
            measure_quality(make_chip(), make_face(score=0.5)).value,
        ]

        assert 0.7 < best <= 1
        assert max(worse) < best - 0.05

    def test_says_why(self):
        quality = measure_quality(make_chip(), make_face(size=30, score=0.6))

        assert quality.size_px == 30
        assert quality.score == pytest.approx(0.6)
        assert quality.pose == pytest.approx(1)

    def test_is_zero_for_a_flat_chip(self):
        assert measure_quality(np.full((CHIP, CHIP, 3), 90, np.uint8), make_face()).value == 0


class TestMeasureSharpness:
    def test_falls_as_the_blur_grows(self):
        blurs = [measure_sharpness(make_chip(blur=blur)) for blur in (0, 1, 2, 4)]

        assert blurs == sorted(blurs, reverse=True)


class TestMeasurePose:
    def test_is_the_same_however_the_photo_is_turned(self):
        turned = TEMPLATE @ np.array([[0, 1], [-1, 0]])

        assert measure_pose(turned.astype(np.float32)) == pytest.approx(1)

    @pytest.mark.parametrize("landmarks", [np.zeros((5, 2)), np.arange(10).reshape(5, 2)])
    def test_is_zero_for_senseless_landmarks(self, landmarks):
        assert measure_pose(landmarks.astype(np.float32)) == 0
