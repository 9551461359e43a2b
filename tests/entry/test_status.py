from factories.faces import make_face
from factories.numbers import Numbers
from factories.people import make_person, make_tag
from factories.photos import make_photo, make_source
from kenfolk.entry.progress import Progress
from kenfolk.entry.status import read_status
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import record_outcome
from kenfolk.kit.steps import Failed, Retry


def add_photos(database, **states):
    ids = {}
    with database.write() as session:
        source = make_source(session)
        for state, number in states.items():
            photos = [make_photo(session, source=source, key=f"{state}{n}.jpg", state=state) for n in range(number)]
            ids[state] = [photo.id for photo in photos]
    return ids


HELD = Progress(note="disk full", note_code="database_full")


class TestReadStatus:
    def test_counts_photos_by_what_became_of_them(self, database):
        add_photos(database, new=1, ready=5, failed=2, missing=3)
        jobs = {"photos.read": Numbers([1]), "faces.detect": Numbers([2, 3])}

        photos = read_status(database, jobs, pack="fake").photos

        assert (photos.total, photos.done, photos.failed, photos.missing) == (8, 3, 2, 3)

    def test_counts_a_photo_that_failed_in_two_steps_once(self, database):
        failed = add_photos(database, failed=1)["failed"][0]
        with database.write() as session:
            record_outcome(session, "photos.read", failed, Failed("x"))
            record_outcome(session, "faces.detect", failed, Failed("x"))

        assert read_status(database, {}, pack="fake").photos.failed == 1

    def test_counts_a_photo_that_is_tried_again_later_as_failed_for_now(self, database):
        photo = add_photos(database, ready=1)["ready"][0]
        with database.write() as session:
            record_outcome(session, "faces.detect", photo, Retry("busy", after=600))

        photos = read_status(database, {}, pack="fake").photos

        assert (photos.done, photos.failed) == (0, 1)

    def test_leaves_out_sources_that_were_removed_and_faces_of_missing_photos(self, database):
        with database.write() as session:
            gone, here = make_source(session), make_source(session)
            gone.removed_at = utc_now()
            lost = make_photo(session, source=gone, state="missing")
            for photo in (lost, make_photo(session, source=here)):
                make_tag(session, make_face(session, photo=photo), make_person(session))

        status = read_status(database, {}, pack="fake")

        assert (status.sources, status.faces, status.named_faces) == (1, 1, 1)
        assert (status.photos.total, status.photos.missing) == (1, 0)

    def test_is_idle_only_when_no_step_has_work(self, database):
        idle = [read_status(database, {"a": Numbers(ids)}, pack="fake").idle for ids in ([], [1])]

        assert idle == [True, False]

    def test_estimates_the_time_left_from_the_rate(self, database):
        status = read_status(
            database, {"a": Numbers(range(10))}, pack="fake", progress=lambda _: Progress(running=1, rate=2.0)
        )

        assert status.steps[0].seconds_left == 5.0
        assert status.steps[0].running == 1

    def test_says_why_a_step_stands_still(self, database):
        status = read_status(database, {"a": Numbers([1])}, pack="fake", progress=lambda _: HELD)

        assert status.steps[0].note == "disk full"
        assert status.steps[0].note_code == "database_full"
        assert status.steps[0].seconds_left is None
