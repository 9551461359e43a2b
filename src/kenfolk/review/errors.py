"""What review refuses, and why."""

from kenfolk.kit.errors import AppError


class QuestionMissing(AppError):
    """There is no question with the number {id}: ask for the next one."""

    status = 404


class AlreadyAnswered(AppError):
    """This question was answered otherwise before: undo that answer instead of giving another."""

    status = 409


class VerdictUnfit(AppError):
    """The verdict "{verdict}" is no answer to a question of the kind "{kind}"."""

    status = 422


class PersonNeeded(AppError):
    """The answer "person" needs a person_id."""

    status = 422


class NameNeeded(AppError):
    """The answer "new" needs a name."""

    status = 422


class NotInQuestion(AppError):
    """These faces are not in the question: {face_ids}."""

    status = 422


class NothingLeft(AppError):
    """If every face is wrong there is nobody to name: skip the question instead."""

    status = 422


class NotAnswered(AppError):
    """This question has no answer yet that could be taken back."""

    status = 409
