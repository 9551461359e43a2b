"""What the matcher reads and writes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.faces.models import TEACHES, Face, FaceVector
from kenfolk.kit.db import ReadSession, WriteSession, chunks
from kenfolk.people.ledger import GIVES_TAG
from kenfolk.people.models import Constraint, Decision, DecisionFace, GroupMember, Learned, Mark, Match, Rejection, Tag
from kenfolk.photos.models import Photo

MOST_STRANGERS = 1000
STALE = ""  # no chip has that name: the face waits to be matched again
WIDTH, HEIGHT = Face.right - Face.left, Face.bottom - Face.top
SPOKEN_OF = sa.or_(
    sa.exists().where(Tag.face_id == Face.id, Tag.source != "machine"), sa.exists().where(Mark.face_id == Face.id)
)


class OpenFace(NamedTuple):
    """A face that no human has named or marked, with a vector of its present look."""

    id: int
    photo_id: int
    quality: float
    chip_key: str | None  # of its vector, so never None here
    side: float  # pixels of the photo, the shorter one


class Exemplar(NamedTuple):
    """A face that a human named."""

    face_id: int
    person_id: int
    quality: float
    years: float  # when it was taken, since the beginning of 1970
    seq: int  # the decision that named it


class NewMatch(NamedTuple):
    """What the matcher thinks of a face."""

    face: OpenFace
    person_id: int | None
    probability: float | None
    is_sure: bool


def _open_faces(model: str) -> sa.Select[int, int, float, str | None, float]:
    looked = sa.and_(FaceVector.face_id == Face.id, FaceVector.model == model, FaceVector.chip_key == Face.chip_key)
    side = sa.case((WIDTH < HEIGHT, WIDTH), else_=HEIGHT)
    columns = sa.select(Face.id, Face.photo_id, Face.quality, Face.chip_key, side)
    return columns.join(FaceVector, looked).where(Face.removed_at.is_(None), ~SPOKEN_OF)


def _unmatched(model: str) -> sa.Select[int, int, float, str | None, float]:
    # By the face alone, so that the look-up is one probe of a primary key.
    matched = sa.exists().where(Match.face_id == Face.id, Match.model == model, Match.chip_key == Face.chip_key)
    return _open_faces(model).where(~matched)


def find_unmatched(session: ReadSession, *, model: str, limit: int) -> Sequence[int]:
    """Return open faces nobody has matched since they, or the people, changed."""
    return session.scalars(_unmatched(model).with_only_columns(Face.id).order_by(Face.id).limit(limit)).all()


def count_unmatched(session: ReadSession, *, model: str) -> int:
    """Return how many open faces wait to be matched."""
    return session.scalar(_unmatched(model).with_only_columns(sa.func.count())) or 0


def count_vectors(session: ReadSession, *, model: str) -> int:
    """Return how many faces can be matched at all."""
    looks = sa.select(sa.func.count()).select_from(Face).join(FaceVector, FaceVector.face_id == Face.id)
    return session.scalar(looks.where(FaceVector.model == model, Face.removed_at.is_(None))) or 0


def open_faces_beside(session: ReadSession, face_ids: Iterable[int], *, model: str) -> list[OpenFace]:
    """Return the open ones of these faces and all open faces in the same photos, by number."""
    found: dict[int, OpenFace] = {}
    for ids in chunks(face_ids):
        photos = sa.select(Face.photo_id).where(Face.id.in_(ids))
        found |= {
            row[0]: OpenFace(*row) for row in session.execute(_open_faces(model).where(Face.photo_id.in_(photos)))
        }
    return [found[face_id] for face_id in sorted(found)]


def still_open(session: ReadSession, faces: Sequence[OpenFace], *, model: str) -> set[int]:
    """Return those that are open and look as they did."""
    chips = {face.id: face.chip_key for face in faces}
    found: set[int] = set()
    for ids in chunks(chips):
        rows = session.execute(_open_faces(model).where(Face.id.in_(ids)))
        found |= {face_id for face_id, _photo, _quality, chip_key, _side in rows if chip_key == chips[face_id]}
    return found


def list_exemplars(session: ReadSession, person_ids: Collection[int] | None = None) -> list[Exemplar]:
    """Return every face that a human named (of these people) and that shows how somebody looks, by number."""
    query = (
        sa.select(Tag.face_id, Tag.person_id, Face.quality, Photo.taken_at, Tag.decision_seq)
        .join(Face, Face.id == Tag.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(Tag.source != "machine", Face.removed_at.is_(None), TEACHES)
        .order_by(Tag.face_id)
    )
    asked = [query] if person_ids is None else [query.where(Tag.person_id.in_(ids)) for ids in chunks(person_ids)]
    return sorted(
        Exemplar(face_id, person_id, quality, _to_years(taken_at), seq or 0)
        for each in asked
        for face_id, person_id, quality, taken_at, seq in session.execute(each)
    )


def count_examples(session: ReadSession, person_id: int) -> int:
    """Return how many faces a human named this person."""
    named = sa.select(sa.func.count()).where(Tag.person_id == person_id, Tag.source != "machine")
    return session.scalar(named) or 0


def newest_tick(session: ReadSession, *, model: str) -> int:
    """Return when the model's vectors, or which of them count, changed last."""
    return session.scalar(sa.select(sa.func.max(FaceVector.changed)).where(FaceVector.model == model)) or 0


def people_seen_anew(session: ReadSession, *, model: str, after: int) -> set[int]:
    """Return the people of whom a named face got, lost or changed its vector after this tick."""
    named = sa.select(Tag.person_id).join(FaceVector, FaceVector.face_id == Tag.face_id)
    changed = named.where(FaceVector.model == model, FaceVector.changed > after, Tag.source != "machine")
    return set(session.scalars(changed.distinct()))


def list_strangers(session: ReadSession, *, limit: int = MOST_STRANGERS) -> list[Exemplar]:
    """Return faces that a human marked as strangers, the last ones; their person is 0."""
    query = (
        sa.select(Mark.face_id, Face.quality, Photo.taken_at, Mark.decision_seq)
        .join(Face, Face.id == Mark.face_id)
        .join(Photo, Photo.id == Face.photo_id)
        .where(Mark.kind == "stranger", Face.removed_at.is_(None), TEACHES)
        .order_by(Mark.decision_seq.desc(), Mark.face_id)
        .limit(limit)
    )
    rows = session.execute(query)
    return [Exemplar(face_id, 0, quality, _to_years(taken_at), seq) for face_id, quality, taken_at, seq in rows]


def _to_years(taken_at: dt.datetime) -> float:
    return (taken_at - dt.datetime(1970, 1, 1)) / dt.timedelta(days=365.25)  # noqa: DTZ001 (a camera's clock has no zone)


def named_in_photos(session: ReadSession, photo_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return for each of these photos the people a human named in it."""
    found: dict[int, set[int]] = defaultdict(set)
    for ids in chunks(photo_ids):
        query = sa.select(Face.photo_id, Tag.person_id).join(Tag, Tag.face_id == Face.id)
        named = query.where(Face.photo_id.in_(ids), Tag.source != "machine", Face.removed_at.is_(None))
        for photo_id, person_id in session.execute(named):
            found[photo_id].add(person_id)
    return found


def rejections_of(session: ReadSession, face_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return (face, person) for everything a human denied of these faces."""
    found: set[tuple[int, int]] = set()
    for ids in chunks(face_ids):
        query = sa.select(Rejection.face_id, Rejection.person_id).where(Rejection.face_id.in_(ids))
        found |= {(face_id, person_id) for face_id, person_id in session.execute(query)}
    return found


def persons_named(session: ReadSession, face_ids: Iterable[int]) -> dict[int, int]:
    """Return who those of the faces are that a human named."""
    found: dict[int, int] = {}
    for ids in chunks(face_ids):
        query = sa.select(Tag.face_id, Tag.person_id).where(Tag.face_id.in_(ids), Tag.source != "machine")
        found |= dict(session.execute(query).all())
    return found


def constraints(session: ReadSession, *, kind: str) -> set[tuple[int, int]]:
    """Return all pairs of faces of one kind."""
    query = sa.select(Constraint.face_a, Constraint.face_b).where(Constraint.kind == kind)
    return {(a, b) for a, b in session.execute(query)}


def write_matches(session: WriteSession, matches: Sequence[NewMatch], *, model: str, compared: Collection[int]) -> None:
    """Write what the matcher thinks, over what it thought before; `compared` are not to be grouped."""
    face_ids = [match.face.id for match in matches]
    compared = {*compared, *_compared_before(session, face_ids)}
    for ids in chunks(face_ids):
        session.execute(sa.delete(Match).where(Match.face_id.in_(ids)))
        session.execute(sa.delete(Tag).where(Tag.face_id.in_(ids), Tag.source == "machine"))
    rows = [
        {
            "face_id": match.face.id,
            "model": model,
            "person_id": match.person_id,
            "probability": match.probability,
            "chip_key": match.face.chip_key,
            "compared": match.person_id is not None or match.face.id in compared,
        }
        for match in matches
    ]
    tags = [
        {
            "face_id": match.face.id,
            "person_id": match.person_id,
            "source": "machine",
            "probability": match.probability,
            "decision_seq": None,
        }
        for match in matches
        if match.is_sure
    ]
    for table, values in ((Match, rows), (Tag, tags)):
        if values:
            session.execute(sa.insert(table), values)


def _compared_before(session: ReadSession, face_ids: Iterable[int]) -> Iterator[int]:
    for ids in chunks(face_ids):
        before = sa.select(Match.face_id).where(Match.compared, Match.chip_key == STALE)
        yield from session.scalars(before.where(Match.face_id.in_(ids)))


def drop_matches(session: WriteSession, face_ids: Iterable[int]) -> None:
    """Forget what the matcher thinks of faces, so that it thinks again; their machine tags stay until it has."""
    for ids in chunks(face_ids):
        session.execute(_forget(Match.face_id.in_(ids)))


def drop_all(session: WriteSession, *, model: str) -> None:
    """Forget what the matcher thinks of all faces; their machine tags stay until it has thought again."""
    session.execute(_forget(Match.model == model))


def drop_suggestions(session: WriteSession, *, model: str) -> None:
    """Forget whom the matcher thinks faces to be, where it thinks somebody."""
    session.execute(_forget(sa.and_(Match.model == model, Match.person_id.is_not(None))))


def _forget(condition: sa.ColumnElement[bool]) -> sa.Update:
    # The row stays, to remember who was compared with the other unnamed faces already: that need not be done again.
    unknown = sa.and_(Match.compared, Match.person_id.is_(None))
    return sa.update(Match).where(condition).values(chip_key=STALE, person_id=None, probability=None, compared=unknown)


def matched_to(session: ReadSession, person_ids: Iterable[int], *, model: str) -> set[int]:
    """Return the faces that are thought to be one of these people."""
    found: set[int] = set()
    for ids in chunks(person_ids):
        found |= set(session.scalars(sa.select(Match.face_id).where(Match.model == model, Match.person_id.in_(ids))))
    return found


def matched_among(session: ReadSession, face_ids: Iterable[int], *, model: str) -> set[int]:
    """Return those of the faces that are matched."""
    found: set[int] = set()
    for ids in chunks(face_ids):
        found |= set(session.scalars(sa.select(Match.face_id).where(Match.model == model, Match.face_id.in_(ids))))
    return found


def tied_faces(session: ReadSession, face_ids: Iterable[int]) -> set[int]:
    """Return the faces that a constraint ties to any of these."""
    found: set[int] = set()
    for ids in chunks(face_ids):
        for mine, other in ((Constraint.face_a, Constraint.face_b), (Constraint.face_b, Constraint.face_a)):
            found |= set(session.scalars(sa.select(other).where(mine.in_(ids))))
    return found


def list_untagged(session: ReadSession, face_ids: Iterable[int] | None = None) -> set[int]:
    """Return the faces (of these) from which a human last took the name; an undo is as if nothing had been said."""
    later, word = sa.orm.aliased(DecisionFace), sa.orm.aliased(Decision)
    since = sa.and_(later.face_id == DecisionFace.face_id, later.seq > DecisionFace.seq, word.seq == later.seq)
    is_last = ~sa.exists().where(since, word.kind.in_([*GIVES_TAG, "undo"]))
    query = sa.select(DecisionFace.face_id).join(Decision, Decision.seq == DecisionFace.seq)
    query = query.where(Decision.kind == "open", is_last)
    asked = [query] if face_ids is None else [query.where(DecisionFace.face_id.in_(ids)) for ids in chunks(face_ids)]
    return {face_id for each in asked for face_id in session.scalars(each)}


def learned_seq(session: ReadSession, *, model: str) -> int:
    """Return how far into the ledger the matcher has learned."""
    learned = session.get(Learned, model)
    return learned.seq if learned is not None else 0


def set_learned(session: WriteSession, seq: int, *, model: str) -> None:
    """Note how far into the ledger the matcher has learned."""
    session.merge(Learned(model=model, seq=seq))


def find_unlearned(session: ReadSession, *, model: str, limit: int) -> Sequence[int]:
    """Return decisions the matcher has not learned from yet."""
    newer = Decision.seq > learned_seq(session, model=model)
    return session.scalars(sa.select(Decision.seq).where(newer).order_by(Decision.seq).limit(limit)).all()


def count_unlearned(session: ReadSession, *, model: str) -> int:
    """Return how many decisions the matcher has not learned from yet."""
    newer = Decision.seq > learned_seq(session, model=model)
    return session.scalar(sa.select(sa.func.count()).select_from(Decision).where(newer)) or 0


def count_decisions(session: ReadSession) -> int:
    """Return how long the ledger is."""
    return session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0


def in_groups(session: ReadSession, face_ids: Iterable[int]) -> set[int]:
    """Return those of the faces that are in a group."""
    found: set[int] = set()
    for ids in chunks(face_ids):
        found |= set(session.scalars(sa.select(GroupMember.face_id).where(GroupMember.face_id.in_(ids))))
    return found
