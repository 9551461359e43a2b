"""The default pack on a real face: Eileen Collins, in the public domain, small in a big photo."""

import numpy as np
import pytest
import skimage.data
from PIL import Image

from kenfolk.packs.service import find_pack, load_cohort, load_detector, load_embedder
from kenfolk.vision.align import cut_chip
from kenfolk.vision.detect import detect_landmarks_in
from kenfolk.vision.quality import measure_quality
from kenfolk.vision.similarity import similarity

pytestmark = pytest.mark.models

FACE = np.array([182, 58, 270, 178])  # in the picture of 512x512


@pytest.fixture(scope="module")
def detector(model_home):
    return load_detector(find_pack("default"), model_home)


@pytest.fixture(scope="module")
def embedder(model_home):
    return load_embedder(find_pack("default"), model_home)


def paste(*places):
    """A camera-sized photo with the portrait at each (left, top, side)."""
    photo = Image.new("RGB", (4000, 3000), (90, 110, 130))
    portrait = Image.fromarray(skimage.data.astronaut())
    for left, top, side in places:
        photo.paste(portrait.resize((side, side), Image.Resampling.LANCZOS), (left, top))
    return np.asarray(photo)


def place(left, top, side):
    return tuple((np.array([left, top, left, top]) + FACE * side / 512).tolist())


class TestDetector:
    def test_finds_faces_of_every_size_in_a_big_photo(self, detector):
        places = [(100, 100, 2400), (2700, 200, 800), (3000, 1200, 400), (2700, 2700, 290), (3700, 2000, 290)]

        found = detector.detect(paste(*places))

        assert len(found) == len(places)
        for expected in places:
            width = 88 * expected[2] / 512
            assert min(np.abs(np.subtract(face.box, place(*expected))).max() for face in found) < 0.25 * width

    def test_finds_a_face_that_a_person_framed_roughly(self, detector):
        box = (170.0, 40.0, 290.0, 190.0)

        found = detect_landmarks_in(detector, skimage.data.astronaut(), box)

        assert found.score > 0.8
        assert found.box == box
        assert 190 < found.landmarks[0, 0] < 215


class TestEmbedder:
    def test_knows_the_face_again_whatever_its_size_and_turn(self, detector, embedder, model_home):
        portrait = skimage.data.astronaut()
        turned = np.asarray(Image.fromarray(portrait).rotate(20, resample=Image.Resampling.BICUBIC))

        pictures = [portrait, paste((500, 500, 2400)), paste((500, 500, 450)), turned]
        chips = [cut_chip(picture, detector.detect(picture)[0].landmarks) for picture in pictures]
        pack = find_pack("default")
        first, *others = load_cohort(pack, model_home).look(embedder.embed(np.stack(chips)))

        assert min(similarity(first, other) for other in others) > pack.similarity.same


class TestQuality:
    def test_is_high_for_a_portrait_and_lower_for_a_small_copy(self, detector):
        portrait, small = skimage.data.astronaut(), paste((500, 500, 290))

        values = []
        for picture in (portrait, small):
            (face,) = detector.detect(picture)
            values.append(measure_quality(cut_chip(picture, face.landmarks), face).value)

        assert values[0] > 0.75
        assert values[1] < values[0] - 0.1
