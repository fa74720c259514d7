"""What the commands of those who make the bundled models share: their progress and their errors on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from seqclr_desktop.errors import AppError
from seqclr_desktop.jobs.job import Control, Progress

P = ParamSpec("P")


class PrintedProgress(Control):
    """Prints every `every`th step; other events are passed over."""

    def __init__(self, every: int = 1) -> None:
        super().__init__()
        self._every = every

    def show(self, event: object) -> None:
        if isinstance(event, Progress) and event.done % self._every == 0:
            sys.stderr.write(f"{event.done}/{event.total} {event.unit} {event.note}".rstrip() + "\n")
            sys.stderr.flush()


def tells_errors(command: Callable[P, int]) -> Callable[P, int]:
    """The command, but what a person can act upon is told in a sentence, and its exit code is the error's."""

    @wraps(command)
    def told(*given: P.args, **named: P.kwargs) -> int:
        try:
            return command(*given, **named)
        except AppError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_code

    return told
