"""A text field to search with. Its signs are its own, since those of Qt's fields stay small beside large text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from seqclr_desktop.ui.style_sheet import icon_side_px
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon, icon, theme


class SearchField(QLineEdit):
    """Tells of the two keys a text field has no use for: `down_pressed()`, `escaped()`."""

    down_pressed = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self.clear_button = QToolButton()
        self.clear_button.setProperty("inline", "true")
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.setToolTip(tr("Clear the search"))
        self.clear_button.setAccessibleName(tr("Clear the search"))
        give_icon(self.clear_button, "close", "muted")
        self.clear_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        row.addWidget(self._sign)
        row.addStretch(1)
        row.addWidget(self.clear_button)
        self.clear_button.clicked.connect(self._empty)
        self.textChanged.connect(lambda text: self.clear_button.setVisible(bool(text)))
        theme().changed.connect(self._dress)
        self._dress()

    @property
    def sign_px(self) -> int:
        """The side of the sign."""
        return icon_side_px(self.fontMetrics().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._dress()

    def _dress(self) -> None:
        """Signs as large as the text and in the colours of now, and room for them at both ends."""
        side = QSize(self.sign_px, self.sign_px)
        self._sign.setPixmap(icon("search", "muted").pixmap(side))
        self.clear_button.setIconSize(side)
        room = self.sign_px + SPACE
        self.setTextMargins(room, 0, room, 0)

    def _empty(self) -> None:
        self.clear()
        self.textEdited.emit("")
