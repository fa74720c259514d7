"""The page on the screen: zoom, pan, fit, lines to click, a baseline to draw. It decides nothing.

The picture is read off the window's thread; lines are shown at once. Coordinates of signals are page
pixels. The canvas serves the step Lines and, with `set_dimmed`, the step Transcribe.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from statistics import median

from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.background import Ask
from seqclr_desktop.ui.page_view.line_item import LineItem, path_of
from seqclr_desktop.ui.page_view.page_picture import PagePicture, picture_store
from seqclr_desktop.ui.page_view.picture_item import PictureItem
from seqclr_desktop.ui.text import error_words, tr
from seqclr_desktop.ui.theme import colours, sized_font, theme

_ZOOM_STEP = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.02, 16.0
_MARGIN_PX = 24


class PageCanvas(QGraphicsView):
    """One page with its lines."""

    line_clicked = Signal(int)
    line_double_clicked = Signal(int)
    ground_clicked = Signal()
    baseline_drawn = Signal(object)
    drawing_changed = Signal(bool)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(tr("Page"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page: Page | None = None
        self._picture_item: PictureItem | None = None
        self._items: dict[int, LineItem] = {}
        self._current_id: int | None = None
        self._is_dimmed = False
        self._is_fitted = True
        self._pressed_at = QPointF()
        self._dim_item: QGraphicsPathItem | None = None
        self._draft: QGraphicsPathItem | None = None
        self._draft_start: QPointF | None = None
        self._is_drawing = False
        self._asked: Ask | None = None
        self._message = self._make_message()
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
        return self._current_id

    def show_page(self, page: Page | None, lines: Sequence[Line] = ()) -> None:
        """Show another page, fitted to the window; None empties the canvas."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        self.stop_drawing()
        self._page = page
        self._clear()
        if page is None:
            return
        self._picture_item = PictureItem(page.width_px, page.height_px)
        self.scene().addItem(self._picture_item)
        self.scene().setSceneRect(
            QRectF(0, 0, page.width_px, page.height_px).marginsAdded(self._scene_margins(page.width_px))
        )
        self.setAccessibleName(tr("Page {name}", name=page.name))
        self._show_message("")
        self.show_lines(lines)
        self.fit()
        self._asked = picture_store().want(page, self._show_picture, self._show_failure)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, in reading order, instead of those there were; the selection stays if it can."""
        for item in self._items.values():
            self.scene().removeItem(item)
        font = sized_font(self, 0.85)
        self._items = {
            line.id: LineItem(line, turn, font) for turn, line in enumerate(lines, start=1) if line.id is not None
        }
        for item in self._items.values():
            item.set_quiet(self._is_dimmed)
            self.scene().addItem(item)
        self.select_line(self._current_id if self._current_id in self._items else None)
        self._thin_tags()

    def select_line(self, line_id: int | None, *, centre: bool = False) -> None:
        """Light one line; with `centre` move it into sight."""
        for item_id, item in self._items.items():
            if item.is_current != (item_id == line_id):
                item.set_current(item_id == line_id)
        self._current_id = line_id if line_id in self._items else None
        self._dim()
        self._thin_tags()
        if self._current_id is None:
            self.setAccessibleDescription("")
            return
        current = self._items[self._current_id]
        self.setAccessibleDescription(
            tr("Line {turn} of {count}: {text}", turn=current.turn, count=len(self._items), text=current.line.best_text)
        )
        if centre:
            self.ensureVisible(current.sceneBoundingRect(), _MARGIN_PX, _MARGIN_PX)

    def set_dimmed(self, is_dimmed: bool) -> None:
        """Step everything but the current line back."""
        self._is_dimmed = is_dimmed
        for item in self._items.values():
            item.set_quiet(is_dimmed)
        self._dim()

    # zoom ------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Screen pixels per page pixel."""
        return self.transform().m11()

    def zoom_in(self) -> None:
        self._zoom_by(_ZOOM_STEP)

    def zoom_out(self) -> None:
        self._zoom_by(1 / _ZOOM_STEP)

    def fit(self) -> None:
        """Show the whole page, and keep showing it when the window changes its size."""
        if self._page is None:
            return
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._is_fitted = True
        self._zoomed()

    def fit_width(self) -> None:
        """Make the page as wide as the window."""
        if self._page is None:
            return
        factor = (self.viewport().width() - 4) / self.scene().sceneRect().width()
        self.resetTransform()
        self.scale(factor, factor)
        self._is_fitted = False
        self._zoomed()

    def show_part(self, box: QRectF) -> None:
        """Zoom so that `box` (page pixels) fills the canvas."""
        self.fitInView(box, Qt.AspectRatioMode.KeepAspectRatio)
        self._is_fitted = False
        self._zoomed()

    def _zoom_by(self, factor: float) -> None:
        wanted = min(max(self.zoom * factor, _LEAST_ZOOM), _MOST_ZOOM)
        self.scale(wanted / self.zoom, wanted / self.zoom)
        self._is_fitted = False
        self._zoomed()

    def _zoomed(self) -> None:
        self._thin_tags()
        self.zoom_changed.emit(self.zoom)

    # drawing a baseline ----------------------------------------------------------------------------

    def start_drawing(self) -> None:
        """The next two clicks are the ends of a new baseline; Escape leaves it."""
        if self._page is not None and not self._is_drawing:
            self._is_drawing = True
            self.setDragMode(QGraphicsView.DragMode.NoDrag)
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            self.drawing_changed.emit(True)

    def stop_drawing(self) -> None:
        if not self._is_drawing:
            return
        self._is_drawing = False
        self._draft_start = None
        if self._draft is not None:
            self.scene().removeItem(self._draft)
            self._draft = None
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.drawing_changed.emit(False)

    def _draw_point(self, point: QPointF) -> None:
        if self._draft_start is None:
            self._draft_start = point
            self._draft = QGraphicsPathItem()
            pen = QPen(colours().colour("line"), 3)
            pen.setCosmetic(True)
            self._draft.setPen(pen)
            self._draft.setZValue(2)
            self.scene().addItem(self._draft)
            return
        start = self._draft_start
        self.stop_drawing()
        if start != point:
            self.baseline_drawn.emit(((start.x(), start.y()), (point.x(), point.y())))

    # events ----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        if self._is_drawing and event.button() == Qt.MouseButton.LeftButton:
            self._draw_point(self.mapToScene(event.position().toPoint()))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._draft is not None and self._draft_start is not None:
            here = self.mapToScene(event.position().toPoint())
            start = self._draft_start
            self._draft.setPath(path_of(((start.x(), start.y()), (here.x(), here.y()))))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position() - self._pressed_at).manhattanLength()
        is_click = event.button() == Qt.MouseButton.LeftButton and moved < QApplication.startDragDistance()
        if is_click:
            event.accept()
        if is_click and not self._is_drawing and self._page is not None:
            item = self._line_at(self.mapToScene(event.position().toPoint()))
            if item is None or item.line.id is None:
                self.ground_clicked.emit()
            else:
                self.line_clicked.emit(item.line.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self._line_at(self.mapToScene(event.position().toPoint()))
        if item is not None and item.line.id is not None and not self._is_drawing:
            self.line_double_clicked.emit(item.line.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_by(_ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_by(1 + event.value())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit,
        }
        if event.key() == Qt.Key.Key_Escape and self._is_drawing:
            self.stop_drawing()
        elif event.key() in deeds and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            deeds[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    # inner -----------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.scene().clear()
        self._picture_item = self._dim_item = self._draft = None
        self._items = {}
        self._current_id = None
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

    def _line_at(self, point: QPointF) -> LineItem | None:
        hit = [item for item in self.scene().items(point) if isinstance(item, LineItem)]
        return min(hit, key=lambda item: item.distance_to(point), default=None)

    def _thin_tags(self) -> None:
        """Show every tag when there is room, else only every second, third, …"""
        tops = sorted(item.line.baseline[0][1] for item in self._items.values())
        gaps = [low - high for high, low in pairwise(tops) if low - high > 2]
        pitch_px = median(gaps) * self.zoom if gaps else 100.0
        tag_px = QFontMetricsF(sized_font(self, 0.85)).height()
        every = max(1, ceil(0.9 * tag_px / max(pitch_px, 0.5)))
        for item in self._items.values():
            item.tag.setVisible(item.is_current or (item.turn - 1) % every == 0)

    def _dim(self) -> None:
        if self._dim_item is not None:
            self.scene().removeItem(self._dim_item)
            self._dim_item = None
        item = self._items.get(self._current_id) if self._current_id is not None else None
        if not self._is_dimmed or item is None or self._page is None:
            return
        veil = QPainterPath()
        veil.addRect(QRectF(0, 0, self._page.width_px, self._page.height_px))
        self._dim_item = QGraphicsPathItem(veil.subtracted(item.shape()))
        self._dim_item.setPen(QPen(Qt.PenStyle.NoPen))
        self._dim_item.setBrush(colours().colour("desk", 150))
        self._dim_item.setZValue(0.5)
        self.scene().addItem(self._dim_item)

    def _make_message(self) -> QLabel:
        label = QLabel(self.viewport())
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self.viewport())
        layout.addWidget(label)
        label.hide()
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self.setToolTip("")

    def _take_colours(self) -> None:
        self.setBackgroundBrush(colours().colour("desk"))
        self._dim()
