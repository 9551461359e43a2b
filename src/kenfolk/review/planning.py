"""Which questions there are and what each is worth, pure: correct names to expect for an action, most first.

Costs are a reviewer's actions: an answer is 1, a face taken out of a grid 1 (or one more than those that stay, by
turning the selection round), a candidate that is shown 1, a new name 2. Measured on portraits: identify with five
candidates gives more than "are these two the same?", so that is never asked. All is computed for all groups at once,
so that a library of hundreds of thousands of faces is thought through between two answers.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kenfolk.review.auditing import choose_audits
from kenfolk.review.scene import Chances, Ids, Scene

SCREEN = 24  # faces a question shows at the most
CANDIDATES = 5
LIKELY = 0.5  # from here on a face may stand in a grid of one person
CLEAR = 0.9  # from here on one face alone is a question of yes or no
LEAST = 0.01  # a candidate less likely than that is noise
PURE = 0.98  # share of a group's faces that belong together
WELCOME = 0.2  # a candidate as likely as that makes a question one about this person
STOP = 0.42  # correct names for an action, below which nothing is worth asking

Rows = NDArray[np.intp]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Draft:
    """A question that could be asked."""

    kind: Literal["confirm", "identify"]
    face_ids: tuple[int, ...]
    chances: tuple[float, ...]  # that each face belongs with the rest
    value: float  # correct names to expect for an action
    faces: int  # it speaks for: a group may have more than a screen shows
    person_id: int | None = None
    group_id: int | None = None
    is_tight: bool = False
    candidates: tuple[tuple[int, float], ...] = ()
    members: tuple[int, ...] = ()
    audits: tuple[tuple[int, float], ...] = ()  # faces among them that the machine named, and how sure it was

    @property
    def screens(self) -> int:
        """How many questions it takes until the last of its faces was shown."""
        return -(-self.faces // SCREEN)


@dataclass(frozen=True)
class Plan:
    """The best questions, and how much there is in all."""

    drafts: list[Draft] = field(default_factory=list)
    faces: int = 0
    questions: int = 0
    actions: float = 0.0


@dataclass(frozen=True, eq=False)
class Grids:
    """Screens of faces that are probably one person; of screen `i` the rows from `starts[i]` to `ends[i]`."""

    rows: Rows
    chances: Chances
    starts: Rows
    ends: Rows
    people: Ids
    values: Values


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups, and faces that stand alone; of group `i` the rows from `starts[i]` to `ends[i]`."""

    rows: Rows
    starts: Rows
    ends: Rows
    people: Ids  # (G, K)
    chances: Values  # (G, K)
    values: Values
    costs: Values


@dataclass(frozen=True, eq=False)
class Survey:
    """Every question there is, none of them written out yet."""

    scene: Scene
    grids: Grids
    groups: Groups

    def list_best(self, *, limit: int, person_id: int | None = None) -> Iterator[Draft]:
        """Return the questions worth asking, the best first, up to `limit` of them; no face is in two of them.

        person_id: those about this person come first.
        """
        grids, groups = self.grids, self.groups
        about = (grids.people == person_id, _are_about(groups, person_id))
        parts: tuple[Grids | Groups, ...] = (grids, groups)
        ranked = sorted(
            (not about[kind][i], -part.values[i], -int(part.ends[i] - part.starts[i]), kind, i)
            for kind, part in enumerate(parts)
            for i in {*_likeliest(part.values, limit), *np.flatnonzero(about[kind] & (part.values >= STOP)).tolist()}
        )
        for _, _, _, kind, i in ranked[:limit]:
            yield _draft_identify(self.scene, groups, i) if kind else _draft_confirm(self.scene, grids, i)

    def sum_up(self, drafts: list[Draft]) -> Plan:
        """Return these questions, and how much there is in all."""
        grids, worth = self.grids, self.groups.values >= STOP
        sizes = (self.groups.ends - self.groups.starts)[worth]
        return Plan(
            drafts,
            faces=len(grids.rows) + int(sizes.sum()),
            questions=len(grids.starts) + int(np.sum(-(-sizes // SCREEN))),
            actions=float(_grid_costs(grids).sum() + self.groups.costs[worth].sum()),
        )

    def has_grid(self, person_id: int, face_ids: Collection[int]) -> bool:
        """Say whether there is a screen of just these faces that are probably this person."""
        grids = self.grids
        return any(
            set(self.scene.face_ids[grids.rows[grids.starts[i] : grids.ends[i]]].tolist()) == set(face_ids)
            for i in np.flatnonzero(grids.people == person_id).tolist()
        )

    def find_group(self, face_ids: Collection[int]) -> Draft | None:
        """Return the question who these faces are, if just they are believed to be one person now."""
        groups, scene = self.groups, self.scene
        unit = scene.units[scene.face_ids == min(face_ids, default=0)]
        rows = groups.rows[groups.starts] if len(groups.starts) else groups.rows
        for i in np.flatnonzero(np.isin(scene.units[rows], unit) & (groups.values >= STOP)).tolist():
            if set(_ids(scene, groups.rows[groups.starts[i] : groups.ends[i]])) == set(face_ids):
                return _draft_identify(scene, groups, i)
        return None


def survey(scene: Scene) -> Survey:
    """Return what there is to ask."""
    grids = _find_grids(scene)
    taken = np.zeros(len(scene.face_ids), np.bool_)
    taken[grids.rows] = True
    return Survey(scene, grids, _find_groups(scene, ~taken & ~scene.is_named))


def plan(scene: Scene, *, limit: int = 1) -> Plan:
    """Return the questions worth asking, the best first, up to `limit` of them; no face is in two of them."""
    found = survey(scene)
    return found.sum_up(list(found.list_best(limit=limit)))


def _are_about(groups: Groups, person_id: int | None) -> NDArray[np.bool_]:
    return np.asarray(((groups.people == person_id) & (groups.chances >= WELCOME)).any(axis=1))


def _likeliest(values: Values, limit: int) -> list[int]:
    """Return the highest values that are worth asking, the first of equal ones first."""
    worth = np.flatnonzero(values >= STOP)
    return [int(i) for i in worth[np.argsort(-values[worth], kind="stable")][: limit + SCREEN]]


def _find_grids(scene: Scene) -> Grids:
    """Return rows that are probably one person, likeliest first, a screen at a time; hidden people are left alone."""
    rows = np.flatnonzero(~scene.is_named) if scene.people.shape[1] else np.empty(0, np.intp)
    best = scene.chances[rows].argmax(axis=1) if len(rows) else np.empty(0, np.intp)
    people, chances = scene.people[rows, best], scene.chances[rows, best]
    able = (chances >= LIKELY) & ~np.isin(people, list(scene.hidden))
    rows, people, chances = rows[able], people[able], chances[able]
    able = ~_are_skipped_pairs(scene, rows, people)
    rows, people, chances = rows[able], people[able], chances[able]
    order = np.lexsort((scene.face_ids[rows], -chances, people))
    order = order[_first_of_photo(scene.photo_ids[rows[order]], people[order])]
    rows, people, chances = rows[order], people[order], chances[order]
    starts = _screen_starts(people)
    ends = np.append(starts[1:], len(rows)) if len(starts) else starts
    grids = Grids(rows, chances, starts, ends, people[starts], np.zeros(len(starts)))
    right = np.add.reduceat(chances, starts).astype(np.float64) if len(starts) else np.zeros(0)
    values = right / _grid_costs(grids)
    is_clear = (ends - starts > 1) | (chances[starts] >= CLEAR)
    return _keep(grids, values, (values >= STOP) & is_clear)


def _keep(grids: Grids, values: Values, kept: NDArray[np.bool_]) -> Grids:
    sizes = grids.ends - grids.starts
    stay = np.repeat(kept, sizes)
    ends = np.cumsum(sizes[kept])
    return Grids(
        grids.rows[stay], grids.chances[stay], ends - sizes[kept], ends, grids.people[kept], values[kept]
    )  # fmt: skip


def _grid_costs(grids: Grids) -> Values:
    if not len(grids.starts):
        return np.zeros(0)
    right = np.add.reduceat(grids.chances, grids.starts).astype(np.float64)
    wrong = (grids.ends - grids.starts) - right
    return np.asarray(1 + np.minimum(wrong, 1 + right))


def _first_of_photo(photo_ids: Ids, people: Ids) -> NDArray[np.bool_]:
    # Nobody is in a photo twice: the less likely face waits for the answer on the other.
    first = np.zeros(len(photo_ids), np.bool_)
    if len(photo_ids):
        first[np.unique(np.stack([photo_ids, people]), axis=1, return_index=True)[1]] = True
    return first


def _screen_starts(people: Ids) -> Rows:
    """Return where a screen begins in rows that are sorted by person."""
    begins = np.flatnonzero(np.r_[True, people[1:] != people[:-1]]) if len(people) else np.empty(0, np.intp)
    place = np.arange(len(people)) - np.repeat(begins, np.diff(np.append(begins, len(people))))
    return np.flatnonzero(place % SCREEN == 0)


def _are_skipped_pairs(scene: Scene, rows: Rows, people: Ids) -> NDArray[np.bool_]:
    if not scene.skips.confirm:
        return np.zeros(len(rows), np.bool_)
    pairs = zip(scene.face_ids[rows].tolist(), people.tolist(), strict=True)
    return np.array([pair in scene.skips.confirm for pair in pairs], np.bool_)


def _find_groups(scene: Scene, free: NDArray[np.bool_]) -> Groups:
    """Return what is believed to be one person each, with what it is worth to be told who."""
    rows = np.flatnonzero(free & ~np.isin(scene.units, list(scene.dull)))
    rows = rows[np.argsort(scene.units[rows], kind="stable")]  # nearly sorted already: hardly any work
    units = scene.units[rows]
    starts = np.flatnonzero(np.r_[True, units[1:] != units[:-1]]) if len(rows) else np.empty(0, np.intp)
    ends = np.append(starts[1:], len(rows)).astype(np.intp) if len(starts) else starts
    sizes = ends - starts
    if not len(starts):
        nothing = np.zeros((0, scene.people.shape[1]))
        return Groups(rows, starts, ends, scene.people[:0], nothing, np.zeros(0), np.zeros(0))
    chances = np.add.reduceat(scene.chances[rows], starts, axis=0) / sizes[:, None].astype(np.float64)
    people = scene.people[rows[starts]]
    values, costs = _value_groups(scene, people, chances, sizes, scene.is_tight[rows[starts]])
    values[_are_skipped(scene, rows, starts, sizes)] = 0
    return Groups(rows, starts, ends, people, chances, values, costs)


def _value_groups(
    scene: Scene, people: Ids, chances: Values, sizes: Rows, is_tight: NDArray[np.bool_]
) -> tuple[Values, Values]:
    """Return for each group the correct names to expect for an action, and the actions."""
    shown = np.minimum(sizes, SCREEN)
    known = np.minimum(1.0, chances.sum(axis=1))
    listed = np.where((chances >= LEAST) & ~np.isin(people, list(scene.hidden)), chances, 0)
    listed = np.minimum(known, np.sort(listed, axis=1)[:, -CANDIDATES:].sum(axis=1))
    new = (1 - known) * scene.interest.chances(sizes, is_tight)
    wrong = (shown - 1) * (1 - PURE)
    costs = wrong + listed + 2 * (known - listed + new) + (1 - known - new)
    more = (-(-sizes // SCREEN) - 1) * (1 + wrong)  # once somebody has a name, further screens are to be confirmed
    return (known + new) * (shown - wrong) / costs, costs + more


def _are_skipped(scene: Scene, rows: Rows, starts: Rows, sizes: Rows) -> NDArray[np.bool_]:
    """Say of which groups every face was skipped, and of which lone faces a reviewer could not say who they are."""
    skipped = np.isin(scene.face_ids[rows], list(scene.skips.identify))
    shy = np.isin(scene.face_ids[rows], [face_id for face_id, _ in scene.skips.confirm])
    all_skipped = np.logical_and.reduceat(skipped, starts)
    return np.asarray(all_skipped | ((sizes == 1) & shy[starts]))


def _draft_confirm(scene: Scene, grids: Grids, i: int) -> Draft:
    rows = grids.rows[grids.starts[i] : grids.ends[i]]
    chances = grids.chances[grids.starts[i] : grids.ends[i]]
    person_id = int(grids.people[i])
    audits = choose_audits(scene, person_id, room=SCREEN - len(rows), beside=set(scene.photo_ids[rows].tolist()))
    asked = zip(_ids(scene, rows), chances.tolist(), strict=True)
    cells = sorted([*asked, *audits], key=lambda cell: (-cell[1], cell[0]))  # nothing tells which of them are checks
    return Draft(
        kind="confirm",
        face_ids=tuple(face_id for face_id, _ in cells),
        chances=tuple(round(chance, 4) for _, chance in cells),
        value=float(grids.values[i]),
        faces=len(rows),
        person_id=person_id,
        audits=audits,
    )


def _draft_identify(scene: Scene, groups: Groups, i: int) -> Draft:
    rows = groups.rows[groups.starts[i] : groups.ends[i]]
    rows = rows[np.lexsort((scene.face_ids[rows], -scene.qualities[rows]))]
    shown = rows[:SCREEN]
    unit = int(scene.units[rows[0]])
    return Draft(
        kind="identify",
        face_ids=_ids(scene, shown),
        chances=(PURE,) * len(shown) if len(shown) > 1 else (1.0,),
        value=float(groups.values[i]),
        faces=len(rows),
        group_id=unit if unit > 0 else None,
        is_tight=bool(scene.is_tight[rows[0]]),
        candidates=_list_candidates(groups.people[i], groups.chances[i], scene.hidden),
        members=_ids(scene, rows),
    )


def _list_candidates(people: Ids, chances: Values, hidden: Collection[int]) -> tuple[tuple[int, float], ...]:
    order = np.argsort(-chances, kind="stable")
    pairs = ((int(people[at]), round(float(chances[at]), 4)) for at in order if chances[at] >= LEAST)
    return tuple(pair for pair in pairs if pair[0] not in hidden)[:CANDIDATES]


def _ids(scene: Scene, rows: Rows) -> tuple[int, ...]:
    return tuple(int(face_id) for face_id in scene.face_ids[rows])
