"""The step Scans: a grid of pages, and where new ones are dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFocusEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.ui.collection_view.drop import dropped_paths
from seqclr_desktop.ui.collection_view.empty_scans import EmptyScans
from seqclr_desktop.ui.collection_view.page_card import PageCard
from seqclr_desktop.ui.collection_view.scans_bar import ScansBar
from seqclr_desktop.ui.lists.page_list import PageListModel
from seqclr_desktop.ui.lists.thumbnail_store import ThumbnailStore
from seqclr_desktop.ui.lists.windowed_model import ID_ROLE
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon, theme

_PICTURE = QSize(160, 200)


class ScansView(QWidget):
    """All pages. `page_wanted` on Enter or a double click; the others are wishes of the page menu.

    `turn_wanted`, `search_wanted` (for lines) and `removal_wanted` tell the ids of all chosen pages, in their order.
    """

    paths_dropped = Signal(object)
    folder_wanted = Signal()
    files_wanted = Signal()
    refusals_wanted = Signal()
    page_wanted = Signal(int)
    turn_wanted = Signal(object)
    search_wanted = Signal(object)
    removal_wanted = Signal(object)
    relink_wanted = Signal(int)

    def __init__(self, thumbnails: ThumbnailStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self.model = PageListModel(thumbnails, self)
        self._thumbnails = thumbnails
        self.bar = ScansBar()
        self.grid = self._make_grid()
        self.empty = EmptyScans()
        full = QWidget()
        rows = QVBoxLayout(full)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.grid, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setAcceptDrops(True)
        self._make_actions()
        self.empty.folder_wanted.connect(self.folder_wanted)
        self.empty.files_wanted.connect(self.files_wanted)
        self.bar.folder_wanted.connect(self.folder_wanted)
        self.bar.refusals_wanted.connect(self.refusals_wanted)
        self.bar.shown_pages_changed.connect(self.refresh)

    def show_collection(self, collection: Collection | None) -> None:
        self._collection = collection
        self.refresh()

    def refresh(self) -> None:
        """Show what is in the collection now; the chosen pages stay chosen."""
        chosen, current = self._chosen(), self.grid.currentIndex().data(ID_ROLE)
        self.model.show_pages(self._collection, self.bar.kind, self.bar.order)
        if not self._chosen():
            self._choose(chosen, current)
        has_pages = self._collection is not None and self._collection.overview().page_count > 0
        self._stack.setCurrentIndex(1 if has_pages else 0)
        refusal_count = len(self._collection.refusals()) if self._collection is not None else 0
        self.bar.show_counts(self.model.rowCount(), refusal_count)

    def shows_empty_state(self) -> bool:
        return self._stack.currentIndex() == 0

    # dropping ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._collection is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.empty.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.empty.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.empty.show_over(False)
        self.paths_dropped.emit(dropped_paths(event.mimeData()))
        event.acceptProposedAction()

    # inner -------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who goes to the view goes to the pages. A proxy would take the Tab key past the bar."""
        (self.grid if self.grid.isVisible() else self.empty).setFocus(event.reason())

    def _make_grid(self) -> QListView:
        grid = QListView()
        grid.setProperty("role", "grid")
        grid.setAccessibleName(tr("Pages"))
        grid.setModel(self.model)
        card = PageCard(_PICTURE, grid)
        grid.setItemDelegate(card)
        grid.setViewMode(QListView.ViewMode.IconMode)
        grid.setMovement(QListView.Movement.Static)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setUniformItemSizes(True)
        grid.setLayoutMode(QListView.LayoutMode.Batched)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setMouseTracking(True)
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._show_menu)
        grid.activated.connect(self._open)
        theme().changed.connect(grid.viewport().update)
        return grid

    def _make_actions(self) -> None:
        self._remove = QAction(tr("&Remove from the collection…"), self)
        self._remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._remove.triggered.connect(self._wish_removal)
        give_icon(self._remove, "delete")
        self.addAction(self._remove)

    def _show_menu(self, where: QPoint) -> None:
        index = self.grid.indexAt(where)
        chosen = self._chosen()
        if not index.isValid():  # asked for by a key, which tells no page; Ctrl+A alone makes none the current one
            current = self.grid.currentIndex()
            index = current if current.isValid() else self.model.index_of(chosen[0] if chosen else None)
            where = self.grid.visualRect(index).center()
        if not index.isValid():
            return
        page_id = int(index.data(ID_ROLE))
        chosen = chosen or [page_id]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("&Show its lines"), lambda: self.page_wanted.emit(page_id))
        menu.addAction(tr("&Turn to the right"), lambda: self.turn_wanted.emit(chosen))
        menu.addAction(tr("Find the &lines of {n} page(s) again", len(chosen)), lambda: self.search_wanted.emit(chosen))
        if self._thumbnails.problem(page_id):
            menu.addAction(tr("&Find the scan again…"), lambda: self.relink_wanted.emit(page_id))
        menu.addSeparator()
        menu.addAction(self._remove)
        menu.popup(self.grid.viewport().mapToGlobal(where))

    def _chosen(self) -> list[int]:
        rows = sorted(index.row() for index in self.grid.selectionModel().selectedIndexes())
        return [self.model.ids[row] for row in rows]

    def _choose(self, page_ids: Sequence[int], current: int | None) -> None:
        """Choose these pages, as far as they are there."""
        selection = QItemSelection()
        for index in map(self.model.index_of, page_ids):
            selection.select(index, index)
        self.grid.setCurrentIndex(self.model.index_of(current))
        self.grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _wish_removal(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.removal_wanted.emit(chosen)

    def _open(self, index: QModelIndex) -> None:
        self.page_wanted.emit(int(index.data(ID_ROLE)))
