"""The page on the screen: zoom, pan, fit, lines to click, to draw and to pull at. It decides nothing.

The picture is read off the window's thread; lines are shown at once. Coordinates of signals are page
pixels. The canvas serves the step Lines (`set_mending`) and, with `set_dimmed`, the step Transcribe.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.background import Ask
from seqclr_desktop.ui.page_view.canvas_message import CanvasMessage
from seqclr_desktop.ui.page_view.canvas_tools import BaselineTool, BoxTool, CanvasTool, takes_point_back
from seqclr_desktop.ui.page_view.line_shaper import LineShaper
from seqclr_desktop.ui.page_view.lines_on_page import LinesOnPage
from seqclr_desktop.ui.page_view.page_picture import PagePicture, picture_store
from seqclr_desktop.ui.page_view.picture_item import PictureFilter, PictureItem
from seqclr_desktop.ui.page_view.zooming_view import ZoomingView
from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.theme import colours, theme

_MARGIN_PX = 24
_LEAST_PULL_PX = 3  # what is held at a handle is pulled finer than pages are pushed about
_TOOL_KEYS = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Escape,
}


class PageCanvas(ZoomingView):
    """One page with its lines.

    Signals that tell more than their names: `line_added(line id)` a click that adds to the choice or takes
    from it; `baseline_drawn(points)`; `box_drawn(Box)`; `drawing_changed(is drawing a baseline, is drawing a box)`;
    `line_pulled(line)` while a line changes its shape, `line_reshaped(line)` at the end of it;
    `height_changed(above px, below px)` for all chosen lines.
    """

    line_clicked = Signal(int)
    line_added = Signal(int)
    line_double_clicked = Signal(int)
    ground_clicked = Signal()
    baseline_drawn = Signal(object)
    box_drawn = Signal(object)
    drawing_changed = Signal(bool, bool)
    line_pulled = Signal(object)
    line_reshaped = Signal(object)
    height_changed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(tr("Page"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "page")
        self._page: Page | None = None
        self._picture_item: PictureItem | None = None
        self._lines = LinesOnPage(self.scene(), self)
        self._is_mending = False
        self._look: PictureFilter | None = None
        self._pressed_at = QPointF()
        self._tool: CanvasTool | None = None
        self._pointer_at: QPointF | None = None
        self._shaper = LineShaper(self.scene(), lambda: self.zoom)
        self._shaper.pulled.connect(self._show_pulled)
        self._shaper.let_go.connect(self._lines.end_shaping)
        self._shaper.reshaped.connect(self.line_reshaped)
        self._shaper.edge_pulled.connect(self._pull_edges)
        self._asked: Ask | None = None
        self._message = CanvasMessage(self.viewport())
        self.zoom_changed.connect(self._lines.thin_tags)
        theme().changed.connect(self._take_colours)
        self._take_colours()

    @property
    def page(self) -> Page | None:
        return self._page

    def message(self) -> str:
        """What is said in the place of a scan that cannot be shown; else empty."""
        return self._message.text()

    @property
    def current_line_id(self) -> int | None:
        return self._lines.current_id

    def show_page(self, page: Page | None, lines: Sequence[Line] = ()) -> None:
        """Show another page, fitted to the window; None empties the canvas."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        self.stop_drawing()
        self._page = page
        self._pointer_at = None
        self._clear()
        if page is None:
            self.scene().setSceneRect(QRectF())
            return
        page_box = QRectF(0, 0, page.width_px, page.height_px)
        self._lines.begin_page(page_box)
        self._picture_item = PictureItem(page.width_px, page.height_px)
        self._picture_item.set_look(self._look)
        self.scene().addItem(self._picture_item)
        self.scene().setSceneRect(page_box.marginsAdded(self._scene_margins(page.width_px)))
        self.setAccessibleName(tr("Page {name}", name=page.name))
        self._show_message("")
        self.show_lines(lines)
        self.fit()
        self._asked = picture_store().want(page, self._show_picture, self._show_failure)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, in reading order, instead of those there were; the choice stays if it can."""
        self._lines.show(lines)
        self.select_lines(self._lines.chosen_ids, self._lines.current_id)

    def show_turns(self, turns: dict[int, int] | None) -> None:
        """Number the lines otherwise for a while; None gives them their places again."""
        self._lines.show_turns(turns)
        self._lines.thin_tags(self.zoom)

    def show_odd(self, line_ids: Collection[int]) -> None:
        """Mark the lines that should be looked at."""
        self._lines.show_odd(line_ids)

    def show_ghost(self, line: Line | None) -> None:
        """The shape of a line that is no longer on the page, with a stroke of its own; None for none."""
        place = self._lines.show_ghost(line)
        if place is not None:
            self.ensureVisible(place, _MARGIN_PX, _MARGIN_PX)

    def select_line(self, line_id: int | None, *, centre: bool = False) -> None:
        """Light one line; with `centre` move it into sight."""
        self.select_lines(() if line_id is None else (line_id,), line_id, centre=centre)

    def select_lines(self, line_ids: Sequence[int], current: int | None, *, centre: bool = False) -> None:
        """Light several lines, of which `current` is the one whose points can be pulled."""
        self._lines.choose(line_ids, current)
        self._lines.thin_tags(self.zoom)
        self._show_handles()
        item = self._lines.current
        if item is None:
            self.setAccessibleDescription("")
            return
        self.setAccessibleDescription(
            tr("Line {turn} of {count}: {text}", turn=item.turn, count=len(self._lines), text=item.line.best_text)
        )
        if centre:
            self.ensureVisible(item.sceneBoundingRect(), _MARGIN_PX, _MARGIN_PX)

    @property
    def chosen_line_ids(self) -> tuple[int, ...]:
        """The lit lines, in the order in which they were chosen."""
        return self._lines.chosen_ids

    def set_mending(self, is_mending: bool) -> None:
        """Let a person take hold of the chosen line."""
        self._is_mending = is_mending
        self.viewport().setMouseTracking(True)
        self._show_handles()

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Step everything but the current line back."""
        self._lines.set_dimmed(is_dimmed)

    def set_look(self, look: PictureFilter | None) -> None:
        """Show scans changed by `look` from now on; None shows them as they are."""
        self._look = look
        if self._picture_item is not None:
            self._picture_item.set_look(look)

    # drawing and pulling ---------------------------------------------------------------------------

    def start_drawing(self) -> None:
        """The next clicks are the points of a new baseline; Enter ends it, Escape leaves it."""
        if not isinstance(self._tool, BaselineTool):
            self._begin(BaselineTool, self.baseline_drawn.emit)

    def start_box(self) -> None:
        """The next drag, or the next two clicks, are corners of a rectangle; Escape leaves it."""
        if not isinstance(self._tool, BoxTool):
            self._begin(BoxTool, self.box_drawn.emit)

    def stop_drawing(self) -> None:
        if self._tool is not None:
            self._tool.give_up()

    @property
    def is_drawing(self) -> bool:
        return self._tool is not None

    @property
    def pointer_at(self) -> QPointF | None:
        """Where on the page the pointer is; None once keys have been used instead, and off the page."""
        return self._pointer_at if self.viewport().underMouse() else None

    def forget_pointer(self) -> None:
        """A person has gone on by keys: what the pointer happens to rest on no longer counts."""
        self._pointer_at = None

    def line_id_at(self, point: QPointF) -> int | None:
        """The line at a point of the page."""
        item = self._lines.at(point)
        return item.line.id if item is not None else None

    def next_point(self, steps: int = 1) -> None:
        """Take hold of the next point of the chosen line by key."""
        self._shaper.next_point(steps)

    def _begin(self, kind: type[CanvasTool], drawn: Callable[[object], None]) -> None:
        self.stop_drawing()
        if self._page is None:
            return
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        self._tool = kind(self.scene(), seen.intersected(self.scene().sceneRect()).center())
        self._tool.drawn.connect(drawn)
        self._tool.ended.connect(self._end_drawing)
        self.setDragMode(QGraphicsView.DragMode.NoDrag)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._show_handles()
        self.drawing_changed.emit(isinstance(self._tool, BaselineTool), isinstance(self._tool, BoxTool))

    def _end_drawing(self) -> None:
        if self._tool is not None:
            self._tool.deleteLater()
            self._tool = None
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self._show_handles()
        self.drawing_changed.emit(False, False)

    def _show_handles(self) -> None:
        item = self._lines.current
        is_shown = self._is_mending and item is not None and self._tool is None
        self._shaper.show_line(item.line if is_shown and item is not None else None)

    def _show_pulled(self, line: Line) -> None:
        item = self._lines.item(line.id)
        if item is not None:
            item.show_shape(line)
        self.line_pulled.emit(line)

    def _pull_edges(self, above_px: float, below_px: float, is_over: bool) -> None:
        if is_over:
            self.height_changed.emit(above_px, below_px)
        else:
            self._lines.show_heights(above_px, below_px)

    # events ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        point = self.mapToScene(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._tool is not None:
            self._tool.press(point)
        elif event.button() != Qt.MouseButton.LeftButton or not self._shaper.press(point):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._pointer_at = self.mapToScene(event.position().toPoint())
        if self._tool is not None:
            self._tool.move(point)
        elif self._shaper.is_pulling:
            if self._was_dragged(event, _LEAST_PULL_PX):
                self._shaper.move(point)
            return
        elif not event.buttons():
            self._show_cursor(point)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = self.mapToScene(event.position().toPoint())
        was_dragged = self._was_dragged(event)
        was_pulling = self._shaper.is_pulling
        if self._tool is not None:
            self._tool.release(point, was_dragged=was_dragged)
            return
        if was_pulling:
            was_dragged = self._was_dragged(event, _LEAST_PULL_PX)
            self._shaper.release(was_dragged=was_dragged)
        else:
            super().mouseReleaseEvent(event)
        is_click = event.button() == Qt.MouseButton.LeftButton and not was_dragged
        if is_click and self._page is not None:
            event.accept()
            self._click(point, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = self.mapToScene(event.position().toPoint())
        if self._tool is not None:
            self._tool.press(point)
            if self._tool is not None:
                self._tool.finish()
            return
        item = self._lines.at(point)
        if item is not None and item.line.id is not None:
            self.line_double_clicked.emit(item.line.id)

    def _was_dragged(self, event: QMouseEvent, least_px: int | None = None) -> bool:
        least = QApplication.startDragDistance() if least_px is None else least_px
        return (event.position() - self._pressed_at).manhattanLength() >= least

    def _click(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        line_id = self.line_id_at(point)
        if line_id is None:
            self.ground_clicked.emit()
        elif modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self.line_added.emit(line_id)
        else:
            self.line_clicked.emit(line_id)

    def _show_cursor(self, point: QPointF) -> None:
        shape = self._shaper.cursor_at(point)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if shape is None else shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._used_by_tool(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """While something is drawn or held, its keys come here rather than to the shortcuts of the view."""
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def _wants(self, event: QKeyEvent) -> bool:
        """Whether the key is for what is drawn or held just now."""
        if self._tool is not None and takes_point_back(event):
            return True
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        return event.key() in _TOOL_KEYS and is_plain and (self._tool is not None or self._shaper.holds_point)

    def _used_by_tool(self, event: QKeyEvent) -> bool:
        if self._tool is not None:
            return self._tool.key(event, self.zoom)
        return self._shaper.key(event)

    # inner -----------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self._shaper.scene_cleared()
        self.scene().clear()
        self._picture_item = None
        self._lines.begin_page(QRectF())
        self._show_message("")

    def _scene_margins(self, width_px: int) -> QMarginsF:
        margin = max(width_px * 0.04, _MARGIN_PX)
        return QMarginsF(margin, margin / 2, margin, margin / 2)

    def _show_picture(self, picture: PagePicture) -> None:
        self._asked = None
        if self._picture_item is not None:
            self._picture_item.show_picture(picture)

    def _show_failure(self, error: Exception) -> None:
        self._asked = None
        self._show_message(tr(error.what) if isinstance(error, AppError) else tr("This scan cannot be shown."))
        self.setToolTip(error_words(error))

    def _show_message(self, text: str) -> None:
        self._message.say(text)
        self.setToolTip("")

    def _take_colours(self) -> None:
        self.setBackgroundBrush(colours().colour("desk"))
        self._lines.draw_veil()
