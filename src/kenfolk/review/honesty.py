"""What was said when a question was asked against what came of it, pure: a point is a face that was shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Check = TypeVar("Check")

FEWEST = 30  # checks in a stretch: fewer say more about chance than about the machine
MOST = 12  # stretches
QUALITIES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
SIZES = (1, 2, 4, 8, 16, 64)  # faces a person had when asked: from one to below the next


@dataclass(frozen=True, eq=False)
class Points:
    """Faces of confirm questions that were answered."""

    face_ids: NDArray[np.int64]
    predicted: NDArray[np.float64]  # the chance that was stated
    right: NDArray[np.bool_]
    examples: NDArray[np.int64]  # how many faces the person had


def list_points(questions: Sequence[tuple[Mapping[str, Any], Sequence[int], str, Mapping[str, Any]]]) -> Points:
    """Return what came of each face of these questions: what was shown, its faces, verdict and answer.

    A face counts as wrong if it was taken out, or if everybody was said to be somebody else. Where both was said, a
    face taken out may yet be the one who was asked for: it is left out.
    """
    rows = [
        (
            face_id,
            shown["chances"][str(face_id)],
            verdict == "yes" and face_id not in answer["wrong"],
            shown["examples"],
        )
        for shown, face_ids, verdict, answer in questions
        for face_id in face_ids
        if str(face_id) in shown["chances"] and (verdict in {"yes", "no"} or face_id not in answer["wrong"])
    ]
    face_ids, predicted, right, examples = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Points(
        np.array(face_ids, np.int64),
        np.array(predicted, np.float64),
        np.array(right, np.bool_),
        np.array(examples, np.int64),
    )


def find_band(values: NDArray[np.number], edges: Sequence[float]) -> NDArray[np.intp]:
    """Return in which band each value lies: from an edge to below the next, the last one with its end."""
    return np.asarray(np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2), np.intp)


def cut_checks(checks: Sequence[Check]) -> list[Sequence[Check]]:
    """Cut checks, oldest first, into stretches of about as many each: what there is tells as much as it can."""
    count = min(MOST, max(1, len(checks) // FEWEST)) if checks else 0
    return [checks[i * len(checks) // count : (i + 1) * len(checks) // count] for i in range(count)]
