"""One plain sentence a decision, for the history, and its parts for sentences in other languages.

The payload holds the names as they were then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kenfolk.people.models import Decision
from kenfolk.people.schemas import PersonRef, Told

SENTENCES = {
    "name": "Named {faces} {name}",
    "confirm": "Confirmed {faces} as {name}",
    "reject": "Said that {faces} {are} not {name}",
    "stranger": "Marked {faces} as {marked}",
    "unsure": "Said that nobody can tell who {faces} {are}",
    "open": "Took names and marks off {faces}",
    "separate": "Said that {faces} {are} not the person of {from_count} {others}",
    "join": "Said that {faces} are one person",
    "merge": "Merged {merged} into {name}",
    "rename": "Renamed {old_name} to {name}",
    "hide": "Hid {name}",
    "show": "Showed {name} again",
    "cover": "Chose a cover for {name}",
    "birth_date": "Noted that {name} was born on {date}",
    "no birth_date": "Forgot when {name} was born",
    "draw_box": "Drew a face",
    "draw_box with name": "Drew a face and named it {name}",
    "move_box": "Moved the box of a face",
    "not_a_face": "Said that {boxes}",
    "undo": "Undid: {text}",
    "redo": "Brought back: {text}",
}


def tell(kind: str, payload: Mapping[str, Any]) -> str:
    """Return what was decided, in words."""
    many = payload.get("count", 1) != 1
    words = {
        "faces": f"{payload.get('count')} faces" if many else "1 face",
        "are": "are" if many else "is",
        "boxes": f"{payload.get('count')} boxes are not faces" if many else "1 box is not a face",
        "marked": "strangers" if many else "a stranger",
        "others": "others" if payload.get("from_count", 1) != 1 else "other",
        "merged": _list(payload.get("names", [])),
    }
    # A row of a later release has an unknown kind: better a word than nothing.
    return SENTENCES.get(_form(kind, payload), kind).format(**{**payload, **words})


def tell_parts(row: Decision, root: Decision, *, before: Sequence[PersonRef]) -> Told:
    """Return what was decided, in parts; `root` is the row itself, or what an undo is about in the end."""
    payload = root.payload
    person_id, name = payload.get("person_id"), payload.get("name")
    return Told(
        form=_form(root.kind, payload).replace(" ", "_"),
        undo=None if row is root else "redo" if row.payload["redoes"] else "undo",
        faces=payload.get("count", 0),
        others=payload.get("from_count", 0),
        person=PersonRef(id=person_id, name=name) if person_id is not None and name is not None else None,
        names=payload.get("names", []),
        old_name=payload.get("old_name"),
        date=payload.get("date"),
        before=list(before),
    )


def _form(kind: str, payload: Mapping[str, Any]) -> str:
    match kind:
        case "draw_box" if payload.get("name"):
            return "draw_box with name"
        case "birth_date" if not payload.get("date"):
            return "no birth_date"
        case "undo" if payload["redoes"]:
            return "redo"
    return kind


def _list(names: list[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
