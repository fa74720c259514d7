"""The image of the line one works on: enlarged as one likes, moving along with what is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QWidget

from seqclr_desktop.document import Direction
from seqclr_desktop.ui.widgets.line_picture import LinePicture

MOST_ZOOM = 3.0
_STEP = 1.25


class ZoomedPicture(LinePicture):
    """With a zoom of 1 as wide as there is room, like any line picture; larger, its part being read is shown.

    `zoom_wanted(float)` when the wheel is turned with Ctrl; without Ctrl the wheel moves along the line.
    """

    zoom_wanted = Signal(float)

    def __init__(self, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(height_px, parent=parent)
        self._base_height_px = height_px
        self._zoom = 1.0
        self._share = 0.0
        self._moved_px = 0.0  # by the wheel, since the place last followed the text

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """From 1 to `MOST_ZOOM` times the size in which the whole line is seen."""
        self._zoom = min(max(zoom, 1.0), MOST_ZOOM)
        self.updateGeometry()
        self.update()

    def follow(self, share: float) -> None:
        """Bring the place at `share` (0–1) of the line, from where its text begins, to the middle."""
        self._share, self._moved_px = min(max(share, 0.0), 1.0), 0.0
        if self._zoom > 1:
            self.update()

    def show_image(self, image: QImage | None, direction: Direction = Direction.LEFT_TO_RIGHT) -> None:
        if image is not self._image:
            self._moved_px = 0.0
        super().show_image(image, direction)

    def sizeHint(self) -> QSize:
        return QSize(640, round(self._base_height_px * self._zoom))

    def image_box(self) -> QRectF:
        if self._zoom == 1 or self._image is None or self._image.isNull():
            return super().image_box()
        fitting = min(self.width() / self._image.width(), self._base_height_px / self._image.height())
        scale = min(fitting * self._zoom, self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF(self._left(width), self.height() - height, width, height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(self._zoom * _STEP ** (turned.y() / 120))
        elif self._zoom > 1:
            self._move(turned.x() or turned.y())
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def _move(self, pixels: float) -> None:
        before = self.image_box().left()
        self._moved_px += pixels
        self._moved_px += self.image_box().left() - before - pixels  # as far as the line goes
        self.update()

    def _left(self, width: float) -> float:
        """The left edge of an image of this width: a line that ends within the view lies at its edge."""
        is_rtl = self._direction is Direction.RIGHT_TO_LEFT
        room = self.width() - width
        if room >= 0:
            return room if is_rtl else 0.0
        place = (1 - self._share if is_rtl else self._share) * width
        followed = min(max(self.width() / 2 - place, room), 0.0)
        return min(max(followed + self._moved_px, room), 0.0)


def next_zoom(zoom: float, steps: int) -> float:
    """A step larger (`steps` +1) or smaller (-1), within what can be shown."""
    return min(max(zoom * _STEP**steps, 1.0), MOST_ZOOM)
