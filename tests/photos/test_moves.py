"""A photo follows its content from place to place."""

import shutil

from factories.pictures import draw
from kenfolk.photos import service


class TestMoves:
    def test_a_renamed_file_keeps_its_photo(self, library):
        file = library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"]
        file.rename(library.folder / "b.jpg")

        library.look()

        after = library.photos()
        assert list(after) == ["b.jpg"]
        assert (after["b.jpg"].id, after["b.jpg"].state, after["b.jpg"].sha256) == (before.id, "ready", before.sha256)

    def test_a_file_read_before_the_old_place_was_looked_at_keeps_its_photo(self, library):
        file = library.write("z.jpg", draw(1))
        library.look()
        before = library.photos()["z.jpg"].id
        library.write("a.jpg", draw(1))
        library.scan()
        file.unlink()

        library.read()
        library.look()

        assert {key: (photo.id, photo.state) for key, photo in library.photos().items()} == {"a.jpg": (before, "ready")}

    def test_a_moved_folder_keeps_all_photos_also_equal_ones(self, library):
        for number in range(12):
            library.write(f"old/{number}.jpg", draw(number // 2))
        library.look()
        before = {key.split("/")[1]: photo.id for key, photo in library.photos().items()}
        (library.folder / "old").rename(library.folder / "new")

        library.look()

        assert {key.split("/")[1]: photo.id for key, photo in library.photos().items()} == before
        assert set(library.states().values()) == {"ready"}

    def test_a_copy_is_a_photo_of_its_own(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"].id
        library.write("b.jpg", draw(1))

        library.look()

        after = library.photos()
        assert library.states() == {"a.jpg": "ready", "b.jpg": "ready"}
        assert after["a.jpg"].id == before != after["b.jpg"].id

    def test_one_of_two_copies_takes_over_and_the_other_is_new(self, library):
        file = library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"].id
        file.unlink()
        library.write("x/b.jpg", draw(1))
        library.write("y/a.jpg", draw(1))

        library.look()

        assert library.states() == {"x/b.jpg": "ready", "y/a.jpg": "ready"}
        assert before in {photo.id for photo in library.photos().values()}

    def test_two_photos_that_change_places_keep_their_contents(self, library):
        one = library.write("one.jpg", draw(1))
        two = library.write("two.jpg", draw(2), at=1_600_000_050)
        library.look()
        before = library.photos()
        one.rename(library.folder / "aside.jpg")
        two.rename(one)
        (library.folder / "aside.jpg").rename(two)

        library.look()

        after = library.photos()
        assert (after["one.jpg"].id, after["two.jpg"].id) == (before["two.jpg"].id, before["one.jpg"].id)
        assert set(library.states().values()) == {"ready"}
        assert after["one.jpg"].sha256 == before["two.jpg"].sha256

    def test_a_photo_renamed_over_another_keeps_its_names_and_the_other_is_missing(self, library):
        library.write("one.jpg", draw(1))
        two = library.write("two.jpg", draw(2), at=1_600_000_050)
        library.look()
        before = library.photos()
        two.rename(library.folder / "one.jpg")

        library.look()

        after = library.photos()
        assert (after["one.jpg"].id, after["one.jpg"].state) == (before["two.jpg"].id, "ready")
        assert (after["two.jpg"].id, after["two.jpg"].state) == (before["one.jpg"].id, "missing")

    def test_photos_follow_into_another_source(self, library, tmp_path):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"].id
        elsewhere = tmp_path / "Elsewhere"
        elsewhere.mkdir()
        shutil.move(library.folder / "a.jpg", elsewhere / "a.jpg")
        library.add(elsewhere)

        library.look()

        photo = library.photos()["a.jpg"]
        assert (photo.id, photo.source_id, photo.state) == (before, library.source_id, "ready")

    def test_nothing_is_taken_from_a_folder_that_is_away(self, library, tmp_path):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"].id
        copy = tmp_path / "Copy"
        shutil.copytree(library.folder, copy)
        library.folder.rename(tmp_path / "unplugged")
        library.add(copy)

        library.look()

        with library.database.read() as session:
            assert service.get_photo(session, before).source_id != library.source_id
        assert library.photos()["a.jpg"].id != before

    def test_a_removed_sources_photos_are_found_again_in_another_folder(self, library, tmp_path):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"].id
        with library.database.write() as session:
            service.remove_source(session, library.source_id)
        parent = tmp_path / "All"
        parent.mkdir()
        library.folder.rename(parent / "Pictures")
        library.add(parent)

        library.look()

        assert {key: photo.id for key, photo in library.photos().items()} == {"Pictures/a.jpg": before}
