"""The scan upon the canvas; only the part in sight is drawn, from the level that suits the zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from seqclr_desktop.ui.page_view.page_picture import PagePicture
from seqclr_desktop.ui.theme import colours

PictureFilter = Callable[[QImage], QImage]


class PictureItem(QGraphicsItem):
    """The scan in page pixels, a quiet grey until its picture has come."""

    def __init__(self, width_px: int, height_px: int) -> None:
        super().__init__()
        self._box = QRectF(0, 0, width_px, height_px)
        self._picture: PagePicture | None = None
        self._look: PictureFilter | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_picture(self, picture: PagePicture) -> None:
        self._picture = picture
        self.update()

    def set_look(self, look: PictureFilter | None) -> None:
        """Show the scan changed by `look`, which is given the part in sight only; None shows it as it is."""
        self._look = look
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
        if self._look is None:
            painter.drawImage(seen, level, source)
            return
        part = source.toAlignedRect().intersected(level.rect())
        target = QRectF(part.x() / across, part.y() / down, part.width() / across, part.height() / down)
        painter.drawImage(target, self._look(level.copy(part)))
