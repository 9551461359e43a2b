"""Pictures nobody needs any more."""

import time
from threading import Event

from factories.pictures import draw
from kenfolk.photos.service import drop_orphan_pictures


class TestDropOrphanPictures:
    def test_deletes_pictures_of_lost_contents_and_nothing_else(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        mine = [key for key, _ in library.derived.walk()]
        photo_id = library.photos()["a.jpg"].id
        for key in (f"thumbs/0/{photo_id}-0123456789ab.jpg", "images/0/999-0123456789ab.jpg", "chips/0/1.jpg"):
            library.derived.save(key, b"x")

        dropped = drop_orphan_pictures(
            library.database, library.derived, before_ns=time.time_ns() + 10**9, stopping=Event()
        )

        assert dropped == 2
        assert sorted(key for key, _ in library.derived.walk()) == sorted([*mine, "chips/0/1.jpg"])

    def test_spares_a_picture_of_a_photo_that_is_being_read(self, library):
        started = time.time_ns() - 10**9
        library.derived.save("thumbs/0/999-0123456789ab.jpg", b"x")

        assert drop_orphan_pictures(library.database, library.derived, before_ns=started, stopping=Event()) == 0
