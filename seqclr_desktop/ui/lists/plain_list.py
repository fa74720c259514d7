"""A short list of things in a view's side: a title, words below it, and an id for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)  # fmt: skip

from seqclr_desktop.ui.lists.windowed_model import ID_ROLE

_MIME = "application/x-seqclr-rows"
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """One thing of the list; `words` stand below its title."""

    id: int
    title: str
    words: str = ""


class PlainList(QAbstractListModel):
    """The rows. `rows_moved(ids, to)` when a person has dragged some before the row `to`; nothing moves by itself."""

    rows_moved = Signal(object, int)

    def __init__(self, parent: QObject | None = None, *, is_movable: bool = False) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._is_movable = is_movable

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the list is made anew only when they are others."""
        if tuple(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def index_of(self, row_id: int | None) -> QModelIndex:
        """Where the thing with this id is; invalid when it is not in the list."""
        place = next((place for place, row in enumerate(self.rows) if row.id == row_id), None)
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.title}\n{row.words}" if row.words else row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title}. {row.words}" if row.words else row.title
        return row.id if role == ID_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._is_movable:
            return usual
        return usual | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [str(self.rows[place].id) for place in sorted(index.row() for index in indexes)]
        data.setData(_MIME, QByteArray(",".join(ids).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        if not data.hasFormat(_MIME):
            return False
        ids = tuple(int(part) for part in bytes(data.data(_MIME).data()).decode().split(","))
        self.rows_moved.emit(ids, len(self.rows) if row < 0 else row)
        return False  # whoever listens changes the order; the view must not take the rows out by itself
