"""How well do groups agree with who people are? Labels and people in, figures out; nothing here depends on the size."""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
ALONE = -1  # a label of faces that are in no group


@dataclass(frozen=True)
class Agreement:
    """Figures of one grouping. People who are there once count for the two F only."""

    pairwise_f: float
    bcubed_f: float
    clusters_per_identity: float  # over how many groups the faces of one person are spread
    names_per_100: float  # groups, and faces alone, that want the name of somebody who is there again
    wrong_singletons_per_identity: float  # faces alone of somebody who is there again
    wrong_per_100: float  # faces in a group that is mostly somebody else

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def compare(labels: Numbers, people: Numbers) -> Agreement:
    """Compare groups with the truth."""
    groups, people = _number(_set_apart(labels)), _number(people)
    cells, faces = np.unique(groups * (people.max() + 1) + people, return_counts=True)
    group, person = np.divmod(cells, people.max() + 1)
    in_group, of_person = np.bincount(groups), np.bincount(people)
    comes_again = of_person > 1
    wanted = of_person[comes_again].sum()
    order = np.lexsort((faces, group))
    largest = order[np.append(group[order][1:] != group[order][:-1], True)]  # the last cell of each group
    wants_name = comes_again[person[largest]]
    return Agreement(
        pairwise_f=_f(_pairs(faces) / max(_pairs(in_group), 1), _pairs(faces) / max(_pairs(of_person), 1)),
        bcubed_f=_f(
            (faces**2 / in_group[group]).sum() / len(groups), (faces**2 / of_person[person]).sum() / len(groups)
        ),
        clusters_per_identity=float(np.bincount(person)[comes_again].mean()),
        names_per_100=float(100 * wants_name.sum() / wanted),
        wrong_singletons_per_identity=float((wants_name & (in_group == 1)).sum() / comes_again.sum()),
        wrong_per_100=float(100 * (in_group - faces[largest])[wants_name].sum() / wanted),
    )


def _set_apart(labels: Numbers) -> Numbers:
    alone = labels == ALONE
    return np.where(alone, labels.max() + 1 + np.arange(len(labels)), labels)


def _number(labels: Numbers) -> Numbers:
    return np.asarray(np.unique(labels, return_inverse=True)[1], np.int64)


def _pairs(sizes: Numbers) -> float:
    return float((sizes * (sizes - 1) / 2).sum())


def _f(precision: float, recall: float) -> float:
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0
