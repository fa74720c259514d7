"""The scan upon the canvas; only the part in sight is drawn, from the level that suits the zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from seqclr_desktop.ui.page_view.page_picture import PagePicture
from seqclr_desktop.ui.theme import colours


class PictureItem(QGraphicsItem):
    """The scan in page pixels, a quiet grey until its picture has come."""

    def __init__(self, width_px: int, height_px: int) -> None:
        super().__init__()
        self._box = QRectF(0, 0, width_px, height_px)
        self._picture: PagePicture | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_picture(self, picture: PagePicture) -> None:
        self._picture = picture
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._picture is None:
            painter.fillRect(self._box, colours().colour("hover"))
            return
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        level = self._picture.level_for(zoom * painter.device().devicePixelRatio())
        across, down = level.width() / self._box.width(), level.height() / self._box.height()
        seen = option.exposedRect.intersected(self._box)
        source = QRectF(seen.x() * across, seen.y() * down, seen.width() * across, seen.height() * down)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(seen, level, source)
