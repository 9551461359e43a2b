"""Views that other rooms show as they are, and what the review queue chooses from."""

from kenfolk.browse.covers import find_covers
from kenfolk.browse.doubt_queries import count_tags
from kenfolk.browse.faces import faces_as_shown, get_face
from kenfolk.browse.people import find_people
from kenfolk.browse.photos import list_photos_that, photos_as_shown
from kenfolk.browse.schemas import Face, Suggestion
from kenfolk.browse.states import FaceStates, count_face_states, count_named, count_shown
from kenfolk.browse.suggested import Suggested, find_last_thoughts, list_suggested, walk_people
from kenfolk.browse.tallies import read_stamp
from kenfolk.browse.timeline import count_all_months, count_months, get_bucket, is_taken_in
from kenfolk.browse.unnamed import (
    KnownPerson,
    OpenFace,
    count_grouped,
    list_changed_faces,
    list_grouped,
    list_known_people,
    list_merged,
    list_named_in_photos,
    list_open_faces,
    list_photos_of,
    list_rejections,
    newest_change,
    sum_missing_photos,
)

__all__ = [
    "Face",
    "FaceStates",
    "KnownPerson",
    "OpenFace",
    "Suggested",
    "Suggestion",
    "count_all_months",
    "count_face_states",
    "count_grouped",
    "count_months",
    "count_named",
    "count_shown",
    "count_tags",
    "faces_as_shown",
    "find_covers",
    "find_last_thoughts",
    "find_people",
    "get_bucket",
    "get_face",
    "is_taken_in",
    "list_changed_faces",
    "list_grouped",
    "list_known_people",
    "list_merged",
    "list_named_in_photos",
    "list_open_faces",
    "list_photos_of",
    "list_photos_that",
    "list_rejections",
    "list_suggested",
    "newest_change",
    "photos_as_shown",
    "read_stamp",
    "sum_missing_photos",
    "walk_people",
]
