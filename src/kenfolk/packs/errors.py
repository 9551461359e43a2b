"""What can go wrong with model packs, in the words a person reads."""

from kenfolk.kit.errors import AppError


class UnknownPack(AppError):
    """There is no model pack called {name}. There are: {known}."""

    status = 404


class BrokenManifest(AppError):
    """The description of the model pack {name} can't be used: {reason}."""


class PackNotReady(AppError):
    """The model pack {name} isn't here yet, and nothing can be recognised without it. Get it with: kenfolk models pull {name}"""

    status = 409
    lasting = False


class PackUnusable(AppError):
    """The model pack {name} is here, but can't be loaded ({reason}). Mend it with: kenfolk models pull {name}"""

    status = 503
    lasting = False


class PullFailed(AppError):
    """{what} could not be fetched: {reason}"""

    status = 502
    lasting = False


class WrongHash(AppError):
    """{what} isn't the file that this pack was made with (its sha256 is {found}, not {expected}). It was not used."""

    status = 502


class BuildFailed(AppError):
    """The model pack {name} could not be built: {reason}"""

    status = 500


class HomeUnusable(AppError):
    """The model packs can't be kept in {home}: {reason}"""

    status = 507
    lasting = False


class PackFileUnwritable(AppError):
    """{file} can't be written: {reason}"""


class BadPackFile(AppError):
    """{file} isn't a model pack file that can be imported: {reason}"""
