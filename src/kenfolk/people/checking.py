"""How often did a human say who a face is? A name that was looked at twice is not doubted any more."""

from collections import Counter
from collections.abc import Collection

from kenfolk.kit.db import ReadSession
from kenfolk.people.ledger import GIVES_TAG, find_active, find_root
from kenfolk.people.store import decisions
from kenfolk.people.store.derived import read_merges

CAREFUL = 2  # a name that was compared with other people's faces counts for two


def count_confirmations(session: ReadSession, face_ids: Collection[int]) -> Counter[tuple[int, int]]:
    """Return how often each (face, person) was said and not taken back."""
    merges = read_merges(session)
    counts = Counter[tuple[int, int]]()
    for face_id, words in decisions.words_of_faces(session, face_ids).items():
        active = find_active(words)
        for word in words:
            person_id = word.payload.get("person_id") if word.kind in GIVES_TAG and word.seq in active else None
            if person_id is not None:
                counts[face_id, find_root(merges, person_id)] += CAREFUL if word.payload.get("checked") else 1
    return counts
