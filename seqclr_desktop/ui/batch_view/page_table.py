"""The pages of a collection as a table: how many lines, who has read them, how sure the machine was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Page
from seqclr_desktop.ui.lists.record_windows import RecordWindows
from seqclr_desktop.ui.text import number, tr
from seqclr_desktop.ui.widgets.wording import percent_words

AnyIndex = QModelIndex | QPersistentModelIndex
_NAME, _LINES, _PEOPLE, _MACHINE, _SURE = range(5)


@dataclass(frozen=True)
class PageRow:
    """A page and how sure the machine was on it (0–1, None where it has read nothing)."""

    page: Page
    confidence: float | None


class PageTable(QAbstractTableModel):
    """A row per page, fetched by windows as they come into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self._rows: RecordWindows[PageRow] = RecordWindows()
        self._rows.fetch = self._fetch

    def show_collection(self, collection: Collection | None) -> None:
        """Show the pages of `collection`; when they are the same as before only their figures are fetched anew."""
        ids = collection.page_ids() if collection is not None else []
        is_same = collection is self._collection and ids == self._rows.ids
        self._collection = collection
        if is_same:
            self.forget_figures()
            return
        self.beginResetModel()
        self._rows.ids = ids
        self._rows.forget()
        self.endResetModel()

    def forget_figures(self) -> None:
        """Lines have been read: fetch what is in sight again."""
        self._rows.forget()
        if self._rows.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows.ids) - 1, _SURE))

    def row_at(self, row: int) -> PageRow | None:
        """The page in `row`; None when it has gone meanwhile."""
        return self._rows.record(row)

    def page_id(self, row: int) -> int:
        return self._rows.ids[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows.ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 5

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row_at(index.row())
            return _texts(row)[index.column()] if row is not None else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != _NAME:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Page"), tr("Lines"), tr("People"), tr("Machine"), tr("Sure"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _explanations()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading if section == _NAME else Qt.AlignmentFlag.AlignTrailing
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _fetch(self, page_ids: Sequence[int]) -> list[PageRow]:
        if self._collection is None:
            return []
        sure = self._collection.mean_confidences(page_ids)
        return [PageRow(page, sure.get(page.id or 0)) for page in self._collection.pages_by_id(page_ids)]


def _explanations() -> tuple[str, ...]:
    return (
        tr("The page's name"),
        tr("Lines on the page"),
        tr("Lines transcribed by people"),
        tr("Lines read by the machine"),
        tr("How sure the machine was, on average over the lines it has read"),
    )


def _texts(row: PageRow) -> tuple[str, ...]:
    page = row.page
    return (
        page.name,
        number(page.line_count),
        number(page.human_count),
        number(page.machine_count),
        "–" if row.confidence is None else percent_words(row.confidence),
    )
