"""From the tables to the scene: what is open, what is known, what was denied, skipped and answered, as of now."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from kenfolk.browse import service as browse
from kenfolk.browse.service import KnownPerson, NamedFace, OpenFace
from kenfolk.kit.db import ReadSession
from kenfolk.people import service as people
from kenfolk.review import store
from kenfolk.review.scene import STRANGER, Chances, Interest, Scene, Sight, Skips, Vectors

EXAMPLES = 20  # of one person, the best ones: more say little that is new
RIVALS = 5  # people that share one face's chance among them
TWICE_IN_A_PHOTO = 0.02  # mirrors and pictures on the wall exist


def look(session: ReadSession, sight: Sight) -> Scene:
    """Return the scene, from tables alone: it needs no matcher to have caught up."""
    open_faces = {face.id: face for face in browse.list_open_faces(session, model=sight.model)}
    ids, vectors = sight.vectors(session, list(open_faces))
    faces = [open_faces[face_id] for face_id in ids.tolist()]
    named, known = browse.list_named_faces(session), browse.list_known_people(session)
    examples = _choose_examples(named)
    persons = [person for person in known if person.id in examples]
    chances = sight.chances(vectors, _see_examples(session, sight, [examples[person.id] for person in persons]))
    chances = _share(np.asarray(chances, np.float32))
    _rule_out(chances, faces, persons, named, browse.list_rejections(session))
    return Scene(
        face_ids=[face.id for face in faces],
        photo_ids=[face.photo_id for face in faces],
        group_ids=[face.group_id for face in faces],
        qualities=[face.quality for face in faces],
        person_ids=[person.id for person in persons],
        hidden=[person.hidden for person in persons],
        chances=chances,
        examples=Counter(face.person_id for face in named),
        kin=_find_kin(session, faces, named),
        skips=_find_skips(session, named),
        interest=_learn_interest(session),
    )


def _choose_examples(named: Iterable[NamedFace]) -> dict[int, list[int]]:
    by_person: dict[int, list[NamedFace]] = defaultdict(list)
    for face in named:
        if face.teaches:
            by_person[face.person_id].append(face)
    best = {p: sorted(faces, key=lambda f: (-f.quality, f.id))[:EXAMPLES] for p, faces in by_person.items()}
    return {person_id: [face.id for face in faces] for person_id, faces in best.items()}


def _see_examples(session: ReadSession, sight: Sight, examples: Sequence[Sequence[int]]) -> list[Vectors]:
    column_of = {face_id: column for column, faces in enumerate(examples) for face_id in faces}
    ids, vectors = sight.vectors(session, list(column_of))
    columns = np.array([column_of[face_id] for face_id in ids.tolist()], np.int64)
    return [vectors[columns == column] for column in range(len(examples))]


def _share(chances: Chances) -> Chances:
    """Let look-alikes compete: a face that could be either of two is not surely one of them."""
    if not chances.size:
        return chances
    odds = chances / np.maximum(1 - chances, 1e-4)
    rivals = np.sort(odds, axis=1)[:, -RIVALS:].sum(axis=1, keepdims=True)
    return np.asarray(odds / (1 + rivals), np.float32)


def _rule_out(
    chances: Chances,
    faces: Sequence[OpenFace],
    persons: Sequence[KnownPerson],
    named: Iterable[NamedFace],
    rejections: Iterable[tuple[int, int]],
) -> None:
    columns = {person.id: column for column, person in enumerate(persons)}
    rows = {face.id: row for row, face in enumerate(faces)}
    rows_of_photo: dict[int, list[int]] = defaultdict(list)
    for row, face in enumerate(faces):
        rows_of_photo[face.photo_id].append(row)
    for there in named:
        if there.photo_id in rows_of_photo and there.person_id in columns:
            chances[rows_of_photo[there.photo_id], columns[there.person_id]] *= TWICE_IN_A_PHOTO
    for face_id, person_id in rejections:
        if face_id in rows and person_id in columns:
            chances[rows[face_id], columns[person_id]] = 0


def _find_kin(session: ReadSession, faces: Sequence[OpenFace], named: Iterable[NamedFace]) -> Mapping[int, int]:
    """Who is the rest of a group, of which a screenful was answered? Whoever those who were seen are now."""
    groups = sorted({face.group_id for face in faces if face.group_id is not None})
    answered = store.list_answered_of_groups(session, groups)
    if not answered:
        return {}
    who = {face.id: face.person_id for face in named}
    seen = {face_id for question in answered for face_id in question.face_ids}
    who |= {face_id: STRANGER for face_id, mark in people.marks_of(session, seen).items() if mark == "stranger"}
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for question in answered:
        assert question.group_id is not None  # asked for by group
        votes[question.group_id].update(who[f] for f in question.face_ids if f in who)
    return {group_id: count.most_common(1)[0][0] for group_id, count in votes.items() if count}


def _find_skips(session: ReadSession, named: Iterable[NamedFace]) -> Skips:
    examples = Counter(face.person_id for face in named)
    identify, confirm = set[int](), set[tuple[int, int]]()
    for question in store.list_skipped(session):
        if question.person_id is None:
            identify.update(question.shown["members"])
        elif examples[question.person_id] < 2 * question.shown["examples"]:
            # Once there is twice as much to compare with, the question is another one.
            confirm.update((face_id, question.person_id) for face_id in question.face_ids)
    return Skips(frozenset(identify), frozenset(confirm))


def _learn_interest(session: ReadSession) -> Interest:
    counts = store.count_verdicts(session, ["new", "stranger"])
    named = [counts.get((size, "new"), 0) for size in (1, 2, 3)]
    strange = [counts.get((size, "stranger"), 0) for size in (1, 2, 3)]
    return Interest(
        named=(named[0], named[1], named[2]),
        asked=(named[0] + strange[0], named[1] + strange[1], named[2] + strange[2]),
    )
