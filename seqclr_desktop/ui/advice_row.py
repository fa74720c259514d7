"""The row at the foot of the window with the next useful thing to do; there only when it is useful."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from seqclr_desktop.ui.advice import Advice
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class AdviceRow(QFrame):
    """One sentence, a button to the step it is about, and one to be rid of this kind of advice."""

    step_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "advice")
        self._advice: Advice | None = None
        self._dismissed: set[str] = set()
        self._text = WrappingLabel()
        self._show = QPushButton(tr("Show &me"))
        self._show.setProperty("link", "true")
        self._show.clicked.connect(self._follow)
        self._away = QToolButton()
        give_icon(self._away, "close", "muted")
        self._away.setToolTip(tr("Hide this advice"))
        self._away.setAccessibleName(tr("Hide this advice"))
        self._away.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.addWidget(self._text, 1)
        row.addWidget(self._show)
        row.addWidget(self._away)
        self.hide()

    def show_advice(self, advice: Advice | None, current_step: str) -> None:
        """Show `advice` unless it was dismissed; no button when its step is in sight already."""
        self._advice = advice
        is_wanted = advice is not None and advice.key not in self._dismissed
        self.setVisible(is_wanted)
        if advice is not None:
            self._text.setText(advice.text)
            self._show.setVisible(advice.step.value != current_step)

    def forget_dismissals(self) -> None:
        self._dismissed.clear()

    def text(self) -> str:
        return self._text.text()

    def _follow(self) -> None:
        if self._advice is not None:
            self.step_wanted.emit(self._advice.step.value)

    def _dismiss(self) -> None:
        if self._advice is not None:
            self._dismissed.add(self._advice.key)
        self.hide()
