"""The errors a person may meet, each telling what happened, where, and what to do next.

Anything raised that is not an `AppError` or `Cancelled` is a defect of ours. `cli.main` and
`ui.error_dialogs` are the two places that turn an `AppError` into words for a person.
"""

from __future__ import annotations


class AppError(Exception):
    """Something went wrong that a person can understand and act upon.

    `what` and `advice` are whole sentences in plain English; `where` names the file, page or line.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return " ".join(part for part in (place + self.what, self.advice) if part)


class UsageError(AppError):
    """The command or its options make no sense together."""

    exit_code = 2


class UnreadableFileError(AppError):
    """A picture or a transcription file that cannot be read, or that is refused."""

    exit_code = 3


class CollectionError(AppError):
    """The collection is missing, damaged, made by a newer program, or open elsewhere."""

    exit_code = 4


class StorageError(AppError):
    """The disk is full, or a folder cannot be written."""

    exit_code = 5


class TrainingError(AppError):
    """There is too little to learn from, or the training broke down."""

    exit_code = 6


class UnstableError(TrainingError):
    """The loss is no number any more. Whoever goes on from the saved state comes to the same again."""


class ModelError(AppError):
    """A model file is missing, damaged, or of another kind than the act needs."""

    exit_code = 7


class DeviceError(AppError):
    """The wanted device is not there, or its memory does not suffice."""

    exit_code = 8


class Cancelled(Exception):  # noqa: N818 - an outcome, not an error
    """A person asked to stop. What was finished is kept."""
