"""Searches for lines as steps of the undo stack: of one page or a rectangle, and of many pages as one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from seqclr_desktop.collection import Collection
from seqclr_desktop.jobs.job import Done, Progress
from seqclr_desktop.jobs.undo_finding import RedoFinding, UndoFinding
from seqclr_desktop.ui.act_commands import ActCommand, acts_in, keep_in_step, push_made
from seqclr_desktop.ui.actions import Needs
from seqclr_desktop.ui.jobs_view.outcomes import report_words
from seqclr_desktop.ui.page_view.mender import Mender
from seqclr_desktop.ui.text import tr


class Searches(QObject):
    """Follows the jobs that search. `job_wanted(Job)` takes a search back or makes it again.

    `told(title, words)` when that could not be done on all its pages.

    A search of many pages is a step from its first page on, so that what is mended while it goes on comes after it.
    """

    job_wanted = Signal(object)
    told = Signal(str, str)

    def __init__(self, mender: Mender, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mender = mender
        self._collection: Collection | None = None

    def show_collection(self, collection: Collection | None) -> None:
        self._collection = collection

    @property
    def undo_waits(self) -> Needs:
        """What has to wait: everything while a search is taken back or made again, and while it goes on its undoing."""
        stack = self._mender.undo_stack
        if any(act.asked_count for act in acts_in(stack)):
            return Needs.UNDO | Needs.REDO
        last = stack.command(stack.index() - 1) if stack.index() else None
        return Needs.UNDO if isinstance(last, ActCommand) and last.is_being_made else Needs.NOTHING

    def job_progressed(self, job: object, event: object) -> None:
        finding_id = _finding_of(job)
        if finding_id is not None and isinstance(event, Progress) and event.done:
            self._show_reach(finding_id, is_being_made=True)

    def job_ended(self, job: object, outcome: object) -> None:
        finding_id = _finding_of(job)
        if finding_id is not None:
            self._show_reach(finding_id, is_being_made=False)
        elif isinstance(job, UndoFinding | RedoFinding):
            self._keep_in_step(job)
            self._tell(job, outcome)
        elif type(report := outcome.result if isinstance(outcome, Done) else None).__name__ == "FoundAgain":
            self._note_found_again(report)

    def job_withdrawn(self, job: object) -> None:
        """A job was stopped before it began."""
        if isinstance(job, UndoFinding | RedoFinding):
            self._keep_in_step(job)

    # inner -------------------------------------------------------------------------------------------

    def _tell(self, job: UndoFinding | RedoFinding, outcome: object) -> None:
        report: Any = outcome.result if isinstance(outcome, Done) else None
        if report is not None and report.finding.pages_changed < report.finding.page_count:
            self.told.emit(tr(job.title), report_words(report))

    def _note_found_again(self, report: Any) -> None:
        self._mender.note_found_again(report.before, report.after)

    def _show_reach(self, finding_id: int, *, is_being_made: bool) -> None:
        """So many pages are searched; a search that ended without any is no step."""
        if self._collection is None:
            return
        rotations = self._collection.finding_rotations(finding_id)
        known = next((act for act in acts_in(self._mender.undo_stack) if act.act_id == finding_id), None)
        command = known or self._command(self._collection.folder, finding_id)
        command.setText(tr("find lines on {n} page(s)", len(rotations)))
        command.is_being_made = is_being_made
        self._mender.know_pages(rotations)
        if rotations and known is None:
            push_made(self._mender.undo_stack, command)

    def _command(self, folder: Path, finding_id: int) -> ActCommand:
        jobs = (partial(UndoFinding, folder, finding_id), partial(RedoFinding, folder, finding_id))
        return ActCommand("", finding_id, jobs, self.job_wanted.emit)

    def _keep_in_step(self, job: UndoFinding | RedoFinding) -> None:
        collection = self._collection
        if collection is not None:
            keep_in_step(self._mender.undo_stack, job.finding_id, lambda: collection.finding_stands(job.finding_id))


def _finding_of(job: object) -> int | None:
    """The search that a job makes. Told by its name, since its room is heavy."""
    return getattr(job, "finding_id", None) if type(job).__name__ == "FindLines" else None
