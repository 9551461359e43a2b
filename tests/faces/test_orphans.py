import time
from threading import Event

from factories.drawn import ADA, BOB, ON_THE_LEFT, ON_THE_RIGHT
from kenfolk.faces.service import drop_orphan_chips

ORPHAN = "chips/0/1-0123456789ab-0123456789abcdef.jpg"


class TestDropOrphanChips:
    def test_deletes_chips_no_face_needs_and_nothing_else(self, library):
        library.add_photo([(ADA, ON_THE_LEFT), (BOB, ON_THE_RIGHT)])
        library.detect()
        kept = [*library.chips(), "chips/0/notes.txt", "thumbs/0/1-0123456789ab.jpg"]
        for key in (*kept[2:], ORPHAN, ORPHAN.replace("/1-", "/99-")):
            library.derived.save(key, b"x")

        dropped = drop_orphan_chips(
            library.database, library.derived, before_ns=time.time_ns() + 10**9, stopping=Event()
        )

        assert dropped == 2
        assert sorted(library.chips()) == sorted(kept)

    def test_spares_what_was_just_cut(self, library):
        started = time.time_ns() - 10**9
        library.derived.save(ORPHAN, b"x")

        assert drop_orphan_chips(library.database, library.derived, before_ns=started, stopping=Event()) == 0
        assert library.chips() == [ORPHAN]
