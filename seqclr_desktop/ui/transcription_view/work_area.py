"""The page above and the line with its text below, with a handle between them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget


class WorkArea(QSplitter):
    """`page` gets the room that `strip` and the other widgets `below` it, from top to bottom, leave."""

    def __init__(
        self, page: QWidget, strip: QWidget, below: tuple[QWidget, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._below = QWidget()
        rows = QVBoxLayout(self._below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget in below:
            rows.addWidget(widget, int(widget is strip))
        self.setChildrenCollapsible(False)
        self.addWidget(page)
        self.addWidget(self._below)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    def make_room(self) -> None:
        """The line is shown in another size: as high as it is, and the page as high as is left."""
        wanted_px, all_px = self._below.sizeHint().height(), sum(self.sizes())
        self.setSizes([all_px - wanted_px, wanted_px])
