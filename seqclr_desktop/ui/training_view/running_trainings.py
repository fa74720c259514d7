"""Several trainings one after the other, while they run: which one it is, how long it takes yet, pause and stop."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.ui.text import in_a_row, number, time_left, tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.card import muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.job_controls import JobControls


class RunningTrainings(QWidget):
    """A line of words, a bar, and the controls of the job. Hidden while none runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = Progress(0, 0, "trainings")
        self._now = muted_label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self.controls = JobControls(tr("Stop"))
        controls = FlowLayout()
        controls.addWidget(self.controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * SPACE)
        column.addWidget(self._now)
        column.addWidget(self._bar)
        column.addLayout(controls)
        self.controls.changed.connect(self._tell)
        self.hide()

    def begin(self, control: Control) -> None:
        """A job runs now."""
        self.controls.hold(control)
        self.show()
        self.show_event(Progress(0, 0, "trainings"))

    def show_event(self, event: object) -> None:
        if isinstance(event, Progress):
            self._progress = event
            self._bar.setRange(0, event.total)
            self._bar.setValue(event.done)
            self._tell()

    def end(self) -> None:
        """None runs any more."""
        self.controls.hold(None)
        self.hide()

    def words(self) -> str:
        return self._now.text()

    def _tell(self) -> None:
        words = progress_words(self._progress)
        if self.controls.is_stopping:
            words = tr("Stopping. Trainings that are finished are kept.")
        elif self.controls.is_paused:
            words = tr("Paused. {words}", words=words)
        self._now.setText(words)


def progress_words(progress: Progress) -> str:
    """Where a job of several trainings is."""
    if progress.unit != "trainings" or not progress.total:
        return tr("Getting ready")
    words = tr(
        "Training {number} of {total}",
        number=number(min(progress.done + 1, progress.total)),
        total=number(progress.total),
    )
    return in_a_row((words, time_left(progress.seconds_left)))
