import pytest
import sqlalchemy as sa
from big_crowd import Sizes, draw_big_crowd
from big_library import make_library

from kenfolk.entry.engine import Engine
from kenfolk.entry.library import prepare_data_folder
from kenfolk.faces.chips import load_chip
from kenfolk.faces.models import Face
from kenfolk.kit.config import Settings
from kenfolk.people import service as people
from kenfolk.people.models import Tag
from kenfolk.photos.models import Photo
from kenfolk.photos.scan import scan_source


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("big")
    make_library(folder, scale=0.001, pack="fake")
    return folder


@pytest.fixture
def engine(folder):
    settings = Settings(data=folder / "data", pack="fake")
    prepare_data_folder(settings.data)
    engine = Engine(settings)
    yield engine
    engine.stop()


class TestBigLibrary:
    def test_leaves_no_step_any_work_and_replays_to_what_its_tables_say(self, engine):
        status = engine.read_status()

        assert (status.photos.total, status.faces) == (300, 1000)
        assert status.idle, status.steps
        with engine.database.read() as session:
            assert not people.replay(session)

    def test_has_the_files_that_its_rows_speak_of(self, engine):
        with engine.database.read() as session:
            face = session.scalars(sa.select(Face).order_by(Face.id.desc())).first()

        assert load_chip(engine.parts.derived, face.chip_key) is not None
        assert engine.parts.photo_files.read_thumb(face.photo_id).data

    def test_has_no_photo_that_a_scan_would_read_again(self, engine):
        scan_source(engine.database, 1)

        with engine.database.read() as session:
            assert set(session.scalars(sa.select(Photo.state))) == {"ready"}

    def test_has_nobody_twice_in_a_photo(self, engine):
        with engine.database.read() as session:
            seen = session.execute(sa.select(Face.photo_id, Tag.person_id).join(Tag, Tag.face_id == Face.id)).all()

        assert len(seen) == len(set(seen)) > 0


class TestDrawBigCrowd:
    def test_is_the_same_for_the_same_seed(self):
        sizes = Sizes(photos=50, faces=120, people=8, unnamed=8)

        one, other = (draw_big_crowd(sizes, dim=8, cohort=None, seed=3) for _ in range(2))

        assert (one.vectors == other.vectors).all()
        assert (one.person == other.person).all()
