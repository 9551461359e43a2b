"""The two steps of this room: people.match says who a face is, people.learn lets it think again after a human spoke."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.steps import Done, Outcome, Skipped
from kenfolk.people import matching
from kenfolk.people.arranging import Arranger
from kenfolk.people.bonds import find_bonds, find_tied
from kenfolk.people.candidates import log_people
from kenfolk.people.challenging import Challenger
from kenfolk.people.clustering import GOOD_FOR_GROUPS
from kenfolk.people.ledger import find_root
from kenfolk.people.recogniser import SUGGEST, Judgement, Recogniser, mark_people
from kenfolk.people.store import audits, decisions, groups, matches
from kenfolk.people.store.derived import read_merges
from kenfolk.people.store.matches import NewMatch, OpenFace
from kenfolk.people.trust import review_trust

Quiet = Callable[[ReadSession], bool]
CERTAIN = 0.999  # a human said so of another face, and tied the two
TRIES = 3  # without the ledger's lock; then with it, so that a busy annotator never starves the matcher


def always_quiet(_session: ReadSession) -> bool:
    """No photo and no face waits for an earlier step."""
    return True


@dataclass(frozen=True, eq=False)
class Sitting:
    """All that matching some faces needs, read at one moment."""

    seq: int  # the newest decision then
    faces: list[OpenFace]
    judgement: Judgement  # of these faces
    denied: dict[int, set[int]]  # people by face, by a human
    named: dict[int, set[int]]  # people by photo, whom a human named in it already
    certain: dict[int, int]  # face -> person, by a human, who tied the face to a named one
    untagged: set[int]  # faces whose name a human took off: the machine may ask who they are, but names them not


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
        if self._recogniser.checked != self._recogniser.calibrators.version(session):  # another one since, or none yet
            review_trust(session, self._recogniser)
        faces = matches.open_faces_beside(session, ids, model=self._model)
        judgement, faces = self._judge(session, faces)
        there = {face.id for face in faces}
        named = matches.named_in_photos(session, {face.photo_id for face in faces})
        bonds = find_bonds(session)
        denied: dict[int, set[int]] = defaultdict(set, {face_id: set(who) for face_id, who in bonds.denied.items()})
        for face_id, person_id in matches.rejections_of(session, there):
            denied[face_id].add(person_id)
        return Sitting(
            decisions.newest_seq(session),
            faces,
            judgement,
            denied,
            named,
            bonds.certain,
            matches.list_untagged(session, there),
        )

    def _judge(self, session: ReadSession, faces: list[OpenFace]) -> tuple[Judgement, list[OpenFace]]:
        """Judge faces with the whole of their groups, and return those that have a vector."""
        group_of = groups.group_of_open_kin(session, [face.id for face in faces])
        kin = sorted(group_of.keys() - {face.id for face in faces})
        known, looks = self._recogniser.looks(session, [*(face.id for face in faces), *kin])
        units = np.array([group_of.get(face_id, -face_id) for face_id in known.tolist()], np.int64)
        there = set(known.tolist())
        seen = [face for face in faces if face.id in there]
        whole = self._recogniser.judge(session, looks, units)
        return whole.of_first(len(seen)), seen

    def _decide(self, sitting: Sitting) -> list[NewMatch]:
        faces, people = sitting.faces, sitting.judgement.person_ids()
        ids = np.array([face.id for face in faces], np.int64)
        photos = np.array([face.photo_id for face in faces], np.int64)
        hopeless = np.array([matching.is_hopeless(face) for face in faces], np.bool_)
        kept_off = np.array([matching.is_poor(face) or face.id in sitting.untagged for face in faces], np.bool_)
        judged = sitting.judgement.heed(
            denied=mark_people(ids, people, sitting.denied) | hopeless.reshape(-1, 1),
            twice=mark_people(photos, people, sitting.named),
            kept_off=kept_off.reshape(-1, 1),
        )
        verdict = matching.assign(judged.chances, judged.columns, photos, least=SUGGEST)
        found = zip(faces, verdict.columns.tolist(), verdict.chances.tolist(), strict=True)
        chosen = np.asarray(judged.columns == verdict.columns[:, None])
        sure = np.asarray((chosen & judged.is_sure).any(axis=1), np.bool_).tolist()
        return [self._to_match(sitting, *each, is_sure=sure[row]) for row, each in enumerate(found)]

    def _to_match(self, sitting: Sitting, face: OpenFace, column: int, chance: float, *, is_sure: bool) -> NewMatch:
        certain = sitting.certain.get(face.id)
        if certain is not None and certain not in sitting.denied.get(face.id, ()):
            return NewMatch(face, certain, CERTAIN, is_sure=True)
        if column == matching.NOBODY:
            return NewMatch(face, None, None, is_sure=False)
        return NewMatch(face, int(sitting.judgement.gallery.person_ids[column]), chance, is_sure=is_sure)

    def _write(self, session: WriteSession, sitting: Sitting, found: Sequence[NewMatch]) -> set[int]:
        there = matches.still_open(session, sitting.faces, model=self._model)
        found = [match for match in found if match.face.id in there]
        grouped = matches.in_groups(session, there)
        tied = matches.tied_faces(session, there)
        poor = {match.face.id for match in found if match.face.quality < GOOD_FOR_GROUPS} - tied
        matches.write_matches(session, found, model=self._model, compared=grouped | poor)
        groups.leave(session, [match.face.id for match in found if match.is_sure and match.face.id in grouped])
        return there


class LearnDecisions:
    """people.learn: ids are decisions. The galleries are always read afresh; what waits is to look again at faces
    whose match may be another one now.
    """

    def __init__(self, database: Database, recogniser: Recogniser) -> None:
        self._database, self._recogniser, self._model = database, recogniser, recogniser.model
        self._challenger = Challenger(database, recogniser)
        self._log_people: float | None = None  # how many people there were, as the calibrator is told

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
            # Not while writing: what is kept in memory has locks of its own, and who waits for them may hold the database.
            is_other_number = self._has_other_number_of_people(session)
        with self._database.write() as session:
            decisions.lock_ledger(session)
            if is_other_number:
                matches.drop_suggestions(session, model=self._model)
            matches.drop_matches(session, affected)
            if max(ids) > matches.learned_seq(session, model=self._model):
                matches.set_learned(session, max(ids), model=self._model)
        with self._database.read() as session:
            is_checked = audits.is_any_check(session, ids)
        challenge = self._challenger.try_one()
        if is_checked or (challenge is not None and challenge.gate.wins):
            with self._database.read() as session:
                review_trust(session, self._recogniser)
        return dict.fromkeys(ids, Done())

    def _find_affected(self, session: ReadSession, seqs: Sequence[int]) -> set[int]:
        merges = read_merges(session)
        said_of = {p for people in decisions.people_of(session, seqs).values() for p in people}
        changed = said_of | {find_root(merges, person_id) for person_id in said_of}
        touched = {face_id for faces in decisions.faces_of(session, seqs).values() for face_id in faces}
        affected = matches.matched_to(session, changed, model=self._model) | touched
        affected |= find_tied(session, touched) | set(groups.whole_groups_of(session, touched))
        return affected | matches.matched_among(session, self._look_alikes(session, changed), model=self._model)

    def _has_other_number_of_people(self, session: ReadSession) -> bool:
        """Say whether so many people came or went that everybody suggested so far is less, or more, likely."""
        before, self._log_people = self._log_people, log_people(len(self._recogniser.known.gallery(session)))
        return before is not None and before != self._log_people

    def _look_alikes(self, session: ReadSession, person_ids: Collection[int]) -> list[int]:
        """Return faces that are like one of these people now."""
        gallery = self._recogniser.known.gallery(session)
        columns = np.flatnonzero(np.isin(gallery.person_ids, list(person_ids))).tolist()
        if not columns:
            return []
        seen = self._recogniser.index.snapshot()
        best = matching.score_people(seen.looks, gallery.only(columns)).max(axis=1)
        return [int(face_id) for face_id in seen.face_ids[best >= self._recogniser.least]]
