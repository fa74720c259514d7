"""Taking hold of the chosen line on the page: points, the baseline between them, and the edges of the outline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsScene

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Point
from seqclr_desktop.layout.line_grips import (
    Grip,
    GripKind,
    edge_pull,
    grip_at,
    place_of,
    point_grips,
    pulled,
    without_point,
)
from seqclr_desktop.ui.page_view.canvas_tools import key_step
from seqclr_desktop.ui.page_view.line_handles import LineHandles, has_room_for_outline

_REACH_PX = 7.0  # on the screen
_NUDGE_PX = 3.0


class LineShaper(QObject):
    """Holds the handles of one line.

    Signals: `pulled(line)` while a shape changes; `let_go()` when nothing is pulled any more, whether or not the line
    is then `reshaped(line)`;
    `edge_pulled(above px, below px, is_over)` for the height, which all chosen lines share.
    """

    pulled = Signal(object)
    let_go = Signal()
    reshaped = Signal(object)
    edge_pulled = Signal(float, float, bool)

    def __init__(self, scene: QGraphicsScene, zoom: Callable[[], float]) -> None:
        super().__init__(scene)
        self._scene = scene
        self._zoom = zoom
        self._handles: LineHandles | None = None
        self._line: Line | None = None
        self._grip: Grip | None = None
        self._start: Point = (0.0, 0.0)
        self._here: Point = (0.0, 0.0)
        self._key_grip: Grip | None = None

    def show_line(self, line: Line | None) -> None:
        """The line whose handles are shown; None for no line."""
        is_same = line is not None and self._line is not None and line.id == self._line.id
        self._key_grip = _grip_still_there(line, self._key_grip) if line is not None and is_same else None
        self._line = line
        self._let_go()
        if self._handles is None:
            self._handles = LineHandles()
            self._scene.addItem(self._handles)
        self._draw(line)

    def scene_cleared(self) -> None:
        """The scene has deleted its items."""
        self._handles = self._line = self._grip = self._key_grip = None

    @property
    def is_pulling(self) -> bool:
        return self._grip is not None

    def cursor_at(self, point: QPointF) -> Qt.CursorShape | None:
        """How the pointer should look over a grip."""
        grip = self._grip_at(point)
        if grip is None:
            return None
        return Qt.CursorShape.SizeVerCursor if grip.kind is GripKind.EDGE else Qt.CursorShape.SizeAllCursor

    def press(self, point: QPointF) -> bool:
        """Whether something was taken hold of at `point`."""
        self._grip = self._grip_at(point)
        self._start = self._here = (point.x(), point.y())
        return self._grip is not None

    def move(self, point: QPointF) -> None:
        """The pointer, holding a grip, is at `point` now."""
        if self._line is None or self._grip is None:
            return
        self._here = (point.x(), point.y())
        if self._grip.kind is GripKind.EDGE:
            self.edge_pulled.emit(*edge_pull(self._line, self._start, self._here), False)
        changed = pulled(self._line, self._grip, self._start, self._here)
        self._draw(changed)
        self.pulled.emit(changed)

    def release(self, *, was_dragged: bool) -> None:
        """Let go; a grip that was only clicked changes nothing."""
        grip = self._grip
        self._let_go()
        if self._line is None or grip is None:
            return
        self._draw(self._line)
        if was_dragged and grip.kind is GripKind.EDGE:
            self.edge_pulled.emit(*edge_pull(self._line, self._start, self._here), True)
        elif was_dragged:
            self.reshaped.emit(pulled(self._line, grip, self._start, self._here))

    def next_point(self, steps: int = 1) -> None:
        """Take hold of the next point by key."""
        if self._line is None:
            return
        grips = point_grips(self._line)
        here = grips.index(self._key_grip) if self._key_grip in grips else (-1 if steps > 0 else 0)
        self._key_grip = grips[(here + steps) % len(grips)]
        self._draw(self._line)

    @property
    def holds_point(self) -> bool:
        """Whether keys have taken hold of a point."""
        return self._key_grip is not None

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key did something with the point that keys hold."""
        line, grip = self._line, self._key_grip
        if line is None or grip is None:
            return False
        step = key_step(event, self._zoom() * 16 / _NUDGE_PX)
        if step is not None:
            start = place_of(line, grip)
            self.reshaped.emit(pulled(line, grip, start, (start[0] + step.x(), start[1] + step.y())))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            fewer = without_point(line, grip)
            if fewer is not None:  # the next point is held then: the same key once more must not take the line
                self.reshaped.emit(fewer)
        elif event.key() == Qt.Key.Key_Escape:
            self._key_grip = None
            self._draw(line)
        else:
            return False
        return True

    def _let_go(self) -> None:
        if self._grip is not None:
            self._grip = None
            self.let_go.emit()

    def _grip_at(self, point: QPointF) -> Grip | None:
        if self._line is None:
            return None
        reach = _REACH_PX / self._zoom()
        has_room = has_room_for_outline(self._line, self._zoom())
        return grip_at(self._line, (point.x(), point.y()), reach, outline_points=has_room)

    def _draw(self, line: Line | None) -> None:
        if self._handles is not None:
            self._handles.show_line(line, self._grip or self._key_grip)


def _grip_still_there(line: Line, grip: Grip | None) -> Grip | None:
    """The grip on the line as it is now: on the last point where there are fewer than before."""
    if grip is None:
        return None
    same_kind = [known for known in point_grips(line) if known.kind is grip.kind]
    return same_kind[min(grip.index, len(same_kind) - 1)] if same_kind else None
