"""What each page is for, as a table that can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from seqclr_desktop.document import Page, Split
from seqclr_desktop.ui.text import number, tr

AnyIndex = QModelIndex | QPersistentModelIndex
_NAME, _LINES, _TRANSCRIBED, _USE = range(4)
_Side = Qt.AlignmentFlag


def use_words(split: Split | None) -> str:
    """What a page is for, in words."""
    return {
        Split.TRAIN: tr("to learn from"),
        Split.VALID: tr("to watch the learning"),
        Split.TEST: tr("kept aside as the test"),
        None: tr("decided when it is transcribed"),
    }[split]


class SplitModel(QAbstractTableModel):
    """A row per page; the last column says what the page is for. Nothing is written until `chosen` is taken."""

    def __init__(self, pages: Sequence[Page], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = list(pages)
        self.chosen: dict[int, Split | None] = {}

    def set_use(self, rows: Sequence[int], split: Split | None) -> None:
        """Give the pages in `rows` another use."""
        for row in rows:
            page_id = self._pages[row].id
            assert page_id is not None
            self.chosen[page_id] = split
            changed = self.index(row, _USE)
            self.dataChanged.emit(changed, changed)

    def use(self, row: int) -> Split | None:
        page = self._pages[row]
        return self.chosen.get(page.id, page.split) if page.id is not None else page.split

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._pages)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 4

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (_LINES, _TRANSCRIBED):
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Page"), tr("Lines"), tr("Transcribed"), tr("Use"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_count = section in (_LINES, _TRANSCRIBED)
            return int((_Side.AlignTrailing if is_count else _Side.AlignLeading) | _Side.AlignVCenter)
        return None

    def _text(self, row: int, column: int) -> str:
        page = self._pages[row]
        texts = (page.name, number(page.line_count), number(page.human_count), use_words(self.use(row)))
        return texts[column]
