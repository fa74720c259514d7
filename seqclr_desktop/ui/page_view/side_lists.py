"""Beside the page: lines to look at, texts that wait for a decision, and the reading order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from seqclr_desktop.ui.lists.plain_list import PlainList, Row
from seqclr_desktop.ui.lists.windowed_model import ID_ROLE
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class WholeRows(QStyledItemDelegate):
    """Rows as high as their words need at the width of the list; Qt's own measure is a few pixels short of that."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        margin = self._list.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
        width = self._list.viewport().width() - 2 * self._list.spacing()
        words = self._list.fontMetrics().boundingRect(
            QRect(0, 0, width - 2 * margin, 0), Qt.TextFlag.TextWordWrap, str(index.data())
        )
        return QSize(width, words.height())


class SideList(QWidget):
    """A list with words above it and buttons below. `row_wanted(id)` when a person goes to a row."""

    row_wanted = Signal(int)

    def __init__(self, name: str, words: str, *, is_movable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PlainList(self, is_movable=is_movable)
        self.list = QListView()
        self.list.setAccessibleName(name)
        self.list.setSpacing(SPACE)
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WholeRows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMinimumHeight(40)
        self._words = WrappingLabel(words)
        self._words.setProperty("role", "muted")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing_px=SPACE)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._is_silent = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        rows.addWidget(self._words)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._buttons)
        self.list.selectionModel().currentChanged.connect(self._changed)
        self.list.clicked.connect(self._tell)

    def show_rows(self, rows: Sequence[Row], current: int | None) -> None:
        """These rows, with one marked; nobody is told of it."""
        self._is_silent = True
        self.model.show_rows(rows)
        self._is_silent = False
        self.mark(current)

    def mark(self, row_id: int | None) -> None:
        """Mark a row without wishing to go there."""
        index = self.model.index_of(row_id)
        self._is_silent = True
        if index.isValid():
            if index != self.list.currentIndex():  # else a person may have scrolled on, or marked others as well
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
        elif self.list.currentIndex().isValid():
            self.list.setCurrentIndex(QModelIndex())
        self._is_silent = False

    @property
    def current_id(self) -> int | None:
        index = self.list.currentIndex()
        return int(index.data(ID_ROLE)) if index.isValid() else None

    @property
    def chosen_ids(self) -> tuple[int, ...]:
        """All marked rows, in their order."""
        return tuple(int(index.data(ID_ROLE)) for index in sorted(self.list.selectedIndexes()))

    def add_button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setProperty("quiet", "false")
        self._flow.addWidget(button)
        return button

    def _changed(self, current: QModelIndex) -> None:
        if not self._is_silent:
            self._tell(current)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_wanted.emit(int(index.data(ID_ROLE)))


class OddList(SideList):
    """Lines to look at. `right_wanted(line id)` when a person says that one is right."""

    right_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Lines to look at"), tr("Lines that are seldom right. F8 goes to the next one."), parent=parent
        )
        self.right = self.add_button(tr("This is right"), tr("Take the line off this list (R)"))
        self.right.clicked.connect(self._wish_right)

    def show_rows(self, rows: Sequence[Row], current: int | None) -> None:
        super().show_rows(rows, current)
        self.right.setEnabled(self.current_id is not None)

    def mark(self, row_id: int | None) -> None:
        super().mark(row_id)
        self.right.setEnabled(self.current_id is not None)

    def _wish_right(self) -> None:
        if self.current_id is not None:
            self.right_wanted.emit(self.current_id)


class WaitingTexts(SideList):
    """Texts without a line that is sure. Wishes carry the id of the line whose text it is."""

    keep_wanted = Signal(int)
    put_wanted = Signal(int)
    discard_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        words = tr("Texts whose line was deleted or not found again. They stay here until you decide.")
        super().__init__(tr("Texts that wait"), words, parent=parent)
        self.keep = self.add_button(tr("Keep its line"), tr("Leave the line where it was, or bring it back"))
        self.put = self.add_button(
            tr("Put on the chosen line"), tr("The text goes to the line that is chosen on the page")
        )
        self.discard = self.add_button(tr("Discard"), tr("The text is no longer wanted; this can be undone"))
        for button, signal in (
            (self.keep, self.keep_wanted),
            (self.put, self.put_wanted),
            (self.discard, self.discard_wanted),
        ):
            button.clicked.connect(lambda _checked=False, signal=signal: self._wish(signal))
        self.show_state(has_target=False)

    def show_state(self, *, has_target: bool) -> None:
        """`has_target`: another line is chosen on the page, for the text to go to."""
        has_text = self.current_id is not None
        for button in (self.keep, self.discard):
            button.setEnabled(has_text)
        self.put.setEnabled(has_text and has_target)

    def _wish(self, signal: SignalInstance) -> None:
        if self.current_id is not None:
            signal.emit(self.current_id)


class OrderList(SideList):
    """The reading order. `order_wanted(ids, before which place)`; `clicking_wanted(is wanted)`."""

    order_wanted = Signal(object, int)
    clicking_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        words = tr("Drag lines to where they are read. Alt with the arrow up or down moves the marked ones.")
        super().__init__(tr("Reading order"), words, is_movable=True, parent=parent)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDropIndicatorShown(True)
        self.model.rows_moved.connect(self.order_wanted)
        self.clicking = self.add_button(
            tr("Click in order"), tr("Click the lines on the page in the order in which they are read (O)")
        )
        self.clicking.setCheckable(True)
        self.clicking.toggled.connect(self.clicking_wanted)
        for keys, steps in (("Alt+Up", -1), ("Alt+Down", +1)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda steps=steps: self._move_by(steps))

    def _move_by(self, steps: int) -> None:
        ids = self.chosen_ids
        if not ids:
            return
        places = [self.model.index_of(row_id).row() for row_id in ids]
        to = min(places) - 1 if steps < 0 else max(places) + 2
        if 0 <= to <= len(self.model.rows):
            self.order_wanted.emit(ids, to)


class SideLists(QTabWidget):
    """The three lists, one at a time; their counts stand on the tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest_px = 0
        self.odd, self.waiting, self.order = OddList(), WaitingTexts(), OrderList()
        for page in (self.odd, self.waiting, self.order):
            self.addTab(page, "")
        self.setDocumentMode(True)
        for widget in (self, self.tabBar()):
            widget.setAccessibleName(tr("Beside the page"))
        self.show_counts(0, 0)

    def show_counts(self, odd_count: int, waiting_count: int) -> None:
        """How many lines and texts wait for a person."""
        self.setTabText(0, tr("To look at") + (f" ({odd_count})" if odd_count else ""))
        self.setTabText(1, tr("Texts") + (f" ({waiting_count})" if waiting_count else ""))
        self.setTabText(2, tr("Order"))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """With room for all tabs, which Qt would hide behind arrows, and for the widest they were: less would jump."""
        self._widest_px = max(self._widest_px, self.tabBar().sizeHint().width())
        return super().minimumSizeHint().expandedTo(QSize(self._widest_px, 0))
