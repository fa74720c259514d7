"""A list that knows all its ids and fetches records by windows, so that 100 000 rows cost what is in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from seqclr_desktop.ui.lists.record_windows import RecordWindows

RecordT = TypeVar("RecordT")

RECORD_ROLE = int(Qt.ItemDataRole.UserRole)
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1

AnyIndex = QModelIndex | QPersistentModelIndex


class WindowedModel(QAbstractListModel, Generic[RecordT]):
    """One row per id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: RecordWindows[RecordT] = RecordWindows()
        self._rows: dict[int, int] = {}

    def show(self, ids: Sequence[int], fetch: Callable[[Sequence[int]], Sequence[RecordT]]) -> None:
        """Show the rows `ids`, whose records come by `fetch` (as for `RecordWindows`).

        Rows that are shown already stay, so that nothing jumps while a list grows.
        """
        wanted = list(ids)
        self._records.fetch = fetch
        shown_count = len(self._records.ids)
        if shown_count and wanted[:shown_count] == self._records.ids:
            self.forget_records()
            self._append(wanted[shown_count:])
            return
        self.beginResetModel()
        self._records.ids = wanted
        self._rows = {record_id: row for row, record_id in enumerate(wanted)}
        self._records.forget()
        self.endResetModel()

    def _append(self, ids: Sequence[int]) -> None:
        if not ids:
            return
        first = len(self._records.ids)
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        self._rows.update({record_id: first + place for place, record_id in enumerate(ids)})
        self._records.ids.extend(ids)
        self.endInsertRows()

    def forget_records(self) -> None:
        """The records have changed, the rows have not."""
        self._records.forget()
        if self._records.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._records.ids) - 1))

    @property
    def ids(self) -> Sequence[int]:
        return self._records.ids

    def row_of(self, record_id: int | None) -> int:
        """The row of a record, or -1."""
        return -1 if record_id is None else self._rows.get(record_id, -1)

    def index_of(self, record_id: int | None) -> QModelIndex:
        """The index of a record; an invalid one when it is not in the list."""
        row = self.row_of(record_id)
        return self.index(row) if row >= 0 else QModelIndex()

    def record(self, row: int) -> RecordT | None:
        """The record in `row`, fetched with its neighbours when needed."""
        return self._records.record(row)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._records.ids)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._records.ids):
            return None
        if role == ID_ROLE:
            return self._records.ids[index.row()]
        record = self.record(index.row())
        if record is None:
            return None
        return record if role == RECORD_ROLE else self.look(record, role)

    def look(self, record: RecordT, role: int) -> Any:
        """What `record` looks like for a role of Qt."""
        raise NotImplementedError
