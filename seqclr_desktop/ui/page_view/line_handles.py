"""The points of the chosen line, drawn as handles of one size at every zoom."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import polyline_length
from seqclr_desktop.layout.line_grips import Grip, GripKind
from seqclr_desktop.ui.theme import colours

HANDLE_PX = 8.0
_ROOM_PX = 14.0  # handles nearer than this cannot be told apart
_MARGIN_PX = 400.0


class LineHandles(QGraphicsItem):
    """Round handles on the baseline, square ones on the outline where there is room for them."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.held: Grip | None = None
        self.setZValue(2)

    def show_line(self, line: Line | None, held: Grip | None = None) -> None:
        self.prepareGeometryChange()
        self.line, self.held = line, held
        self.update()

    def boundingRect(self) -> QRectF:
        if self.line is None:
            return QRectF()
        box = self.line.box
        margin = min(_MARGIN_PX, max(box.width, box.height))
        return QRectF(box.left, box.top, box.width, box.height).adjusted(-margin, -margin, margin, margin)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.line is None:
            return
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        pen = QPen(colours().colour("line"), 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        if has_room_for_outline(self.line, zoom):
            for index, point in enumerate(self.line.polygon):
                self._fill(painter, Grip(GripKind.OUTLINE_POINT, index))
                painter.drawRect(_square(point, 0.8 * HANDLE_PX / zoom))
        for index, point in enumerate(self.line.baseline):
            self._fill(painter, Grip(GripKind.BASELINE_POINT, index))
            painter.drawEllipse(_square(point, HANDLE_PX / zoom))

    def _fill(self, painter: QPainter, grip: Grip) -> None:
        painter.setBrush(colours().colour("line_doubtful" if grip == self.held else "line_tag_text"))


def has_room_for_outline(line: Line, zoom: float) -> bool:
    """Whether the points of the outline can be told apart at this zoom (screen pixels per page pixel)."""
    sides = [polyline_length(pair) for pair in pairwise(line.polygon)]
    return bool(sides) and median(sides) * zoom >= _ROOM_PX


def _square(middle: tuple[float, float], side: float) -> QRectF:
    return QRectF(middle[0] - side / 2, middle[1] - side / 2, side, side)
