"""The image of one line, as wide as the view allows, standing on what is below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from seqclr_desktop.document import Direction

_DIMMED = 0.45


class LinePicture(QWidget):
    """Shows a line image scaled to the width there is, at most `height_px` high.

    A line that does not fill the width lies where its text begins: left, or right for right-to-left.
    """

    clicked = Signal()

    def __init__(self, height_px: int, *, is_dimmed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height_px = height_px
        self._is_dimmed = is_dimmed
        self._image: QImage | None = None
        self._message = ""
        self._direction = Direction.LEFT_TO_RIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    def show_image(self, image: QImage | None, direction: Direction = Direction.LEFT_TO_RIGHT) -> None:
        """Show `image`; with None the place stays empty until it is there."""
        self._image, self._direction, self._message = image, direction, ""
        self.update()

    def show_message(self, message: str) -> None:
        """Say in words why there is no image."""
        self._image, self._message = None, message
        self.update()

    @property
    def image(self) -> QImage | None:
        return self._image

    @property
    def message(self) -> str:
        return self._message

    def sizeHint(self) -> QSize:
        return QSize(640, self._height_px)

    def image_box(self) -> QRectF:
        """Where the image lies in the widget."""
        if self._image is None or self._image.isNull():
            return QRectF()
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        left = self.width() - width if self._direction is Direction.RIGHT_TO_LEFT else 0.0
        return QRectF(left, self.height() - height, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.setOpacity(_DIMMED if self._is_dimmed else 1.0)
                painter.drawImage(self.image_box(), self._image)
            elif self._message:
                painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)
