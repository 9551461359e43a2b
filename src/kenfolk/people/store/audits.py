"""What the ledger tells of the machine's names: which were checked by a human and right, and what names have cost.

Nothing of this is kept anywhere else, so an answer that is taken back takes its checks back too.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import sqlalchemy as sa

from kenfolk.faces.models import Face
from kenfolk.kit.db import ReadSession, chunks
from kenfolk.people.ledger import GIVES_TAG, MARKS
from kenfolk.people.models import Decision, DecisionFace, Person, Tag
from kenfolk.people.store import decisions

QUESTION = sa.cast(Decision.question, sa.Text)
CHECKS_SOMETHING = QUESTION.like('%"audit": {"%')  # as json.dumps writes it; no database has to parse the others
UNASKED = sa.func.coalesce(QUESTION, "null") == "null"
NAMING = [*sorted(GIVES_TAG | MARKS), "reject", "open", "separate", "join", "merge", "undo"]


class Audit(NamedTuple):
    """A name the machine gave, checked by a human who was shown it among others."""

    face_id: int
    probability: float
    is_right: bool
    at: dt.datetime


class Deed(NamedTuple):
    """A decision that nobody was asked for."""

    at: dt.datetime
    kind: str
    face_id: int | None  # the newest it speaks of


def is_any_check(session: ReadSession, seqs: Iterable[int]) -> bool:
    """Say whether any of these decisions answers a question in which names of the machine were checked."""
    asked = sa.select(Decision.seq).where(CHECKS_SOMETHING).limit(1)
    return any(session.scalar(asked.where(Decision.seq.in_(ids))) is not None for ids in chunks(seqs))


def list_audits(
    session: ReadSession, *, model: str, calibrator: int | None, since: dt.datetime | None = None
) -> Sequence[Audit]:
    """Return what became of the machine's names that were asked about, under this model and calibrator (None: any)."""
    query = sa.select(Decision.seq, Decision.kind, Decision.payload, Decision.question, Decision.at)
    query = query.where(CHECKS_SOMETHING).order_by(Decision.seq)
    rows = session.execute(query if since is None else query.where(Decision.at >= since)).all()
    rows = [row for row in rows if row[3].get("model") == model and calibrator in {None, row[3].get("calibrator")}]
    seqs = [row[0] for row in rows]
    undone, faces = decisions.find_undoers(session, seqs), decisions.faces_of(session, seqs)
    found: dict[tuple[int, int], Audit] = {}
    for seq, kind, payload, question, at in rows:
        is_right = None if seq in undone else _judge(kind, payload.get("same_ids", ()), question["person_id"])
        for face_id in faces.get(seq, ()) if is_right is not None else ():
            if str(face_id) in question["audit"]:
                audit = Audit(face_id, question["audit"][str(face_id)], bool(is_right), at)
                found[question["id"], face_id] = audit
    return list(found.values())


def _judge(kind: str, said_of: Sequence[int], asked_of: int) -> bool | None:
    """Say whether a decision on faces asked about a person agrees; None where it leaves that open."""
    if kind in {"name", "confirm"}:
        return asked_of in said_of
    if kind == "reject":
        return False if asked_of in said_of else None  # not the one they were named as instead
    return False if kind in {"stranger", "not_a_face"} else None


def count_machine_photos(session: ReadSession) -> int:
    """Return in how many photos somebody is named by the machine."""
    # From the photos to the names, and not the other way round: an index has the faces of all photos in a row.
    is_named = sa.exists().where(Tag.face_id == Face.id, Tag.source == "machine")
    photos = sa.select(Face.photo_id).where(is_named).group_by(Face.photo_id)
    return session.scalar(sa.select(sa.func.count()).select_from(photos.subquery())) or 0


def find_arrival(session: ReadSession, *, share: float) -> dt.datetime | None:
    """Return by when this share of the faces that the machine names now were there, and of the people it gives them.

    When the machine said so is not kept: it says so anew whenever it has learned. None: it names nobody.
    """
    named = Tag.source == "machine"
    sizes = sa.select(Tag.person_id, sa.func.count().label("faces")).where(named).group_by(Tag.person_id).subquery()
    people = sa.select(Person.created_at, sizes.c.faces).join(sizes, sizes.c.person_id == Person.id)
    came = session.execute(people.order_by(Person.created_at)).all()
    last = math.ceil(share * sum(faces for _, faces in came)) - 1
    if last < 0:
        return None
    # Faces are numbered in the order in which they came.
    face_id = session.scalar(sa.select(Tag.face_id).where(named).order_by(Tag.face_id).offset(last).limit(1))
    face_came = session.scalar(sa.select(Face.created_at).where(Face.id == face_id))
    so_far = accumulate(faces for _, faces in came)
    person_came: dt.datetime = next(at for (at, _), faces in zip(came, so_far, strict=True) if faces > last)
    return max(person_came, face_came or person_came)


def list_deeds(session: ReadSession) -> Sequence[Deed]:
    """Return every decision on who faces are that was made without a question, oldest first."""
    newest = sa.select(sa.func.max(DecisionFace.face_id)).where(DecisionFace.seq == Decision.seq).scalar_subquery()
    query = sa.select(Decision.at, Decision.kind, newest).where(UNASKED, Decision.kind.in_(NAMING))
    return [Deed(*row) for row in session.execute(query.order_by(Decision.seq))]


def qualities_of(session: ReadSession, face_ids: Iterable[int]) -> dict[int, float]:
    """Return how good these faces are to look at, for those that are still there."""
    found: dict[int, float] = {}
    for ids in chunks(face_ids):
        found |= dict(session.execute(sa.select(Face.id, Face.quality).where(Face.id.in_(ids))).all())
    return found
