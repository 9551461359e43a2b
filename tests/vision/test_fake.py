import io

import numpy as np
import pytest
from PIL import Image

from kenfolk.vision.align import cut_chip
from kenfolk.vision.fake import FakeDetector, FakeEmbedder, draw_photo
from kenfolk.vision.similarity import similarities

BOX = (100, 60, 200, 190)


def embed(*photos):
    chips = [cut_chip(photo, face.landmarks) for photo in photos for face in FakeDetector().detect(photo)]
    return FakeEmbedder().embed(np.stack(chips))


class TestFakeDetector:
    @pytest.mark.parametrize("size", [(640, 480), (3000, 2000), (250, 250)])
    def test_gives_the_very_box_that_was_drawn(self, size):
        (face,) = FakeDetector().detect(draw_photo([(3, BOX)], size))

        assert face.box == BOX

    def test_gives_the_largest_face_first(self):
        photo = draw_photo([(0, (10, 10, 40, 50)), (1, (100, 100, 300, 350)), (2, (400, 100, 500, 230))])

        assert [face.box[0] for face in FakeDetector().detect(photo)] == [100, 400, 10]

    def test_finds_faces_in_a_compressed_photo(self):
        stream = io.BytesIO()
        Image.fromarray(draw_photo([(5, BOX)])).save(stream, "JPEG", quality=60)

        (face,) = FakeDetector().detect(np.asarray(Image.open(stream)))

        assert face.box == pytest.approx(BOX, abs=3)


class TestFakeEmbedder:
    def test_tells_forty_people_apart(self):
        photos = [draw_photo([(person, BOX)]) for person in range(40)]

        alike = similarities(embed(*photos), embed(*photos)) - np.eye(40)

        assert alike.max() < 0.5

    def test_knows_a_person_again_smaller_brighter_and_compressed(self):
        photo = draw_photo([(7, BOX)])
        stream = io.BytesIO()
        Image.fromarray(photo).point(lambda value: min(255, value * 1.1)).save(stream, "JPEG", quality=60)

        first, again, small = embed(photo, np.asarray(Image.open(stream)), draw_photo([(7, (20, 20, 60, 72))]))

        assert similarities(first[None], np.stack([again, small])).min() > 0.9

    def test_gives_a_vector_even_where_there_is_no_colour(self):
        assert np.linalg.norm(FakeEmbedder().embed(np.zeros((1, 256, 256, 3), np.uint8))) == pytest.approx(1)


class TestDrawPhoto:
    def test_is_grey_where_nobody_is(self):
        photo = draw_photo([(1, BOX)], (320, 240))

        assert photo.shape == (240, 320, 3)
        assert len(np.unique(photo[:, 220:])) == 1
