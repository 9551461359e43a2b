"""The index in memory: it follows the database, and finds what comparing with everything finds."""

import threading

import numpy as np
import pytest
import sqlalchemy as sa

from factories.faces import DIM, MODEL, looks_of, make_face, picture_of
from factories.photos import make_photo
from kenfolk.faces import search, service
from kenfolk.faces.models import Face, FaceVector
from kenfolk.faces.search import VectorIndex
from kenfolk.faces.store import NewVector
from kenfolk.vision.similarity import Cohort, similarities


@pytest.fixture
def index() -> VectorIndex:
    return VectorIndex(model=MODEL, dim=DIM)


@pytest.fixture
def refresh(database, index):
    """Refresh the index from the database, and return how many faces changed."""

    def refresh() -> int:
        with database.read() as session:
            return index.refresh(session)

    return refresh


def add_faces(database, people, *, shot=0) -> list[int]:
    with database.write() as session:
        photo = make_photo(session)
        return [make_face(session, photo=photo, vector=picture_of(person, shot)).id for person in people]


def look(*vectors) -> np.ndarray:
    """The looks of vectors that are seen beside nobody."""
    return Cohort.empty(DIM).look(np.stack(vectors))


def nearest_of(index, vector, **options) -> list[int]:
    return index.find_nearest_faces(look(vector), **options).face_ids[0].tolist()


class TestRefresh:
    def test_reads_only_what_is_new(self, database, refresh):
        add_faces(database, range(3))
        first = refresh()
        add_faces(database, range(3, 5))

        assert (first, refresh(), refresh()) == (3, 2, 0)

    def test_leaves_out_other_models(self, database, index, refresh):
        with database.write() as session:
            make_face(session, vector=looks_of(1), model="other")

        assert refresh() == 0
        assert len(index) == 0

    def test_drops_removed_faces_and_takes_them_back(self, database, index, refresh):
        ada, bob = add_faces(database, [1, 2])
        refresh()

        with database.write() as session:
            service.remove_face(session, ada)
        refresh()
        without = nearest_of(index, looks_of(1), k=5)
        with database.write() as session:
            service.restore_face(session, ada)
        refresh()

        assert without == [bob]
        assert nearest_of(index, looks_of(1), k=5) == [ada, bob]

    def test_drops_a_moved_face_until_its_new_chip_is_embedded(self, database, index, refresh):
        (face_id,) = add_faces(database, [1])
        refresh()

        with database.write() as session:
            service.move_face(session, face_id, box=(300, 300, 400, 420))
        refresh()
        between = len(index)
        with database.write() as session:
            session.get(Face, face_id).chip_key = "chips/new.jpg"
            new = NewVector(face_id=face_id, chip_key="chips/new.jpg", vector=looks_of(2))
            service.save_vectors(session, [new], model=MODEL)
        refresh()

        assert between == 0
        assert index.looks([face_id])[1][0] == pytest.approx(look(looks_of(2))[0], abs=1e-3)

    def test_reads_in_chunks(self, database, index, refresh, monkeypatch):
        monkeypatch.setattr("kenfolk.faces.store.CHUNK", 2)
        ids = add_faces(database, range(7))

        changed = refresh()

        assert changed == len(index) == 7
        assert index.looks(ids)[0].tolist() == ids

    def test_keeps_only_what_counts_after_many_changes(self, database, index, refresh, monkeypatch):
        monkeypatch.setattr(search, "FEWEST_ROWS", 4)
        ids = add_faces(database, range(30))
        refresh()
        for shot in range(1, 6):
            with database.write() as session:
                keys = dict(session.execute(sa.select(Face.id, Face.chip_key)).all())
                new = [
                    NewVector(face_id=i, chip_key=keys[i], vector=picture_of(person, shot))
                    for person, i in enumerate(ids)
                ]
                service.save_vectors(session, new, model=MODEL)
            refresh()

        assert len(index) == 30
        assert len(index.snapshot().face_ids) < 60
        for person, face_id in enumerate(ids):
            assert nearest_of(index, picture_of(person, 5), k=1) == [face_id]


class TestLooks:
    def test_returns_those_that_are_there_in_the_order_given(self, database, index, refresh):
        first, second = add_faces(database, [1, 2])
        refresh()

        ids, looks = index.looks([second, 999_999, first, -1])

        assert ids.tolist() == [second, first]
        assert looks == pytest.approx(look(picture_of(2, 0), picture_of(1, 0)), abs=1e-3)

    def test_returns_empty_arrays_of_the_right_width(self, index):
        ids, looks = index.looks([])

        assert (len(ids), looks.shape) == (0, (0, DIM + 1))

    def test_are_seen_beside_the_cohort_of_the_index(self, database):
        cohort = Cohort(np.stack([looks_of(100 + stranger) for stranger in range(20)]))
        index = VectorIndex(model=MODEL, dim=DIM, cohort=cohort)
        add_faces(database, [1, 2])
        with database.read() as session:
            index.refresh(session)

        seen = index.snapshot()

        assert seen.looks == pytest.approx(cohort.look(np.stack([picture_of(1, 0), picture_of(2, 0)])), abs=1e-3)
        assert (seen.looks[:, -1] < 0).all()


class TestFindNearestFaces:
    @pytest.fixture
    def everything(self, database, index, refresh) -> tuple[np.ndarray, np.ndarray]:
        """Ids and looks of 300 faces, some of which were removed."""
        ids = add_faces(database, range(300))
        with database.write() as session:
            for face_id in ids[::7]:
                service.remove_face(session, face_id)
        refresh()
        rest = [face_id for n, face_id in enumerate(ids) if n % 7]
        return index.looks(rest)

    @pytest.mark.parametrize("at_once", [1, 1000, 1 << 24])
    def test_equals_comparing_with_everything(self, index, everything, monkeypatch, at_once):
        monkeypatch.setattr(search, "MOST_AT_ONCE", at_once)
        ids, looks = everything
        queries = look(*(picture_of(person, 1) for person in range(20)))

        found = index.find_nearest_faces(queries, k=10)

        table = similarities(queries, looks)
        order = np.argsort(-table, axis=1)[:, :10]
        assert len(ids) == len(index) == 257
        assert (found.face_ids == ids[order]).all()
        assert found.similarities == pytest.approx(np.take_along_axis(table, order, axis=1), abs=1e-5)

    def test_looks_only_among_the_faces_given(self, index, everything):
        ids, _ = everything
        among = {int(ids[3]), int(ids[9]), 10**12}

        found = index.find_nearest_faces(look(picture_of(200, 1)), k=5, among=among)

        assert set(found.face_ids[0].tolist()) == {ids[3], ids[9]}
        assert found.similarities[0, 0] >= found.similarities[0, 1]

    def test_returns_all_where_there_are_fewer(self, index, everything):
        found = index.find_nearest_faces(look(looks_of(1)), k=1000)

        assert sorted(found.face_ids[0].tolist()) == sorted(everything[0].tolist())

    @pytest.mark.parametrize("among", [None, [], [5]])
    def test_returns_nothing_from_nothing(self, index, among):
        found = index.find_nearest_faces(look(looks_of(1), looks_of(2)), k=3, among=among)

        assert found.face_ids.shape == found.similarities.shape == (2, 0)


class TestThreads:
    def test_see_one_consistent_state_while_the_index_changes(self, database, index, refresh):
        ids = add_faces(database, range(40))
        refresh()
        wrong, stop = [], threading.Event()

        def ask() -> None:
            while not stop.is_set():
                for person in range(40):
                    found = index.find_nearest_faces(look(looks_of(person)), k=1)
                    if found.face_ids[0, 0] != ids[person]:
                        wrong.append(person)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for shot in range(1, 20):
            with database.write() as session:
                keys = dict(session.execute(sa.select(Face.id, Face.chip_key)).all())
                new = [NewVector(face_id=i, chip_key=keys[i], vector=picture_of(p, shot)) for p, i in enumerate(ids)]
                service.save_vectors(session, new, model=MODEL)
            refresh()
        stop.set()
        for thread in threads:
            thread.join()

        assert wrong == []


class TestTicks:
    def test_come_in_the_order_of_the_commits(self, database, index):
        ids = add_faces(database, range(8))
        missed = []

        def write(face_id: int) -> None:
            for shot in range(10):
                with database.write() as session:
                    key = session.get(Face, face_id).chip_key
                    new = NewVector(face_id=face_id, chip_key=key, vector=picture_of(face_id, shot))
                    service.save_vectors(session, [new], model=MODEL)
                with database.read() as session:
                    index.refresh(session)
                if not np.allclose(index.looks([face_id])[1], look(picture_of(face_id, shot)), atol=1e-3):
                    missed.append((face_id, shot))

        threads = [threading.Thread(target=write, args=(face_id,)) for face_id in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert missed == []
        with database.read() as session:
            assert session.scalar(sa.select(sa.func.max(FaceVector.changed))) >= 80
