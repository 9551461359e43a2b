"""The one base of every expected error: a status, a sentence for the person, and data for the program."""

import re
from typing import Any, ClassVar


class AppError(Exception):
    """Something went wrong."""

    # A subclass lives in the room that raises it. Its docstring is the message, filled with the keyword data.
    status: ClassVar[int] = 400
    # Would the same call fail again however often it is repeated? Steps retry only what is not lasting.
    lasting: ClassVar[bool] = True

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence a person reads."""
        return " ".join((type(self).__doc__ or AppError.__doc__ or "").split()).format(**self.data)

    @property
    def code(self) -> str:
        """The name a program switches on: `PhotoMissing` is `photo_missing`."""
        return self.code_name()

    @classmethod
    def code_name(cls) -> str:
        """Return the code of every error of this class."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class NotFound(AppError):
    """There is no {what} with the number {id}."""

    status = 404


class BadCursor(AppError):
    """This cursor does not come from an earlier page: start again without one."""
