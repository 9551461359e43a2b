"""The default pack on real people: portraits of the LFW benchmark, where they lie beside the project."""

import os
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kenfolk.packs.service import find_pack, load_cohort, load_detector, load_embedder
from kenfolk.vision.align import cut_chip
from kenfolk.vision.similarity import similarities

PEOPLE, EACH = 20, 3
BESIDE = Path(__file__).parents[3] / "shared" / "data" / "lfw-dev"

pytestmark = [pytest.mark.lfw, pytest.mark.models]


@pytest.fixture(scope="module")
def portraits() -> list[list[np.ndarray]]:
    """Three portraits each of the first twenty people who have so many."""
    folder = Path(os.environ.get("KENFOLK_LFW") or BESIDE)
    if not folder.is_dir():
        pytest.skip("the LFW portraits are not here: set KENFOLK_LFW to their folder for this test")
    shots = (sorted(person.glob("*.jpg")) for person in sorted(folder.iterdir()))
    chosen = islice((some for some in shots if len(some) >= EACH), PEOPLE)
    return [[np.asarray(Image.open(shot).convert("RGB")) for shot in some[:EACH]] for some in chosen]


@pytest.fixture(scope="module")
def faces(portraits, model_home):
    detector = load_detector(find_pack("default"), model_home)
    return [[detector.detect(pixels) for pixels in some] for some in portraits]


class TestDefaultPack:
    def test_finds_a_face_on_every_portrait(self, faces):
        assert all(found for some in faces for found in some)

    def test_tells_people_apart_at_the_pack_s_threshold(self, portraits, faces, model_home):
        pack = find_pack("default")
        chips = [
            cut_chip(pixels, _central(found, pixels).landmarks)
            for some, seen in zip(portraits, faces, strict=True)
            for pixels, found in zip(some, seen, strict=True)
        ]
        person = np.repeat(np.arange(PEOPLE), EACH)
        vectors = load_embedder(pack, model_home).embed(np.stack(chips))
        looks = load_cohort(pack, model_home).look(vectors)

        alike = similarities(looks, looks)

        is_same = person[:, None] == person
        np.fill_diagonal(alike, -1)
        assert np.mean(person[alike.argmax(axis=1)] == person) >= 0.95
        assert alike[~is_same].max() < pack.similarity.same


def _central(found, pixels):
    middle = np.array(pixels.shape[1::-1]) / 2
    return min(found, key=lambda face: np.abs(np.reshape(face.box, (2, 2)).mean(axis=0) - middle).sum())
