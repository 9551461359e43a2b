"""Names of the machine are checked on demand, by a fair sample."""

import numpy as np
import pytest

from factories.faces import make_face, picture_of
from factories.people import make_group
from kenfolk.browse import service as browse
from kenfolk.people import service as people
from kenfolk.review.checking import ROUND, draw_lots, plan_checks
from kenfolk.review.planning import SCREEN, Plan
from kenfolk.review.scene import Scene, Skips

ADA, BOB = 11, 12


def named(who: list[int], **other) -> Scene:
    """Faces 1, 2, ... that the machine calls by these names, each in a photo of its own."""
    count = len(who)
    usual = {"is_named": np.ones(count, np.bool_)}
    return Scene(
        face_ids=np.arange(1, count + 1),
        photo_ids=np.arange(count),
        units=-np.arange(1, count + 1),
        qualities=np.full(count, 0.5, np.float32),
        people=np.array(who, np.int64).reshape(count, 1),
        chances=np.full((count, 1), 0.99, np.float32),
        is_tight=np.zeros(count, np.bool_),
        **usual | other,
    )


def ask_all(scene: Scene) -> list[tuple[int, ...]]:
    """The faces of each question, until every name was checked."""
    asked, open_rows = [], np.ones(len(scene.face_ids), np.bool_)
    while drafts := plan_checks(with_names(scene, open_rows), needed=10_000).drafts:
        asked.append(drafts[0].face_ids)
        open_rows &= ~np.isin(scene.face_ids, drafts[0].face_ids)
    return asked


def with_names(scene: Scene, is_named) -> Scene:
    return Scene(**vars(scene) | {"is_named": is_named})


class TestPlanChecks:
    def test_asks_nothing_where_the_machine_named_nobody_or_enough_was_checked(self):
        scene = named([ADA, BOB])

        assert plan_checks(named([]), needed=299) == Plan()
        assert plan_checks(with_names(scene, np.zeros(2, np.bool_)), needed=299) == Plan()
        assert plan_checks(scene, needed=0) == Plan()

    def test_asks_about_one_person_and_every_face_of_it_is_a_check(self):
        (draft,) = plan_checks(named([ADA, BOB, ADA]), needed=299).drafts

        assert (draft.kind, draft.person_id in {ADA, BOB}) == ("confirm", True)
        assert tuple(face_id for face_id, _ in draft.audits) == draft.face_ids

    def test_shows_no_more_than_a_screen(self):
        (draft,) = plan_checks(named([ADA] * 90), needed=299).drafts

        assert len(draft.face_ids) == SCREEN

    def test_leaves_hidden_people_and_skipped_names_alone(self):
        skips = Skips(confirm=frozenset({(1, ADA)}))
        scene = named([ADA, BOB, ADA], hidden=frozenset({BOB}), skips=skips)

        assert ask_all(scene) == [(3,)]

    def test_checks_every_name_once_if_nobody_stops(self):
        asked = ask_all(named([ADA, BOB, BOB] * 150))

        faces = [face_id for question in asked for face_id in question]
        assert sorted(faces) == list(range(1, 451))

    def test_comes_to_big_and_small_people_alike(self):
        scene = named([ADA] * 800 + [BOB] * 200)

        faces = [face_id for question in ask_all(scene) for face_id in question]

        half = faces[: len(faces) // 2]
        assert np.mean([face_id > 800 for face_id in half]) == pytest.approx(0.2, abs=0.04)

    def test_counts_what_is_left_until_enough_is_checked(self):
        planned = plan_checks(named([ADA] * 400 + [BOB] * 100), needed=60)

        assert planned.faces == 60
        assert 2 <= planned.questions <= 60 // SCREEN + 2 * (500 // ROUND)
        assert planned.questions < planned.actions < planned.questions + 2


class TestLots:
    def test_depend_on_the_face_alone_and_are_even(self):
        lots = draw_lots(np.arange(1, 100_001))

        assert (lots[:10] == draw_lots(np.arange(1, 11))).all()
        assert np.histogram(lots, bins=10, range=(0, 1))[0] == pytest.approx(10_000, rel=0.05)
        assert abs(np.corrcoef(np.arange(100_000), lots)[0, 1]) < 0.02


class TestChecksOnDemand:
    @pytest.fixture
    def finished(self, database, client, think) -> int:
        """A collection of which everybody has a name; some were given by the machine. Returns how many."""
        with database.write() as session:
            faces = [make_face(session, vector=picture_of(1, shot, spread=0.2)) for shot in range(10)]
            make_group(session, faces[:4])
        question = client.post("/api/review/next").json()
        answer = {"verdict": "new", "name": "Ada"}
        client.post(f"/api/review/{question['id']}/answer", json=answer).raise_for_status()
        think()
        with database.read() as session:
            return browse.count_named(session)["machine"]

    def check(self, client):
        return client.post("/api/review/next", params={"purpose": "audit"})

    def test_ask_where_nothing_else_is_left_to_ask(self, client, finished):
        assert client.post("/api/review/next").status_code == 204

        question = self.check(client).raise_for_status().json()

        assert [face["tag"]["source"] for face in question["faces"]] == ["machine"] * finished
        assert question["left"] == {"faces": finished, "questions": 1, "actions": 2, "is_counting": False}

    def test_count_for_the_certificate(self, database, client, finished, recogniser):
        question = self.check(client).json()
        url = f"/api/review/{question['id']}/answer?purpose=audit"

        said = client.post(url, json={"verdict": "yes", "wrong": [question["faces"][0]["id"]]}).raise_for_status()

        assert said.json()["left"]["faces"] == 0
        with database.read() as session:
            proof = people.certify_today(session, recogniser).proof
        assert (proof.audited, proof.wrong) == (finished, 1)
        assert self.check(client).status_code == 204

    def test_are_not_asked_again_once_they_were_skipped(self, client, finished):
        question = self.check(client).json()

        client.post(f"/api/review/{question['id']}/answer", json={"verdict": "skip"}).raise_for_status()

        assert self.check(client).status_code == 204

    def test_refuse_any_other_purpose(self, client):
        assert client.post("/api/review/next?purpose=fun").status_code == 422
