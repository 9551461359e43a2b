"""The machine's word: who is suggested and tagged, what it learns from a human, and which faces are put together."""

import random

import numpy as np
import pytest
import sqlalchemy as sa

from kenfolk.faces.models import Face, FaceVector
from kenfolk.people.jobs import LearnDecisions
from kenfolk.people.models import Group, GroupMember, Match
from kenfolk.people.store.groups import settle

ADA, BO, CLEO = 0, 1, 2


def _mix(ada, bo):
    """A vector between what Ada and Bo look like."""
    return [ada, bo, *[0.0] * 30]


class TestMatchFaces:
    def test_tags_a_face_that_is_surely_somebody(self, library):
        known, new = library.add_photos(2)
        library.look_alike([known, new], ADA)

        library.name([known], "Ada")
        library.think()

        assert library.tags() == {known: "Ada", new: "Ada"}
        assert library.sources() == {known: "human", new: "machine"}

    def test_suggests_a_face_that_may_be_somebody(self, library):
        known, new = library.add_photos(2)
        library.add_vectors([known, new], [[1.0] + [0.0] * 31, [0.7, 0.7] + [0.0] * 30])

        library.name([known], "Ada")
        library.think()

        assert library.tags() == {known: "Ada"}
        assert library.suggestions() == {new: "Ada"}

    def test_gives_a_person_to_one_face_of_a_photo(self, library):
        known, *pair = library.add_photos(1) + library.add_photos(1, faces=2)
        library.look_alike([known], ADA)
        library.look_alike(pair[:1], ADA, noise=0.3)
        library.look_alike(pair[1:], ADA, noise=0.05)

        library.name([known], "Ada")
        library.think()

        assert library.tags() == {known: "Ada", pair[1]: "Ada"}
        assert library.suggestions() == {}

    def test_gives_nobody_twice_beside_a_face_that_a_human_named(self, library):
        faces = library.add_photos(2, faces=2)
        library.look_alike(faces, ADA)

        library.name([faces[0]], "Ada")
        library.think()

        assert faces[1] not in library.tags()
        assert len(library.tags()) == 2

    def test_never_gives_what_a_human_has_denied(self, library):
        known, new = library.add_photos(2)
        library.look_alike([known, new], ADA)
        ada = library.name([known], "Ada")

        library.decide("reject", face_ids=[new], person_id=ada)
        library.think()

        assert library.tags() == {known: "Ada"}
        assert library.suggestions() == {}

    def test_leaves_strangers_and_unsure_faces_alone(self, library):
        known, stranger, unsure = library.add_photos(3)
        library.look_alike([known, stranger, unsure], ADA)
        library.name([known], "Ada")

        library.decide("stranger", face_ids=[stranger])
        library.decide("unsure", face_ids=[unsure])
        library.think()

        assert library.tags() == {known: "Ada"}
        assert library.rows(sa.select(Match.face_id)) == []

    def test_follows_what_a_human_said_of_two_faces(self, library):
        known, other, apart, tied = library.add_photos(4)
        library.look_alike([known, apart], ADA)
        library.look_alike([other, tied], BO)
        library.name([known], "Ada")

        library.decide("separate", face_ids=[apart], from_face_ids=[known])
        library.decide("join", face_ids=[known, tied])
        library.think()

        assert library.tags() == {known: "Ada", tied: "Ada"}

    def test_machine_tags_do_not_stand_for_anybody(self, library):
        chain = library.add_photos(3)
        library.add_vectors(chain, [[1.0, 0.0] + [0.0] * 30, [0.92, 0.39] + [0.0] * 30, [0.69, 0.72] + [0.0] * 30])

        library.name(chain[:1], "Ada")
        library.think()

        assert library.sources() == {chain[0]: "human", chain[1]: "machine"}

    def test_names_nobody_in_a_bad_picture_and_only_asks(self, library):
        known, bad = library.add_photos(2)
        library.look_alike([known], ADA)
        library.look_alike([bad], ADA)
        library.set_face(bad, quality=0.29)

        library.name([known], "Ada")
        library.think()

        assert library.tags() == {known: "Ada"}
        assert library.suggestions() == {bad: "Ada"}

    def test_does_not_even_ask_about_a_tiny_bad_picture(self, library):
        known, tiny, other = library.add_photos(3)
        library.look_alike([known, tiny, other], ADA)
        library.set_face(tiny, quality=0.0, right=21.0, bottom=26.0)
        library.set_face(other, quality=0.0, right=21.0, bottom=26.0)

        library.name([known], "Ada")
        library.think()

        assert library.tags() == {known: "Ada"}
        assert library.suggestions() == {}
        assert library.groups() == []

    def test_takes_a_human_at_their_word_also_in_a_bad_picture(self, library):
        known, tied = library.add_photos(2)
        library.look_alike([known, tied], ADA)
        library.set_face(tied, quality=0.0, right=21.0, bottom=26.0)
        library.name([known], "Ada")

        library.decide("join", face_ids=[known, tied])
        library.think()

        assert library.tags() == {known: "Ada", tied: "Ada"}

    def test_learns_nothing_from_a_drawn_box_in_which_nobody_else_sees_a_face(self, library):
        drawn, alike, seen, friend = library.add_photos(4)
        library.look_alike([drawn, alike], ADA)
        library.look_alike([seen, friend], BO)
        library.set_face(drawn, quality=0.0, origin="human")
        library.set_face(seen, quality=0.0)

        library.name([drawn], "Drawn One")
        library.name([seen], "Bo")
        library.think()

        assert library.tags() == {drawn: "Drawn One", seen: "Bo", friend: "Bo"}
        assert library.suggestions() == {}

    def test_asks_but_never_assumes_that_somebody_is_in_a_photo_twice_and_believes_a_human(self, library):
        named, mirrored, similar, *friends = library.add_photos(1, faces=3) + library.add_photos(6)
        library.look_alike([named, mirrored, *friends], ADA, noise=0.0)
        library.add_vectors([similar], [_mix(1, 0.5)])

        library.name([named, *friends], "Ada")
        library.think()
        assert library.tags() == dict.fromkeys([named, *friends], "Ada")
        assert library.suggestions() == {mirrored: "Ada"}

        library.decide("join", face_ids=[named, mirrored])
        library.think()
        assert library.tags()[mirrored] == "Ada"

    def test_asks_but_names_not_again_whom_a_human_untagged(self, library):
        *friends, face = library.add_photos(5)
        library.look_alike([*friends, face], ADA, noise=0.0)
        library.name(friends, "Ada")
        library.think()
        assert library.tags()[face] == "Ada"

        untagged = library.decide("open", face_ids=[face])
        library.think()
        assert face not in library.tags()
        assert library.suggestions() == {face: "Ada"}

        library.undo(untagged)
        library.think()
        assert library.tags()[face] == "Ada"

    def test_hears_what_follows_from_the_word_of_a_third_face(self, library):
        one, two, three = library.add_photos(3)
        for person, face in enumerate((one, two, three)):
            library.look_alike([face], person)
        library.decide("join", face_ids=[one, two])
        library.decide("join", face_ids=[two, three])
        library.think()

        library.name([one], "Ada")
        library.think()

        assert library.tags() == dict.fromkeys([one, two, three], "Ada")

    def test_overrules_no_human_word_however_sure_it_is(self, library):
        known, alike, named, stranger, denied = library.add_photos(5)
        library.look_alike([known, alike, named, stranger, denied], ADA, noise=0.02)
        ada = library.name([known], "Ada")
        library.think()
        assert set(library.sources().values()) == {"human", "machine"}

        library.name([named], "Bo")
        library.decide("stranger", face_ids=[stranger])
        library.decide("reject", face_ids=[denied], person_id=ada)
        library.think()

        assert (library.tags()[named], library.sources()[named]) == ("Bo", "human")
        assert stranger not in library.tags()
        assert library.tags().get(denied) != "Ada"
        assert library.suggestions().get(denied) != "Ada"

    def test_names_nobody_while_two_people_are_as_likely(self, library):
        ada, bo, new = library.add_photos(3)
        library.add_vectors([ada, bo, new], [_mix(1, 0.1), _mix(1, -0.1), _mix(1, 0)])

        library.name([ada], "Ada")
        library.name([bo], "Bo")
        library.think()

        assert library.tags() == {ada: "Ada", bo: "Bo"}

    def test_judges_a_face_by_its_whole_group(self, library):
        faces = library.add_photos(6)
        like, unlike = faces[1:5], faces[5]
        library.add_vectors([faces[0]], [_mix(1, 0)])
        library.add_vectors(like, [_mix(1, 0.25 + 0.01 * n) for n in range(4)])
        library.add_vectors([unlike], [_mix(1, 1.05)])
        library.think()
        assert library.groups() == [faces]
        alone = library.recogniser()

        library.name([faces[0]], "Ada")
        library.think()

        with library.database.read() as session:
            known, looks = alone.looks(session, [unlike])
            by_itself = alone.judge(session, looks, -known)
        assert not by_itself.is_sure[0, 0]
        assert library.tags()[unlike] == "Ada"

    def test_gives_the_same_whichever_face_of_a_group_waits(self, library):
        faces = library.add_photos(7)
        library.look_alike(faces, ADA, noise=0.75)
        library.think()
        library.name(faces[:1], "Ada")
        library.think()
        before = self._matches(library)

        for face_id in faces[1:]:
            with library.database.write() as session:
                session.execute(sa.delete(Match).where(Match.face_id == face_id))
            library.think()

            assert self._matches(library) == before

    def _matches(self, library):
        rows = library.rows(sa.select(Match.face_id, Match.person_id, Match.probability).order_by(Match.face_id))
        return [(face_id, person_id, chance and round(chance, 4)) for face_id, person_id, chance in rows]

    def test_matches_again_a_face_that_looks_different_now(self, library):
        known, new = library.add_photos(2)
        library.look_alike([known, new], ADA)
        library.name([known], "Ada")
        library.think()

        with library.database.write() as session:
            session.get_one(Face, new).chip_key = "another"
            look = session.get_one(FaceVector, (new, "test-model"))
            look.chip_key, look.vector, look.changed = "another", np.eye(32, dtype=np.float32)[BO], look.changed + 99
        library.think()

        assert library.tags() == {known: "Ada"}


class TestLearnDecisions:
    def test_withdraws_a_machine_tag_whose_support_is_undone(self, library):
        known, new = library.add_photos(2)
        library.look_alike([known, new], ADA)
        decision = library.decide("name", face_ids=[known], name="Ada")
        library.think()
        assert library.tags() == {known: "Ada", new: "Ada"}

        library.undo(decision)
        library.think()

        assert library.tags() == {}

    def test_brings_machine_tags_along_when_people_are_merged_and_back_when_that_is_undone(self, library):
        faces = library.add_photos(10)
        library.look_alike(faces[:5], ADA)
        library.look_alike(faces[5:], BO)
        into, other = library.name(faces[:3], "Ada"), library.name(faces[5:8], "Bo")
        library.think()

        merge = library.decide("merge", person_ids=[other], into=into)
        library.think()
        assert library.tags() == dict.fromkeys(faces, "Ada")

        library.undo(merge)
        library.think()
        assert library.tags() == dict.fromkeys(faces[:5], "Ada") | dict.fromkeys(faces[5:], "Bo")

    def test_suggests_at_least_whom_one_picture_alone_shows_in_a_new_way(self, library):
        ada, bo, *rest = library.add_photos(4)
        library.look_alike([ada, rest[0]], ADA)
        library.look_alike([bo, rest[1]], BO)
        into, other = library.name([ada], "Ada"), library.name([bo], "Bo")
        library.think()

        library.decide("merge", person_ids=[other], into=into)
        library.think()

        assert library.tags() == {ada: "Ada", bo: "Ada"}
        assert library.suggestions() == dict.fromkeys(rest, "Ada")

    def test_looks_only_at_faces_that_may_be_concerned(self, library):
        faces = library.add_photos(6)
        library.look_alike(faces[:3], ADA)
        library.look_alike(faces[3:], BO)
        library.name(faces[:1], "Ada")
        library.think()
        decision = library.decide("name", face_ids=faces[3:4], name="Bo")

        seen = library.seen

        LearnDecisions(library.database, seen).run([decision.seq])

        left = {row[0] for row in library.rows(sa.select(Match.face_id).where(Match.chip_key != ""))}
        assert left == set(faces[1:3])

    def test_takes_a_stranger_out_of_what_a_person_looks_like(self, library):
        known, wrong, new = library.add_photos(3)
        library.look_alike([known], ADA)
        library.look_alike([wrong, new], BO)
        library.name([known, wrong], "Ada")
        library.think()

        library.decide("stranger", face_ids=[wrong])
        library.think()

        assert library.tags() == {known: "Ada"}


class TestGroups:
    def test_put_faces_that_look_alike_together(self, library):
        faces = library.add_photos(9)
        library.look_alike(faces[:4], ADA)
        library.look_alike(faces[4:8], BO)
        library.look_alike(faces[8:], CLEO)

        library.think()

        assert library.groups() == [faces[:4], faces[4:8]]

    def test_keep_faces_of_one_photo_apart(self, library):
        faces = library.add_photos(2, faces=2)
        library.look_alike(faces, ADA)

        library.think()

        assert len(library.groups()) == 2
        assert all(len(group) == 2 for group in library.groups())
        assert all({faces[0], faces[1]} != set(group) for group in library.groups())

    def test_grow_and_leave_everybody_else_where_they_are(self, library):
        first = library.add_photos(6)
        library.look_alike(first[:3], ADA)
        library.look_alike(first[3:], BO)
        library.think()

        new = library.add_photos(2)
        library.look_alike(new[:1], ADA)
        library.look_alike(new[1:], CLEO)
        library.think()

        assert library.groups() == [[*first[:3], new[0]], first[3:]]

    def test_gather_lone_faces_that_come_one_by_one(self, library):
        faces = []
        for _ in range(5):
            faces += library.add_photos(1)
            library.look_alike(faces[-1:], ADA)
            library.think()

        assert library.groups() == [faces]

    def test_lose_the_faces_a_human_names_and_get_them_back_by_an_undo(self, library):
        faces = library.add_photos(5)
        library.look_alike(faces, ADA)
        library.think()
        assert library.groups() == [faces]

        decision = library.decide("name", face_ids=faces[:3], name="Ada")
        assert library.groups() == [faces[3:]]
        library.think()
        assert library.groups() == []
        library.undo(decision)
        library.think()

        assert library.groups() == [faces]
        assert library.tags() == {}

    def test_part_when_a_human_says_so_and_come_together_by_an_undo(self, library):
        faces = library.add_photos(5)
        library.look_alike(faces, ADA)
        library.think()

        decision = library.decide("separate", face_ids=faces[:2], from_face_ids=faces[2:])
        library.think()
        assert library.groups() == [faces[:2], faces[2:]]

        library.undo(decision)
        library.think()
        assert library.groups() == [faces]

    def test_come_together_when_a_human_says_so(self, library):
        faces = library.add_photos(6)
        library.look_alike(faces[:3], ADA)
        library.look_alike(faces[3:], BO)
        library.think()

        decision = library.decide("join", face_ids=[faces[0], faces[3]])
        library.think()
        assert library.groups() == [faces]

        library.undo(decision)
        library.think()
        assert library.groups() == [faces[:3], faces[3:]]

    def test_whose_faces_were_all_named_before_they_settled_are_formed_anew_by_an_undo(self, library):
        faces = library.add_photos(3)
        library.look_alike(faces, ADA)
        library.think()
        self._unsettle(library)
        decision = library.decide("name", face_ids=faces, name="Ada")
        self._settle(library)
        other = library.add_photos(2)
        library.look_alike(other, BO)
        library.think()  # these make a new group, which must not be taken for the one that went

        undo = library.undo(decision)
        assert library.groups() == [other]
        library.think()
        assert library.groups() == [faces, other]

        library.undo(undo)
        assert library.groups() == [other]
        assert library.tags() == dict.fromkeys(faces, "Ada")

    @pytest.mark.parametrize("is_settled", [True, False])
    def test_come_together_again_by_a_redo_though_one_of_them_went_meanwhile(self, library, is_settled):
        faces = library.add_photos(6)
        library.look_alike(faces[:3], ADA)
        library.look_alike(faces[3:], BO)
        library.think()
        if not is_settled:
            self._unsettle(library)
        decision = library.decide("join", face_ids=[faces[0], faces[3]])
        self._settle(library)

        undo = library.undo(decision)
        library.think()
        assert library.groups() == [faces[:3], faces[3:]]

        library.undo(undo)
        library.think()
        assert library.groups() == [faces]

    def test_come_together_by_a_redo_though_all_of_them_went_meanwhile(self, library):
        faces = library.add_photos(4)
        library.look_alike(faces[:2], ADA)
        library.look_alike(faces[2:], BO)
        library.think()
        undo = library.undo(library.decide("join", face_ids=[faces[0], faces[2]]))
        self._unsettle(library)
        named = library.decide("name", face_ids=faces, name="Ada")
        self._settle(library)
        library.undo(named)

        library.undo(undo)
        library.think()

        (together,) = [group for group in library.groups() if faces[0] in group]
        assert faces[2] in together

    def test_end_alike_whether_an_import_was_interrupted_or_not(self, library):
        faces = library.add_photos(300)
        looks = [n % 40 for n in range(300)]
        order = list(range(300))
        for person in range(30):
            library.look_alike([f for f, look in zip(faces, looks, strict=True) if look == person], person, noise=0.55)
        with library.database.write() as session:
            for face in session.scalars(sa.select(Face)):
                face.quality = 0.2  # waits: nothing is grouped while the quality is too low
        library.think()
        assert library.groups() == []

        random.Random(1).shuffle(order)
        for start in range(0, 300, 100):
            self._arrive(library, [faces[n] for n in order[start : start + 100]])
            library.think(is_quiet=False, batch=7)
        provisional = library.groups()
        library.think(is_quiet=True)
        interrupted = library.groups()
        self._start_over(library)
        library.think(is_quiet=True)

        assert provisional
        assert interrupted == library.groups()

    def _unsettle(self, library):
        """Let groups be as they are while photos still arrive."""
        with library.database.write() as session:
            session.execute(sa.update(Group).values(settled=False))

    def _settle(self, library):
        with library.database.write() as session:
            settle(session, model=library.recogniser().model)

    def _arrive(self, library, faces):

        with library.database.write() as session:
            session.execute(sa.update(Face).where(Face.id.in_(faces)).values(quality=0.9))
            session.execute(sa.delete(Match).where(Match.face_id.in_(faces)))

    def _start_over(self, library):
        with library.database.write() as session:
            session.execute(sa.delete(GroupMember))
            session.execute(sa.delete(Group))
            session.execute(sa.delete(Match))
