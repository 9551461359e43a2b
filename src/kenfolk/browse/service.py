"""Views that other rooms show as they are."""

from kenfolk.browse.faces import faces_as_shown
from kenfolk.browse.schemas import Face, Suggestion
from kenfolk.browse.unnamed import list_known_people, list_named_faces, list_open_faces, list_rejections

__all__ = [
    "Face",
    "Suggestion",
    "faces_as_shown",
    "list_known_people",
    "list_named_faces",
    "list_open_faces",
    "list_rejections",
]
