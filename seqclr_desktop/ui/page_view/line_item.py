"""One line drawn upon the page: baseline, outline when selected, and the number of its turn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Polyline
from seqclr_desktop.layout.baseline_frame import as_read
from seqclr_desktop.layout.line_shapes import UNKNOWN_EXTENT_PX, band, distance_in_reaches
from seqclr_desktop.ui.page_view.line_look import LineLook, look_of, reading_start, side_of_start
from seqclr_desktop.ui.theme import colours

_STROKES = {
    LineLook.EMPTY: ("line", 1.5, Qt.PenStyle.SolidLine),
    LineLook.READ: ("line_read", 1.5, Qt.PenStyle.DashDotLine),
    LineLook.WRITTEN: ("line", 1.5, Qt.PenStyle.SolidLine),
    LineLook.DOUBTFUL: ("line_doubtful", 2.0, Qt.PenStyle.DashLine),
    LineLook.UNUSABLE: ("muted", 1.5, Qt.PenStyle.DotLine),
}
_TAG_GAP_PX = 4  # between a line and its number, on the screen
_MARGIN_PX = 12  # around a line, for strokes that keep their width on the screen


def path_of(points: Polyline, *, closed: bool = False) -> QPainterPath:
    """The points as a path in page pixels."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    if closed:
        path.closeSubpath()
    return path


class LineItem(QGraphicsItem):
    """A line of the page in page pixels; strokes keep their width on the screen at any zoom."""

    def __init__(self, line: Line, turn: int, font: QFont) -> None:
        super().__init__()
        self.line = line
        self.turn = turn
        self._baseline, self._outline, self._ground = _paths(line)
        self._is_current = False
        self._is_odd = False
        self._is_being_shaped = False
        self._is_quiet = False
        self.tag = NumberTag(self, turn, font)

    @property
    def is_current(self) -> bool:
        return self._is_current

    def set_current(self, is_current: bool) -> None:
        self._is_current = is_current
        self.setZValue(1 if is_current else 0)
        self.tag.update()
        self.update()

    def show_shape(self, line: Line) -> None:
        """Draw another shape for a while, as when a point is pulled."""
        self._is_being_shaped = True
        self._draw_shape(line)

    def end_shaping(self) -> None:
        """Draw the line's own shape again."""
        if self._is_being_shaped:
            self._is_being_shaped = False
            self._draw_shape(self.line)

    def shows(self, line: Line, turn: int) -> bool:
        """Whether this item is what `line` at this place looks like."""
        return self.line == line and self.turn == turn and not self._is_being_shaped

    def set_odd(self, is_odd: bool) -> None:
        """Mark the line as one to look at."""
        self._is_odd = is_odd
        self.tag.update()
        self.update()

    @property
    def look(self) -> LineLook:
        """How it is drawn: an oddity is told before anything else but that the line is unusable."""
        look = look_of(self.line)
        return LineLook.DOUBTFUL if self._is_odd and look is not LineLook.UNUSABLE else look

    def set_quiet(self, is_quiet: bool) -> None:
        """Only the tag and, when current, the outline: for reading the writing rather than mending lines."""
        self._is_quiet = is_quiet
        self.update()

    def distance_to(self, point: QPointF) -> float:
        """How far `point` is from the baseline: 0 upon it, about 1 at the edge of the line."""
        return distance_in_reaches(self.line, (point.x(), point.y()))

    def boundingRect(self) -> QRectF:
        margin = _MARGIN_PX
        return self.shape().boundingRect().adjusted(-margin, -margin, margin, margin)

    def shape(self) -> QPainterPath:
        return self._ground

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        name, width_px, style = _STROKES[self.look]
        colour = colours().colour(name, 220)
        if self._is_current:
            self._paint_outline(painter, colour)
        if self._is_quiet:
            return
        pen = QPen(colour, width_px + self._is_current, style)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(self._baseline)

    def _draw_shape(self, line: Line) -> None:
        self.prepareGeometryChange()
        self._baseline, self._outline, self._ground = _paths(line)
        self.update()

    def _paint_outline(self, painter: QPainter, colour: QColor) -> None:
        fill = QColor(colour)
        fill.setAlpha(0 if self._is_quiet else 36)
        pen = QPen(colour, 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawPath(self._outline)


def _paths(line: Line) -> tuple[QPainterPath, QPainterPath, QPainterPath]:
    """The baseline, the outline where there is one, and where a click is the line's."""
    baseline = path_of(line.baseline)
    if len(line.polygon) > 2:
        outline = path_of(line.polygon, closed=True)
        return baseline, outline, outline
    return baseline, QPainterPath(), path_of(band(as_read(line), *UNKNOWN_EXTENT_PX), closed=True)


class NumberTag(QGraphicsItem):
    """The line's place in reading order, of one size at every zoom; filled when a person has written its text."""

    def __init__(self, line_item: LineItem, turn: int, font: QFont) -> None:
        super().__init__(line_item)
        self._line_item = line_item
        self._text = ""
        self._is_new = False
        self._font = font
        self._box = QRectF()
        self.set_turn(turn)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(QPointF(*reading_start(line_item.line)))

    def set_turn(self, turn: int, *, is_new: bool = False) -> None:
        """Show another number; a new one is shown filled."""
        self.prepareGeometryChange()
        self._text, self._is_new = str(turn), is_new
        metrics = QFontMetricsF(self._font)
        width = max(metrics.horizontalAdvance(self._text) + 8, metrics.height())
        self._box = _box_beside(side_of_start(self._line_item.line), width, metrics.height())
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look = self._line_item.look
        colour, paper = colours().colour(_STROKES[look][0]), colours().colour("line_tag_text")
        is_full = look is LineLook.WRITTEN or self._line_item.is_current or self._is_new
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.setBrush(colour if is_full else paper)
        painter.drawRoundedRect(self._box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(paper if is_full else colour)
        painter.setFont(self._font)
        painter.drawText(self._box, Qt.AlignmentFlag.AlignCenter, self._text)


def _box_beside(side: tuple[int, int], width: float, height: float) -> QRectF:
    """A box of this size on one side of the origin, on the level of letters that stand there."""
    across, down = side
    left = -width / 2 if not across else _TAG_GAP_PX if across > 0 else -width - _TAG_GAP_PX
    top = -0.75 * height if not down else _TAG_GAP_PX if down > 0 else -height - _TAG_GAP_PX
    return QRectF(left, top, width, height)
