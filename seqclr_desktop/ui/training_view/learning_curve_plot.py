"""The learning curve drawn: wrong letters against the lines learned from, and how it may go on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from seqclr_desktop.jobs.outlook import Outlook
from seqclr_desktop.training.learning_curve import CurveFit, CurvePoint
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.theme import SPACE, colours, theme
from seqclr_desktop.ui.widgets.wording import percent_words

_ROWS_OF_TEXT = 11
_STEPS = 40  # of the drawn curve
_HEADROOM = 1.15
_MOST_LABELS = 5  # of the axis of wrong letters
_PERCENT_STEPS = (1, 2, 5, 10, 20, 25)


class LearningCurvePlot(QWidget):
    """Dots with their uncertainty, the curve through them, dashed and within its range where nothing was measured.

    Lines grow from left to right in all scripts, each doubling as wide as any other.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[CurvePoint] = ()
        self._fit: CurveFit | None = None
        self._farthest = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Wrong letters against lines learned from"))
        theme().changed.connect(self.update)

    def show_outlook(self, ahead: Outlook) -> None:
        """Draw what `ahead` rests on, as far as its goal."""
        self._points = sorted(ahead.curve, key=lambda point: point.line_count)
        self._fit = ahead.fit if ahead.forecast is not None else None
        goal = ahead.forecast.goal if ahead.forecast is not None else 0.0
        most = max((point.line_count for point in self._points), default=0)
        self._farthest = max(self._fit.lines_for(goal), most) if self._fit is not None else float(most)
        told = [
            tr("{lines} lines: {share}", lines=number(point.line_count), share=percent_words(point.cer))
            for point in self._points
        ]
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, self.fontMetrics().height() * _ROWS_OF_TEXT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axes(painter)
            if self._fit is not None:
                self._paint_fit(painter, self._fit)
            else:
                painter.setPen(QPen(colours().colour("control_border"), 1.5))
                for before, after in pairwise(self._points):
                    painter.drawLine(self._at(before.line_count, before.cer), self._at(after.line_count, after.cer))
            for point in self._points:
                self._paint_point(painter, point)

    def _room(self) -> QRectF:
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance("100 %") + 3 * SPACE
        right = metrics.horizontalAdvance(number(round(self._farthest))) / 2 + SPACE
        below = 1.4 * metrics.height()
        return QRectF(left, SPACE, max(self.width() - left - right, 1.0), max(self.height() - below - 2 * SPACE, 1.0))

    def _at(self, lines: float, cer: float) -> QPointF:
        room, fewest = self._room(), self._points[0].line_count
        across = math.log(lines / fewest) / max(math.log(self._farthest / fewest), 1e-6)
        up = min(cer / self._top, 1.0)
        return QPointF(room.left() + across * room.width(), room.bottom() - up * room.height())

    @property
    def _top(self) -> float:
        """The share of wrong letters at the upper edge."""
        highest = max(point.cer * (1 + point.spread) for point in self._points)
        return max(_HEADROOM * highest, 0.01)

    def _paint_axes(self, painter: QPainter) -> None:
        room, metrics = self._room(), self.fontMetrics()
        painter.setPen(QPen(colours().colour("border"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(colours().colour("muted"))
        for percent in _labels_up_to(100 * self._top):
            y = self._at(self._points[0].line_count, percent / 100).y()
            box = QRectF(0, y - metrics.height() / 2, room.left() - 2 * SPACE, metrics.height())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, f"{percent} %")
        free_from = -math.inf
        for lines in (*(point.line_count for point in self._points), round(self._farthest)):
            words = number(lines)
            width = metrics.horizontalAdvance(words)
            x = self._at(lines, 0).x() - width / 2
            if x > free_from:
                painter.drawText(QPointF(x, room.bottom() + metrics.ascent() + SPACE), words)
                free_from = x + width + SPACE

    def _paint_fit(self, painter: QPainter, fit: CurveFit) -> None:
        known = self._points[-1].line_count
        flattest, steepest = fit.slopes
        low = [self._at(n, fit.cer_at(n, steepest)) for n in self._stretch(known, self._farthest)]
        high = [self._at(n, fit.cer_at(n, flattest)) for n in self._stretch(known, self._farthest)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours().colour("accent", 45))
        painter.drawPolygon(QPolygonF([*low, *reversed(high)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last, style in (
            (self._points[0].line_count, known, Qt.PenStyle.SolidLine),
            (known, self._farthest, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colours().colour("accent"), 2, style))
            painter.drawPolyline(QPolygonF([self._at(n, fit.cer_at(n)) for n in self._stretch(first, last)]))

    def _paint_point(self, painter: QPainter, point: CurvePoint) -> None:
        painter.setPen(QPen(colours().colour("accent"), 1.5))
        ends = (self._at(point.line_count, point.cer * max(1 + sign * point.spread, 0)) for sign in (-1, 1))
        painter.drawLine(*ends)
        painter.setBrush(colours().colour("accent"))
        painter.drawEllipse(self._at(point.line_count, point.cer), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    @staticmethod
    def _stretch(first: float, last: float) -> list[float]:
        return [first * (last / first) ** (step / _STEPS) for step in range(_STEPS + 1)]


def _labels_up_to(percent: float) -> range:
    """Round shares of a hundred, few enough to be read."""
    step = next((step for step in _PERCENT_STEPS if percent / step < _MOST_LABELS), _PERCENT_STEPS[-1])
    return range(step, math.floor(percent) + 1, step)
