"""From the desk and the tables to the scene: what is open, who it could be, what was skipped and answered, as of now."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kenfolk.browse import service as browse
from kenfolk.kit.db import ReadSession
from kenfolk.people import service as people
from kenfolk.review import store
from kenfolk.review.desk import Desk
from kenfolk.review.scene import SIZES, Counts, Interest, Scene, Skips

STRANGER = "stranger"


def look(session: ReadSession, desk: Desk) -> Scene:
    """Return the scene. It needs no matcher to have caught up."""
    table, gallery = desk.look(session)
    examples = dict(zip(gallery.person_ids.tolist(), gallery.faces.tolist(), strict=True))
    return Scene(
        face_ids=table.face_ids,
        photo_ids=table.photo_ids,
        units=table.units,
        qualities=table.qualities,
        people=table.people,
        chances=table.chances,
        is_tight=table.cohesion >= desk.recogniser.thresholds.same,
        is_named=table.is_named,
        hidden=frozenset(person.id for person in browse.list_known_people(session) if person.hidden),
        dull=_find_dull(session),
        examples=examples,
        skips=_find_skips(session, examples),
        interest=_learn_interest(session) if desk.recogniser.learns else Interest(),
        seed=people.newest_seq(session),
    )


def _find_dull(session: ReadSession) -> frozenset[int]:
    """Return groups of which a screenful was of no interest, and still is: so the rest is not either."""
    answered = store.list_strange_groups(session)
    marks = people.marks_of(session, {face_id for question in answered for face_id in question.face_ids})
    votes: dict[int, Counter[bool]] = {}
    for question in answered:
        assert question.group_id is not None  # asked for by group
        votes.setdefault(question.group_id, Counter()).update(marks.get(f) == STRANGER for f in question.face_ids)
    return frozenset(group_id for group_id, count in votes.items() if count[True] > count[False])


def _find_skips(session: ReadSession, examples: Mapping[int, int]) -> Skips:
    identify, confirm = set[int](), set[tuple[int, int]]()
    for question in store.list_skipped(session):
        if question.person_id is None:
            identify.update(question.shown["members"])
        elif examples.get(question.person_id, 0) < 2 * question.shown["examples"]:
            # Once there is twice as much to compare with, the question is another one.
            confirm.update((face_id, question.person_id) for face_id in question.face_ids)
    return Skips(frozenset(identify), frozenset(confirm))


def _learn_interest(session: ReadSession) -> Interest:
    counts = store.count_verdicts(session, ["new", STRANGER], sizes=SIZES)
    return Interest(named=_by_size(counts, ["new"]), asked=_by_size(counts, ["new", STRANGER]))


def _by_size(counts: Mapping[tuple[bool, int, str], int], verdicts: Sequence[str]) -> Counts:
    loose, tight = (
        tuple(sum(counts.get((is_tight, size, verdict), 0) for verdict in verdicts) for size in range(1, SIZES + 1))
        for is_tight in (False, True)
    )
    return loose, tight
