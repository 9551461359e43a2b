"""The desk of the review: all open faces and who they could be, kept in memory between two questions.

Reading and judging hundreds of thousands of faces takes seconds, while an answer changes a few. So only what an answer
touched is looked at again: the faces it spoke of, and those like the people it spoke of. When photos have arrived or
groups were made, everything is.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.browse import service as browse
from kenfolk.kit.db import ReadSession
from kenfolk.people import service as people
from kenfolk.people.service import Gallery, Recogniser
from kenfolk.review.table import Table, lay_table, mark_twice, pairs_of

PATIENCE = 4.0  # while photos arrive, so many times as long as reading all takes is waited until it is done again

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """How far the library was read; what is equal needs no second look."""

    tick: int  # of the vectors
    arranged: int
    missing: int  # photos
    calibrator: int
    seq: int


class Desk:
    """One for a process. Whoever looks gets the same table, and leaves it as it is."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._table = lay_table([], recogniser.index)
        self._gallery = people.make_gallery([], dim=recogniser.index.dim)
        self._denied: dict[int, set[int]] = defaultdict(set)  # face -> people
        self._in_photo: dict[int, set[int]] = defaultdict(set)  # photo -> people a human named in it
        self._read_at = self._took = 0.0

    def look(self, session: ReadSession) -> tuple[Table, Gallery]:
        """Return the open faces as of now, and everybody with a name."""
        with self._lock:
            gallery = self.recogniser.known.gallery(session)
            now = self._see(session)
            if self._seen is None or self._has_moved(self._seen, now):
                self._read_all(session)
            elif now != self._seen or gallery is not self._gallery:
                self._follow(session, gallery, self._seen, now)
            self._seen, self._gallery = now, gallery
            return self._table.copy(), gallery

    def _see(self, session: ReadSession) -> Seen:
        return Seen(
            tick=self.recogniser.index.tick,
            arranged=people.count_arranged(session, model=self.recogniser.model),
            missing=browse.count_missing_photos(session),
            calibrator=self.recogniser.calibrators.version(session),
            seq=people.newest_seq(session),
        )

    def _has_moved(self, seen: Seen, now: Seen) -> bool:
        if (seen.tick, seen.arranged, seen.missing) == (now.tick, now.arranged, now.missing):
            return False
        return time.monotonic() >= self._read_at + PATIENCE * self._took

    def _read_all(self, session: ReadSession) -> None:
        started = time.monotonic()
        self._table = lay_table(browse.list_open_faces(session, model=self.recogniser.model), self.recogniser.index)
        self._denied, self._in_photo = (
            pairs_of(browse.list_rejections(session)),
            pairs_of(browse.list_named_in_photos(session)),
        )
        self._judge(session, self._table.is_open)
        self._read_at = time.monotonic()
        self._took = self._read_at - started

    def _follow(self, session: ReadSession, gallery: Gallery, seen: Seen, now: Seen) -> None:
        """Bring the table up to date with what was said since."""
        touched = people.faces_since(session, seen.seq)
        stale = self._touch(session, touched)
        if now.calibrator != seen.calibrator or people.log_people(len(gallery)) != people.log_people(
            len(self._gallery)
        ):
            stale[:] = True
        else:
            stale |= self._find_alike(gallery)
        self._judge(session, stale)

    def _touch(self, session: ReadSession, face_ids: Collection[int]) -> Rows:
        """Read these faces again. Return the rows of their groups and photos, as they were and as they are."""
        table, before = self._table, self._table.rows_of(face_ids)
        units, photos = set(table.units[before].tolist()), set(table.photo_ids[before].tolist())
        table.is_open[before] = False
        fresh = browse.list_open_faces(session, model=self.recogniser.model, face_ids=face_ids)
        self._table = table = table.put(lay_table(fresh, self.recogniser.index))
        after = table.rows_of([face.id for face in fresh])
        units |= set(table.units[after].tolist())
        photos |= set(table.photo_ids[after].tolist())
        for face_id in face_ids:
            self._denied.pop(face_id, None)
        for face_id, denied in pairs_of(browse.list_rejections(session, face_ids=face_ids)).items():
            self._denied[face_id] = denied
        named = people.named_in_photos(session, photos)
        self._in_photo.update({photo_id: named.get(photo_id, set()) for photo_id in photos})
        return np.isin(table.units, list(units)) | np.isin(table.photo_ids, list(photos))

    def _find_alike(self, gallery: Gallery) -> Rows:
        """Return the rows to which people who look different now are candidates, or were."""
        table = self._table
        changed = people.find_changed(self._gallery, gallery)
        stale = np.isin(table.people, sorted(changed)).any(axis=1)
        columns = np.flatnonzero(np.isin(gallery.person_ids, sorted(changed))).tolist()
        if columns:
            scores = people.score_people(table.looks, gallery.only(columns))
            stale |= (table.mean_by_unit(scores) > table.lows[:, None]).any(axis=1)
        return np.asarray(stale)

    def _judge(self, session: ReadSession, stale: Rows) -> None:
        """Judge these rows anew, with the whole of their groups, and whom the machine names in their photos."""
        table = self._table
        rows = np.flatnonzero(table.is_open & np.isin(table.units, np.unique(table.units[stale])))
        judged = self.recogniser.judge(session, table.looks[rows], table.units[rows])
        chances, is_sure, who = judged.chances.copy(), judged.is_sure.copy(), judged.person_ids()
        denied = people.mark_people(table.face_ids[rows], who, self._denied) | table.is_hopeless[rows, None]
        twice = people.mark_people(table.photo_ids[rows], who, self._in_photo)
        chances[denied] = 0
        chances[twice] *= people.TWICE_IN_A_PHOTO
        table.people[rows], table.chances[rows], table.lows[rows] = who, chances, judged.lows
        table.cohesion[rows] = people.find_cohesion(table.looks[rows], table.units[rows])
        table.is_sure[rows] = is_sure & ~twice & ~denied & ~table.is_poor[rows, None]
        mark_twice(table, np.isin(table.photo_ids, table.photo_ids[rows]) & table.is_open)
