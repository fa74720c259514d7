"""The ten validation lines that are read anew as the model learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from seqclr_desktop.document import Line
from seqclr_desktop.training.progress_record import Preview
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, theme
from seqclr_desktop.ui.training_view.preview_row import PreviewRow
from seqclr_desktop.ui.widgets.card import muted_label

LinesFound = Callable[[dict[int, Line]], None]
LineFinder = Callable[[Sequence[int], LinesFound], None]
"""Looks the lines up for ids, tells which are still there, and has their pictures made."""


class PreviewList(QScrollArea):
    """A row for each previewed line; rows stay in place while their readings change."""

    def __init__(self, images: LineImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._lines: dict[int, Line] = {}
        self.rows: list[PreviewRow] = []
        self._waiting = muted_label(tr("Here, lines will be read again and again as it learns."))
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(4 * SPACE, 0, 3 * SPACE, 0)
        self._body.setSpacing(2 * SPACE)
        self._body.addWidget(self._waiting)
        self._body.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Lines read as it learns"))
        images.ready.connect(self._show_images)
        theme().changed.connect(self._take_colours)

    def show_previews(self, previews: Sequence[Preview], find_lines: LineFinder) -> None:
        """Show the readings; lines that have been removed meanwhile have no picture."""
        if [preview.line_id for preview in previews] != [row.line_id for row in self.rows]:
            self._make_rows(len(previews))
            line_ids = [preview.line_id for preview in previews]
            self._lines = {}
            find_lines(line_ids, self._show_lines)
        for row, preview in zip(self.rows, previews, strict=True):
            row.show_preview(preview)
        self._show_images()

    def _show_lines(self, lines: dict[int, Line]) -> None:
        self._lines |= lines
        self._show_images()

    def _make_rows(self, count: int) -> None:
        for row in self.rows:
            self._body.removeWidget(row)
            row.deleteLater()
        self.rows = [PreviewRow() for _ in range(count)]
        for place, row in enumerate(self.rows):
            self._body.insertWidget(place + 1, row)
        self._waiting.setVisible(not self.rows)

    def _show_images(self) -> None:
        for row in self.rows:
            line = self._lines.get(row.line_id) if row.line_id is not None else None
            row.show_image(self._images.image(line) if line is not None else None)

    def _take_colours(self) -> None:
        for row in self.rows:
            row.take_colours()
