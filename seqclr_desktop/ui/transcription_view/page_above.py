"""The page over the line strip: the current line lit, all else stepped back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seqclr_desktop.document import Line, Page
from seqclr_desktop.ui.page_view.line_look import look_of
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas

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
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.canvas)

    def show_line(self, page: Page | None, lines: Sequence[Line], line: Line | None) -> None:
        """Show `page` (drawn anew only when it or its lines changed) with `line` lit and in the middle."""
        drawn = [(line.id, line.baseline, line.polygon, look_of(line)) for line in lines]
        if _picture_of(page) != _picture_of(self._page):
            self._page, self._drawn = page, drawn
            self.canvas.show_page(page, lines)
            self.canvas.fit_width()
        elif self._drawn != drawn:
            self._drawn = drawn
            self.canvas.show_lines(lines)
        self._line = line
        self.canvas.select_line(line.id if line else None)
        self._bring_line_to_the_middle()

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
            self.canvas.centerOn((box.left + box.right) / 2, (box.top + box.bottom) / 2)


def _picture_of(page: Page | None) -> tuple[object, ...]:
    """What decides how the page looks; counts of texts do not."""
    return () if page is None else (page.id, page.path, page.frame, page.rotation)
