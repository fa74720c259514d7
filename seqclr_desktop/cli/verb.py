"""What a verb of the terminal is: its options, and a function from them to an answer."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from seqclr_desktop.cli.terminal_progress import TerminalProgress
from seqclr_desktop.errors import Cancelled
from seqclr_desktop.jobs.job import Failed, Job, Stopped, run

ResultT = TypeVar("ResultT")

PARTLY_DONE = 9  # exit code: the work was done, but some files or pages could not be
STOPPED = 130  # exit code: a person pressed Ctrl-C; what was finished is kept


@dataclass(frozen=True)
class Answer:
    """What a verb found or did: `report` for machines, `sentences` for people.

    `opens` are arguments to open the window with afterwards; None leaves it closed.
    """

    report: object
    sentences: tuple[str, ...] = ()
    exit_code: int = 0
    opens: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Call:
    """One use of a verb: its options, and where its progress is told."""

    options: argparse.Namespace
    progress: TerminalProgress

    def result_of(self, job: Job[ResultT]) -> ResultT:
        """Run `job` with its progress shown here. Raises what it raised, or Cancelled when it was stopped."""
        self.progress.begin(job.title)
        outcome = run(job, self.progress)
        self.progress.finish()
        if isinstance(outcome, Failed):
            raise outcome.error
        if isinstance(outcome, Stopped):
            raise Cancelled
        return outcome.result


def outcome_code(*, was_stopped: bool, problems: Sequence[object] = ()) -> int:
    """The exit code of work that came to its end: 0 only if nothing was left out."""
    if was_stopped:
        return STOPPED
    return PARTLY_DONE if problems else 0


class Verb(Protocol):
    """A module of this room that is a verb."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a module's constant

    @property
    def SUMMARY(self) -> str: ...  # noqa: N802 - a module's constant

    def add_options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, call: Call) -> Answer: ...
