"""A machine that is proved to break its promise names nobody, until another calibrator is in use."""

import logging

import pytest

from kenfolk.kit.db_types import utc_now
from kenfolk.people import trust
from kenfolk.people.models import CalibratorVersion
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.restoring import restore_calibrator
from kenfolk.people.schemas import Confirm, Reject
from kenfolk.people.service import decide
from kenfolk.people.store.calibrators import crown
from kenfolk.people.trust import certify_names, review_trust

MODEL = "test-model"


@pytest.fixture(autouse=True)
def _few_checks_count(monkeypatch):
    monkeypatch.setattr(trust, "FEWEST_CHECKS", 1)


@pytest.fixture
def recogniser(library) -> Recogniser:
    library.seen = library.recogniser()
    return library.seen


@pytest.fixture
def check(library):
    """Let a human check names the machine gave, so many of them right and so many wrong; return what they said."""

    def check(right, wrong, *, calibrator=0, model=MODEL):
        ada, faces = library.name(library.add_photos(1), "Ada"), library.add_photos(right + wrong)
        audit = {str(face_id): 0.97 for face_id in faces}
        question = {"id": faces[0], "person_id": ada, "audit": audit, "model": model, "calibrator": calibrator}
        bodies = [
            body(kind=kind, face_ids=face_ids, person_id=ada)
            for body, kind, face_ids in ((Confirm, "confirm", faces[:right]), (Reject, "reject", faces[right:]))
            if face_ids
        ]
        with library.database.write() as session:
            return [decide(session, user="owner", body=body, question=question) for body in bodies]

    return check


@pytest.fixture
def review(library, recogniser):
    """Look at all checks, and say whether the machine may name."""

    def review():
        with library.database.read() as session:
            review_trust(session, recogniser)
        return recogniser.is_trusted

    return review


def learn(library, recogniser):
    """Let a calibrator be in use that says what the prior says; return its version."""
    with library.database.write() as session:
        row = CalibratorVersion(
            model=MODEL, made_at=utc_now(), answers=9, seq=0, weights=recogniser.prior.to_json(), gate={}, state="lost"
        )
        session.add(row)
        session.flush()
        crown(session, row.id, model=MODEL)
        return row.id


class TestCertifyNames:
    def test_counts_what_was_checked_of_this_model_and_calibrator(self, library, recogniser, check):
        check(3, 1)
        check(5, 0, model="other")
        check(7, 0, calibrator=4)

        with library.database.read() as session:
            proof = certify_names(session, recogniser)

        assert (proof.audited, proof.wrong, proof.promise) == (4, 1, recogniser.promise)


class TestReviewTrust:
    def test_takes_a_slip_among_the_first_few_for_what_it_may_be(self, recogniser, check, review, monkeypatch):
        monkeypatch.setattr(trust, "FEWEST_CHECKS", 100)
        check(4, 1)

        assert review()

    def test_trusts_until_the_contrary_is_proved(self, check, review):
        assert review()
        check(20, 1)
        assert review()

        check(4, 6)

        assert not review()

    def test_says_so_once(self, check, review, caplog):
        review()
        check(4, 6)

        with caplog.at_level(logging.WARNING):
            review()
            review()

        assert [record.levelname for record in caplog.records] == ["WARNING"]
        assert "6 of 10" in caplog.text

    def test_trusts_again_when_the_checks_are_taken_back(self, library, check, review):
        _right, wrong = check(4, 6)
        assert not review()

        library.undo(wrong)

        assert review()

    def test_trusts_another_calibrator(self, library, recogniser, check, review):
        check(4, 6)
        assert not review()

        learn(library, recogniser)

        assert review()


class TestMatching:
    def test_names_nobody_while_the_machine_is_not_trusted_and_does_again_with_another_calibrator(
        self, library, recogniser, check
    ):
        version = learn(library, recogniser)
        known, before, after, last = library.add_photos(4)
        library.look_alike([known, before], 0)
        library.name([known], "Bo")
        library.think()
        assert library.tags()[before] == "Bo"

        check(4, 6, calibrator=version)
        library.look_alike([after], 0)
        library.think()
        assert after not in library.tags()
        assert library.suggestions()[after] == "Bo"

        with library.database.write() as session:
            restore_calibrator(session, 0, model=MODEL)
        library.look_alike([last], 0)
        library.think()
        assert library.tags()[after] == library.tags()[last] == "Bo"
