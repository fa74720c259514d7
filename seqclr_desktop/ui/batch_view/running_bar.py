"""The row that shows a batch as it goes: a bar, a few words, pause and stop."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from seqclr_desktop.jobs.job import Control, Progress
from seqclr_desktop.ui.batch_view.saying import progress_words
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.job_controls import JobControls


class RunningBar(QWidget):
    """Hidden unless a job runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self.controls = JobControls(tr("Stop"))
        self.controls.changed.connect(self._tell)
        self._progress = Progress(0, 0, "lines")
        row = QHBoxLayout()
        row.setSpacing(4 * SPACE)
        row.addWidget(self._words, 1)
        row.addWidget(self.controls)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2 * SPACE)
        rows.addLayout(row)
        rows.addWidget(self._bar)
        self.hide()

    def begin(self, control: Control) -> None:
        self.controls.hold(control)
        self.show_progress(Progress(0, 0, "lines"))
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """With an unknown total the bar only says that something is going on."""
        self._progress = progress
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._tell()

    def end(self) -> None:
        self.controls.hold(None)
        self.hide()

    def words(self) -> str:
        return self._words.text()

    def _tell(self) -> None:
        words = progress_words(self._progress)
        if self.controls.is_stopping:
            words = tr("Stopping after this page. {words}", words=words)
        elif self.controls.is_paused:
            words = tr("Paused. {words}", words=words)
        self._words.setText(words)
