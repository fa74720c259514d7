"""The narrow strip of pages beside the page."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from seqclr_desktop.ui.collection_view.page_card import PageCard
from seqclr_desktop.ui.lists.page_list import PageListModel
from seqclr_desktop.ui.lists.windowed_model import ID_ROLE
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, theme

_PICTURE = QSize(96, 120)


class PageStrip(QListView):
    """Pages one below the other; `page_wanted` when another is chosen."""

    page_wanted = Signal(int)

    def __init__(self, model: PageListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = model
        self._is_silent = False
        self.setProperty("role", "strip")
        self.setAccessibleName(tr("Pages"))
        self.setModel(model)
        card = PageCard(_PICTURE, self)
        self.setItemDelegate(card)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setFixedWidth(
            card.card_size(self.fontMetrics()).width() + self.verticalScrollBar().sizeHint().width() + SPACE
        )
        self.selectionModel().currentChanged.connect(self._changed)
        theme().changed.connect(self.viewport().update)

    def show_page(self, page_id: int | None) -> None:
        """Mark the page that is shown, without wishing for it again."""
        index = self._pages.index_of(page_id)
        self._is_silent = True
        if index.isValid() and index != self.currentIndex():  # else a person may have scrolled on to look for another
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._is_silent = False

    def _changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_silent:
            self.page_wanted.emit(int(current.data(ID_ROLE)))
