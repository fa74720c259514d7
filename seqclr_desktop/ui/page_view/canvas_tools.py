"""What the pointer and the keys do on the page while something is being drawn upon it.

A tool draws its draft into the scene and tells what came of it; the canvas hands it the events. Both
tools can be used by keys alone: arrows move a cross, the space bar sets a point there.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from seqclr_desktop.geometry import Box, bounding_box
from seqclr_desktop.ui.theme import colours

_CROSS_PX = 14
_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_STEP_PX, _FINE_STEP_PX = 16.0, 2.0  # on the screen; fine with Shift


def key_step(event: QKeyEvent, zoom: float) -> QPointF | None:
    """How far an arrow key moves something, in page pixels; None for other keys."""
    way = _STEPS.get(Qt.Key(event.key()))
    if way is None:
        return None
    is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return way * ((_FINE_STEP_PX if is_fine else _STEP_PX) / zoom)


def takes_point_back(event: QKeyEvent) -> bool:
    """Whether the key takes the last point of a drawing back: what is not drawn yet is undone before older acts."""
    return event.key() == Qt.Key.Key_Backspace or event.matches(QKeySequence.StandardKey.Undo)


class CanvasTool(QObject):
    """Collects points. `drawn` carries what was drawn; `ended` comes after that, or when a person gave up."""

    drawn = Signal(object)
    ended = Signal()

    def __init__(self, scene: QGraphicsScene, cross_at: QPointF) -> None:
        super().__init__(scene)
        self.points: list[QPointF] = []
        self._here = cross_at
        self._draft = self._stroke(3)
        self._cross = self._stroke(1.5)
        self._cross.setPath(_cross_path())
        self._cross.setFlag(QGraphicsPathItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self._cross.setPos(cross_at)
        self._cross.hide()
        for item in (self._draft, self._cross):
            item.setZValue(3)
            scene.addItem(item)

    def press(self, point: QPointF) -> None:
        """The pointer was pressed at `point` (page pixels)."""
        self._set_point(point)

    def move(self, point: QPointF) -> None:
        self._cross.hide()
        self._here = point
        self._show_draft()

    def release(self, point: QPointF, *, was_dragged: bool) -> None:
        """A drag from end to end draws at one stroke."""
        if was_dragged and len(self.points) == 1:
            self._set_point(point)
            self.finish()

    def key(self, event: QKeyEvent, zoom: float) -> bool:
        """Whether the tool has used this key."""
        step = key_step(event, zoom)
        if step is not None:
            self._here = self._here + step
            self._cross.setPos(self._here)
            self._cross.show()
            self._show_draft()
        elif event.key() == Qt.Key.Key_Space:
            self._set_point(self._here)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif takes_point_back(event):
            self.points = self.points[:-1]
            self._show_draft()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            return False
        return True

    @property
    def cross_at(self) -> QPointF | None:
        """Where the cross is, while keys move it."""
        return self._here if self._cross.isVisible() else None

    def finish(self) -> None:
        """Tell what was drawn, or nothing when that is too little, and end."""
        raise NotImplementedError

    def give_up(self) -> None:
        scene = self._draft.scene()
        if scene is not None:
            scene.removeItem(self._draft)
            scene.removeItem(self._cross)
            self.ended.emit()

    def _set_point(self, point: QPointF) -> None:
        if not self.points or self.points[-1] != point:
            self.points.append(point)
        self._here = point
        self._show_draft()

    def _show_draft(self) -> None:
        raise NotImplementedError

    def _stroke(self, width_px: float) -> QGraphicsPathItem:
        item = QGraphicsPathItem()
        pen = QPen(colours().colour("line"), width_px)
        pen.setCosmetic(True)
        item.setPen(pen)
        return item

    def _show_path(self, path: QPainterPath) -> None:
        self._draft.setPath(path)


class BaselineTool(CanvasTool):
    """A baseline of two points or more; `drawn` carries them as (x, y)."""

    def finish(self) -> None:
        points = tuple((point.x(), point.y()) for point in self.points)
        self.give_up()
        if len(points) >= 2:
            self.drawn.emit(points)

    def _show_draft(self) -> None:
        path = QPainterPath()
        if self.points:
            path.addPolygon(QPolygonF([*self.points, self._here]))
        self._show_path(path)


class BoxTool(CanvasTool):
    """A rectangle by two corners; `drawn` carries the `Box`."""

    def finish(self) -> None:
        box = self._box()
        self.give_up()
        if box is not None:
            self.drawn.emit(box)

    def _set_point(self, point: QPointF) -> None:
        super()._set_point(point)
        if len(self.points) >= 2:
            self.finish()

    def release(self, point: QPointF, *, was_dragged: bool) -> None:
        if was_dragged and len(self.points) == 1:
            self._set_point(point)

    def _box(self) -> Box | None:
        if len(self.points) < 2:
            return None
        box = bounding_box([(point.x(), point.y()) for point in self.points[:2]])
        return box if box.width > 0 and box.height > 0 else None

    def _show_draft(self) -> None:
        path = QPainterPath()
        if self.points:
            path.addRect(QRectF(self.points[0], self._here).normalized())
        self._show_path(path)


def _cross_path() -> QPainterPath:
    path = QPainterPath()
    for start, end in (((-1, 0), (1, 0)), ((0, -1), (0, 1))):
        path.moveTo(start[0] * _CROSS_PX, start[1] * _CROSS_PX)
        path.lineTo(end[0] * _CROSS_PX, end[1] * _CROSS_PX)
    return path
