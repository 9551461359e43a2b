"""When and how unnamed faces are put into groups.

While photos are still arriving, groups are provisional: they show early what is there. As soon as nothing waits, all
that arrived is grouped once, by its similarities and not by the order in which it came, so an interrupted import ends
like an undisturbed one. From then on these groups are settled: they grow, and nothing but a human's word takes a face
out or brings two of them together.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.people.clustering import GOOD_FOR_GROUPS, Pairs, Rows, Units, cluster
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.store import decisions, groups, matches
from kenfolk.people.store.groups import LooseFace
from kenfolk.vision.similarity import Looks, similarities

ENOUGH = 200  # faces waiting while photos still arrive: group them for now
ROWS_AT_ONCE = 256  # a table that stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Table:
    """The faces on the table, and what they may join. Units are parts of one face or more."""

    parts: list[list[int]]  # faces of each unit
    group_ids: list[int | None]  # the group a unit is already
    units: Units


class Arranger:
    """Groups the faces that nobody knows."""

    def __init__(self, database: Database, recogniser: Recogniser, *, is_quiet: Callable[[ReadSession], bool]) -> None:
        self._database, self._recogniser, self._model = database, recogniser, recogniser.model
        self._is_quiet = is_quiet

    def find(self, session: ReadSession, *, limit: int) -> Sequence[int]:
        """Return faces that wait to be grouped, if it is time."""
        if self._may_settle(session):
            return groups.find_waiting(session, model=self._model, limit=limit)
        waiting = groups.find_uncompared(session, model=self._model, limit=max(limit, ENOUGH))
        return waiting[:limit] if len(waiting) >= ENOUGH else []

    def count(self, session: ReadSession) -> int:
        """Return how many faces wait to be grouped, once it is time."""
        return groups.count_waiting(session, model=self._model) if self._may_settle(session) else 0

    def _may_settle(self, session: ReadSession) -> bool:
        learned = matches.learned_seq(session, model=self._model) >= decisions.newest_seq(session)
        return learned and self._is_quiet(session) and not matches.find_unmatched(session, model=self._model, limit=1)

    def arrange(self) -> None:
        """Group what waits, if it is time."""
        with self._database.read() as session:
            if not self.find(session, limit=1):
                return
            settle = self._may_settle(session)
            seq = decisions.newest_seq(session)
            loose = groups.loose_faces(session, model=self._model, dissolve=settle)
            table = self._lay_out(session, loose, dissolve=settle)
        labels = cluster(table.units, threshold=self._recogniser.thresholds.group)
        with self._database.write() as session:
            decisions.lock_ledger(session)
            if decisions.newest_seq(session) == seq:  # otherwise somebody spoke meanwhile, and it is tried again
                self._write(session, table, labels.tolist(), loose, settle=settle)

    def _lay_out(self, session: ReadSession, loose: Sequence[LooseFace], *, dissolve: bool) -> Table:
        """Take the new faces, and of the lone faces and groups those that are like one of them: the rest stays apart."""
        musts = matches.constraints(session, kind="must")
        tied = {face_id for pair in musts for face_id in pair}
        good = [f for f in loose if f.quality >= GOOD_FOR_GROUPS or f.group_id is not None or f.id in tied]
        groups_there = groups.members_of_groups(session, model=self._model, settled_only=dissolve)
        photo_of = {face.id: face.photo_id for face in good}
        photo_of |= {face_id: photo_id for faces in groups_there.values() for face_id, photo_id in faces}
        members = {group_id: [face_id for face_id, _photo in faces] for group_id, faces in groups_there.items()}
        parts, group_ids = _tie([face.id for face in good], members, musts)
        means, counts = self._means(session, parts)
        fresh = {face.id for face in good if not face.compared or face.group_id is not None}
        is_new = np.array([not fresh.isdisjoint(part) for part in parts], np.bool_) & (counts > 0)
        chosen = _near(means, is_new, counts > 0, threshold=self._recogniser.thresholds.group)
        rows = np.flatnonzero(chosen).tolist()
        table = [parts[row] for row in rows]
        apart = _keep_apart(table, photo_of, matches.constraints(session, kind="cannot"))
        is_fixed = np.array([group_ids[row] is not None for row in rows], np.bool_)
        return Table(table, [group_ids[row] for row in rows], Units(means[rows], counts[rows], is_fixed, apart))

    def _means(self, session: ReadSession, parts: Sequence[Sequence[int]]) -> tuple[Looks, Rows]:
        flat = [face_id for part in parts for face_id in part]
        unit_of = {face_id: row for row, part in enumerate(parts) for face_id in part}
        known, looks = self._recogniser.looks(session, flat)
        rows = np.array([unit_of[face_id] for face_id in known.tolist()], np.int64)
        counts = np.bincount(rows, minlength=len(parts)).astype(np.int64)
        sums = np.zeros((len(parts), looks.shape[1]), np.float32)
        np.add.at(sums, rows, looks)
        return np.asarray(sums / np.maximum(counts, 1)[:, None], np.float32), counts

    def _write(
        self, session: WriteSession, table: Table, labels: list[int], loose: Sequence[LooseFace], *, settle: bool
    ) -> None:
        before = {face.id: face.group_id for face in loose if face.group_id is not None}
        known, new = _gather(table, labels, movable={face.id for face in loose})
        reusable = set(before.values())
        for faces in new:
            group_id = _choose_id(faces, before, reusable) or groups.add_group(session, model=self._model, at=utc_now())
            reusable.discard(group_id)
            known |= dict.fromkeys(faces, group_id)
        groups.leave(session, before)
        groups.put_in_groups(session, known)
        groups.mark_compared(session, [face.id for face in loose])
        groups.note_arranged(session, model=self._model)
        if settle:
            groups.settle(session, model=self._model)


def _gather(table: Table, labels: list[int], *, movable: Collection[int]) -> tuple[dict[int, int], list[list[int]]]:
    """Return which faces join which group, and the faces of each new group, biggest first."""
    clusters: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels):
        clusters[label].append(row)
    known: dict[int, int] = {}
    new = []
    for rows in clusters.values():
        faces = sorted(face_id for row in rows for face_id in table.parts[row] if face_id in movable)
        group_id = next((g for row in rows if (g := table.group_ids[row]) is not None), None)
        if group_id is not None:
            known |= dict.fromkeys(faces, group_id)
        elif len(faces) > 1:
            new.append(faces)
    return known, sorted(new, key=lambda part: (-len(part), part[0]))


def _tie(
    face_ids: Sequence[int], members: Mapping[int, Sequence[int]], musts: Collection[tuple[int, int]]
) -> tuple[list[list[int]], list[int | None]]:
    """Return faces one by one, and groups as they are, with what a human tied together in one part; and their groups."""
    group_of = {face_id: group_id for group_id, faces in members.items() for face_id in faces}
    leader = {face_id: face_id for face_id in face_ids} | {f: members[g][0] for f, g in group_of.items()}

    def find(face_id: int) -> int:
        while leader[face_id] != face_id:
            face_id = leader[face_id]
        return face_id

    for a, b in sorted(musts):
        if a in leader and b in leader:
            first, second = sorted((find(a), find(b)), key=lambda f: (f not in group_of, f))
            if not (first in group_of and second in group_of):  # two groups come together by a decision, not here
                leader[second] = first
    parts: dict[int, list[int]] = defaultdict(list)
    for face_id in leader:
        parts[find(face_id)].append(face_id)
    return list(parts.values()), [group_of.get(first) for first in parts]


def _near(means: Looks, is_new: np.ndarray, is_there: np.ndarray, *, threshold: float) -> np.ndarray:
    """Return which units take part: the new ones, and old ones like a new one. No other can come together with them."""
    chosen: np.ndarray = is_new.copy()
    old = np.flatnonzero(is_there & ~is_new)
    new = means[is_new]
    for at in range(0, len(old), ROWS_AT_ONCE):
        rows = old[at : at + ROWS_AT_ONCE]
        if len(new):
            chosen[rows] = (similarities(means[rows], new) >= threshold).any(axis=1)
    return chosen


def _keep_apart(
    parts: Sequence[Sequence[int]], photo_of: Mapping[int, int], cannots: Collection[tuple[int, int]]
) -> Pairs:
    """Return pairs of units that must stay apart: they share a photo, or a human said so."""
    unit_of = {face_id: row for row, part in enumerate(parts) for face_id in part}
    in_photo: dict[int, set[int]] = defaultdict(set)
    for face_id, row in unit_of.items():
        in_photo[photo_of[face_id]].add(row)
    pairs = {(a, b) for rows in in_photo.values() for a in rows for b in rows if a < b}
    for one, other in cannots:
        if one in unit_of and other in unit_of and unit_of[one] != unit_of[other]:
            pairs.add((min(unit_of[one], unit_of[other]), max(unit_of[one], unit_of[other])))
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def _choose_id(faces: Sequence[int], before: Mapping[int, int], reusable: Collection[int]) -> int | None:
    """Return the provisional group that most of these faces were in, so that links to it keep their meaning."""
    votes: dict[int, int] = defaultdict(int)
    for face_id in faces:
        if before.get(face_id) in reusable:
            votes[before[face_id]] += 1
    return min(votes, key=lambda g: (-votes[g], g)) if votes else None
