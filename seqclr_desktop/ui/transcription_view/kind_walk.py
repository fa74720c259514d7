"""Going through lines of one kind: those to transcribe, others of the guide, or the most useful ones."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from seqclr_desktop.collection import LineFilter
from seqclr_desktop.jobs.job import Job, Outcome
from seqclr_desktop.jobs.next_lines import NextReport
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.transcription_view.desk import Desk
from seqclr_desktop.ui.transcription_view.line_guide import LineGuide
from seqclr_desktop.ui.transcription_view.useful_walk import UsefulWalk


class KindWalk(QObject):
    """The way that `guide` says. `job_wanted(FindNextLines)` when useful lines must be found first;
    `found()` when there are some.
    """

    job_wanted = Signal(object)
    found = Signal()

    def __init__(self, guide: LineGuide, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._useful = UsefulWalk(self)
        self._useful.job_wanted.connect(self._look_for_useful)
        self._useful.ended.connect(self._show_useful)

    def begin(self) -> None:
        """Another collection: nothing is known of it."""
        self._useful.begin()

    def job_ended(self, job: Job[object], outcome: Outcome[object]) -> None:
        self._useful.job_ended(job, outcome)

    def following(self, desk: Desk) -> int | None:
        """The next line of the kind one goes through."""
        kind = self._guide.kind
        if kind is None:
            return self._useful.next(desk)
        return desk.next_without_text() if kind is LineFilter.TO_TRANSCRIBE else desk.next_of(kind, +1)

    def neighbour(self, desk: Desk, steps: int) -> int | None:
        """The next line of the kind, or with `steps` below 0 the one before; of useful ones there is only a next."""
        kind = self._guide.kind
        return self.following(desk) if kind is None or steps > 0 else desk.next_of(kind, steps)

    def show_reason(self, line_id: int | None, *, is_all_transcribed: bool) -> None:
        """Why the line was chosen, in the guide, or that none is left."""
        if not self._useful.is_looking:
            done = _all_transcribed() if is_all_transcribed else ""
            self._guide.show_reason(self._useful.reason(line_id) or done)

    # inner -------------------------------------------------------------------------------------------

    def _look_for_useful(self, job: Job[object]) -> None:
        self._guide.show_reason(tr("looking for useful lines…"))
        self.job_wanted.emit(job)

    def _show_useful(self, report: NextReport | None) -> None:
        """The search for useful lines is over; it brings the first, unless it failed."""
        none_left = report is not None and not report.lines
        self._guide.show_reason(_all_transcribed() if none_left else "")
        if report is not None and report.lines:
            self.found.emit()


def _all_transcribed() -> str:
    return tr("every line is transcribed")
