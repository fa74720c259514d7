"""One job: its title, how far it is, pause and stop, and at last what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QToolButton, QWidget

from seqclr_desktop.jobs.job import Failed
from seqclr_desktop.ui.job_runner import JobState, WantedJob
from seqclr_desktop.ui.jobs_view.outcomes import outcome_words
from seqclr_desktop.ui.text import in_a_row, time_left, tr
from seqclr_desktop.ui.theme import SPACE, give_icon, sized_font
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


def state_words(wanted: WantedJob) -> str:
    """What a person should know of the job now."""
    if wanted.outcome is not None:
        return outcome_words(wanted.outcome)
    if wanted.state is JobState.RUNNING:
        return in_a_row((wanted.reach.words, time_left(wanted.reach.seconds_left)))
    return {
        JobState.WAITING: tr("Waits for the job before it"),
        JobState.PAUSED: tr("Paused"),
        JobState.STOPPING: tr("Stopping; what is finished is kept"),
    }.get(wanted.state, "")


class JobRow(QFrame):
    """Shows one job and lets it be paused or stopped."""

    stop_wanted = Signal(object)

    def __init__(self, wanted: WantedJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._title = ElidedLabel(tr(wanted.title))
        self._title.setFont(sized_font(self, 1.0, bold=True))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of: {title}", title=tr(wanted.title)))
        self._words = WrappingLabel()
        self._pause = QToolButton()
        self._pause.clicked.connect(self._toggle_pause)
        self._stop = QToolButton()
        give_icon(self._stop, "stop")
        self._stop.setToolTip(tr("Stop; what is finished is kept"))
        self._stop.setAccessibleName(tr("Stop: {title}", title=tr(wanted.title)))
        self._stop.clicked.connect(lambda: self.stop_wanted.emit(self._wanted))
        grid = QGridLayout(self)
        grid.setContentsMargins(4 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._bar, 1, 0)
        grid.addWidget(self._words, 2, 0)
        grid.addWidget(self._pause, 0, 1, 3, 1)
        grid.addWidget(self._stop, 0, 2, 3, 1)
        wanted.changed.connect(self._show)
        self._show()

    def words(self) -> str:
        return self._words.text()

    def _toggle_pause(self) -> None:
        if self._wanted.state is JobState.PAUSED:
            self._wanted.resume()
        else:
            self._wanted.pause()

    def _show(self) -> None:
        state, share = self._wanted.state, self._wanted.reach.share
        self._words.setText(state_words(self._wanted))
        self._words.setProperty("role", "error" if isinstance(self._wanted.outcome, Failed) else "muted")
        self._words.style().polish(self._words)
        is_over = state is JobState.ENDED
        self._bar.setVisible(not is_over)
        is_unknown = share is None and state is JobState.RUNNING
        self._bar.setRange(0, 0 if is_unknown else 1000)
        if not is_unknown:
            self._bar.setValue(round(1000 * (share or 0.0)))
        self._pause.setVisible(state in (JobState.RUNNING, JobState.PAUSED))
        is_paused = state is JobState.PAUSED
        give_icon(self._pause, "resume" if is_paused else "pause")
        verb = tr("Go on") if is_paused else tr("Pause")
        self._pause.setToolTip(verb)
        self._pause.setAccessibleName(f"{verb}: {tr(self._wanted.title)}")
        self._stop.setVisible(not is_over)
        self._stop.setEnabled(state is not JobState.STOPPING)
