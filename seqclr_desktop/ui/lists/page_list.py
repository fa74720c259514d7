"""The pages of a collection as a list: name, state, small picture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from seqclr_desktop.collection import Collection, PageFilter, PageOrder
from seqclr_desktop.document import Page
from seqclr_desktop.ui.lists.page_state import PageState, state_of, state_words
from seqclr_desktop.ui.lists.thumbnail_store import ThumbnailStore
from seqclr_desktop.ui.lists.windowed_model import WindowedModel

STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
WORDS_ROLE = int(Qt.ItemDataRole.UserRole) + 3


class PageListModel(WindowedModel[Page]):
    """A row per page. Thumbnails come from a store shared with other lists."""

    def __init__(self, thumbnails: ThumbnailStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        thumbnails.arrived.connect(self._picture_came)
        thumbnails.many_changed.connect(self._many_changed)

    def show_pages(
        self,
        collection: Collection | None,
        kind: PageFilter = PageFilter.ALL,
        order: PageOrder = PageOrder.ADDED,
    ) -> None:
        """Show the pages of a kind in an order; None shows nothing."""
        if collection is None:
            self.show((), lambda _ids: ())
        else:
            self.show(collection.page_ids(kind, order), collection.pages_by_id)

    def look(self, record: Page, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return record.name
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.pixmap(record)
        if role == STATE_ROLE:
            return self._state(record)
        if role == WORDS_ROLE:
            return state_words(record, self._state(record))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._thumbnails.problem(record.id) or str(record.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{record.name}, {state_words(record, self._state(record))}"
        return None

    def _state(self, page: Page) -> PageState:
        return state_of(page, is_missing=bool(self._thumbnails.problem(page.id)))

    def _many_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def _picture_came(self, page_id: int) -> None:
        index = self.index_of(page_id)
        if index.isValid():
            self.dataChanged.emit(index, index)
