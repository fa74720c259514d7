"""Two views of one line above each other, with the windows that pretraining contrasts drawn in."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from seqclr_desktop.training.shown_views import ShownView, ShownWindow, ViewPair
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import colours, theme

_GAP_PX = 6
_MOST_SCALE = 1.6
_TALLEST_PX = 64
_VEIL, _TINT, _BORDER = 185, 75, 140  # of 255: left out, looked at, where a window begins and ends


class ViewPicture(QWidget):
    """A pair. The window under the pointer, or reached by the arrow keys, is marked in both views.

    Signal: `window_chosen(number)`, -1 for none.
    """

    window_chosen = Signal(int)

    def __init__(self, pair: ViewPair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pair = pair
        self.chosen = -1
        self._images = [_image(view) for view in (pair.first, pair.second)]
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Two views of a line, {n} window(s) contrasted", len(pair.contrasted)))
        theme().changed.connect(self.update)

    @property
    def _views(self) -> tuple[ShownView, ShownView]:
        return self.pair.first, self.pair.second

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(2 * self._scale(width) * self._height_px + _GAP_PX) + 2

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for place, view in enumerate(self._views):
                box = self._box(place)
                painter.drawImage(box, self._images[place])
                for window in view.windows:
                    self._draw(painter, window, box)
                if self.hasFocus():
                    painter.setPen(colours().colour("control_border"))
                    painter.drawRect(box.adjusted(0, 0, -1, -1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._number_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        self._choose(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: +1}
        step = steps.get(Qt.Key(event.key()))
        numbers = sorted({window.number for view in self._views for window in view.windows})
        if step is None or not numbers:
            super().keyPressEvent(event)
            return
        at = numbers.index(self.chosen) + step if self.chosen in numbers else (0 if step > 0 else len(numbers) - 1)
        self._choose(numbers[max(0, min(at, len(numbers) - 1))])

    def _choose(self, number: int) -> None:
        if number != self.chosen:
            self.chosen = number
            self.window_chosen.emit(number)
            self.update()

    def _draw(self, painter: QPainter, window: ShownWindow, box: QRectF) -> None:
        """Its borders; a veil over what is left out; a frame and a tint for the one that is looked at."""
        scale = box.height() / self._height_px
        place = QRectF(box.left() + window.start_px * scale, box.top(), 0, box.height())
        place.setWidth((window.end_px - window.start_px) * scale)
        is_contrasted = window.number in self.pair.contrasted
        if not is_contrasted:
            painter.fillRect(place, colours().colour("window", _VEIL))
        if window.number == self.chosen:
            painter.fillRect(place, colours().colour("line" if is_contrasted else "muted", _TINT))
        painter.setPen(colours().colour("line" if is_contrasted else "muted", _BORDER))
        painter.drawLine(place.topLeft(), place.bottomLeft())
        painter.drawLine(place.topRight(), place.bottomRight())

    def _number_at(self, point: QPointF) -> int:
        for place, view in enumerate(self._views):
            box = self._box(place)
            if box.contains(point):
                column = (point.x() - box.left()) * self._height_px / box.height()
                return next((w.number for w in view.windows if w.start_px <= column < w.end_px), -1)
        return -1

    def _box(self, place: int) -> QRectF:
        scale = self._scale(self.width())
        image = self._images[place]
        top = place * (scale * self._height_px + _GAP_PX) + 1
        return QRectF(0, top, image.width() * scale, image.height() * scale)

    def _scale(self, width: int) -> float:
        """One for both, so that the wider just fits."""
        widest = max(image.width() for image in self._images)
        return min(width / widest, _MOST_SCALE, _TALLEST_PX / self._height_px)

    @property
    def _height_px(self) -> int:
        return int(self._images[0].height())


def _image(view: ShownView) -> QImage:
    """Dark ink on light paper, in both themes, as scans are."""
    ink = (255 - view.image).copy()
    height, width = ink.shape
    return QImage(ink.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
