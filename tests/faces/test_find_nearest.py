"""Every search of faces under the same tests: the index in memory, and PostgreSQL's own."""

import threading

import numpy as np
import pytest
import sqlalchemy as sa

from factories.faces import DIM, MODEL, looks_of, make_face, picture_of
from factories.photos import make_photo
from kenfolk.faces import look_table, postgres_search, service
from kenfolk.faces.models import Face
from kenfolk.faces.postgres_search import LookKeeper, PostgresSearch, can_search
from kenfolk.faces.search import VectorIndex
from kenfolk.faces.store import NewVector
from kenfolk.vision.similarity import Cohort, similarities

STRANGERS = Cohort(np.stack([looks_of(1000 + stranger) for stranger in range(20)]))


@pytest.fixture(params=["memory", "followed", "late"])
def kind(request, database) -> str:
    if request.param != "memory" and database.engine.dialect.name != "postgresql":
        pytest.skip("this search is PostgreSQL's")
    return request.param


@pytest.fixture
def search(kind):
    return (VectorIndex if kind == "memory" else PostgresSearch)(model=MODEL, dim=DIM, cohort=STRANGERS)


@pytest.fixture
def drop_tables(database):
    yield
    if database.engine.dialect.name == "postgresql":
        with database.write() as session:
            for name in session.scalars(sa.text("SELECT tablename FROM pg_tables WHERE tablename LIKE 'look_of_%'")):
                session.execute(sa.text(f"DROP TABLE {name}"))


@pytest.fixture
def settle(database, kind, search, drop_tables):
    """Let the keeper do its work, or not: the answers are the same."""

    def settle() -> None:
        while kind == "followed" and search.follow(database):
            pass

    return settle


@pytest.fixture
def nearest(database, search):
    def nearest(vector, **options) -> list[int]:
        with database.read() as session:
            found = search.find_nearest(session, STRANGERS.look(np.atleast_2d(vector)), **options)
        return found.face_ids[0].tolist()

    return nearest


def add_faces(database, people, *, shot=0) -> list[int]:
    with database.write() as session:
        photo = make_photo(session)
        return [make_face(session, photo=photo, vector=picture_of(person, shot)).id for person in people]


class TestFindNearest:
    def test_equals_comparing_with_everything(self, database, search, settle):
        ids = np.array(add_faces(database, range(300)))
        settle()
        queries = STRANGERS.look(np.stack([picture_of(person, 1) for person in range(20)]))

        with database.read() as session:
            known, looks = search.looks_of(session, ids)
            found = search.find_nearest(session, queries, k=10)

        table = similarities(queries, looks)
        order = np.argsort(-table, axis=1)[:, :10]
        assert known.tolist() == ids.tolist()
        assert (found.face_ids == ids[order]).all()
        assert found.similarities == pytest.approx(np.take_along_axis(table, order, axis=1), abs=1e-5)

    def test_finds_a_face_that_was_embedded_just_now(self, database, nearest, settle):
        add_faces(database, range(10))
        settle()

        (new,) = add_faces(database, [50])

        assert nearest(looks_of(50), k=1) == [new]

    def test_finds_no_removed_face_until_it_is_back(self, database, nearest, settle):
        ada, bob = add_faces(database, [1, 2])
        settle()

        with database.write() as session:
            service.remove_face(session, ada)
        at_once = nearest(looks_of(1), k=5)
        settle()
        later = nearest(looks_of(1), k=5)
        with database.write() as session:
            service.restore_face(session, ada)
        back = nearest(looks_of(1), k=5)
        settle()

        assert (at_once, later, back, nearest(looks_of(1), k=5)) == ([bob], [bob], [ada, bob], [ada, bob])

    def test_knows_a_moved_face_by_its_new_look(self, database, nearest, settle):
        moved, _ = add_faces(database, [1, 2])
        settle()

        with database.write() as session:
            service.move_face(session, moved, box=(300, 300, 400, 420))
        between = nearest(looks_of(1), k=5)
        with database.write() as session:
            session.get(Face, moved).chip_key = "chips/new.jpg"
            new = NewVector(face_id=moved, chip_key="chips/new.jpg", vector=looks_of(7))
            service.save_vectors(session, [new], model=MODEL)
        settle()

        assert moved not in between
        assert nearest(looks_of(7), k=1) == [moved]

    def test_leaves_out_other_models(self, database, nearest, settle):
        with database.write() as session:
            make_face(session, vector=looks_of(1), model="other")
        settle()

        assert nearest(looks_of(1), k=5) == []

    @pytest.mark.parametrize("few", [0, 5000])
    def test_looks_only_among_the_faces_given(self, database, nearest, settle, monkeypatch, few):
        monkeypatch.setattr(postgres_search, "FEW", few)
        ids = add_faces(database, range(100))
        settle()

        assert set(nearest(looks_of(50), k=5, among=[ids[3], ids[9], 10**12])) == {ids[3], ids[9]}
        assert nearest(looks_of(3), k=1, among=ids[:20]) == [ids[3]]

    def test_returns_all_where_there_are_fewer(self, database, nearest, settle):
        ids = add_faces(database, range(7))
        settle()

        assert sorted(nearest(looks_of(1), k=1000)) == ids

    @pytest.mark.parametrize("among", [None, [], [5]])
    def test_returns_nothing_from_nothing(self, database, search, settle, among):
        settle()

        with database.read() as session:
            found = search.find_nearest(session, STRANGERS.look(np.stack([looks_of(1), looks_of(2)])), k=3, among=among)

        assert found.face_ids.shape == found.similarities.shape == (2, 0)


class TestLooksOf:
    def test_returns_those_that_are_there_in_the_order_given(self, database, search):
        first, second = add_faces(database, [1, 2])

        with database.read() as session:
            ids, looks = search.looks_of(session, [second, 999_999, first, -1])

        assert ids.tolist() == [second, first]
        assert looks == pytest.approx(STRANGERS.look(np.stack([picture_of(2, 0), picture_of(1, 0)])), abs=1e-3)


class TestGraph:
    @pytest.fixture
    def search(self, database, drop_tables) -> PostgresSearch:
        if database.engine.dialect.name != "postgresql":
            pytest.skip("only PostgreSQL has one")
        return PostgresSearch(model=MODEL, dim=DIM, cohort=STRANGERS)

    @pytest.fixture
    def graph(self, database, search) -> np.ndarray:
        """A graph of faces, some of which came when it was there."""
        ids = add_faces(database, range(400))
        search.follow(database)
        ids += add_faces(database, range(400), shot=1)
        search.follow(database)
        return np.array(ids)

    def test_is_used_and_finds_what_comparing_finds(self, database, search, graph):
        queries = STRANGERS.look(np.stack([picture_of(person, 3) for person in range(50)]))
        with database.read() as session:
            session.execute(sa.text("SET LOCAL enable_seqscan = off"))
            plan = session.scalars(
                sa.text(f"EXPLAIN SELECT 1 FROM {search.table.name} ORDER BY look <#> :q LIMIT 10"),
                {"q": look_table.write_vector(queries[0])},
            ).all()
            near = [set(search.table.find(session, query, k=10)) for query in queries]
            ids, looks = search.looks_of(session, graph)

        exact = [set(ids[row].tolist()) for row in np.argsort(-similarities(queries, looks), axis=1)[:, :10]]
        found = sum(len(a & b) for a, b in zip(near, exact, strict=True)) / 500
        assert "_graph" in plan[1]
        assert found >= 0.99

    def test_goes_on_until_it_has_found_enough_of_those_that_are_asked_for(self, database, search, graph):
        with database.read() as session:
            ids, looks = search.looks_of(session, graph)
            far = ids[looks[:, 0].argsort()][:300]
            session.execute(sa.text("SET LOCAL enable_seqscan = off"))
            found = search.table.find(session, STRANGERS.look(looks_of(5)[None])[0], k=20, among=far.tolist())

        assert len(found) == 20
        assert set(found) <= set(far.tolist())

    def test_is_kept_by_a_thread(self, database, search):
        stopping = threading.Event()
        keeper = LookKeeper(database, search, stopping=stopping)
        ids = add_faces(database, range(5))

        keeper.start()
        while not self._count(database, search):
            stopping.wait(0.02)
        stopping.set()
        keeper.stop()

        assert self._count(database, search) == len(ids)

    def test_forgets_faces_that_are_deleted(self, database, search):
        (face_id,) = add_faces(database, [1])
        search.follow(database)

        with database.write() as session:
            session.execute(sa.text("DELETE FROM face_vector"))
            session.execute(sa.delete(Face).where(Face.id == face_id))

        assert self._count(database, search) == 0

    def test_is_worked_on_by_one_process_at_a_time(self, database, search):
        add_faces(database, [1])
        lock = sa.text("SELECT pg_advisory_xact_lock(hashtext(:name))")

        with database.write() as session:
            session.execute(lock, {"name": search.table.name})
            meanwhile = search.follow(database)

        assert (meanwhile, search.follow(database)) == (0, 1)

    def test_is_read_in_portions(self, database, search, monkeypatch):
        monkeypatch.setattr(postgres_search, "PORTION", 3)
        for person in range(7):
            add_faces(database, [person])

        portions = [search.follow(database) for _ in range(4)]

        assert portions == [3, 3, 1, 0]
        assert self._count(database, search) == 7

    def test_is_another_beside_another_cohort(self, search):
        assert PostgresSearch(model=MODEL, dim=DIM).table != search.table

    @staticmethod
    def _count(database, search) -> int:
        with database.read() as session:
            if not search.table.is_there(session):
                return 0
            return session.scalar(sa.text(f"SELECT count(*) FROM {search.table.name}"))


class TestCanSearch:
    def test_asks_the_database(self, database):
        with database.read() as session:
            assert can_search(session) == (database.engine.dialect.name == "postgresql")
