"""How much work a name costs as time goes by, pure.

Actions are counted as `planning` counts them: an answer is 1, a face taken out 1 (or one more than those that stay, by
turning the selection round), a new name or somebody who was not offered 2; a question that was skipped is an answer
too. A decision made outside the review counts 1, one that gives a name 2, and taking something back 1. How often
somebody clicked before that, to choose faces, is not known and not counted.

Names are counted that stand now: a human's when it was given, the machine's as soon as both the face and the person
were there. So a face whose name was corrected counts once, and what the machine got wrong counts until it is corrected.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 25  # actions a stretch stands on, at the least: fewer say more about chance than about learning
MOST = 40  # stretches: more than that nobody can read
FEW_DAYS = 3  # with fewer, a day is too long


@dataclass(frozen=True)
class Work:
    """Something a human did."""

    at: dt.datetime
    actions: int


@dataclass(frozen=True)
class Stretch:
    """What was done from the end of the stretch before until `last`, and how many faces have a name from that time."""

    first: dt.datetime
    last: dt.datetime
    actions: int
    named: int = 0


def cost_answer(verdict: str, *, wrong: int, shown: int, is_offered: bool) -> int:
    """Return how many actions an answer took."""
    taken_out = min(wrong, 1 + shown - wrong)
    typed = verdict == "new" or (verdict == "person" and not is_offered)
    return taken_out + (2 if typed else 1)


def cost_deed(kind: str) -> int:
    """Return how many actions a decision outside of the review took."""
    return 2 if kind in {"name", "draw_box"} else 1


def cut_stretches(work: Iterable[Work]) -> list[Stretch]:
    """Cut the work, oldest first, into stretches of whole days, or of a number of actions where there are few days."""
    ordered = sorted(work, key=lambda w: w.at)
    by_day = len({w.at.date() for w in ordered}) >= FEW_DAYS
    least = max(LEAST, -(-sum(w.actions for w in ordered) // MOST))
    stretches: list[Stretch] = []
    start, actions = 0, 0
    for i, done in enumerate(ordered):
        actions += done.actions
        is_last = i + 1 == len(ordered)
        if is_last or (actions >= least and not (by_day and ordered[i + 1].at.date() == done.at.date())):
            stretches.append(Stretch(ordered[start].at, done.at, actions))
            start, actions = i + 1, 0
    return _join_short_end(stretches, least)


def _join_short_end(stretches: list[Stretch], least: int) -> list[Stretch]:
    if len(stretches) < 2 or 2 * stretches[-1].actions >= least:
        return stretches
    *rest, before, end = stretches
    return [*rest, Stretch(before.first, end.last, before.actions + end.actions)]


def count_named(stretches: Sequence[Stretch], named: Iterable[tuple[dt.datetime, int]]) -> list[Stretch]:
    """Return the stretches with how many faces got the name they have in each; the last one goes on until now."""
    ends = [stretch.last for stretch in stretches]
    counts = [0] * len(stretches)
    for at, count in named:
        if counts:
            counts[min(bisect_left(ends, at), len(ends) - 1)] += count
    return [Stretch(s.first, s.last, s.actions, n) for s, n in zip(stretches, counts, strict=True)]
