"""The two steps of this room: people.match says who a face is, people.learn lets it think again after a human spoke."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.steps import Done, Outcome, Skipped
from kenfolk.people import matching
from kenfolk.people.arranging import Arranger
from kenfolk.people.clustering import GOOD_FOR_GROUPS
from kenfolk.people.ledger import find_root
from kenfolk.people.matching import Gallery, Ids, Vectors
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.store import decisions, groups, matches
from kenfolk.people.store.derived import read_merges
from kenfolk.people.store.matches import NewMatch, OpenFace

Quiet = Callable[[ReadSession], bool]
TRIES = 3  # without the ledger's lock; then with it, so that a busy annotator never starves the matcher


def always_quiet(_session: ReadSession) -> bool:
    """No photo and no face waits for an earlier step."""
    return True


@dataclass(frozen=True, eq=False)
class Sitting:
    """All that matching some faces needs, read at one moment."""

    seq: int  # the newest decision then
    faces: list[OpenFace]
    vectors: Vectors
    gallery: Gallery
    denied: set[tuple[int, int]]  # (face, person) by a human, or because the person is in the photo already
    certain: set[tuple[int, int]]  # (face, person) by a human, who tied the face to a named one


class MatchFaces:
    """people.match: ids are open faces with a vector whose match is missing, and those that wait to be grouped."""

    def __init__(self, database: Database, recogniser: Recogniser, *, is_quiet: Quiet = always_quiet) -> None:
        self._database, self._recogniser, self._model = database, recogniser, recogniser.model
        self._arranger = Arranger(database, recogniser, is_quiet=is_quiet)

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        """Return faces that wait: first those to match, and when there are none, those to group."""
        waiting = matches.find_unmatched(session, model=self._model, limit=limit + len(skip))
        if not waiting:
            waiting = self._arranger.find(session, limit=limit + len(skip))
        skipped = set(skip)
        return [face_id for face_id in waiting if face_id not in skipped][:limit]

    def count(self, session: ReadSession) -> int:
        """Return how many faces wait."""
        return matches.count_unmatched(session, model=self._model) + self._arranger.count(session)

    def total(self, session: ReadSession) -> int:
        """Return how many faces can be matched at all."""
        return matches.count_vectors(session, model=self._model)

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Match these faces, with all open faces of their photos, and group those nobody knows when it is time."""
        matched = self._match(ids)
        self._arranger.arrange()
        return {face_id: Done() if face_id in matched else Skipped("gone, or named meanwhile") for face_id in ids}

    def _match(self, ids: Sequence[int]) -> set[int]:
        for _ in range(TRIES):
            with self._database.read() as session:
                sitting = self._sit(session, ids)
            found = self._decide(sitting)
            with self._database.write() as session:
                decisions.lock_ledger(session)
                if decisions.newest_seq(session) == sitting.seq:
                    return self._write(session, sitting, found)
        with self._database.write() as session:
            decisions.lock_ledger(session)
            sitting = self._sit(session, ids)
            return self._write(session, sitting, self._decide(sitting))

    def _sit(self, session: ReadSession, ids: Sequence[int]) -> Sitting:
        faces = matches.open_faces_beside(session, ids, model=self._model)
        known, vectors = self._recogniser.vectors(session, [face.id for face in faces])
        there = set(known.tolist())
        faces = [face for face in faces if face.id in there]
        named = matches.named_in_photos(session, {face.photo_id for face in faces})
        denied = matches.rejections_of(session, there) | matches.bonds_to_named(session, kind="cannot")
        denied |= {(face.id, person_id) for face in faces for person_id in named.get(face.photo_id, ())}
        certain = matches.bonds_to_named(session, kind="must")
        gallery = self._recogniser.gallery(session)
        return Sitting(decisions.newest_seq(session), faces, vectors, gallery, denied, certain)

    def _decide(self, sitting: Sitting) -> list[NewMatch]:
        thresholds, gallery = self._recogniser.thresholds, sitting.gallery
        scores = matching.score_people(sitting.vectors, gallery)
        scores[np.array([is_hopeless(face) for face in sitting.faces], np.bool_)] = -np.inf
        rows = {face.id: row for row, face in enumerate(sitting.faces)}
        columns = {int(person_id): column for column, person_id in enumerate(gallery.person_ids)}
        for pairs, score in ((sitting.certain, 1.0), (sitting.denied, -np.inf)):
            for face_id, person_id in pairs:
                if face_id in rows and person_id in columns:
                    scores[rows[face_id], columns[person_id]] = score
        photos = np.array([face.photo_id for face in sitting.faces], np.int64)
        verdict = matching.assign(scores, photos, suggest=thresholds.suggest)
        chances = matching.to_probability(verdict.scores, thresholds)
        found = zip(sitting.faces, verdict.columns.tolist(), verdict.scores.tolist(), chances.tolist(), strict=True)
        return [self._to_match(sitting, *each) for each in found]

    def _to_match(self, sitting: Sitting, face: OpenFace, column: int, score: float, chance: float) -> NewMatch:
        if column == matching.NOBODY:
            return NewMatch(face, None, None, None, is_sure=False)
        person_id = int(sitting.gallery.person_ids[column])
        is_clear = face.quality >= matching.GOOD_FOR_TAGS or (face.id, person_id) in sitting.certain
        is_sure = is_clear and score >= self._recogniser.thresholds.same
        return NewMatch(face, person_id, score, chance, is_sure=is_sure)

    def _write(self, session: WriteSession, sitting: Sitting, found: Sequence[NewMatch]) -> set[int]:
        there = matches.still_open(session, sitting.faces, model=self._model)
        found = [match for match in found if match.face.id in there]
        grouped = matches.in_groups(session, there)
        tied = matches.tied_faces(session, there)
        poor = {match.face.id for match in found if match.face.quality < GOOD_FOR_GROUPS} - tied
        matches.write_matches(session, found, model=self._model, compared=grouped | poor)
        groups.leave(session, [match.face.id for match in found if match.is_sure and match.face.id in grouped])
        return there


def is_hopeless(face: OpenFace) -> bool:
    """Is there too little to see of this face to ask who it is?"""
    return face.quality < matching.GOOD_FOR_TAGS and face.side < matching.TINY


class LearnDecisions:
    """people.learn: ids are decisions. The galleries are always read afresh; what waits is to look again at faces
    whose match may be another one now.
    """

    def __init__(self, database: Database, recogniser: Recogniser) -> None:
        self._database, self._recogniser, self._model = database, recogniser, recogniser.model

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        """Return the next decisions to learn from; while some are being learned, none."""
        return [] if skip else matches.find_unlearned(session, model=self._model, limit=limit)

    def count(self, session: ReadSession) -> int:
        """Return how many decisions wait."""
        return matches.count_unlearned(session, model=self._model)

    def total(self, session: ReadSession) -> int:
        """Return how long the ledger is."""
        return matches.count_decisions(session)

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Drop the matches that these decisions may have changed."""
        with self._database.read() as session:
            affected = self._find_affected(session, ids)
        with self._database.write() as session:
            decisions.lock_ledger(session)
            matches.drop_matches(session, affected)
            if max(ids) > matches.learned_seq(session, model=self._model):
                matches.set_learned(session, max(ids), model=self._model)
        return dict.fromkeys(ids, Done())

    def _find_affected(self, session: ReadSession, seqs: Sequence[int]) -> set[int]:
        merges = read_merges(session)
        said_of = {p for people in decisions.people_of(session, seqs).values() for p in people}
        changed = said_of | {find_root(merges, person_id) for person_id in said_of}
        matched = matches.list_matches(session, model=self._model)
        affected = {face_id for face_id, person_id in matched if person_id in changed}
        touched = {face_id for faces in decisions.faces_of(session, seqs).values() for face_id in faces}
        affected |= touched | matches.tied_faces(session, touched)
        rest: Ids = np.array([face_id for face_id, _person in matched if face_id not in affected], np.int64)
        known, vectors = self._recogniser.vectors(session, rest)
        gallery = self._recogniser.gallery(session).only(changed)
        if len(known) and len(gallery.person_ids):
            best = matching.score_people(vectors, gallery).max(axis=1)
            affected |= set(known[best >= self._recogniser.thresholds.suggest].tolist())
        return affected
