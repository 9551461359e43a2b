"""What a person's deeds cost, in actions and in seconds by the keystroke-level model.

Seconds: a key .28, pointing 1.1, a click .2, hand between keyboard and mouse .4, making up one's mind 1.35.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cost:
    """Actions and seconds."""

    actions: float = 0
    seconds: float = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.actions + other.actions, self.seconds + other.seconds)

    def __mul__(self, times: float) -> "Cost":
        return Cost(self.actions * times, self.seconds * times)

    def per_100(self, faces: int) -> "Cost":
        """Return the cost of a hundred of these faces."""
        return self * (100 / faces) if faces else Cost()


NOTHING = Cost()
SEE = Cost(0, 0.3)  # look at one thumbnail
CONFIRM = Cost(1, 1.6)  # one suggestion, with a key
SKIP = Cost(1, 1.6)  # a stranger, or not now
PICK = Cost(1, 2.7)  # one of a few names that are shown
SEARCH = Cost(2, 4.2)  # somebody known who is not shown
NAME = Cost(2, 4.8)  # type a new name
REMOVE = Cost(1, 1.3)  # take one face out
COMMIT = Cost(1, 2.7)  # a whole screen, or an answer about two groups
HIDE = Cost(1, 2.7)  # a group of strangers
MERGE = Cost(2, 5.0)  # find the other group of somebody and bring both together


def price_answer(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Cost:
    """Return what answering a question of the review took."""
    faces = len(question["faces"])
    shown = faces + len(question["other_faces"])
    wrong = len(answer["wrong"])
    # One click more than the faces that stay is enough: turn the choice around.
    taking_out = REMOVE * min(wrong, 1 + (shown if question["kind"] == "same" else faces) - wrong)
    return SEE * shown + taking_out + _price_verdict(question, answer)


def _price_verdict(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Cost:
    if question["kind"] != "identify":
        return COMMIT
    if answer["verdict"] == "new":
        return NAME
    if answer["verdict"] == "person":
        offered = {candidate["person_id"] for candidate in question["candidates"][:5]}
        return PICK if answer["person_id"] in offered else SEARCH
    return SKIP
