"""What the people room refuses, and why."""

from kenfolk.kit.errors import AppError, NotFound

__all__ = ["NotFound"]


class NoFaces(AppError):
    """Choose at least one face."""


class TooManyFaces(AppError):
    """One decision speaks of {limit} faces at most; this one speaks of {count}."""


class TooManyPairs(AppError):
    """These faces make {count} pairs; one decision may make {limit}."""


class BadName(AppError):
    """This is not a name: {reason}."""


class NameTaken(AppError):
    """There is already somebody called {name}. Merge them instead."""

    status = 409


class BadBirthDate(AppError):
    """Nobody in these photos is born on that day: {reason}."""


class SamePerson(AppError):
    """A person cannot be merged into the same person."""


class SameFaces(AppError):
    """A face cannot be kept apart from itself."""


class NotTheirFace(AppError):
    """The cover must be one of the person's own faces."""


class EditedMeanwhile(AppError):
    """Somebody else has spoken of these faces meanwhile: look again before you decide."""

    status = 409


class AlreadyUndone(AppError):
    """This decision is undone already."""

    status = 409


class TooMuchToUndo(AppError):
    """These are {count} decisions about {faces} faces; {limit} about {most_faces} can be undone at once. Choose a shorter time."""

    status = 409


class NoEndToUndo(AppError):
    """Say from when on everything is to be undone."""


class NeverInUse(AppError):
    """Version {version} was never in use: it was no better than the one it was compared with."""

    status = 409
