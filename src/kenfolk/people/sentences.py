"""One plain sentence a decision, for the history. The payload holds the names as they were then."""

from collections.abc import Mapping
from typing import Any


def tell(kind: str, payload: Mapping[str, Any]) -> str:
    """Return what was decided, in words."""
    match kind:
        case "name":
            return f"Named {faces(payload)} {payload['name']}"
        case "confirm":
            return f"Confirmed {faces(payload)} as {payload['name']}"
        case "reject":
            return f"Said that {faces(payload)} {_verb(payload)} not {payload['name']}"
        case "stranger":
            return f"Marked {faces(payload)} as {'a stranger' if payload['count'] == 1 else 'strangers'}"
        case "unsure":
            return f"Said that nobody can tell who {faces(payload)} {_verb(payload)}"
        case "open":
            return f"Took names and marks off {faces(payload)}"
        case "separate":
            return f"Said that {faces(payload)} {_verb(payload)} not who {payload['from_count']} other{'' if payload['from_count'] == 1 else 's'} are"
        case "join":
            return f"Said that {faces(payload)} are one person"
        case "draw_box":
            return f"Drew a face and named it {payload['name']}" if payload.get("name") else "Drew a face"
        case "move_box":
            return "Moved the box of a face"
        case "not_a_face":
            return (
                f"Said that {payload['count']} box{' is not a face' if payload['count'] == 1 else 'es are not faces'}"
            )
        case "undo":
            return f"{'Brought back' if payload['redoes'] else 'Undid'}: {payload['text']}"
    return _tell_of_person(kind, payload)


def _tell_of_person(kind: str, payload: Mapping[str, Any]) -> str:
    match kind:
        case "merge":
            return f"Merged {_list(payload['names'])} into {payload['name']}"
        case "rename":
            return f"Renamed {payload['old_name']} to {payload['name']}"
        case "hide":
            return f"Hid {payload['name']}"
        case "show":
            return f"Showed {payload['name']} again"
        case "cover":
            return f"Chose a cover for {payload['name']}"
        case "birth_date" if payload["date"]:
            return f"Noted that {payload['name']} was born on {payload['date']}"
        case "birth_date":
            return f"Forgot when {payload['name']} was born"
    return kind  # a row of a later release: better a word than nothing


def faces(payload: Mapping[str, Any]) -> str:
    """Return how many faces a decision speaks of."""
    count = payload["count"]
    return "1 face" if count == 1 else f"{count} faces"


def _verb(payload: Mapping[str, Any]) -> str:
    return "is" if payload["count"] == 1 else "are"


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
