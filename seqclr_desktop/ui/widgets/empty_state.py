"""What a view shows when there is nothing to show: what is missing, and the step that brings it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.card import heading_label, muted_label

_TEXT_WIDTH = 60  # average characters: a line that is read at one glance
_WIDEST_PX = 600  # at large text the lines become shorter rather than the window wider


class EmptyState(QWidget):
    """A heading, a sentence, and perhaps one button (`wanted` when it is pressed)."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = heading_label()
        self._sentence = muted_label()
        self._button = QPushButton()
        self._button.setProperty("primary", "true")
        self._button.clicked.connect(self.wanted)
        for label in (self._heading, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(min(self.fontMetrics().averageCharWidth() * _TEXT_WIDTH, _WIDEST_PX))
        rows = QVBoxLayout()
        rows.setSpacing(3 * SPACE)
        rows.addStretch(2)
        rows.addWidget(self._heading)
        rows.addWidget(self._sentence)
        rows.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)
        columns = QHBoxLayout(self)  # so that the sentence is asked for its height at the width it gets
        columns.addStretch(1)
        columns.addLayout(rows)
        columns.addStretch(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._button.setFocus(event.reason())

    def show_words(self, heading: str, sentence: str, button: str = "") -> None:
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def words(self) -> str:
        """Heading and sentence as a person reads them."""
        return f"{self._heading.text()} {self._sentence.text()}"
