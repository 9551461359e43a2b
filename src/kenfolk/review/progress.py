"""How much work a name costs as photos come in, pure.

Actions are counted as `planning` counts them: an answer is 1, a face taken out 1 (or one more than those that stay, by
turning the selection round), a new name or somebody who was not offered 2; a question that was skipped is an answer
too. A decision made outside the review counts 1, one that gives a name 2, and taking something back 1. How often
somebody clicked before that, to choose faces, is not known and not counted.

Work is counted with the import it was for: that of the newest face it was about, or, where it was about none, the newest
one there was. Within one sitting a name gets dearer, because big groups come first; from import to import it has to
get cheaper, because more and more people are known.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """Something a human did."""

    at: dt.datetime
    actions: int
    face_id: int | None  # the newest one it was about


def cost_answer(verdict: str, *, wrong: int, shown: int, is_offered: bool) -> int:
    """Return how many actions an answer took."""
    taken_out = min(wrong, 1 + shown - wrong)
    typed = verdict == "new" or (verdict == "person" and not is_offered)
    return taken_out + (2 if typed else 1)


def cost_deed(kind: str) -> int:
    """Return how many actions a decision outside of the review took."""
    return 2 if kind in {"name", "draw_box"} else 1


def share_out(work: Iterable[Work], *, first_ids: Sequence[int], firsts: Sequence[dt.datetime]) -> list[int]:
    """Return the actions for each import; imports begin with these faces, at these times, oldest first."""
    actions = [0] * len(first_ids)
    for done in work:
        after = bisect_right(firsts, done.at) if done.face_id is None else bisect_right(first_ids, done.face_id)
        if actions:
            actions[max(0, after - 1)] += done.actions
    return actions
