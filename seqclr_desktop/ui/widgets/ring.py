"""A ring that fills: how far a step of the work is, at a glance."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

_FULL_CIRCLE = 360 * 16  # Qt counts sixteenths of a degree
_TWELVE_O_CLOCK = 90 * 16


class ProgressRing(QWidget):
    """A small ring, filled clockwise by `share` (0–1); a tick stands in it when the share is 1."""

    def __init__(self, size_px: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size_px = size_px
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def share(self) -> float:
        return self._share

    def set_share(self, share: float) -> None:
        """Fill the ring to `share`; values outside 0–1 are taken as the nearest of them."""
        share = min(max(share, 0.0), 1.0)
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen_px = max(2.0, self._size_px / 8)
            side = min(self.width(), self.height()) - pen_px
            ring = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            self._stroke(painter, ring, pen_px)
            if self._share == 1.0:
                self._tick(painter, ring, pen_px)

    def _stroke(self, painter: QPainter, ring: QRectF, pen_px: float) -> None:
        groove = self.palette().color(QPalette.ColorRole.WindowText)
        groove.setAlphaF(0.25)
        painter.setPen(QPen(groove, pen_px))
        painter.drawEllipse(ring)
        accent = QPen(self.palette().color(QPalette.ColorRole.Highlight), pen_px)
        accent.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(accent)
        painter.drawArc(ring, _TWELVE_O_CLOCK, -round(_FULL_CIRCLE * self._share))

    def _tick(self, painter: QPainter, ring: QRectF, pen_px: float) -> None:
        def at(x: float, y: float) -> tuple[float, float]:
            return ring.left() + x * ring.width(), ring.top() + y * ring.height()

        pen = QPen(self.palette().color(QPalette.ColorRole.Highlight), pen_px)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        (x1, y1), (x2, y2), (x3, y3) = at(0.28, 0.52), at(0.45, 0.68), at(0.73, 0.34)
        painter.drawLine(round(x1), round(y1), round(x2), round(y2))
        painter.drawLine(round(x2), round(y2), round(x3), round(y3))
