"""How marks look in the field: each kind by its own stroke, colour being only an addition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit

from seqclr_desktop.marks import Mark, MarkKind
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import colours

_WIDE_PX = 100_000.0


class LetterPlaces:
    """Where the letters of a line edit stand, which Qt does not tell; the caret gives the anchor."""

    def __init__(self, field: QLineEdit, text: str | None = None) -> None:
        self._layout = QTextLayout(field.text() if text is None else text, field.font())
        option = QTextOption()
        option.setTextDirection(field.layoutDirection())
        option.setFlags(QTextOption.Flag.IncludeTrailingSpaces)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        self._line = self._layout.createLine()
        self._line.setLineWidth(_WIDE_PX)
        self._layout.endLayout()
        metrics = field.fontMetrics()
        middle = field.rect().center().y()
        self.top, self.bottom = middle - metrics.height() / 2, middle + metrics.height() / 2
        self.baseline = self.top + metrics.ascent()
        self._shift = field.cursorRect().center().x() - self._x(field.cursorPosition())

    def x(self, place: int) -> float:
        """The edge of the letter at `place` at which reading comes to it."""
        return self._x(place) + self._shift

    def boxes(self, start: int, end: int) -> list[QRectF]:
        """The boxes of the letters from `start` to `end`, those that touch made one."""
        found: list[QRectF] = []
        for place in range(start, end):
            left, right = sorted((self.x(place), self.x(place + 1)))
            box = QRectF(left, self.top, right - left, self.bottom - self.top)
            if found and (abs(found[-1].right() - left) < 1 or abs(found[-1].left() - right) < 1):
                found[-1] = found[-1].united(box)
            else:
                found.append(box)
        return found

    def _x(self, place: int) -> float:
        value: Any = self._line.cursorToX(place)  # PySide gives a pair, the second being the place itself
        return float(value[0] if isinstance(value, tuple) else value)


def paint_marks(painter: QPainter, marks: Sequence[Mark], places: LetterPlaces) -> None:
    """Draw every mark over its letters."""
    for mark in marks:
        if mark.start == mark.end:
            _empty_gap(painter, QPointF(places.x(mark.start), places.bottom), places.top)
        for box in places.boxes(mark.start, mark.end):
            _PAINT[mark.kind](painter, box)


def mark_name(kind: MarkKind) -> str:
    """What people call the mark."""
    return {
        MarkKind.UNCLEAR: tr("unclear"),
        MarkKind.GAP: tr("gap"),
        MarkKind.DELETED: tr("struck out"),
        MarkKind.INSERTED: tr("put in later"),
        MarkKind.SUPERSCRIPT: tr("superscript"),
        MarkKind.NOTE: tr("note"),
        MarkKind.LANGUAGE: tr("language"),
        MarkKind.PERSON: tr("person"),
        MarkKind.PLACE: tr("place"),
        MarkKind.TAG: tr("tag"),
    }[kind]


def mark_words(mark: Mark) -> str:
    """What the mark says, with what was noted about it."""
    return f"{mark_name(mark.kind)}: {mark.value}" if mark.value else mark_name(mark.kind)


def wave(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A zigzag under the letters."""
    painter.setPen(QPen(colour, 1.5))
    step, high = 3.0, box.bottom() - 3
    points = [QPointF(box.left() + n * step, high + (n % 2) * 3) for n in range(int(box.width() / step) + 1)]
    painter.drawPolyline(QPolygonF(points))


def _under(style: Qt.PenStyle, colour: str) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(colours().colour(colour), 2, style))
        painter.drawLine(QLineF(box.left() + 1, box.bottom() - 1, box.right() - 1, box.bottom() - 1))

    return paint


def _tint(colour: str, style: Qt.PenStyle) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, colours().colour(colour, 36))
        _under(style, colour)(painter, box)

    return paint


def _unclear(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box, QBrush(colours().colour("warning", 90), Qt.BrushStyle.Dense6Pattern))
    wave(painter, box, colours().colour("warning"))


def _gap(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box, QBrush(colours().colour("error", 150), Qt.BrushStyle.BDiagPattern))


def _empty_gap(painter: QPainter, foot: QPointF, top: float) -> None:
    painter.setPen(QPen(colours().colour("error"), 1.5, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(foot.x(), top, foot.x(), foot.y()))
    painter.setBrush(colours().colour("error"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([foot + QPointF(0, -6), foot + QPointF(-5, 1), foot + QPointF(5, 1)]))


def _deleted(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(colours().colour("error"), 2))
    painter.drawLine(QLineF(box.left(), box.center().y() + 2, box.right(), box.center().y() + 2))


def _inserted(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(colours().colour("ok"), 2))
    low = box.bottom() - 1
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(box.left(), low - 5),
                QPointF(box.left(), low),
                QPointF(box.right(), low),
                QPointF(box.right(), low - 5),
            ]
        )
    )


def _superscript(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(colours().colour("accent"), 2, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(box.left(), box.top() + 1, box.right(), box.top() + 1))


def _note(painter: QPainter, box: QRectF) -> None:
    _under(Qt.PenStyle.SolidLine, "warning")(painter, box)
    corner = box.topRight()
    painter.setBrush(colours().colour("warning"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([corner, corner + QPointF(-7, 0), corner + QPointF(0, 7)]))


_PAINT: dict[MarkKind, Callable[[QPainter, QRectF], None]] = {
    MarkKind.UNCLEAR: _unclear,
    MarkKind.GAP: _gap,
    MarkKind.DELETED: _deleted,
    MarkKind.INSERTED: _inserted,
    MarkKind.SUPERSCRIPT: _superscript,
    MarkKind.NOTE: _note,
    MarkKind.LANGUAGE: _under(Qt.PenStyle.DashLine, "muted"),
    MarkKind.PERSON: _tint("accent", Qt.PenStyle.SolidLine),
    MarkKind.PLACE: _tint("ok", Qt.PenStyle.DashDotLine),
    MarkKind.TAG: _under(Qt.PenStyle.DotLine, "muted"),
}
