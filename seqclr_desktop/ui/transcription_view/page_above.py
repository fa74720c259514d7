"""The page over the line strip: the current line lit, all else stepped back.

A person may zoom; then the page keeps its zoom from line to line and from page to page, and moves along with the
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seqclr_desktop.document import Direction, Line, Page
from seqclr_desktop.ui.page_view.line_look import look_of
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.transcription_view.picture_look import PLAIN, PictureLook, filtered
from seqclr_desktop.ui.transcription_view.reading_place import shown_direction

_LEAST_HEIGHT_PX = 80


class PageAbove(QWidget):
    """The page canvas as wide as the view, scrolled to the current line. `line_wanted` on a click on a line."""

    line_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = PageCanvas(self)
        self.canvas.set_dimmed(True)
        self.canvas.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it fits, until one zooms
        self.canvas.line_clicked.connect(self.line_wanted)
        self._page: Page | None = None
        self._drawn: Sequence[object] = ()
        self._line: Line | None = None
        self._share = 0.0
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.canvas)

    def show_line(self, page: Page | None, lines: Sequence[Line], line: Line | None) -> None:
        """Show `page` (drawn anew only when it or its lines changed) with `line` lit and in the middle."""
        drawn = [(line.id, line.baseline, line.polygon, look_of(line)) for line in lines]
        if _picture_of(page) != _picture_of(self._page):
            enlarged = self.canvas.zoom / self.canvas.width_zoom if self._page is not None else 1.0
            self._page, self._drawn = page, drawn
            self.canvas.show_page(page, lines)
            self.canvas.fit_width(enlarged)
        elif self._drawn != drawn:
            self._drawn = drawn
            self.canvas.show_lines(lines)
        self._line, self._share = line, 0.0
        self.canvas.select_line(line.id if line else None)
        self._bring_line_to_the_middle()

    def follow(self, share: float) -> None:
        """Bring the place at `share` (0–1) of the line into sight, from where its text begins."""
        self._share = share
        if self._line is not None and self._line.box.width * self.canvas.zoom > self.canvas.viewport().width():
            self.canvas.ensureVisible(QRectF(self._place(), QSizeF(1, 1)), self.canvas.viewport().width() // 3, 0)

    def set_look(self, look: PictureLook) -> None:
        """Show the scan with this brightness and contrast."""
        self.canvas.set_look(None if look == PLAIN else partial(filtered, look))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _LEAST_HEIGHT_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._fit(keeps_zoom=event.size().width() == event.oldSize().width())

    def _fit(self, *, keeps_zoom: bool = False) -> None:
        if not keeps_zoom:
            self.canvas.fit_width()
        self._bring_line_to_the_middle()

    def _bring_line_to_the_middle(self) -> None:
        if self._line is not None:
            box = self._line.box
            is_wide = box.width * self.canvas.zoom > self.canvas.viewport().width()
            self.canvas.centerOn(self._place() if is_wide else QPointF((box.left + box.right) / 2, self._place().y()))

    def _place(self) -> QPointF:
        """Where one reads, in page pixels."""
        assert self._line is not None
        box = self._line.box
        share = 1 - self._share if shown_direction(self._line) is Direction.RIGHT_TO_LEFT else self._share
        return QPointF(box.left + share * box.width, (box.top + box.bottom) / 2)


def _picture_of(page: Page | None) -> tuple[object, ...]:
    """What decides how the page looks; counts of texts do not."""
    return () if page is None else (page.id, page.path, page.frame, page.rotation)
