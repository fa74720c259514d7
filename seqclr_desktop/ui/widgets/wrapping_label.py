"""A label that breaks lines, from right to left as well as from left to right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QStyle, QWidget

_LINE_END = "\u2028"  # how a text layout has it


class WrappingLabel(QLabel):
    """Breaks the lines of plain text; Qt's own label moves those from right to left by the blank they are broken at."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_plain or self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            super().paintEvent(event)
            return
        QFrame.paintEvent(self, event)
        room = self.contentsRect()
        side = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        words, height = self._laid_out(room.width(), side)
        free = room.height() - height
        top = 0.0 if side & Qt.AlignmentFlag.AlignTop else free if side & Qt.AlignmentFlag.AlignBottom else free / 2
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            words.draw(painter, QPointF(room.left(), room.top() + top))

    @property
    def _is_plain(self) -> bool:
        can_be_marked = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        return self.textFormat() is Qt.TextFormat.PlainText and not can_be_marked

    def _laid_out(self, width: int, side: Qt.AlignmentFlag) -> tuple[QTextLayout, float]:
        """The text in lines of that width, and how high they are together."""
        option = QTextOption(side & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setTextDirection(self.layoutDirection())
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        words = QTextLayout(self.text().replace("\n", _LINE_END), self.font(), self)
        words.setTextOption(option)
        words.beginLayout()
        height = 0.0
        while (line := words.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        words.endLayout()
        return words, height
