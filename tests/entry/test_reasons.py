"""A stored sentence is known again by the error it came from."""

import pytest

from kenfolk.entry.reasons import recognise
from kenfolk.photos.errors import SourceAway
from kenfolk.storage.errors import Missing, NotAllowed, StorageError
from kenfolk.vision.image_source import Damaged, Empty, NotAnImage, TooManyBytes, TooManyPixels


class TestRecognise:
    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (Damaged(reason="image file is truncated (3 bytes not processed)"), "damaged"),
            (Empty(), "empty"),
            (NotAnImage(), "not_an_image"),
            (TooManyBytes(megabytes=812.4, limit=500), "too_many_bytes"),
            (TooManyPixels(limit=150), "too_many_pixels"),
            (Missing(key="a b/(c).jpg"), "missing"),
            (NotAllowed(key="it's.jpg"), "not_allowed"),
            (StorageError(key="x", reason="Input/output error"), "storage_error"),
            (SourceAway(root="/mnt/disk", reason="no such folder"), "source_away"),
        ],
    )
    def test_finds_the_error_by_its_sentence(self, error, code):
        assert recognise(error.message) == code == error.code

    def test_tells_mistakes_of_ours_from_what_it_does_not_know(self):
        assert recognise("Unforeseen: KeyError: 'x'") == "unforeseen"
        assert recognise("The model gives no usable vector.") == "other"
