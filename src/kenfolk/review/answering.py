"""What an answer does: it becomes decisions of people, and nothing else."""

from collections.abc import Sequence
from typing import Any

from kenfolk.kit.db import WriteSession
from kenfolk.people import schemas as words
from kenfolk.people import service as people
from kenfolk.review.errors import NameNeeded, NothingLeft, NotInQuestion, PersonNeeded, VerdictUnfit
from kenfolk.review.models import Question
from kenfolk.review.schemas import Answer

FITS = {
    "confirm": {"yes", "no", "person", "new", "stranger", "skip"},
    "identify": {"person", "new", "stranger", "skip"},
}


def check(question: Question, answer: Answer) -> None:
    """Refuse an answer that cannot be one to this question."""
    if answer.verdict not in FITS[question.kind]:
        raise VerdictUnfit(verdict=answer.verdict, kind=question.kind)
    if answer.verdict == "person" and answer.person_id is None:
        raise PersonNeeded
    if answer.verdict == "new" and not (answer.name or "").strip():
        raise NameNeeded
    outside = sorted(set(answer.wrong) - set(question.face_ids))
    if outside:
        raise NotInQuestion(face_ids=outside)


class Speaker:
    """Says what an answer means, and remembers the decisions that this made."""

    def __init__(self, session: WriteSession, question: Question, answer: Answer, *, user: str) -> None:
        self.session, self.question, self.answer, self.user = session, question, answer, user
        self.seqs: list[int] = []
        self._seen: int | None = question.shown["seq"]  # the newest decision when it was asked

    def speak(self) -> list[int]:
        """Make the decisions, and return their numbers."""
        question, answer = self.question, self.answer
        asked, wrong = question.face_ids, set(answer.wrong)
        kept = [face_id for face_id in asked if face_id not in wrong]
        match answer.verdict:
            case "yes" if question.person_id is not None:
                self._name(kept, question.person_id, sorted(wrong))
            case "no" if question.person_id is not None:
                self._reject(asked, question.person_id)
            case "person" | "new" | "stranger":
                self._identify(kept, sorted(wrong))
        return self.seqs

    def _name(self, kept: Sequence[int], person_id: int, wrong: Sequence[int]) -> None:
        if kept:
            self._decide(words.Confirm(kind="confirm", face_ids=list(kept), person_id=person_id))
        self._reject(wrong, person_id)

    def _identify(self, kept: Sequence[int], wrong: Sequence[int]) -> None:
        if not kept:
            raise NothingLeft
        # First, while they still share a group: so that the wrong ones leave it.
        self._separate(wrong, kept)
        if self.answer.verdict == "stranger":
            self._decide(words.Stranger(kind="stranger", face_ids=list(kept)))
            return
        if self.answer.verdict == "person":
            assert self.answer.person_id is not None  # see check
            body: Any = words.Confirm(kind="confirm", face_ids=list(kept), person_id=self.answer.person_id)
        else:
            body = words.Name(kind="name", face_ids=list(kept), name=self.answer.name or "")
        self._reject(wrong, self._decide(body)["person_id"])

    def _reject(self, face_ids: Sequence[int], person_id: int) -> None:
        if face_ids:
            self._decide(words.Reject(kind="reject", face_ids=list(face_ids), person_id=person_id))

    def _separate(self, face_ids: Sequence[int], others: Sequence[int]) -> None:
        if face_ids and others:
            self._decide(words.Separate(kind="separate", face_ids=list(face_ids), from_face_ids=list(others)))
            self._seen = None  # the newest decision on these faces is our own now

    def _decide(self, body: words.AnyBody) -> dict[str, Any]:
        question = self.question
        asked = {"id": question.id, "kind": question.kind, "person_id": question.person_id, **question.shown}
        body.if_seq = self._seen
        decision = people.decide(self.session, user=self.user, body=body, question=asked)
        self.seqs.append(decision.seq)
        return decision.payload
