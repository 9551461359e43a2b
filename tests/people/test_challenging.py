"""A new calibrator is tried when enough was said, and replaces the one in use only if it wins."""

import numpy as np
import pytest
import sqlalchemy as sa

from factories.packs import DIM, MODEL, PLAIN
from kenfolk.faces.search import VectorIndex
from kenfolk.people import challenging
from kenfolk.people.challenging import Challenger
from kenfolk.people.gate import Gate
from kenfolk.people.learning import Calibrator
from kenfolk.people.models import CalibratorVersion, Match
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.store.matches import STALE


@pytest.fixture
def try_one(library, monkeypatch):
    """Try a calibrator; two decisions are enough."""

    def try_one(*, enough=2, **options):
        monkeypatch.setattr(challenging, "FEWEST_DECISIONS", enough)
        recogniser = library.seen = Recogniser(VectorIndex(model=MODEL, dim=DIM), PLAIN, **options)
        return Challenger(library.database, recogniser).try_one()

    return try_one


@pytest.fixture
def people(library):
    """Two people with a name and a stranger; some faces nobody named."""
    faces = library.add_photos(9)
    library.look_alike(faces[:4], 0)
    library.look_alike(faces[4:8], 1)
    library.look_alike(faces[8:], 2)
    library.name(faces[:3], "Ada")
    library.name(faces[4:7], "Bo")
    library.decide("stranger", face_ids=faces[8:])
    return faces


@pytest.fixture
def judge(monkeypatch):
    """Let the gate say that."""

    def judge(wins):
        verdict = Gate(wins=wins, reason="told to", champion_loss=0.5, challenger_loss=0.4, won=3, folds=4, answers=12)
        monkeypatch.setattr(challenging, "compare", lambda *_arrays, **_options: verdict)
        return verdict

    return judge


def versions(library):
    query = sa.select(CalibratorVersion.state, CalibratorVersion.answers).order_by(CalibratorVersion.id)
    return library.rows(query)


class TestTryOne:
    def test_waits_until_enough_was_said(self, library, try_one, people):
        assert try_one(enough=4) is None
        assert versions(library) == []

    def test_waits_until_enough_was_said_since_the_last_time(self, try_one, people):
        assert try_one() is not None
        assert try_one() is None

    def test_tries_none_where_nothing_is_learned(self, try_one, people):
        assert try_one(learns=False) is None

    def test_notes_one_that_lost_and_keeps_the_prior(self, library, try_one, people):
        challenge = try_one()

        assert not challenge.gate.wins
        assert [state for state, _answers in versions(library)] == ["lost"]
        with library.database.read() as session:
            assert library.seen.calibrators.champion(session) == library.seen.prior

    def test_learns_from_named_faces_and_strangers_of_all_events(self, try_one, people, monkeypatch):
        seen = []
        make_examples = challenging.make_examples
        monkeypatch.setattr(
            challenging,
            "make_examples",
            lambda *args, **options: seen.append(args[0]) or make_examples(*args, **options),
        )

        try_one()

        (lessons,) = seen
        assert len(lessons.looks) == len(people) - 2
        assert np.unique(lessons.person_ids, return_counts=True)[1].tolist() == [1, 3, 3]

    def test_crowns_one_that_won_and_lets_everybody_be_judged_again(self, library, try_one, people, judge):
        library.think()
        assert library.rows(sa.select(Match.face_id))
        gate = judge(wins=True)

        challenge = try_one()

        assert versions(library) == [("champion", gate.answers)]
        assert {chip_key for (chip_key,) in library.rows(sa.select(Match.chip_key))} == {STALE}
        with library.database.read() as session:
            assert library.seen.calibrators.champion(session) == challenge.calibrator

    def test_retires_the_one_before(self, library, try_one, people, judge):
        judge(wins=True)
        try_one()
        for name in ("C", "D", "E"):
            library.name(library.add_photos(1), name)

        try_one()

        assert [state for state, _answers in versions(library)] == ["retired", "champion"]

    def test_writes_what_can_be_read_again(self, library, try_one, people, judge):
        judge(wins=False)

        challenge = try_one()

        ((weights, gate),) = library.rows(sa.select(CalibratorVersion.weights, CalibratorVersion.gate))
        assert Calibrator.from_json(weights) == challenge.calibrator
        assert Gate(**gate) == challenge.gate

    def test_tries_without_a_single_face_to_learn_from(self, library, try_one):
        for number in range(3):
            library.name(library.add_photos(1), f"Person {number}")

        challenge = try_one()

        assert not challenge.gate.wins
        assert challenge.calibrator == library.seen.prior
