"""A label that shortens its text to the room it has, and tells the whole of it on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget


class ElidedLabel(QLabel):
    """One line of plain text, cut with an ellipsis where the room ends. `text()` stays whole."""

    def __init__(
        self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole_text_when_cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole_text_when_cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            # left to itself the style takes side and order of the words from the window's direction
            side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
            forced = Qt.TextFlag.TextForceRightToLeft if self.isRightToLeft() else Qt.TextFlag.TextForceLeftToRight
            flags = int(side | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextSingleLine) | int(forced)
            self.style().drawItemText(
                painter, self.contentsRect(), flags, self.palette(), self.isEnabled(), self.shown_text(),
                self.foregroundRole(),
            )  # fmt: skip

    def shown_text(self) -> str:
        """What can be read at the label's present width."""
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())

    def _tell_whole_text_when_cut(self) -> None:
        self.setToolTip(self.text() if self.shown_text() != self.text() else "")
