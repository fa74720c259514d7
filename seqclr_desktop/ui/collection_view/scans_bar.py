"""The bar over the scans: how many, which ones, in what order, and adding more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QWidget

from seqclr_desktop.collection import PageFilter, PageOrder
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout


class ScansBar(QFrame):
    """Emits wishes; shows counts."""

    shown_pages_changed = Signal()
    folder_wanted = Signal()
    refusals_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._count = QLabel()
        self._filter = QComboBox()
        self._filter.setAccessibleName(tr("Which pages"))
        for kind, words in _filters().items():
            self._filter.addItem(words, kind)
        self._order = QComboBox()
        self._order.setAccessibleName(tr("In which order"))
        self._order.addItem(tr("As they were added"), PageOrder.ADDED)
        self._order.addItem(tr("By name"), PageOrder.NAME)
        self._refusals = QPushButton()
        self._refusals.setProperty("link", "true")
        self._refusals.clicked.connect(self.refusals_wanted)
        add = QPushButton(tr("&Add a folder…"))
        add.setProperty("primary", "true")
        give_icon(add, "folder-add", "on_accent")
        add.clicked.connect(self.folder_wanted)
        self._filter.currentIndexChanged.connect(lambda _row: self.shown_pages_changed.emit())
        self._order.currentIndexChanged.connect(lambda _row: self.shown_pages_changed.emit())
        flow = FlowLayout(self, spacing_px=2 * SPACE)
        flow.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        for widget in (add, self._filter, self._order, self._count, self._refusals):
            flow.addWidget(widget)

    @property
    def kind(self) -> PageFilter:
        return PageFilter(self._filter.currentData())

    @property
    def order(self) -> PageOrder:
        return PageOrder(self._order.currentData())

    def choose(self, kind: PageFilter) -> None:
        """Show the pages of `kind`."""
        self._filter.setCurrentIndex(self._filter.findData(kind))

    def show_counts(self, page_count: int, refusal_count: int) -> None:
        """`page_count` pages are shown; `refusal_count` files were refused."""
        self._count.setText(tr("{n} page(s)", page_count))
        self._refusals.setText(tr("{n} refused file(s)…", refusal_count))
        self._refusals.setVisible(refusal_count > 0)


def _filters() -> dict[PageFilter, str]:
    return {
        PageFilter.ALL: tr("All pages"),
        PageFilter.WITHOUT_LINES: tr("Without lines"),
        PageFilter.TO_TRANSCRIBE: tr("To transcribe"),
        PageFilter.TRANSCRIBED: tr("Transcribed"),
    }
