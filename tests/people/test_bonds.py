"""What follows for faces nobody named from what was said of others."""

import pytest

from kenfolk.people.bonds import Bonds, find_bonds

ADA, BO, CLEO = 0, 1, 2


@pytest.fixture
def bonds(library):
    """What follows as of now."""

    def bonds():
        with library.database.read() as session:
            return find_bonds(session)

    return bonds


class TestFindBonds:
    def test_is_nothing_while_nobody_tied_or_parted_anything(self, library, bonds):
        library.name(library.add_photos(1), "Ada")

        assert bonds() == Bonds()

    def test_passes_a_name_on_along_a_chain(self, library, bonds):
        named, second, third, _other = library.add_photos(4)
        ada = library.name([named], "Ada")

        library.decide("join", face_ids=[second, third])
        library.decide("join", face_ids=[named, second])

        assert {face: bonds().certain[face] for face in (second, third)} == {second: ada, third: ada}

    def test_denies_a_person_to_all_who_are_the_same_as_who_was_kept_apart(self, library, bonds):
        named, apart, same = library.add_photos(3)
        ada = library.name([named], "Ada")

        library.decide("separate", face_ids=[apart], from_face_ids=[named])
        library.decide("join", face_ids=[apart, same])

        denied = bonds().denied
        assert (denied[apart], denied[same]) == ({ada}, {ada})
        assert apart not in bonds().certain

    def test_follows_nothing_for_faces_that_are_tied_to_two_people(self, library, bonds):
        one, other, between = library.add_photos(3)
        library.decide("join", face_ids=[one, other, between])

        library.name([one], "Ada")
        library.name([other], "Bo")

        assert between not in bonds().certain

    def test_follows_nothing_where_words_contradict_each_other_but_what_was_said_itself(self, library, bonds):
        one, two, three = library.add_photos(3)
        library.decide("join", face_ids=[one, two])
        library.decide("join", face_ids=[two, three])
        library.decide("separate", face_ids=[three], from_face_ids=[one])

        ada = library.name([one], "Ada")

        assert two not in bonds().certain
        assert three not in bonds().certain
        assert bonds().denied == {three: {ada}}

    def test_goes_when_it_is_taken_back(self, library, bonds):
        named, tied = library.add_photos(2)
        library.name([named], "Ada")
        decision = library.decide("join", face_ids=[named, tied])
        assert tied in bonds().certain

        library.undo(decision)

        assert tied not in bonds().certain
