"""What people may say, what it does, what is refused, and what an undo gives back."""

import pytest
import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.people import service
from kenfolk.people.errors import (
    AlreadyUndone,
    BadBirthDate,
    BadName,
    EditedMeanwhile,
    NameTaken,
    NoFaces,
    NotFound,
    NotTheirFace,
    SameFaces,
    SamePerson,
    TooManyFaces,
    TooManyPairs,
    TooMuchToUndo,
)
from kenfolk.people.models import Constraint, Decision, DecisionPerson, Mark, Person, Rejection, Tag
from kenfolk.people.schemas import PersonRef


def visible_people(library):
    there = sa.select(Person.name).where(~Person.removed, Person.merged_into_id.is_(None)).order_by(Person.id)
    return [row[0] for row in library.rows(there)]


class TestDecideName:
    def test_makes_a_person_once_whatever_the_case_and_outer_spaces(self, library):
        faces = library.add_photos(3)

        people = [library.name([face], name) for face, name in zip(faces, ["Ada", " ada ", "ADA"], strict=True)]

        assert len(set(people)) == 1
        assert library.tags() == dict.fromkeys(faces, "Ada")

    def test_knows_a_name_however_its_letters_are_composed(self, library):
        faces = library.add_photos(2)

        assert library.name(faces[:1], "Zoe\u0308") == library.name(faces[1:], "Zo\u00eb")

    @pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\nb", "x" * 201, "\ud800"])
    def test_refuses_what_is_not_a_name(self, library, name):
        faces = library.add_photos(1)

        with pytest.raises(BadName):
            library.name(faces, name)

        assert library.rows(sa.select(Decision.seq)) == []

    @pytest.mark.parametrize("name", ["x" * 200, "李 小龙", "O'Brien-Żółć", "👩‍👧 Mum"])
    def test_takes_any_name_people_have(self, library, name):
        faces = library.add_photos(1)

        library.name(faces, name)

        assert library.tags() == {faces[0]: name}

    def test_moves_a_face_to_the_last_name_given(self, library):
        faces = library.add_photos(1)

        library.name(faces, "Ada")
        library.name(faces, "Bo")

        assert library.tags() == {faces[0]: "Bo"}

    def test_may_name_two_faces_of_a_photo_alike_because_mirrors_exist(self, library):
        faces = library.add_photos(1, faces=2)

        library.name(faces, "Ada")

        assert library.tags() == dict.fromkeys(faces, "Ada")

    def test_names_ten_thousand_faces_at_once_and_no_more(self, library):
        faces = library.add_photos(100, faces=100)

        library.name(faces, "Crowd")
        with pytest.raises(TooManyFaces):
            library.name([*faces, *range(10**6, 10**6 + 2)], "Crowd")

        assert library.rows(sa.select(sa.func.count()).select_from(Tag)) == [(10_000,)]


class TestDecide:
    def test_refuses_faces_that_are_not_there(self, library):
        faces = library.add_photos(2)
        library.decide("not_a_face", face_ids=faces[:1])

        for gone in (faces[0], 9999):
            with pytest.raises(NotFound):
                library.decide("stranger", face_ids=[faces[1], gone])

        assert library.rows(sa.select(Mark.face_id)) == []

    def test_refuses_no_faces(self, library):
        with pytest.raises(NoFaces):
            library.decide("unsure", face_ids=[])

    def test_refuses_a_person_who_is_not_there(self, library):
        faces = library.add_photos(1)
        decision = library.decide("name", face_ids=faces, name="Ada")
        library.undo(decision)

        for person in (decision.payload["person_id"], 99):
            with pytest.raises(NotFound):
                library.decide("confirm", face_ids=faces, person_id=person)

    def test_reject_takes_that_name_off_and_is_remembered(self, library):
        faces = library.add_photos(1)
        ada = library.name(faces, "Ada")

        library.decide("reject", face_ids=faces, person_id=ada)

        assert library.tags() == {}
        assert library.rows(sa.select(Rejection.face_id, Rejection.person_id)) == [(faces[0], ada)]

    def test_reject_leaves_another_name_alone(self, library):
        faces = library.add_photos(2)
        ada, _bo = library.name(faces[:1], "Ada"), library.name(faces[1:], "Bo")

        library.decide("reject", face_ids=faces, person_id=ada)

        assert library.tags() == {faces[1]: "Bo"}

    def test_confirm_forgets_that_the_same_was_denied(self, library):
        faces = library.add_photos(1)
        ada = library.name(faces, "Ada")
        library.decide("reject", face_ids=faces, person_id=ada)

        library.decide("confirm", face_ids=faces, person_id=ada)

        assert library.rows(sa.select(Rejection.face_id)) == []
        assert library.tags() == {faces[0]: "Ada"}

    def test_confirms_what_the_machine_said(self, library):
        known, new = library.add_photos(2)
        library.look_alike([known, new], 0)
        ada = library.name([known], "Ada")
        library.think()
        assert library.sources()[new] == "machine"

        library.decide("confirm", face_ids=[new], person_id=ada)

        assert library.sources()[new] == "human"

    @pytest.mark.parametrize("kind", ["stranger", "unsure"])
    def test_a_mark_takes_the_name_off_and_a_name_the_mark(self, library, kind):
        faces = library.add_photos(1)
        ada = library.name(faces, "Ada")

        library.decide(kind, face_ids=faces)
        assert library.tags() == {}
        assert library.rows(sa.select(Mark.kind)) == [(kind,)]

        library.decide("confirm", face_ids=faces, person_id=ada)
        assert library.rows(sa.select(Mark.kind)) == []

    def test_open_takes_names_and_marks_off_and_denies_nothing(self, library):
        faces = library.add_photos(2)
        library.name(faces[:1], "Ada")
        library.decide("stranger", face_ids=faces[1:])

        library.decide("open", face_ids=faces)

        assert library.tags() == {}
        assert library.rows(sa.select(Mark.kind)) == library.rows(sa.select(Rejection.face_id)) == []

    def test_writes_what_must_and_what_cannot_be_one_person(self, library):
        a, b, c = library.add_photos(3)

        library.decide("join", face_ids=[b, a])
        library.decide("separate", face_ids=[c], from_face_ids=[a, b])

        rows = library.rows(sa.select(Constraint.face_a, Constraint.face_b, Constraint.kind))
        assert sorted(rows) == [(a, b, "must"), (a, c, "cannot"), (b, c, "cannot")]

    def test_refuses_to_keep_a_face_apart_from_itself_and_too_many_pairs(self, library):
        faces = library.add_photos(150)

        with pytest.raises(SameFaces):
            library.decide("separate", face_ids=faces[:2], from_face_ids=faces[1:3])
        with pytest.raises(SameFaces):
            library.decide("join", face_ids=faces[:1])
        with pytest.raises(TooManyPairs):
            library.decide("join", face_ids=faces)

    def test_refuses_when_somebody_else_spoke_of_these_faces_meanwhile(self, library):
        faces = library.add_photos(2)
        seen = library.decide("name", face_ids=faces[:1], name="Ada").seq
        library.decide("name", face_ids=faces[1:], name="Bo")

        library.decide("stranger", face_ids=faces[:1], if_seq=seen)
        with pytest.raises(EditedMeanwhile):
            library.decide("stranger", face_ids=faces, if_seq=seen)

        assert library.tags() == {faces[1]: "Bo"}

    def test_rings_for_the_steps_that_follow(self, library, bell):
        faces = library.add_photos(1)

        library.name(faces, "Ada")

        assert {"people.learn", "people.match"} <= set(bell.rung)


class TestDecideOnPeople:
    def test_merge_gives_faces_to_one_and_undo_gives_each_back(self, library):
        faces = library.add_photos(3)
        ada, bo, cleo = (library.name([f], n) for f, n in zip(faces, ["Ada", "Bo", "Cleo"], strict=True))

        first = library.decide("merge", person_ids=[ada], into=bo)
        second = library.decide("merge", person_ids=[bo], into=cleo)
        assert set(library.tags().values()) == {"Cleo"}
        assert visible_people(library) == ["Cleo"]

        library.undo(first)
        assert library.tags() == {faces[0]: "Ada", faces[1]: "Cleo", faces[2]: "Cleo"}
        library.undo(second)
        assert library.tags() == dict(zip(faces, ["Ada", "Bo", "Cleo"], strict=True))

    def test_what_is_said_of_a_merged_person_is_said_of_whom_they_are_now(self, library):
        faces = library.add_photos(3)
        ada, bo = library.name(faces[:1], "Ada"), library.name(faces[1:2], "Bo")
        library.decide("merge", person_ids=[ada], into=bo)

        library.decide("confirm", face_ids=faces[2:], person_id=ada)

        assert library.tags()[faces[2]] == "Bo"

    def test_taking_a_face_out_of_a_merged_person_works_for_all_they_were(self, library):
        faces = library.add_photos(2)
        ada, bo = library.name(faces[:1], "Ada"), library.name(faces[1:], "Bo")
        merge = library.decide("merge", person_ids=[ada], into=bo)

        library.decide("reject", face_ids=faces[:1], person_id=bo)
        assert library.tags() == {faces[1]: "Bo"}

        library.undo(merge)
        assert library.tags() == {faces[1]: "Bo"}

    def test_a_merge_never_takes_a_confirmed_name_away(self, library):
        faces = library.add_photos(3)
        ada, bo = library.name(faces[:1], "Ada"), library.name(faces[1:2], "Bo")
        library.decide("confirm", face_ids=faces[2:], person_id=bo)
        library.decide("reject", face_ids=faces[2:], person_id=ada)

        library.decide("merge", person_ids=[ada], into=bo)

        assert library.tags()[faces[2]] == "Bo"
        assert library.differences() == []

    def test_two_opposite_merges_never_make_a_circle(self, library):
        faces = library.add_photos(2)
        ada, bo = library.name(faces[:1], "Ada"), library.name(faces[1:], "Bo")
        first = library.decide("merge", person_ids=[ada], into=bo)
        undo = library.undo(first)
        library.decide("merge", person_ids=[bo], into=ada)

        library.undo(undo)

        assert set(library.tags().values()) == {"Ada"}
        assert library.differences() == []

    def test_refuses_to_merge_somebody_into_themselves(self, library):
        ada = library.name(library.add_photos(1), "Ada")

        with pytest.raises(SamePerson):
            library.decide("merge", person_ids=[ada], into=ada)

    def test_describes_a_person(self, library):
        faces = library.add_photos(2)
        ada = library.name(faces, "Ada")

        library.decide("rename", person_id=ada, name=" Ada Lovelace ")
        library.decide("hide", person_id=ada)
        library.decide("cover", person_id=ada, face_id=faces[1])
        born = library.decide("birth_date", person_id=ada, date="1815-12-10")

        row = sa.select(Person.name, Person.hidden, Person.cover_face_id, Person.birth_date)
        ((name, hidden, cover, birth_date),) = library.rows(row)
        assert (name, hidden, cover, str(birth_date)) == ("Ada Lovelace", True, faces[1], "1815-12-10")

        library.undo(born)
        library.decide("show", person_id=ada)
        assert library.rows(sa.select(Person.hidden, Person.birth_date)) == [(False, None)]

    def test_refuses_a_name_that_somebody_else_has(self, library):
        faces = library.add_photos(3)
        ada, bo = library.name(faces[:1], "Ada"), library.name(faces[1:2], "Bo")
        library.decide("hide", person_id=ada)

        with pytest.raises(NameTaken, match=r"already somebody called Ada\. Merge them instead\."):
            library.decide("rename", person_id=bo, name=" ADA")

    def test_a_new_name_is_known_in_any_case(self, library):
        faces = library.add_photos(2)
        eve = library.name(faces[:1], "Eve")
        library.decide("rename", person_id=eve, name="Éva")

        assert library.name(faces[1:], "ÉVA") == eve

    def test_gives_somebody_the_name_of_nobody_who_is_there(self, library):
        faces = library.add_photos(3)
        ada, bo = library.name(faces[:1], "Ada"), library.name(faces[1:2], "Bo")
        gone = library.decide("name", face_ids=faces[2:], name="Cleo")
        library.undo(gone)

        library.decide("rename", person_id=ada, name="ADA")
        library.decide("rename", person_id=bo, name="Cleo")
        library.decide("merge", person_ids=[bo], into=ada)
        library.decide("rename", person_id=ada, name="Bo")
        library.decide("rename", person_id=ada, name="cleo")

        assert library.tags() == {faces[0]: "cleo", faces[1]: "cleo"}

    def test_refuses_a_cover_of_somebody_else_and_a_birth_in_the_future(self, library):
        faces = library.add_photos(2)
        ada = library.name(faces[:1], "Ada")

        with pytest.raises(NotTheirFace):
            library.decide("cover", person_id=ada, face_id=faces[1])
        with pytest.raises(BadBirthDate):
            library.decide("birth_date", person_id=ada, date="2999-01-01")


class TestDecideOnBoxes:
    def box(self, library, face_id):
        (row,) = library.rows(sa.select(Face.left, Face.top, Face.right, Face.bottom).where(Face.id == face_id))
        return list(row)

    def removed(self, library):
        return [row[0] for row in library.rows(sa.select(Face.id).where(Face.removed_at.is_not(None)))]

    def test_draws_a_face_with_a_name_and_an_undo_takes_both_away(self, library):
        library.add_photos(1)

        decision = library.decide("draw_box", photo_id=library.photo_ids[0], box=[500, 300, 600, 420], name="Ada")
        face_id = decision.payload["face_id"]
        library.face_ids.append(face_id)
        assert library.tags() == {face_id: "Ada"}

        undo = library.undo(decision)
        assert self.removed(library) == [face_id]
        assert (library.tags(), visible_people(library)) == ({}, [])

        library.undo(undo)
        assert self.removed(library) == []
        assert library.tags() == {face_id: "Ada"}

    def test_moves_a_box_and_an_undo_moves_it_back_into_the_detectors_hands(self, library):
        (face,) = library.add_photos(1)
        before = self.box(library, face)

        first = library.decide("move_box", face_id=face, box=[100, 100, 200, 220])
        second = library.decide("move_box", face_id=face, box=[110, 110, 210, 230])
        library.undo(first)
        assert self.box(library, face) == [110, 110, 210, 230]

        library.undo(second)
        assert self.box(library, face) == before
        assert library.rows(sa.select(Face.origin)) == [("detector",)]

    def test_what_is_not_a_face_has_no_name_until_that_is_undone(self, library):
        faces = library.add_photos(1)
        library.name(faces, "Ada")

        decision = library.decide("not_a_face", face_ids=faces)
        assert (self.removed(library), library.tags()) == (faces, {})

        library.undo(decision)
        assert (self.removed(library), library.tags()) == ([], {faces[0]: "Ada"})


class TestUndo:
    def test_takes_back_any_decision_not_only_the_last(self, library):
        faces = library.add_photos(2)
        first = library.decide("name", face_ids=faces, name="Ada")
        library.decide("name", face_ids=faces[:1], name="Bo")

        library.undo(first)

        assert library.tags() == {faces[0]: "Bo"}
        assert visible_people(library) == ["Bo"]

    def test_of_an_undo_is_a_redo(self, library):
        faces = library.add_photos(1)
        undo = library.undo(library.decide("name", face_ids=faces, name="Ada"))

        redo = library.undo(undo)
        assert library.tags() == {faces[0]: "Ada"}

        library.undo(redo)
        assert library.tags() == {}

    def test_refuses_what_is_undone_already_or_never_was(self, library):
        decision = library.decide("name", face_ids=library.add_photos(1), name="Ada")
        library.undo(decision)

        with pytest.raises(AlreadyUndone):
            library.undo(decision)
        with pytest.raises(NotFound):
            library.undo(99)

    def test_brings_the_name_before_back(self, library):
        faces = library.add_photos(1)
        library.name(faces, "Ada")
        decision = library.decide("stranger", face_ids=faces)

        library.undo(decision)

        assert library.tags() == {faces[0]: "Ada"}

    def test_keeps_a_person_whom_others_still_use(self, library):
        faces = library.add_photos(2)
        decision = library.decide("name", face_ids=faces[:1], name="Ada")
        library.name(faces[1:], "Ada")

        library.undo(decision)

        assert visible_people(library) == ["Ada"]

    def test_lets_a_name_that_comes_again_be_the_same_person(self, library):
        faces = library.add_photos(2)
        decision = library.decide("name", face_ids=faces[:1], name="Ada")
        library.undo(decision)

        assert library.name(faces[1:], "ada") == decision.payload["person_id"]
        assert visible_people(library) == ["Ada"]


class TestListDecisions:
    def history(self, library, **about):
        with library.database.read() as session:
            return service.list_decisions(session, service.Wanted(**about))

    def test_tells_what_was_decided_newest_first(self, library):
        faces = library.add_photos(3)
        ada = library.name(faces, "Ada")
        library.decide("reject", face_ids=faces[:1], person_id=ada)
        library.undo(library.decide("stranger", face_ids=faces[1:]))

        history = self.history(library)

        assert [row.text for row in history] == [
            "Undid: Marked 2 faces as strangers",
            "Marked 2 faces as strangers",
            "Said that 1 face is not Ada",
            "Named 3 faces Ada",
        ]
        assert [row.undone_by for row in history] == [None, history[0].seq, None, None]
        assert history[2].face_ids == faces[:1]

    def test_tells_of_one_face_or_one_person(self, library):
        faces = library.add_photos(2)
        ada = library.name(faces[:1], "Ada")
        library.name(faces[1:], "Bo")
        library.decide("stranger", face_ids=faces[:1])

        assert [row.kind for row in self.history(library, face_id=faces[1])] == ["name"]
        assert [row.kind for row in self.history(library, person_id=ada)] == ["stranger", "name"]

    def test_every_kind_has_a_sentence(self, library):
        faces = library.add_photos(6)
        ada, bo = library.name(faces[:2], "Ada"), library.name(faces[2:3], "Bo")
        photo = library.photo_ids[0]
        said = [
            library.decide("confirm", face_ids=faces[:1], person_id=ada),
            library.decide("unsure", face_ids=faces[3:4]),
            library.decide("open", face_ids=faces[3:5]),
            library.decide("separate", face_ids=faces[3:4], from_face_ids=faces[4:]),
            library.decide("join", face_ids=faces[4:]),
            library.decide("rename", person_id=ada, name="{Ada}"),
            library.decide("hide", person_id=ada),
            library.decide("show", person_id=ada),
            library.decide("cover", person_id=ada, face_id=faces[0]),
            library.decide("birth_date", person_id=ada, date="2000-02-29"),
            library.decide("birth_date", person_id=ada, date=None),
            library.decide("draw_box", photo_id=photo, box=[500, 300, 600, 420]),
            library.decide("draw_box", photo_id=photo, box=[700, 300, 800, 420], name="Ed"),
            library.decide("move_box", face_id=faces[5], box=[500, 300, 600, 420]),
            library.decide("not_a_face", face_ids=faces[5:]),
            library.decide("merge", person_ids=[ada], into=bo),
        ]
        library.undo(library.undo(said[-1]))

        texts = [row.text for row in reversed(self.history(library))][2:]

        assert texts == [
            "Confirmed 1 face as Ada",
            "Said that nobody can tell who 1 face is",
            "Took names and marks off 2 faces",
            "Said that 1 face is not the person of 2 others",
            "Said that 2 faces are one person",
            "Renamed Ada to {Ada}",
            "Hid {Ada}",
            "Showed {Ada} again",
            "Chose a cover for {Ada}",
            "Noted that {Ada} was born on 2000-02-29",
            "Forgot when {Ada} was born",
            "Drew a face",
            "Drew a face and named it Ed",
            "Moved the box of a face",
            "Said that 1 box is not a face",
            "Merged {Ada} into Bo",
            "Undid: Merged {Ada} into Bo",
            "Brought back: Merged {Ada} into Bo",
        ]

    def test_a_decision_is_about_those_it_gave_a_face_to_and_took_one_from(self, library):
        faces = library.add_photos(1)
        ada, bo = library.name(faces, "Ada"), library.name(faces, "Bo")

        about = sa.select(DecisionPerson.person_id).where(DecisionPerson.seq == 2)

        assert sorted(row[0] for row in library.rows(about)) == sorted([ada, bo])

    def test_tells_it_in_parts_for_other_languages(self, library):
        faces = library.add_photos(3)
        ada = library.name(faces[:2], "Ada")
        bo = library.name(faces[1:], "Bo")
        library.decide("rename", person_id=ada, name="Ada L.")
        library.undo(library.decide("merge", person_ids=[ada], into=bo))

        undo, merge, rename, bos, adas = [row.told for row in self.history(library)]

        assert (adas.form, adas.faces, adas.person, adas.before) == ("name", 2, PersonRef(id=ada, name="Ada"), [])
        assert (bos.faces, bos.before) == (2, [PersonRef(id=ada, name="Ada L.")])
        assert (rename.form, rename.old_name, rename.person) == ("rename", "Ada", PersonRef(id=ada, name="Ada L."))
        assert (merge.form, merge.names, merge.undo) == ("merge", ["Ada L."], None)
        assert (undo.form, undo.names, undo.undo) == ("merge", ["Ada L."], "undo")

    def test_is_brief_where_a_decision_speaks_of_many_faces(self, library):
        faces = library.add_photos(9)
        library.name(faces, "Ada")
        library.decide("stranger", face_ids=faces[8:])

        with library.database.read() as session:
            brief = service.list_decisions(session, service.Wanted(), is_brief=True)

        assert [list(row.face_ids) for row in brief] == [faces[8:], faces[:6]]
        assert [row.payload for row in brief] == [{}, {}]
        assert brief[1].told.faces == 9

    def test_is_of_some_kinds_and_of_some_time(self, library):
        faces = library.add_photos(3)
        for face, name in zip(faces, ("Ada", "Bo", "Cem"), strict=True):
            library.name([face], name)
        library.decide("stranger", face_ids=faces[:1])
        at = [row[0] for row in library.rows(sa.select(Decision.at).order_by(Decision.seq))]

        assert [row.seq for row in self.history(library, kinds=["stranger"])] == [4]
        assert [row.seq for row in self.history(library, since=at[1], until=at[2])] == [3, 2]


class TestUndoSpan:
    def undo(self, library, **wanted):
        with library.database.write() as session:
            return [row.seq for row in service.undo_span(session, service.Wanted(**wanted), user="owner")]

    def measure(self, library, **wanted):
        with library.database.read() as session:
            return service.measure_span(session, service.Wanted(**wanted))

    @pytest.fixture
    def busy(self, library):
        """Much that was said, and half of it taken back: the first three of it are kept."""
        faces = library.add_photos(6)
        ada = library.name(faces[:3], "Ada")
        old = library.decide("stranger", face_ids=faces[3:4])
        kept = library.tags()
        bo = library.name(faces[1:], "Bo")  # 3
        library.undo(old)  # 4
        library.undo(library.decide("hide", person_id=ada))  # 5, 6
        library.undo(library.undo(library.decide("reject", face_ids=faces[1:2], person_id=bo)))  # 7, 8, 9
        library.decide("merge", person_ids=[ada], into=bo)  # 10
        library.decide("move_box", face_id=faces[0], box=[500, 300, 600, 420])  # 11
        library.decide("not_a_face", face_ids=faces[2:3])  # 12
        return kept

    def test_makes_it_as_if_nothing_had_been_said(self, library, busy):
        marks = sa.select(Mark.face_id)

        self.undo(library, from_seq=3)

        assert library.tags() == busy
        assert library.rows(marks) == [(library.face_ids[3],)]
        assert visible_people(library) == ["Ada"]
        assert library.rows(sa.select(Face.left).where(Face.id == library.face_ids[0])) == [(10.0,)]
        assert library.differences() == []

    def test_takes_back_only_what_still_holds(self, library, busy):
        assert self.measure(library, from_seq=3).decisions == 6
        assert len(self.undo(library, from_seq=3)) == 6

    def test_is_itself_undone_at_once(self, library, busy):
        before = library.tags(), visible_people(library)
        rows = self.undo(library, from_seq=3)

        self.undo(library, from_seq=min(rows), to_seq=max(rows))

        assert (library.tags(), visible_people(library)) == before
        assert library.differences() == []

    def test_is_only_what_is_about_somebody_or_of_some_kinds(self, library):
        faces = library.add_photos(3)
        for face, name in zip(faces, ("Ada", "Bo"), strict=False):
            library.name([face], name)
        library.decide("unsure", face_ids=faces[2:])

        assert self.measure(library, kinds=["name"]).decisions == 2
        self.undo(library, person_id=1)
        assert library.tags() == {faces[1]: "Bo"}

    def test_is_nothing_where_nothing_was_said(self, library):
        assert self.undo(library, from_seq=1) == []
        assert self.measure(library).decisions == 0

    def test_is_refused_where_it_is_too_much(self, library, monkeypatch):
        faces = library.add_photos(3)
        for face in faces:
            library.decide("stranger", face_ids=[face])
        monkeypatch.setattr("kenfolk.people.undoing.MOST_DECISIONS", 2)

        assert self.measure(library).too_much
        with pytest.raises(TooMuchToUndo):
            self.undo(library)

        monkeypatch.setattr("kenfolk.people.undoing.MOST_LOOKED_AT", 2)
        assert self.measure(library).decisions == 3


class TestWhatOtherRoomsAsk:
    def test_tells_names_marks_suggestions_and_counts(self, library):
        a, b, c, d, e = library.add_photos(3) + library.add_photos(1, faces=2)
        library.add_vectors([a, b], [[1.0] + [0.0] * 31, [0.7, 0.7] + [0.0] * 30])
        ada = library.name([a, d, e], "Ada")
        library.decide("stranger", face_ids=[c])
        library.think()

        with library.database.read() as session:
            assert service.marks_of(session, library.face_ids) == {c: "stranger"}
            assert service.tags_of(session, library.face_ids).keys() == {a, d, e}
            assert service.matches_of(session, library.face_ids)[b].name == "Ada"
            assert service.suggested_faces(session, ada) == [b]
            counts = service.count_faces(session, [ada])[ada]
            assert (counts.faces, counts.photos, counts.suggestions) == (3, 2, 1)
            assert (service.count_people(session), service.count_named_faces(session)) == (1, 3)
            assert service.spoken_of(session, library.face_ids) == {a, c, d, e}

    def test_lists_groups_biggest_first_page_by_page(self, library):
        faces = library.add_photos(7)
        library.look_alike(faces[:2], 0)
        library.look_alike(faces[2:5], 1)
        library.look_alike(faces[5:], 2)
        library.think()

        with library.database.read() as session:
            first, *rest = service.list_groups(session)
            following = service.list_groups(session, after=(first.faces, first.id), limit=1)

        assert (first.faces, first.photos, len(rest)) == (3, 3, 2)
        assert following == rest[:1]
