"""Ten pieces of writing, and beside each what looks most like it to the model: does it see letters, or paper?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.training.progress_record import Anchor, WindowPlace
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, colours, theme
from seqclr_desktop.ui.training_view.preview_list import LineFinder
from seqclr_desktop.ui.widgets.card import muted_label

_PICTURE_PX = 44
_WIDEST_PX = 96
_AROUND = 0.5  # of the window's width is shown on either side, faded


class NearestList(QScrollArea):
    """A row for each anchor: the window, then the windows of other lines that are nearest to it."""

    def __init__(self, images: LineImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._anchors: tuple[Anchor, ...] = ()
        self._lines: dict[int, Line] = {}
        self.rows: list[NearestRow] = []
        words = muted_label(
            tr("Ten pieces of writing, and what looks most like each of them on other lines, as it sees it now.")
        )
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(4 * SPACE, 0, 3 * SPACE, 0)
        self._body.setSpacing(3 * SPACE)
        self._body.addWidget(words)
        self._body.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Pieces of writing that look alike to it"))
        images.ready.connect(self._show_images)
        theme().changed.connect(self.update)

    def show_anchors(self, anchors: Sequence[Anchor], find_lines: LineFinder) -> None:
        """Show them; windows of lines that have been removed meanwhile stay empty."""
        if tuple(anchors) == self._anchors:
            return
        self._anchors = tuple(anchors)
        for row in self.rows:
            self._body.removeWidget(row)
            row.deleteLater()
        self.rows = [NearestRow(anchor) for anchor in self._anchors]
        for place, row in enumerate(self.rows):
            self._body.insertWidget(place + 1, row)
        places = [place for anchor in self._anchors for place in (anchor.window, *anchor.nearest)]
        self._lines = {}
        find_lines(list(dict.fromkeys(place.line_id for place in places)), self._show_lines)

    def _show_lines(self, lines: dict[int, Line]) -> None:
        self._lines |= lines
        self._show_images()

    def _show_images(self) -> None:
        for row in self.rows:
            for picture in row.pictures:
                line = self._lines.get(picture.place.line_id)
                picture.show_line(self._images.image(line) if line is not None else None)


class NearestRow(QWidget):
    """One anchor and its neighbours."""

    def __init__(self, anchor: Anchor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = [WindowPicture(place) for place in (anchor.window, *anchor.nearest)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self.pictures[0])
        row.addSpacing(4 * SPACE)
        for picture in self.pictures[1:]:
            row.addWidget(picture)
        row.addStretch(1)
        self.setAccessibleName(tr("A piece of writing and {n} that look like it", len(anchor.nearest)))


class WindowPicture(QWidget):
    """A window of a line, with some of what stands beside it, faded."""

    def __init__(self, place: WindowPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def has_image(self) -> bool:
        return self._image is not None

    def show_line(self, image: QImage | None) -> None:
        """The picture of the whole line; with None the place stays empty until it is there."""
        if image is not self._image:
            self._image = image
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if self._image is None or self._image.isNull():
            return QSize(_PICTURE_PX, _PICTURE_PX)
        seen = self._seen()
        scale = _PICTURE_PX / self._image.height()
        return QSize(max(min(round(seen.width() * scale), _WIDEST_PX), 8), _PICTURE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None or self._image.isNull():
            return
        seen = self._seen()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            scale = min(self.width() / seen.width(), self.height() / seen.height())
            box = QRectF(0, 0, seen.width() * scale, seen.height() * scale)
            painter.drawImage(box, self._image, seen)
            start = (self.place.start * self._image.width() - seen.left()) * scale
            end = (self.place.end * self._image.width() - seen.left()) * scale
            veil = self.palette().window().color()
            veil.setAlphaF(0.6)
            painter.fillRect(QRectF(0, 0, start, box.height()), veil)
            painter.fillRect(QRectF(end, 0, box.width() - end, box.height()), veil)
            painter.setPen(colours().accent)
            painter.drawRect(QRectF(start, 0, end - start, box.height()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _seen(self) -> QRectF:
        """The stretch of the line image that is shown."""
        assert self._image is not None
        around = _AROUND * (self.place.end - self.place.start)
        start, end = max(self.place.start - around, 0.0), min(self.place.end + around, 1.0)
        width = self._image.width()
        return QRectF(start * width, 0, max((end - start) * width, 1.0), self._image.height())
