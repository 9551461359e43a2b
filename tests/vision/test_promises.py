"""What every detector and embedder promises, the fake and the real ones alike."""

import io

import numpy as np
import pytest
import skimage.data
from PIL import Image

from kenfolk.packs.service import find_pack, load_cohort, load_detector, load_embedder
from kenfolk.vision.align import CHIP, cut_chip
from kenfolk.vision.fake import draw_photo
from kenfolk.vision.similarity import similarity


def draw_two_people(_fixture):
    boxes = [(60, 80, 160, 210), (400, 150, 480, 250)]
    return draw_photo([(person, box) for person, box in enumerate(boxes)]), boxes


def show_astronaut(_fixture):
    return skimage.data.astronaut(), [(182, 58, 270, 178)]


@pytest.fixture(
    params=[
        pytest.param(("fake", draw_two_people), id="fake"),
        pytest.param(("default", show_astronaut), id="default", marks=pytest.mark.models),
        pytest.param(("dlib-plain", show_astronaut), id="dlib-plain", marks=pytest.mark.models),
    ]
)
def case(request, tmp_path):
    """A detector, an embedder, a photo and its faces' boxes."""
    name, make_photo = request.param
    home = tmp_path if name == "fake" else request.getfixturevalue("model_home")
    pack = find_pack(name, home)
    photo, boxes = make_photo(None)
    return load_detector(pack, home), load_embedder(pack, home), photo, boxes


class TestEveryDetector:
    def test_finds_each_face_once_inside_the_photo(self, case):
        detector, _, photo, boxes = case

        found = sorted(detector.detect(photo), key=lambda face: face.box)

        assert len(found) == len(boxes)
        for face, box in zip(found, boxes, strict=True):
            assert face.box == pytest.approx(box, abs=0.15 * (box[2] - box[0]))
            assert 0 < face.score <= 1
            assert face.landmarks.shape == (5, 2)
            assert face.landmarks.dtype == np.float32

    def test_gives_landmarks_in_their_order(self, case):
        detector, _, photo, _ = case

        for face in detector.detect(photo):
            left_eye, right_eye, nose, left_mouth, right_mouth = face.landmarks
            assert left_eye[0] < nose[0] < right_eye[0]
            assert left_mouth[0] < right_mouth[0]
            assert left_eye[1] < nose[1] < left_mouth[1]

    def test_finds_nothing_in_an_empty_photo(self, case):
        detector, *_ = case

        assert detector.detect(np.full((480, 640, 3), 118, np.uint8)) == []
        assert detector.detect(np.zeros((0, 0, 3), np.uint8)) == []

    def test_leaves_the_photo_as_it_was(self, case):
        detector, _, photo, _ = case
        photo = photo.copy()
        photo.flags.writeable = False

        assert detector.detect(photo)

    def test_has_a_version(self, case):
        detector, *_ = case

        assert detector.version


class TestEveryEmbedder:
    def test_gives_unit_vectors_in_the_order_of_the_chips(self, case):
        detector, embedder, photo, _ = case
        chips = np.stack([cut_chip(photo, face.landmarks) for face in detector.detect(photo)] * 2)

        vectors = embedder.embed(chips)
        alone = np.concatenate([embedder.embed(chip[None]) for chip in chips])

        assert vectors.shape == (len(chips), embedder.dim)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
        np.testing.assert_allclose(vectors, alone, atol=1e-3)

    def test_gives_nothing_for_nothing(self, case):
        _, embedder, *_ = case

        assert embedder.embed(np.zeros((0, CHIP, CHIP, 3), np.uint8)).shape == (0, embedder.dim)

    def test_knows_a_face_again_in_a_smaller_compressed_copy(self, case, request, tmp_path):
        detector, embedder, photo, _ = case
        height, width = photo.shape[:2]
        stream = io.BytesIO()
        Image.fromarray(photo).resize((width * 2 // 3, height * 2 // 3)).save(stream, "JPEG", quality=70)
        copy = np.asarray(Image.open(stream))

        first, second = (
            embedder.embed(
                cut_chip(picture, max(detector.detect(picture), key=lambda face: face.box[0]).landmarks)[None]
            )[0]
            for picture in (photo, copy)
        )

        pack = find_pack(request.node.callspec.params["case"][0])
        looks = load_cohort(pack, tmp_path).look(np.stack([first, second]))
        assert similarity(*looks) > pack.similarity.same
