"""Going from one useful line to the next: the job that finds some is asked for whenever none is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from seqclr_desktop.jobs.job import Done, Job, Outcome
from seqclr_desktop.jobs.next_lines import FindNextLines, NextReport
from seqclr_desktop.ui.transcription_view.desk import Desk
from seqclr_desktop.ui.transcription_view.useful_queue import QUEUE_LENGTH, UsefulQueue


class UsefulWalk(QObject):
    """`job_wanted(FindNextLines)` when lines must be found; `ended(NextReport or None)` when that is over."""

    job_wanted = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = UsefulQueue()
        self.is_looking = False

    def begin(self) -> None:
        """Another collection: nothing is known of it."""
        self._queue, self.is_looking = UsefulQueue(), False

    def next(self, desk: Desk) -> int | None:
        """The most useful line that is still to be transcribed; None when it must be found first."""
        line_id = self._queue.next(desk.is_open)
        if line_id is None:
            self._look(desk.folder)
        return line_id

    def reason(self, line_id: int | None) -> str:
        """Why the line was chosen; empty for others."""
        return self._queue.reason(line_id)

    def job_ended(self, job: Job[Any], outcome: Outcome[Any]) -> None:
        """Take what the search found, if it was one."""
        if not self.is_looking or not isinstance(job, FindNextLines):
            return
        self.is_looking = False
        report = outcome.result if isinstance(outcome, Done) else None
        if isinstance(report, NextReport):
            self._queue.fill(report.lines)
        self.ended.emit(report)

    def _look(self, folder: Path) -> None:
        if not self.is_looking:
            self.is_looking = True
            self.job_wanted.emit(FindNextLines(folder, QUEUE_LENGTH))
