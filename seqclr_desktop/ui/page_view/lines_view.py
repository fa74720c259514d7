"""The step Lines: the page large with its lines, a strip of pages beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line, Page
from seqclr_desktop.ui.lists.page_list import PageListModel
from seqclr_desktop.ui.lists.thumbnail_store import ThumbnailStore
from seqclr_desktop.ui.page_view.drawn_line import drawn_line
from seqclr_desktop.ui.page_view.line_deeds import AddLine, LineKeeper, RemoveLine
from seqclr_desktop.ui.page_view.lines_bar import LinesBar
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.page_view.page_strip import PageStrip
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.widgets.empty_state import EmptyState


class LinesView(QWidget):
    """Shows one page with its lines; changes go through `keeper` and can be undone.

    Signals: `find_wanted(page names, again)`, no names meaning all pages never looked at;
    `turn_wanted(page id)`; `line_wanted(line id)` when a line is to be transcribed.
    """

    find_wanted = Signal(object, bool)
    turn_wanted = Signal(int)
    line_wanted = Signal(int)
    step_wanted = Signal(str)

    def __init__(self, thumbnails: ThumbnailStore, keeper: LineKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._collection: Collection | None = None
        self._page: Page | None = None
        self._lines: list[Line] = []
        self.undo_stack = QUndoStack(self)
        self.model = PageListModel(thumbnails, self)
        self.strip = PageStrip(self.model)
        self.bar = LinesBar()
        self.canvas = PageCanvas()
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._place_widgets()
        self._connect()
        self._make_shortcuts()
        self.setFocusProxy(self.canvas)

    @property
    def page(self) -> Page | None:
        return self._page

    def show_collection(self, collection: Collection | None) -> None:
        self.undo_stack.clear()
        self._collection = collection
        self._show(None)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in the collection now; the page and the chosen line stay if they are still there."""
        self.model.show_pages(self._collection)
        if self._collection is None or not self.model.ids:
            self._show_nothing()
            return
        self._stack.setCurrentIndex(1)
        here = self._page.id if self._page is not None else None
        self.show_page(here if self.model.row_of(here) >= 0 and here is not None else self.model.ids[0])

    def show_page(self, page_id: int) -> None:
        """Go to a page."""
        if self._collection is None or self.model.row_of(page_id) < 0:
            return
        page = self._collection.page(page_id)
        lines = self._collection.lines(page_id)
        if _is_same_picture(page, self._page):
            if lines != self._lines:
                self._lines = lines
                self.canvas.show_lines(lines)
            self._page = page
        else:
            self._lines = lines
            self._show(page)
        self.strip.show_page(page_id)
        self._show_words()

    def turn_page_by(self, steps: int) -> None:
        """Go to the page after (or before) this one."""
        row = self.model.row_of(self._page.id if self._page else None) + steps
        if self._page is not None and 0 <= row < len(self.model.ids):
            self.show_page(self.model.ids[row])

    def choose_line_by(self, steps: int) -> None:
        """Choose the line after (or before) the chosen one."""
        ids = [line.id for line in self._lines]
        if not ids:
            return
        here = self.canvas.current_line_id
        row = ids.index(here) + steps if here in ids else (0 if steps > 0 else len(ids) - 1)
        self._choose(ids[min(max(row, 0), len(ids) - 1)])

    def delete_line(self) -> None:
        """Take the chosen line off the page; it can be undone, texts and all."""
        line = self._chosen_line()
        if line is not None:
            self.undo_stack.push(RemoveLine(self._keeper, line))

    # inner -------------------------------------------------------------------------------------------

    def _place_widgets(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self.canvas, 1)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.strip)
        columns.addLayout(middle, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._empty.show_words(
            tr("There are no scans yet"),
            tr("Add the pages of your collection first. Then their lines can be found here."),
            tr("Go to Scans"),
        )

    def _connect(self) -> None:
        self._empty.wanted.connect(lambda: self.step_wanted.emit("scans"))
        self.strip.page_wanted.connect(self.show_page)
        self.canvas.line_clicked.connect(self._choose)
        self.canvas.line_double_clicked.connect(self.line_wanted)
        self.canvas.ground_clicked.connect(lambda: self._choose(None))
        self.canvas.baseline_drawn.connect(self._add_drawn)
        self.canvas.drawing_changed.connect(self.bar.draw.setChecked)
        self.bar.find_wanted.connect(lambda: self.find_wanted.emit((), False))
        self.bar.find_again_wanted.connect(self._wish_again)
        self.bar.draw_wanted.connect(self._draw)
        self.bar.delete_wanted.connect(self.delete_line)
        self.bar.turn_wanted.connect(self._wish_turn)
        self.bar.zoom_in_wanted.connect(self.canvas.zoom_in)
        self.bar.zoom_out_wanted.connect(self.canvas.zoom_out)
        self.bar.fit_wanted.connect(self.canvas.fit)

    def _make_shortcuts(self) -> None:
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Down: lambda: self.choose_line_by(+1),
            Qt.Key.Key_Up: lambda: self.choose_line_by(-1),
            Qt.Key.Key_PageDown: lambda: self.turn_page_by(+1),
            Qt.Key.Key_PageUp: lambda: self.turn_page_by(-1),
            Qt.Key.Key_Delete: self.delete_line,
            Qt.Key.Key_D: self.bar.draw.toggle,
            Qt.Key.Key_Return: self._wish_line,
        }
        for key, deed in deeds.items():
            shortcut = QShortcut(QKeySequence(key), self.canvas)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(deed)

    def _show(self, page: Page | None) -> None:
        self._page = page
        self.canvas.show_page(page, self._lines if page is not None else ())

    def _show_nothing(self) -> None:
        self._lines = []
        self._show(None)
        self._stack.setCurrentIndex(0)

    def _choose(self, line_id: int | None) -> None:
        self.canvas.select_line(line_id, centre=line_id is not None)
        self._show_words()

    def _chosen_line(self) -> Line | None:
        return next((line for line in self._lines if line.id == self.canvas.current_line_id), None)

    def _show_words(self) -> None:
        if self._collection is None:
            return
        overview = self._collection.overview()
        self.bar.show_state(
            unsearched_count=overview.page_count - overview.pages_looked_at,
            words=page_words(self._lines, self._chosen_line()),
            has_page=self._page is not None,
            has_line=self._chosen_line() is not None,
        )

    def _draw(self, is_wanted: bool) -> None:
        if is_wanted:
            self.canvas.start_drawing()
            self.canvas.setFocus()
        else:
            self.canvas.stop_drawing()

    def _add_drawn(self, ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
        line = drawn_line(self._page, self._lines, ends) if self._page is not None else None
        if line is not None:
            deed = AddLine(self._keeper, line)
            self.undo_stack.push(deed)
            self._choose(deed.line.id)

    def _wish_again(self) -> None:
        if self._page is not None:
            self.find_wanted.emit((self._page.name,), True)

    def _wish_turn(self) -> None:
        if self._page is not None and self._page.id is not None:
            self.turn_wanted.emit(self._page.id)

    def _wish_line(self) -> None:
        if self.canvas.current_line_id is not None:
            self.line_wanted.emit(self.canvas.current_line_id)


def page_words(lines: list[Line], chosen: Line | None) -> str:
    """How many lines the page has, how many are doubtful, and which one is chosen."""
    parts = [tr("{n} line(s)", len(lines))]
    doubtful = sum(bool(line.flag) for line in lines)
    if doubtful:
        parts.append(tr("{n} doubtful", doubtful))
    if chosen is not None:
        parts.append(tr("line {turn} chosen", turn=lines.index(chosen) + 1))
        if chosen.flag:
            parts.append(tr(chosen.flag))
    return " · ".join(parts)


def _is_same_picture(one: Page, other: Page | None) -> bool:
    return other is not None and (one.id, one.rotation, one.path) == (other.id, other.rotation, other.path)
