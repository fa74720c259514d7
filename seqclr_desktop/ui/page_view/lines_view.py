"""The step Lines: the page large with its lines, a strip of pages at one side, lists at the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QUndoStack
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.document import Line, Page
from seqclr_desktop.geometry import Box, Polyline
from seqclr_desktop.jobs.writing_direction import chosen_direction, collection_direction
from seqclr_desktop.ui.actions import Needs
from seqclr_desktop.ui.lists.page_list import PageListModel
from seqclr_desktop.ui.lists.thumbnail_store import ThumbnailStore
from seqclr_desktop.ui.page_view.line_choice import LineChoice
from seqclr_desktop.ui.page_view.line_deeds import LineKeeper
from seqclr_desktop.ui.page_view.lines_desk import LinesDesk
from seqclr_desktop.ui.page_view.lines_keys import (
    KeyTable,
    choosing_and_mending,
    give_keys_anywhere,
    give_keys_on_page,
)
from seqclr_desktop.ui.page_view.mender import Mender
from seqclr_desktop.ui.page_view.odd_walk import OddWalk
from seqclr_desktop.ui.page_view.order_mode import OrderMode
from seqclr_desktop.ui.page_view.page_look import PageLook
from seqclr_desktop.ui.page_view.page_words import chosen_words, odd_rows, order_rows, page_words
from seqclr_desktop.ui.page_view.searches import Searches
from seqclr_desktop.ui.page_view.waiting_side import WaitingSide
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.widgets.empty_state import EmptyState


class LinesView(QWidget):
    """Shows one page with its lines; changes go through `keeper` and can be undone.

    Signals: `find_wanted` for all pages never looked at;
    `find_again_wanted(page id, Box or None)`; `direction_wanted(Direction or None)` for the whole collection, None for
    what its texts say; `line_wanted(line id)` when a line is to be transcribed;
    `job_wanted(Job)` to take a search back or make it again; `told(title, words)` and `problem(exception)` that a
    person should hear of.
    """

    find_wanted = Signal()
    find_again_wanted = Signal(int, object)
    direction_wanted = Signal(object)
    line_wanted = Signal(int)
    job_wanted = Signal(object)
    told = Signal(str, str)
    step_wanted = Signal(str)
    problem = Signal(object)

    def __init__(self, thumbnails: ThumbnailStore, keeper: LineKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collection: Collection | None = None
        self._page: Page | None = None
        self._state: PageLines | None = None
        self.mender = Mender(keeper, self)
        self.searches = Searches(self.mender, self)
        self.look = PageLook(self)
        self.odd_walk = OddWalk(self.look)
        self.model = PageListModel(thumbnails, self)
        self._desk = desk = LinesDesk(self.model)
        self.strip, self.bar, self.lists = desk.strip, desk.bar, desk.lists
        self.canvas, self.crop = desk.canvas, desk.crop
        self.choice = LineChoice(self.canvas, lambda: self._lines)
        self.ordering = OrderMode(self.canvas, self.lists, self.mender, self.choice.line_ids)
        self._waiting = WaitingSide(self.lists.waiting, self.canvas, self.choice, self.mender)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self.job_progressed, self.job_ended = self.searches.job_progressed, self.searches.job_ended
        self.job_withdrawn = self.searches.job_withdrawn
        self._place_widgets()
        self._connect()
        self._give_keys()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who goes to the view goes to the page. A proxy would take the Tab key past the bar."""
        (self.canvas if self.canvas.isVisible() else self._empty).setFocus(event.reason())

    @property
    def page(self) -> Page | None:
        return self._page

    @property
    def undo_stack(self) -> QUndoStack:
        return self.mender.undo_stack

    @property
    def undo_waits(self) -> Needs:
        return self.searches.undo_waits

    def show_collection(self, collection: Collection | None) -> None:
        self.mender.forget()
        self.searches.show_collection(collection)
        self._collection = collection
        self._show(None)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in the collection now; the page and the chosen lines stay if they are still there."""
        self.model.show_pages(self._collection)
        if self._collection is None or not self.model.ids:
            self._show_nothing()
            return
        self._stack.setCurrentIndex(1)
        self.bar.direction.show_choice(chosen_direction(self._collection))
        self.mender.note_pages(self._collection.rotations(self.mender.known_page_ids))
        here = self._page.id if self._page is not None else None
        self.show_page(here if self.model.row_of(here) >= 0 and here is not None else self.model.ids[0])

    def show_page(self, page_id: int) -> None:
        """Go to a page."""
        if self._collection is None or self.model.row_of(page_id) < 0:
            return
        page = self._collection.page(page_id)
        before, self._state = self._lines, self._collection.page_lines(page_id)
        is_same_picture = _is_same_picture(page, self._page)
        self.mender.show(page, self._state)
        if is_same_picture:
            self._page = page
            if self._lines != before:
                self.canvas.show_lines(self._lines)
        else:
            self.ordering.leave()
            self._show(page)
        self.strip.show_page(page_id)
        self.odd_walk.show_page(page, self._lines, is_other=not is_same_picture)
        self._show_lists()
        self._show_choice()

    def turn_page_by(self, steps: int) -> None:
        """Go to the page after (or before) this one."""
        row = self.model.row_of(self._page.id if self._page else None) + steps
        if self._page is not None and 0 <= row < len(self.model.ids):
            self.show_page(self.model.ids[row])

    def choose_odd_by(self, steps: int) -> None:
        """Choose the next (or previous) line to look at: on this page, else on the next page that has some."""
        if self._collection is not None and self._page is not None and self._page.id is not None:
            chosen, folder = self.choice.current_id, self._collection.folder
            self.odd_walk.go(chosen, steps, folder, self.model.ids, self._page.id)
            self._show_words()

    def turn_page(self) -> None:
        """Turn the page by a quarter, clockwise."""
        self.mender.turn_page()

    def leave(self) -> None:
        """Before the collection is closed."""
        self.look.finish()

    # inner: building ---------------------------------------------------------------------------------

    def _place_widgets(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._desk)
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
        self.mender.done.connect(self._show_done)
        self.searches.job_wanted.connect(self.job_wanted)
        self.searches.told.connect(self.told)
        self.look.crop_ready.connect(self._show_crop)
        self.odd_walk.known.connect(self._show_odd)
        self.odd_walk.line_wanted.connect(self._show_odd_line)
        self.odd_walk.page_wanted.connect(self.show_page)
        self.odd_walk.none_left.connect(self._tell_none_left)
        self.odd_walk.failed.connect(self._tell_walk_failed)
        self.choice.changed.connect(self._show_choice)
        self._connect_canvas()
        self._connect_bar()
        self._connect_lists()

    def _connect_canvas(self) -> None:
        canvas, mender = self.canvas, self.mender
        canvas.line_clicked.connect(self._clicked)
        canvas.line_added.connect(self._add_to_choice)
        canvas.line_double_clicked.connect(self._double_clicked)
        canvas.ground_clicked.connect(lambda: self.choice.choose([]))
        canvas.baseline_drawn.connect(self._keep_drawn)
        canvas.box_drawn.connect(self._wish_again)
        canvas.drawing_changed.connect(self.bar.show_drawing)
        canvas.line_pulled.connect(self._want_crop)
        canvas.line_reshaped.connect(mender.give_shape)
        canvas.height_changed.connect(lambda above, below: mender.change_height(self.choice.ids, above, below))

    def _connect_bar(self) -> None:
        bar, mender = self.bar, self.mender
        bar.find_wanted.connect(self._wish_all)
        bar.find_again_wanted.connect(lambda: self._wish_again(None))
        bar.direction.chosen.connect(self.direction_wanted)
        bar.draw_wanted.connect(lambda is_wanted: self._draw(is_wanted, self.canvas.start_drawing))
        bar.box_wanted.connect(lambda is_wanted: self._draw(is_wanted, self.canvas.start_box))
        bar.split_wanted.connect(lambda: self._split(at_pointer=False))
        bar.merge_wanted.connect(lambda: mender.merge(self.choice.ids))
        bar.reverse_wanted.connect(lambda: mender.reverse(self.choice.ids))
        bar.delete_wanted.connect(lambda: mender.delete(self.choice.ids))
        bar.turn_wanted.connect(self.turn_page)
        bar.zoom_in_wanted.connect(self.canvas.zoom_in)
        bar.zoom_out_wanted.connect(self.canvas.zoom_out)
        bar.fit_wanted.connect(self.canvas.fit)

    def _connect_lists(self) -> None:
        odd, order = self.lists.odd, self.lists.order
        odd.row_wanted.connect(lambda line_id: self.choice.choose([line_id], centre=True))
        odd.right_wanted.connect(self._accept)
        order.row_wanted.connect(lambda line_id: self.choice.choose([line_id], centre=True))
        order.order_wanted.connect(self.mender.move_in_order)
        self.lists.currentChanged.connect(lambda _index: self.canvas.show_ghost(None))

    def _give_keys(self) -> None:
        deeds = choosing_and_mending(self._desk, self.choice, self.mender, self.ordering)
        give_keys_on_page(self.canvas, deeds)
        own: KeyTable = {
            "PgDown": lambda: self.turn_page_by(+1),
            "PgUp": lambda: self.turn_page_by(-1),
            "C": lambda: self._split(at_pointer=True),
            "R": self._accept_chosen,
            "Return": self._enter,
            "Enter": self._enter,  # of the number pad
            "Esc": self._leave_mode,
        }
        give_keys_on_page(self.canvas, own)
        give_keys_anywhere(self, {"F8": lambda: self.choose_odd_by(+1), "Shift+F8": lambda: self.choose_odd_by(-1)})

    # inner: showing ----------------------------------------------------------------------------------

    @property
    def _lines(self) -> tuple[Line, ...]:
        return self._state.lines if self._state is not None else ()

    def _show(self, page: Page | None) -> None:
        self._page = page
        self.look.forget()
        self.canvas.show_page(page, self._lines if page is not None else ())

    def _show_nothing(self) -> None:
        self._state = None
        self.mender.show(None, None)
        self._show(None)
        self._stack.setCurrentIndex(0)

    def _show_choice(self) -> None:
        """Everything that follows from which lines are chosen."""
        current = self.choice.current
        self._want_crop(current)
        line_id = current.id if current is not None else None
        self.lists.odd.mark(line_id)
        self.lists.order.mark(line_id)
        self._show_words()

    def _show_words(self) -> None:
        if self._collection is None:
            return
        overview = self._collection.overview()
        self.bar.show_state(
            unsearched_count=overview.page_count - overview.pages_looked_at,
            words=tr("Looking through the other pages…")
            if self.odd_walk.is_seeking
            else page_words(self._lines, self.odd_walk.odd),
            has_page=self._page is not None,
            has_line=bool(self.choice.ids),
        )
        self.crop.show_line(self.choice.current, chosen_words(self._lines, self.choice.lines, self.odd_walk.odd))

    def _show_lists(self) -> None:
        current = self.choice.current_id
        odd = odd_rows(self._lines, self.odd_walk.odd)
        self.lists.odd.show_rows(odd, current)
        waiting_count = self._waiting.show_state(self._state)
        self.lists.order.show_rows(order_rows(self._lines), current)
        self.lists.show_counts(len(odd), waiting_count)

    def _show_odd(self) -> None:
        self.canvas.show_odd({one.line_id for one in self.odd_walk.odd if one.line_id is not None})
        self._show_lists()
        self._show_words()

    def _show_odd_line(self, line_id: int) -> None:
        self.canvas.forget_pointer()
        self.lists.setCurrentIndex(0)
        self.choice.choose([line_id], centre=True)

    def _tell_none_left(self) -> None:
        self._show_words()
        self.bar.say(tr("No page has lines to look at"))

    def _tell_walk_failed(self, error: Exception) -> None:
        self._show_words()
        self.problem.emit(error)

    def _want_crop(self, line: Line | None) -> None:
        if line is not None and self._page is not None:
            self.look.want_crop(self._page, self._lines, line)

    def _show_crop(self, line_id: int | None, image: Any, why_not: str) -> None:
        current = self.choice.current
        if current is not None and current.id == line_id:
            self.crop.show_crop(image, why_not, current.direction)

    def _show_done(self, page_id: int, touched: tuple[int, ...]) -> None:
        if self._page is None or self._page.id != page_id:
            self.show_page(page_id)
        if touched:
            self.choice.choose(touched, centre=True)

    # inner: deeds ------------------------------------------------------------------------------------

    def _clicked(self, line_id: int) -> None:
        if self.ordering.is_on:
            self.ordering.click(line_id)
        else:
            self.choice.choose([line_id])

    def _add_to_choice(self, line_id: int) -> None:
        if self.ordering.is_on:
            self.ordering.click(line_id)
        else:
            self.choice.add(line_id)

    def _double_clicked(self, line_id: int) -> None:
        if not self.ordering.is_on:
            self.line_wanted.emit(line_id)

    def _draw(self, is_wanted: bool, start: Callable[[], None]) -> None:
        if is_wanted:
            self.ordering.leave()
            start()
            self.canvas.setFocus()
        elif not (self.bar.draw.isChecked() or self.bar.box.isChecked()):
            self.canvas.stop_drawing()

    def _keep_drawn(self, points: Polyline) -> None:
        if self._lines:
            self.mender.draw(points)
        elif self._collection is not None:
            self.mender.draw(points, collection_direction(self._collection))

    def _split(self, *, at_pointer: bool) -> None:
        """At the pointer, in the line below it; without one, in the middle of the chosen line."""
        point = self.canvas.pointer_at if at_pointer else None
        line_id = self.canvas.line_id_at(point) if point is not None else None
        if point is not None and line_id is not None:
            self.mender.split(line_id, (point.x(), point.y()))
        elif self.choice.current_id is not None:
            self.mender.split(self.choice.current_id, None)

    def _accept(self, line_id: int) -> None:
        oddities = self.odd_walk.oddities_of(line_id)
        if oddities:
            self.mender.accept(line_id, oddities)

    def _accept_chosen(self) -> None:
        if self.choice.current_id is not None:
            self._accept(self.choice.current_id)

    def _wish_all(self) -> None:
        self.canvas.setFocus()  # the button is about to vanish, which would send the focus to the one beside it
        self.find_wanted.emit()

    def _wish_again(self, box: Box | None) -> None:
        if self._page is not None and self._page.id is not None:
            self.find_again_wanted.emit(self._page.id, box)

    def _enter(self) -> None:
        if self.ordering.is_on:
            self.ordering.finish()
        elif self.choice.current_id is not None:
            self.line_wanted.emit(self.choice.current_id)

    def _leave_mode(self) -> None:
        if self.ordering.is_on:
            self.ordering.leave()
        else:
            self.choice.choose([])


def _is_same_picture(one: Page, other: Page | None) -> bool:
    return other is not None and (one.id, one.rotation, one.path) == (other.id, other.rotation, other.path)
