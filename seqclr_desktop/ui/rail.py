"""The rail at the side: the whole navigation. Five steps, each with its count and a ring, and the running job."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QGridLayout, QVBoxLayout, QWidget

from seqclr_desktop.ui.steps import Step, StepState, step_titles
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, colours, sized_font, theme
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.ring import ProgressRing

_RING_PX = 18
_WIDTH_IN_LETTERS = 25  # what stands under a step, as “100 % has text”, is not cut off
_WIDEST_PX = 264


class RailButton(QAbstractButton):
    """A ring, a title, and a quieter line of words under it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.ring = ProgressRing(max(_RING_PX, self.fontMetrics().height()))
        self._title = ElidedLabel(title)
        self._title.setFont(sized_font(self, 1.0, bold=True))
        self._words = ElidedLabel()
        self._words.setProperty("role", "muted")
        self._words.setFont(sized_font(self, 0.9))
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.ring, 0, 0)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._words, 1, 1)
        for child in (self.ring, self._title, self._words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_state(self, share: float, words: str, sentence: str) -> None:
        """Fill the ring to `share` (0–1); `sentence` is what a screen reader says and hovering shows."""
        self.ring.set_share(share)
        self._words.setText(words)
        self.setToolTip(sentence)
        title = self._title.text()
        self.setAccessibleName(f"{title}: {sentence}" if sentence else title)

    def words(self) -> str:
        return self._words.text()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def sizeHint(self) -> QSize:
        return self._grid.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            box = self.rect().adjusted(SPACE, 1, -SPACE, -1)
            if self.isChecked() or self.underMouse():
                painter.setBrush(colours().colour("accent_soft" if self.isChecked() else "hover"))
                painter.drawRoundedRect(box, 6, 6)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(colours().colour("accent"))
                painter.drawRoundedRect(box, 6, 6)


class Rail(QFrame):
    """The steps and the running job. Arrow keys go from step to step."""

    step_wanted = Signal(str)
    jobs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(tr("Steps of the work"))
        self.setFixedWidth(min(self.fontMetrics().averageCharWidth() * _WIDTH_IN_LETTERS, _WIDEST_PX))
        self._group = QButtonGroup(self)
        self._buttons: dict[Step, RailButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 3 * SPACE, 0, 2 * SPACE)
        rows.setSpacing(SPACE)
        self._name = ElidedLabel()
        self._name.setFont(sized_font(self, 1.0, bold=True))
        self._name.setContentsMargins(4 * SPACE, 0, 2 * SPACE, SPACE)
        rows.addWidget(self._name)
        for step, title in step_titles().items():
            rows.addWidget(self._make_button(step, title))
        rows.addStretch(1)
        self._job = self._make_job_row()
        rows.addWidget(self._job)
        theme().changed.connect(self.update)

    def button(self, step: Step) -> RailButton:
        return self._buttons[step]

    @property
    def job_row(self) -> RailButton:
        return self._job

    def show_name(self, name: str) -> None:
        self._name.setText(name)

    def show_states(self, states: Mapping[Step, StepState]) -> None:
        for step, state in states.items():
            self._buttons[step].show_state(state.share, state.words, state.sentence)

    def choose(self, step: Step) -> None:
        self._buttons[step].setChecked(True)

    def show_job(self, title: str, share: float | None, words: str) -> None:
        """Show the running job; an empty title hides the row."""
        self._job.setVisible(bool(title))
        if title:
            self._job.set_title(title)
            self._job.show_state(share or 0.0, words, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        buttons = list(self._buttons.values())
        here = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if event.key() in moves and here is not None:
            there = buttons[(here + moves[Qt.Key(event.key())]) % len(buttons)]
            there.click()
            there.setFocus(Qt.FocusReason.TabFocusReason)  # the step takes the focus otherwise
        else:
            super().keyPressEvent(event)

    def _make_button(self, step: Step, title: str) -> RailButton:
        button = RailButton(title)
        button.setCheckable(True)
        button.setObjectName(f"step_{step.value}")
        button.clicked.connect(lambda: self.step_wanted.emit(step.value))
        self._group.addButton(button)
        self._buttons[step] = button
        return button

    def _make_job_row(self) -> RailButton:
        row = RailButton(tr("Jobs"))
        row.setObjectName("running_job")
        row.clicked.connect(self.jobs_wanted)
        row.hide()
        return row
