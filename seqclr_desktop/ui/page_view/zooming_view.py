"""A view of a scene that is zoomed by wheel, gesture and keys, and fits itself to its window until then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

_ZOOM_STEP = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.02, 16.0


class ZoomingView(QGraphicsView):
    """Zooms and pans over the scene's rectangle; while that is empty there is nothing to fit."""

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._is_fitted = True

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
        if self.scene().sceneRect().isEmpty():
            return
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._is_fitted = True
        self.zoom_changed.emit(self.zoom)

    @property
    def width_zoom(self) -> float:
        """The zoom at which the page is as wide as the window."""
        return max(self.viewport().width() - 4, 1) / max(self.scene().sceneRect().width(), 1.0)

    def fit_width(self, enlarged: float = 1.0) -> None:
        """Make the page as wide as the window, or so many times wider."""
        if not self.scene().sceneRect().isEmpty():
            self._zoom_by(self.width_zoom * enlarged / self.zoom)

    def _zoom_by(self, factor: float) -> None:
        wanted = min(max(self.zoom * factor, _LEAST_ZOOM), _MOST_ZOOM)
        self.scale(wanted / self.zoom, wanted / self.zoom)
        self._is_fitted = False
        self.zoom_changed.emit(self.zoom)

    # events ----------------------------------------------------------------------------------------

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
        if event.key() in deeds and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            deeds[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
