"""A file replaced by another photo: who is in the old place is somebody else, unless they look the same."""

import pytest

from factories.drawn import ADA, BOB, ON_THE_LEFT, ON_THE_RIGHT


@pytest.fixture
def replace_photo(library):
    """Replace the file, look at it, and return the faces that are there then."""

    def replace(photo_id, faces):
        library.change_photo(photo_id, faces)
        library.detect()
        library.embed(kinship=lambda one, other: float(one @ other) - 0.6)
        return [face.id for face in library.faces(photo_id)]

    return replace


@pytest.fixture
def ada(library):
    """A photo of Ada and its face."""
    photo_id = library.add_photo([(ADA, ON_THE_LEFT)])
    library.detect()
    library.embed(kinship=lambda one, other: float(one @ other) - 0.6)
    return photo_id, library.faces(photo_id)[0].id


class TestPartWays:
    def test_gives_somebody_else_another_face(self, library, ada, replace_photo):
        photo_id, before = ada

        after = replace_photo(photo_id, [(BOB, ON_THE_LEFT)])

        gone = library.face(before)
        assert after != [before]
        assert (gone.removed_as, gone.chip_key) == ("gone", None)
        assert library.derived.exists(library.face(after[0]).chip_key)
        assert sorted(library.index().snapshot().face_ids) == after
        assert library.embed() == {}

    def test_keeps_who_looks_the_same(self, ada, replace_photo):
        photo_id, before = ada

        after = replace_photo(photo_id, [(ADA, ON_THE_LEFT), (BOB, ON_THE_RIGHT)])

        assert before in after

    def test_brings_the_old_face_back_with_the_old_photo_and_the_new_with_the_new(self, ada, replace_photo):
        photo_id, before = ada
        other = replace_photo(photo_id, [(BOB, ON_THE_LEFT)])

        back = replace_photo(photo_id, [(ADA, ON_THE_LEFT)])
        again = replace_photo(photo_id, [(BOB, ON_THE_LEFT)])

        assert (back, again) == ([before], other)
