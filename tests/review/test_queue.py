"""The whole queue: a reviewer who knows everybody plays it to the end."""

from collections import Counter

import pytest

from factories.libraries import make_library
from kenfolk.people.service import tags_of


def score(database, who: dict) -> tuple[float, float]:
    """Precision and recall of all tags."""
    with database.read() as session:
        names = {face_id: tag.name for face_id, tag in tags_of(session, who).items()}
    right = sum(who[face_id] == name for face_id, name in names.items())
    return right / len(names), right / sum(name is not None for name in who.values())


class TestWholeQueue:
    @pytest.mark.parametrize("spread", [0.35, 0.7])
    def test_names_nearly_everybody_and_nobody_wrong(self, database, play, spread):
        with database.write() as session:
            who = make_library(session, people=[30, 12, 8, 5, 5, 4, 3, 2], strangers=40, spread=spread)

        annotator = play(who)

        precision, recall = score(database, who)
        print(spread, annotator.actions, recall, Counter(q["kind"] for q in annotator.questions))
        assert precision == 1
        assert recall > 0.9
