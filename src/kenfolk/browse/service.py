"""Views that other rooms show as they are, and what the review queue chooses from."""

from kenfolk.browse.faces import faces_as_shown
from kenfolk.browse.schemas import Face, Suggestion
from kenfolk.browse.unnamed import (
    KnownPerson,
    NamedFace,
    OpenFace,
    list_known_people,
    list_named_faces,
    list_open_faces,
    list_rejections,
)

__all__ = [
    "Face",
    "KnownPerson",
    "NamedFace",
    "OpenFace",
    "Suggestion",
    "faces_as_shown",
    "list_known_people",
    "list_named_faces",
    "list_open_faces",
    "list_rejections",
]
