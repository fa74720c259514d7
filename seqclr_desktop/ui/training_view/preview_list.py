"""The ten validation lines that are read anew as the model learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
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
        self._previews: list[Preview] = []
        self._next = 0  # row to be shown in the next turn
        self._showing = QTimer(self, interval=0, singleShot=True)
        self._showing.timeout.connect(self._show_next)
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
        """Show the readings, a row in each turn of the event loop; lines removed meanwhile have no picture."""
        line_ids = [preview.line_id for preview in previews]
        if line_ids != [preview.line_id for preview in self._previews]:
            self._lines = {}
            find_lines(line_ids, self._show_lines)
        self._previews = list(previews)
        self._remove_rows_from(len(previews))
        self._waiting.setVisible(not previews)
        self._next = 0
        self._showing.start()

    def _show_next(self) -> None:
        if self._next >= len(self._previews):
            return
        if self._next == len(self.rows):
            self.rows.append(PreviewRow())
            self._body.insertWidget(len(self.rows), self.rows[-1])
        row = self.rows[self._next]
        row.show_preview(self._previews[self._next])
        self._show_image(row)
        self._next += 1
        self._showing.start()

    def _show_lines(self, lines: dict[int, Line]) -> None:
        self._lines |= lines
        self._show_images()

    def _remove_rows_from(self, count: int) -> None:
        for row in self.rows[count:]:
            self._body.removeWidget(row)
            row.deleteLater()
        del self.rows[count:]

    def _show_images(self) -> None:
        for row in self.rows:
            self._show_image(row)

    def _show_image(self, row: PreviewRow) -> None:
        line = self._lines.get(row.line_id) if row.line_id is not None else None
        row.show_image(self._images.image(line) if line is not None else None)

    def _take_colours(self) -> None:
        for row in self.rows:
            row.take_colours()
