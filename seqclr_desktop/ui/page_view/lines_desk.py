"""Where things stand in the step Lines: the page large, its bar above, its crop below, pages and lists at the sides."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from seqclr_desktop.ui.lists.page_list import PageListModel
from seqclr_desktop.ui.page_view.line_crop_panel import LineCropPanel
from seqclr_desktop.ui.page_view.lines_bar import LinesBar
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.page_view.page_strip import PageStrip
from seqclr_desktop.ui.page_view.side_lists import SideLists

_PAGE_PX = 900
_LISTS_IN_LETTERS = 34


class LinesDesk(QWidget):
    """Makes the pieces and places them; what they do is the view's."""

    def __init__(self, pages: PageListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = PageStrip(pages)
        self.bar = LinesBar()
        self.canvas = PageCanvas()
        self.canvas.set_mending(True)
        self.crop = LineCropPanel()
        self.lists = SideLists()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self._page_and_lists(), 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.strip)
        columns.addLayout(right, 1)

    def _page_and_lists(self) -> QSplitter:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.canvas, 1)
        rows.addWidget(self.crop)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(page)
        sides.addWidget(self.lists)
        sides.setCollapsible(0, False)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 0)
        sides.setSizes([_PAGE_PX, self.lists.fontMetrics().averageCharWidth() * _LISTS_IN_LETTERS])
        return sides
