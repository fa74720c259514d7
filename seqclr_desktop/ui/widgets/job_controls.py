"""Pause and stop for a running job, kept in step with what the job is really told."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from seqclr_desktop.jobs.job import Control
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon

_LOOK_EVERY_MS = 300  # the job may also be paused from the list of jobs


class JobControls(QWidget):
    """Two buttons over a `Control`. `changed` when the job was paused, resumed or asked to stop."""

    changed = Signal()

    def __init__(self, stop_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control: Control | None = None
        self._shown = (False, False)
        self._stop_words = stop_words
        self.pause_button = QPushButton()
        self.stop_button = QPushButton()
        give_icon(self.stop_button, "stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.pause_button)
        row.addWidget(self.stop_button)
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.stop_button.clicked.connect(self._stop)
        self._looking = QTimer(self, interval=_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._show(is_paused=False, is_stopping=False)

    def hold(self, control: Control | None) -> None:
        """Steer this job; None when it is over."""
        self._control = control
        if control is None:
            self._looking.stop()
        else:
            self._looking.start()
        self._show(is_paused=self.is_paused, is_stopping=self.is_stopping)

    def set_stop_words(self, words: str) -> None:
        """What stopping means at this point of the job."""
        self._stop_words = words
        self._show(is_paused=self.is_paused, is_stopping=self.is_stopping)

    @property
    def is_paused(self) -> bool:
        return self._control is not None and self._control.is_paused and not self._control.is_stopping

    @property
    def is_stopping(self) -> bool:
        return self._control is not None and self._control.is_stopping

    def _pause_or_resume(self) -> None:
        if self._control is None:
            return
        if self._control.is_paused:
            self._control.resume()
        else:
            self._control.pause()
        self._look()

    def _stop(self) -> None:
        if self._control is not None:
            self._control.stop()
            self._look()

    def _look(self) -> None:
        state = (self.is_paused, self.is_stopping)
        if state != self._shown:
            self._show(is_paused=state[0], is_stopping=state[1])
            self.changed.emit()

    def _show(self, *, is_paused: bool, is_stopping: bool) -> None:
        self._shown = (is_paused, is_stopping)
        self.pause_button.setText(tr("Go on") if is_paused else tr("Pause"))
        give_icon(self.pause_button, "resume" if is_paused else "pause")
        self.stop_button.setText(tr("Stopping…") if is_stopping else self._stop_words)
        for button in (self.pause_button, self.stop_button):
            button.setEnabled(self._control is not None and not is_stopping)
