"""Acts over many lines or pages in an undo stack: Undo and Redo ask for a job, and the stack follows what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtGui import QUndoCommand, QUndoStack

from seqclr_desktop.jobs.job import Job


class ActCommand(QUndoCommand):
    """One act that has been made. `undoing` and `redoing` make the jobs, which `want` has run.

    While `is_settling`, they ask for nothing: the stack follows what the collection is already. `asked_count` jobs
    have not ended yet. While `is_being_made` the act itself has not.
    """

    def __init__(
        self,
        words: str,
        act_id: int,
        jobs: tuple[Callable[[], Job[Any]], Callable[[], Job[Any]]],
        want: Callable[[Job[Any]], None],
    ) -> None:
        super().__init__(words)
        self.act_id = act_id
        self.asked_count = 0
        self.is_settling = False
        self.is_being_made = False
        self._undoing, self._redoing = jobs
        self._want = want

    def redo(self) -> None:
        self._ask(self._redoing)

    def undo(self) -> None:
        self._ask(self._undoing)

    def _ask(self, make: Callable[[], Job[Any]]) -> None:
        if not self.is_settling:
            self.asked_count += 1
            self._want(make())


def push_made(stack: QUndoStack, command: ActCommand) -> None:
    """Put an act that was made already on the stack, which would have it made."""
    command.is_settling = True
    stack.push(command)
    command.is_settling = False


def acts_in(stack: QUndoStack) -> Iterator[ActCommand]:
    """From the oldest to the newest."""
    for place in range(stack.count()):
        command = stack.command(place)
        if isinstance(command, ActCommand):
            yield command


def keep_in_step(stack: QUndoStack, act_id: int, stands: Callable[[], bool]) -> None:
    """A job that was asked for is over: an act that could not be taken back or made again is what Undo or Redo
    would do, as before.
    """
    for command in acts_in(stack):
        if command.act_id == act_id:
            command.asked_count -= 1
            if command.asked_count == 0:
                _settle(stack, command, stands=stands())


def _settle(stack: QUndoStack, command: ActCommand, *, stands: bool) -> None:
    command.is_settling = True
    if stands and stack.canRedo() and stack.command(stack.index()) is command:
        stack.redo()
    elif not stands and stack.canUndo() and stack.command(stack.index() - 1) is command:
        stack.undo()
    command.is_settling = False
