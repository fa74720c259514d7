"""The row above the views: the field in which one searches the whole collection."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.search_field import SearchField

_PAUSE_MS = 150  # between the last key and the search
_WIDTH_IN_LETTERS = 44


class TitleRow(QFrame):
    """Signals: `typed(text)` after a pause in typing, `entered()` by Enter or Down, `left()` by Escape."""

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.field = SearchField()
        self.field.setPlaceholderText(tr("Find in the collection"))
        self.field.setAccessibleName(tr("Find in the collection"))
        self.field.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_IN_LETTERS)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.addStretch(1)
        row.addWidget(self.field, 2)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._tell)
        self.field.textEdited.connect(lambda _text: self._pause.start())
        self.field.returnPressed.connect(self._enter)
        self.field.down_pressed.connect(self._enter)
        self.field.escaped.connect(self._leave)

    def focus_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        self._pause.stop()
        self.field.clear()

    def _tell(self) -> None:
        self._pause.stop()
        self.typed.emit(self.field.text())

    def _enter(self) -> None:
        if self._pause.isActive():
            self._tell()
        self.entered.emit()

    def _leave(self) -> None:
        self.clear()
        self.left.emit()
