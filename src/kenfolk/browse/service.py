"""Views that other rooms show as they are."""

from kenfolk.browse.faces import faces_as_shown
from kenfolk.browse.schemas import Face, Suggestion

__all__ = ["Face", "Suggestion", "faces_as_shown"]
