"""The desk of the review: all open faces and who they could be, kept in memory between two questions.

Reading and judging hundreds of thousands of faces takes seconds, while an answer changes a few. So only what an answer
touched is looked at again: the faces it spoke of, and those like the people it spoke of. So it is with what the machine
did: faces that are new, or are in another group now.

Where very many faces are like the people it spoke of, that takes seconds too, and minutes after something new was
learned. Nobody waits for it: what was answered is off the desk at once, and the rest is judged anew beside the requests,
a portion at a time, while questions are asked as they were thought of before.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kenfolk.browse import service as browse
from kenfolk.kit.beginning import Beginning
from kenfolk.kit.db import Database, ReadSession
from kenfolk.people import service as people
from kenfolk.people.service import Gallery, Recogniser
from kenfolk.review.table import Table, lay_table, mark_twice, pairs_of

SMALL = 20_000  # faces: a library of no more is judged at once
PORTION = 1000  # faces that are judged beside the requests before a request may look again
REST = 0.02  # seconds in which it may
PATIENCE = 4.0  # times as long as following the machine took the last time is waited until it is followed again

log = logging.getLogger(__name__)

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """How far the library was read; what is equal needs no second look."""

    seq: int  # of the ledger
    merged: frozenset[tuple[int, int]]
    calibrator: int
    is_trusted: bool  # whether the machine may name faces at all
    change: int  # of the vectors
    arranged: int
    grouped: int
    missing: tuple[int, int]  # photos


class Desk:
    """One for a process. Whoever looks gets the same table, and leaves it as it is."""

    def __init__(self, recogniser: Recogniser, *, database: Database | None = None) -> None:
        """Without a database, nothing is judged beside the requests."""
        self.recogniser, self._database = recogniser, database
        self.beginning: Beginning | None = None  # reads all for the first time, beside the requests
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._table = lay_table([], recogniser.index)
        self._open: Table | None = None  # of it, as it is now
        self._gallery = people.make_gallery([], dim=recogniser.index.dim)
        self._judged_by = self._gallery  # all rows that are not stale
        self._beside: threading.Thread | None = None
        self._denied: dict[int, set[int]] = defaultdict(set)  # face -> people
        self._in_photo: dict[int, set[int]] = defaultdict(set)  # photo -> people a human named in it
        self._outside = 0  # faces in groups that are not in the table, such as those of photos that are missing
        self._followed_at = self._took = 0.0

    def is_ready(self, *, wait: float) -> bool:
        """Say whether a look takes no longer than usual; if not, all is being read, and waited for so many seconds."""
        return self._seen is not None or self.beginning is None or self.beginning.is_done(wait=wait)

    def look(self, session: ReadSession) -> tuple[Table, Gallery]:
        """Return the open faces as of now, and everybody with a name."""
        with self._lock:
            now = self._see(session)
            if self._seen is None or now.seq >= self._seen.seq:  # otherwise it began before what is known already
                self._catch_up(session, now)
            if self._open is None:
                self._open = self._table.open_rows()
            return self._open, self._gallery

    @property
    def is_behind(self) -> bool:
        """Whether some faces are still to be judged anew."""
        beside = self._beside
        return beside is not None and beside.is_alive()

    def _see(self, session: ReadSession) -> Seen:
        return Seen(
            seq=people.newest_seq(session),
            merged=browse.list_merged(session),
            calibrator=self.recogniser.calibrators.version(session),
            is_trusted=self.recogniser.is_trusted is not False,
            change=browse.newest_change(session),
            arranged=people.count_arranged(session, model=self.recogniser.model),
            grouped=browse.count_grouped(session),
            missing=browse.sum_missing_photos(session),
        )

    def _catch_up(self, session: ReadSession, now: Seen) -> None:
        gallery, seen = self.recogniser.known.gallery(session), self._seen
        started = time.monotonic()
        if started < self._followed_at + PATIENCE * self._took and seen is not None:
            now = replace(now, change=seen.change, arranged=seen.arranged, missing=seen.missing)
        if now == seen and gallery is self._gallery:
            return
        if seen is None or now.missing != seen.missing:
            self._read_all(session, now.grouped)
        else:
            self._follow(session, gallery, seen, now)
        if seen is None or (now.change, now.arranged, now.missing) != (seen.change, seen.arranged, seen.missing):
            self._followed_at = time.monotonic()
            self._took = self._followed_at - started
        self._seen, self._gallery, self._open = now, gallery, None

    def _read_all(self, session: ReadSession, grouped: int) -> None:
        self._table = lay_table(browse.list_open_faces(session, model=self.recogniser.model), self.recogniser.index)
        self._table.is_poor[self._table.rows_of(people.list_untagged(session))] = True
        self._outside = grouped - self._count_grouped()
        self._read_pairs(session)
        self._judge(session, self._table.is_open)
        self._judged_by = self.recogniser.known.gallery(session)

    def _follow(self, session: ReadSession, gallery: Gallery, seen: Seen, now: Seen) -> None:
        """Bring the table up to date with what was said and done since."""
        touched = set[int]()
        if now.seq != seen.seq:
            touched |= people.faces_since(session, seen.seq) | people.moved_since(session, seen.seq)
            touched |= people.find_tied(session, touched)
        if now.change != seen.change:
            touched.update(browse.list_changed_faces(session, model=self.recogniser.model, after=seen.change))
        units, photos = self._touch(session, touched)
        if now.merged != seen.merged:
            photos |= self._read_pairs(session)
        units |= self._regroup(session, now.grouped, is_arranged=now.arranged != seen.arranged)
        table = self._table
        stale = np.isin(table.units, list(units)) | np.isin(table.photo_ids, list(photos))
        table.is_stale |= (now.calibrator, now.is_trusted) != (seen.calibrator, seen.is_trusted)
        if self._database is None or len(table.units) <= SMALL:
            self._mark_alike(gallery)
            self._judge(session, stale | table.is_stale)
            return
        self._judge(session, stale)
        if not self.is_behind and (gallery is not self._judged_by or (table.is_stale & table.is_open).any()):
            self._beside = self._database.start_beside(self._judge_beside, name="desk")

    def _judge_beside(self) -> None:
        """Judge what is stale, a portion at a time, until nothing is."""
        assert self._database is not None  # nobody else would begin this
        try:
            while self._judge_portion(self._database):
                time.sleep(REST)
        except Exception:
            log.warning("The review could not be brought up to date; it goes on with the next answer.", exc_info=True)

    def _judge_portion(self, database: Database) -> bool:
        with database.read() as session, self._lock:
            if database.is_closing:
                return False
            self._mark_alike(self.recogniser.known.gallery(session))
            stale = np.flatnonzero(self._table.is_stale & self._table.is_open)[:PORTION]
            if not len(stale):
                self._beside = None  # whatever becomes stale from now on begins it again
                return False
            rows = np.zeros(len(self._table.units), np.bool_)
            rows[stale] = True
            self._judge(session, rows)
            self._open = None
            return True

    def _mark_alike(self, gallery: Gallery) -> None:
        """Mark what is to be judged anew because people look different now."""
        if gallery is self._judged_by:
            return
        if _log(gallery) != _log(self._judged_by):
            self._table.is_stale[:] = True
        else:
            self._table.is_stale |= self._find_alike(gallery)
        self._judged_by = gallery

    def _touch(self, session: ReadSession, face_ids: Collection[int]) -> tuple[set[int], set[int]]:
        """Read these faces again. Return their groups and photos, as they were and as they are."""
        if not face_ids:
            return set(), set()
        before = self._table.rows_of(face_ids)
        units = set(self._table.units[before].tolist())
        self._table.is_open[before] = False
        self._table.units[before] = -self._table.face_ids[before]
        fresh = browse.list_open_faces(session, model=self.recogniser.model, face_ids=face_ids)
        laid = lay_table(fresh, self.recogniser.index)
        laid.is_poor[laid.rows_of(people.list_untagged(session, face_ids))] = True
        self._table = self._table.put(laid)
        photos = browse.list_photos_of(session, face_ids)
        for face_id in face_ids:
            self._denied.pop(face_id, None)
        self._denied |= pairs_of(browse.list_rejections(session, face_ids=face_ids))
        named = people.named_in_photos(session, photos)
        self._in_photo |= {photo_id: named.get(photo_id, set()) for photo_id in photos}
        return units | set(laid.units.tolist()), photos

    def _read_pairs(self, session: ReadSession) -> set[int]:
        """Read what was denied, and who is named where. Return the photos in which that is not what it was."""
        table, denied, in_photo = self._table, self._denied, self._in_photo
        self._denied = pairs_of(browse.list_rejections(session))
        self._in_photo = pairs_of(browse.list_named_in_photos(session))
        rows = table.rows_of(_find_different(denied, self._denied))
        return set(table.photo_ids[rows].tolist()) | _find_different(in_photo, self._in_photo)

    def _regroup(self, session: ReadSession, grouped: int, *, is_arranged: bool) -> set[int]:
        """Find out whom the machine has put elsewhere. Return the groups they were in, and those they are in."""
        table, units = self._table, set[int]()
        if not is_arranged and grouped != self._outside + self._count_grouped():
            # A face to which the machine gives a name leaves its group: mostly one of which that was to be expected.
            rows = np.flatnonzero(table.is_open & (table.units > 0) & table.is_sure.any(axis=1))
            face_ids = table.face_ids[rows].tolist()
            units |= self._put_in_groups(rows, browse.list_grouped(session, face_ids=face_ids))
        if is_arranged or grouped != self._outside + self._count_grouped():
            units |= self._put_in_groups(np.flatnonzero(table.is_open), browse.list_grouped(session))
            self._outside = grouped - self._count_grouped()
        return units

    def _put_in_groups(self, rows: NDArray[np.intp], pairs: Sequence[tuple[int, int]]) -> set[int]:
        table, known = self._table, np.array(pairs, np.int64).reshape(-1, 2)
        group_of = np.zeros(int(max(table.face_ids.max(initial=0), known[:, 0].max(initial=0))) + 1, np.int64)
        group_of[known[:, 0]] = known[:, 1]
        face_ids = table.face_ids[rows]
        units = np.where(group_of[face_ids] > 0, group_of[face_ids], -face_ids)
        moved = units != table.units[rows]
        different = set(table.units[rows[moved]].tolist()) | set(units[moved].tolist())
        table.units[rows] = units
        return different

    def _count_grouped(self) -> int:
        return int(np.count_nonzero(self._table.is_open & (self._table.units > 0)))

    def _find_alike(self, gallery: Gallery) -> Rows:
        """Return the rows to which people who look different now are candidates, or were."""
        table = self._table
        changed = sorted(people.find_changed(self._judged_by, gallery))
        stale = np.isin(table.people, changed).any(axis=1)
        columns = np.flatnonzero(np.isin(gallery.person_ids, changed)).tolist()
        if columns:
            stale |= table.exceeds_lows(people.score_people(table.looks, gallery.only(columns)))
        return np.asarray(stale)

    def _judge(self, session: ReadSession, stale: Rows) -> None:
        """Judge these rows anew, with the whole of their groups, and whom the machine names in their photos."""
        table = self._table
        rows = np.flatnonzero(table.is_open & np.isin(table.units, np.unique(table.units[stale])))
        table.is_stale[rows] = False
        judged = self.recogniser.judge(session, table.looks[rows], table.units[rows])
        bonds, who = people.find_bonds(session), judged.person_ids()
        denied = people.mark_people(table.face_ids[rows], who, self._denied) | table.is_hopeless[rows, None]
        judged = judged.heed(
            denied=denied | people.mark_people(table.face_ids[rows], who, bonds.denied),
            twice=people.mark_people(table.photo_ids[rows], who, self._in_photo),
            kept_off=table.is_poor[rows, None],
        )
        table.people[rows], table.chances[rows], table.lows[rows] = who, judged.chances, judged.lows
        table.cohesion[rows] = people.find_cohesion(table.looks[rows], table.units[rows])
        table.is_sure[rows] = judged.is_sure
        mark_twice(table, np.isin(table.photo_ids, table.photo_ids[rows]) & table.is_open)
        implied = [
            f for f, who in bonds.certain.items() if who not in self._denied.get(f, set()) | bonds.denied.get(f, set())
        ]
        table.is_implied[:] = False
        table.is_implied[table.rows_of(implied)] = True


def _log(gallery: Gallery) -> float:
    return people.log_people(len(gallery))


def _find_different(one: dict[int, set[int]], other: dict[int, set[int]]) -> set[int]:
    return {key for key in one.keys() | other.keys() if one.get(key, set()) != other.get(key, set())}
