"""Asking for several trainings one after the other, and where they are while they run."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.collection import RunRecord
from seqclr_desktop.jobs.job import Control
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.experiments import MINUTES
from seqclr_desktop.ui.training_view.running_trainings import RunningTrainings
from seqclr_desktop.ui.widgets.card import muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.minutes_box import MinutesBox
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class SeveralTrainings(QWidget):
    """Signals: `start_wanted(minutes of each)`, `resume_wanted(RunRecord)` to go on with those that were cut off.

    `plan_words` says what would begin with so many minutes each, or why nothing can.
    """

    start_wanted = Signal(float)
    resume_wanted = Signal(object)

    def __init__(self, start_words: str, plan_words: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan_words = plan_words
        self._unfinished: RunRecord | None = None
        self._minutes = MinutesBox(MINUTES, tr("for each training"))
        self._plan = muted_label()
        self.start_button = QPushButton(start_words)
        self.resume_button = QPushButton(tr("Go on with the one that was stopped"))
        self._asking = QWidget()
        self.running = RunningTrainings()
        self._place()
        self._minutes.valueChanged.connect(self._tell_plan)
        self.start_button.clicked.connect(lambda: self.start_wanted.emit(self.minutes))
        self.resume_button.clicked.connect(lambda: self.resume_wanted.emit(self._unfinished))

    @property
    def minutes(self) -> float:
        """What each training may take."""
        return float(self._minutes.value())

    def set_minutes(self, minutes: int) -> None:
        self._minutes.setValue(minutes)

    def show_state(self, unfinished: RunRecord | None, *, can_begin: bool, is_busy: bool) -> None:
        """Show what can be asked for; `is_busy` while a training is being made ready."""
        self._unfinished = unfinished
        self._minutes.setEnabled(can_begin)
        self.start_button.setEnabled(can_begin and not is_busy)
        self.resume_button.setVisible(unfinished is not None)
        self.resume_button.setEnabled(not is_busy)
        self._tell_plan()

    def begin(self, control: Control) -> None:
        """They run now."""
        self._asking.hide()
        self.running.begin(control)

    def end(self) -> None:
        """They run no more."""
        self.running.end()
        self._asking.show()

    def words(self) -> str:
        """What is said now."""
        return self._plan.text() if self.running.isHidden() else self.running.words()

    def _tell_plan(self) -> None:
        self._plan.setText(self._plan_words(self.minutes))

    def _place(self) -> None:
        minutes = QHBoxLayout()
        minutes.setSpacing(2 * SPACE)
        minutes.addWidget(self._minutes)
        each = WrappingLabel(tr("for each training"))
        minutes.addWidget(each, 1)
        buttons = FlowLayout()
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.resume_button)
        asking = _column(self._asking)
        asking.setSpacing(3 * SPACE)
        asking.addLayout(minutes)
        asking.addWidget(self._plan)
        asking.addLayout(buttons)
        rows = _column(self)
        rows.addWidget(self._asking)
        rows.addWidget(self.running)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    return column
