"""The lines that were found, one below the other. Pictures are made for those in sight only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.ui.finding_view.hit_row import HitRow, ShownHit
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE

_ROWS_AT_ONCE = 12  # made within some 60 ms on a slow machine
_SETTLE_MS = 60  # pictures are asked for when the scrolling rests


class HitList(QScrollArea):
    """Up and Down go from row to row. Signals: `line_wanted(line_id)`, `ticked()`.

    Rows are made as far as one scrolls; lines whose row was not made yet count as ticked.
    """

    line_wanted = Signal(int)
    ticked = Signal()

    def __init__(self, images: LineImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[HitRow] = []
        self._to_come: Iterator[ShownHit] = iter(())
        self._images = images
        self._collection: Collection | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Lines that were found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 2 * SPACE, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self._settled = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settled.timeout.connect(self._settle)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        images.ready.connect(self._show_picture)

    def show_hits(self, collection: Collection | None, hits: Iterable[ShownHit]) -> None:
        """Show `hits`, which are lines of `collection`, from the first."""
        self._collection = collection
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._to_come = iter(hits)
        self._add_rows()
        self.verticalScrollBar().setValue(0)
        self._settled.start()

    def unticked(self) -> set[int]:
        """The lines whose box a person has cleared."""
        return {row.hit.line_id for row in self.rows if not row.box.isChecked()}

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        here = next((place for place, row in enumerate(self.rows) if row.hasFocus()), None)
        if event.key() in moves and here is not None:
            there = min(max(here + moves[Qt.Key(event.key())], 0), len(self.rows) - 1)
            self.rows[there].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settled.start()

    # inner -------------------------------------------------------------------------------------------

    def _scrolled(self, _value: int) -> None:
        self._add_rows_below()
        self._settled.start()

    def _settle(self) -> None:
        self._add_rows_below()
        self._ask_for_pictures()

    def _add_rows_below(self) -> None:
        """There are always some below those in sight, also in a tall window."""
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.value() >= bar.maximum() - self.viewport().height() and self._add_rows():
            self._settled.start()

    def _add_rows(self) -> bool:
        """Make some more rows, if there are hits without; whether there were."""
        row_count = len(self.rows)
        for hit in islice(self._to_come, _ROWS_AT_ONCE):
            row = HitRow(hit)
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
            row.wanted.connect(self.line_wanted)
            row.ticked.connect(self.ticked)
            row.focused.connect(self.ensureWidgetVisible)
        return len(self.rows) > row_count

    def _ask_for_pictures(self) -> None:
        """Those of the rows in sight, the topmost most urgent."""
        collection = self._collection
        if collection is None or not self.isVisible():
            return
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [row for row in self.rows if row.y() < bottom and row.y() + row.height() > top]
        pages: dict[int, tuple[Page, list[Line]]] = {}
        for row in reversed(seen):
            with suppress(CollectionError):  # the line may have been removed since it was found
                row.line = row.line or collection.line(row.hit.line_id)
                page_id = row.line.page_id
                assert page_id is not None
                if page_id not in pages:
                    pages[page_id] = (collection.page(page_id), collection.lines(page_id))
                self._show(row)
                self._images.want(*pages[page_id], [row.line])

    def _show_picture(self, line_id: int) -> None:
        for row in self.rows:
            if row.hit.line_id == line_id and row.line is not None:
                self._show(row)

    def _show(self, row: HitRow) -> None:
        assert row.line is not None
        image = self._images.image(row.line)
        problem = self._images.problem(row.line)
        if image is not None:
            row.picture.show_image(image, row.line.direction)
        elif problem:
            row.picture.show_message(problem)
