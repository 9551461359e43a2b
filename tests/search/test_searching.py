"""What a search finds, against somebody who looks at every photo and every face."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.faces import make_face
from factories.people import make_mark, make_person, make_tag
from factories.photos import make_photo, make_source
from kenfolk.browse.service import count_months, list_photos_that
from kenfolk.search.terms import (
    All,
    Any,
    Faces,
    Folder,
    FromSource,
    Named,
    Not,
    Only,
    Point,
    Taken,
    Unnamed,
    all_of,
    any_of,
    negate,
    only_of,
    walk,
    write,
)
from kenfolk.search.understanding import read

NAMES = ["Anna", "Ben", "Zoë Müller", 'Carl "C" Ray', "unnamed", "2019"]
FOLDERS = ["", "Summer 2019/", "a/Summer 2019/b/", "100%_/"]
NOBODY = "Nobody Knows"


@dataclass
class Picture:
    """A photo as somebody remembers it: a name for each face, None without one, a mark in capitals."""

    id: int
    taken: dt.datetime
    folder: str
    source: str
    faces: list[str | None] = field(default_factory=list)


def holds(expr, photo) -> bool:  # noqa: C901, PLR0911 (one line for each kind)
    """Is it so? Written down as it is meant, not as it is found."""
    match expr:
        case All(parts):
            return all(holds(part, photo) for part in parts)
        case Any(parts):
            return any(holds(part, photo) for part in parts)
        case Not(part):
            return not holds(part, photo)
        case Only(part):
            allowed = {leaf.name for leaf, negated in walk(part) if isinstance(leaf, Named) and not negated}
            return holds(part, photo) and all(face in allowed for face in photo.faces)
        case Named(name):
            return name in photo.faces
        case Faces(low, high):
            return (low or 0) <= len(photo.faces) <= (1000 if high is None else high)
        case Taken(low, high):
            day = photo.taken.date()
            return (low is None or day >= low.first_day) and (high is None or day <= high.last_day)
        case Folder(name):
            return name in photo.folder.split("/")
        case FromSource(name):
            return name == photo.source
        case Unnamed():
            return None in photo.faces
    raise AssertionError(expr)


def fill(session, seed: int) -> list[Picture]:
    """Make a small library of everything there can be."""
    chance = random.Random(seed)
    people = {name: make_person(session, name) for name in NAMES}
    sources = {name: make_source(session, root=f"/home/x/{name}") for name in ("phone", "camera")}
    pictures = []
    for number in range(24):
        folder, source = chance.choice(FOLDERS), chance.choice(list(sources))
        taken = dt.datetime(chance.choice([2018, 2019, 2020]), chance.randint(1, 12), chance.randint(1, 28), 23, 59)  # noqa: DTZ001
        state = "missing" if chance.random() < 0.1 else chance.choice(["ready", "ready", "failed", "new"])
        photo = make_photo(session, source=sources[source], key=f"{folder}{number}.jpg", taken_at=taken, state=state)
        picture = Picture(photo.id, taken, folder, source)
        for _ in range(chance.randint(0, 4)):
            face, who = (
                make_face(session, photo=photo, removed=chance.random() < 0.15),
                chance.choice([*NAMES[:4], 0, 1]),
            )
            if isinstance(who, str):
                make_tag(session, face, people[who])
            elif who:
                make_mark(session, face, chance.choice(["stranger", "unsure"]))
            if face.removed_at is None:
                picture.faces.append(who if isinstance(who, str) else "MARKED" if who else None)
        if state != "missing":
            pictures.append(picture)
    return pictures


points = st.one_of(
    st.builds(Point, st.integers(2017, 2021)),
    st.builds(Point, st.integers(2018, 2020), st.integers(1, 12)),
    st.builds(Point, st.integers(2018, 2020), st.integers(1, 12), st.integers(1, 28)),
)
leaves = st.one_of(
    st.builds(Named, st.sampled_from([*NAMES, NOBODY])),
    st.builds(Named, st.sampled_from(NAMES[:4])),
    st.builds(Taken, points, st.none()), st.builds(Taken, st.none(), points), points.map(lambda p: Taken(p, p)),
    st.integers(0, 4).map(lambda n: Faces(n, None)), st.integers(0, 4).map(lambda n: Faces(n, n)),
    st.integers(0, 4).map(lambda n: Faces(None, n)),
    st.builds(Folder, st.sampled_from(["Summer 2019", "a", "b", "100%_", "1009_"])),
    st.builds(FromSource, st.sampled_from(["phone", "camera", "floppy"])), st.just(Unnamed()),
)  # fmt: skip
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(negate),
        inner.map(only_of),
    ),
    max_leaves=6,
)


class TestSearchPhotos:
    @given(seed=st.integers(0, 4), texts=st.lists(expressions, min_size=15, max_size=25))
    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    def test_finds_what_somebody_finds_who_looks_at_everything(self, database, seed, texts):
        with database.write() as session:
            for table in ("tag", "mark", "face", "photo", "person", "source"):
                session.connection().exec_driver_sql(f"DELETE FROM {table}")
            pictures = fill(session, seed)
        newest_first = sorted(pictures, key=lambda photo: (photo.taken, photo.id), reverse=True)

        with database.read() as session:
            for expr in texts:
                expected = [photo for photo in newest_first if holds(expr, photo)]
                reading = read(session, write(expr))
                found, _ = list_photos_that(session, reading.condition, limit=500)
                months = count_months(session, reading.condition).months

                assert [photo.id for photo in found] == [photo.id for photo in expected], reading.text
                assert {m.month: m.photos for m in months} == Counter(f"{p.taken:%Y-%m}" for p in expected)
                assert reading.text == write(expr)

    def test_pages_through_what_it_finds(self, database, find):
        with database.write() as session:
            anna = make_person(session, "Anna")
            faces = [make_face(session) for _ in range(7)]
            for face in faces:
                make_tag(session, face, anna)

        assert find("Anna") == [face.photo_id for face in reversed(faces)]

    def test_shows_a_month_as_the_timeline_does(self, database, client):
        with database.write() as session:
            anna = make_person(session, "Anna")
            photos = [make_photo(session, taken_at=dt.datetime(2020, month, 2)) for month in (5, 6, 6)]  # noqa: DTZ001
            for photo in photos[:2]:
                make_tag(session, make_face(session, photo=photo), anna)

        bucket = client.get("/api/search/timeline/2020-06?q=anna").json()
        months = client.get("/api/search/timeline?q=anna").json()["months"]

        assert bucket["ids"] == [photos[1].id]
        assert months == [{"month": "2020-06", "photos": 1}, {"month": "2020-05", "photos": 1}]

    def test_counts_for_lists(self, database, client):
        with database.write() as session:
            make_tag(session, make_face(session), make_person(session, "Anna"))
            make_photo(session)

        assert client.get("/api/search/count?q=Anna").json() == {"photos": 1, "is_more": False}
        assert client.get("/api/search/count?q=-Anna").json() == {"photos": 1, "is_more": False}


class TestUnderstanding:
    def test_says_who_is_meant_and_where_it_stands(self, database, search):
        with database.write() as session:
            zoe = make_person(session, "Zoë Müller")
            face = make_face(session)
            make_tag(session, face, zoe)

        said = search("zoe muller 2019..")

        person, taken = said["terms"]
        assert (person["kind"], person["start"], person["end"]) == ("person", 0, 10)
        assert [(p["id"], p["name"]) for p in person["people"]] == [(zoe.id, "Zoë Müller")]
        assert person["people"][0]["cover_url"].startswith(f"/api/faces/{face.id}/chip")
        assert (taken["first"], taken["last"]) == ("2019", None)
        assert said["problems"] == []

    def test_takes_a_first_name_for_everybody_of_that_name(self, database, search, find):
        with database.write() as session:
            people = [make_person(session, name) for name in ("Anna Bell", "Anna Carr", "Joanna")]
            faces = [make_face(session) for _ in people]
            for face, person in zip(faces, people, strict=True):
                make_tag(session, face, person)

        said = search("anna")

        assert [p["name"] for p in said["terms"][0]["people"]] == ["Anna Bell", "Anna Carr"]
        assert said["problems"][0]["code"] == "several_people"
        assert said["problems"][0]["suggestions"] == ['"Anna Bell"', '"Anna Carr"']
        assert sorted(find("anna")) == [faces[0].photo_id, faces[1].photo_id]

    def test_tells_two_of_one_name_apart_by_number(self, database, search, find):
        with database.write() as session:
            one, other = make_person(session, "Anna Bell"), make_person(session, "anna bell")
            face = make_face(session)
            make_tag(session, face, other)

        assert find(f'"Anna Bell"#{one.id}') == []
        assert find(f'"Anna Bell"#{other.id}') == [face.photo_id]
        assert search('"anna bell"')["problems"][0]["suggestions"] == [
            f'"Anna Bell"#{one.id}',
            f'"anna bell"#{other.id}',
        ]

    def test_follows_somebody_who_was_merged(self, database, find):
        with database.write() as session:
            kept = make_person(session, "Anna")
            gone = make_person(session, "Annie", merged_into=kept)
            face = make_face(session)
            make_tag(session, face, kept)

        assert find(f"Annie#{gone.id}") == [face.photo_id]

    def test_offers_names_that_are_written_nearly_so(self, database, search):
        with database.write() as session:
            for name in ("Katharina", "Catherine Stone", "Bob", "Hidden"):
                make_person(session, name, hidden=name == "Hidden")

        problem = search("Katarina")["problems"][0]

        assert (problem["code"], problem["suggestions"][0]) == ("unknown_name", "Katharina")
        assert "Hidden" not in search("Hiden")["problems"][0]["suggestions"]

    def test_sorts_a_simple_search_for_chips(self, database, search):
        with database.write() as session:
            for name in ("Anna", "Ben", "Carl", "Dora"):
                make_person(session, name)

        assert search("Anna & (Ben | Carl) -Dora 2019")["simple"] == {
            "all": [0], "any": [1, 2], "none": [3], "only": False, "rest": [4]
        }  # fmt: skip
        assert search("only: Anna & Ben -unnamed")["simple"] == {
            "all": [0, 1], "any": [], "none": [], "only": True, "rest": [2]
        }  # fmt: skip
        assert search("Anna | Ben & 2019")["simple"] is None
        assert search("only: Anna | Ben & Carl")["simple"] is None
