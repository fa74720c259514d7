"""The line before or after the current one: seen dimly, so that the eye keeps the thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seqclr_desktop.document import Direction, Line, direction_of
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.line_picture import LinePicture

_PICTURE_PX = 30


class NeighbourLine(QWidget):
    """A small dimmed picture and the text of a line; a click (`wanted`) goes there."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = LinePicture(_PICTURE_PX, is_dimmed=True)
        self._text = ElidedLabel()
        self._text.setProperty("role", "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._picture)
        rows.addWidget(self._text)
        self._picture.clicked.connect(self.wanted)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, line: Line | None, image: QImage | None) -> None:
        """Show `line`, or nothing while keeping the room, so that the lines below do not jump."""
        text = line.best_text if line else ""
        direction = _direction(line, text)
        is_rtl = direction is Direction.RIGHT_TO_LEFT
        self._text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        self._text.setText(text)
        self._picture.show_image(image, direction)
        self.setEnabled(line is not None)

    def text(self) -> str:
        return self._text.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit()


def _direction(line: Line | None, text: str) -> Direction:
    if text:
        return direction_of(text)
    return line.direction if line else Direction.LEFT_TO_RIGHT
