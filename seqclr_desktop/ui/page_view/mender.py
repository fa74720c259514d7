"""Mending the lines of the page in sight: each wish becomes one step of the undo stack.

What a wish means is decided in `layout` and `collection`; here the pieces are put together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from seqclr_desktop.collection import PageLines
from seqclr_desktop.collection.waiting_texts import with_line_kept, with_text_put, without_lines, without_text
from seqclr_desktop.document import Direction, Line, Page
from seqclr_desktop.geometry import Point, Polyline
from seqclr_desktop.layout.drawn_line import drawn_line
from seqclr_desktop.layout.line_shapes import extent, reversed_line, with_height_changed, within_page
from seqclr_desktop.layout.oddities import Oddity, accepted_as
from seqclr_desktop.layout.order_by_hand import clicked_in_order, moved
from seqclr_desktop.layout.parting_lines import merged_line, split_line
from seqclr_desktop.layout.shared_words import word_moved_back, word_moved_on
from seqclr_desktop.ui.page_view.line_deeds import ChangeLines, LineKeeper, MendingStep, TurnPage
from seqclr_desktop.ui.text import tr

_HEIGHT_STEP_SHARE = 0.06
_LEAST_STEP_PX = 1.0


class Mender(QObject):
    """Holds the undo stack. `done(page id, line ids)` after each step, there or back, names the lines it touched."""

    done = Signal(int, object)

    def __init__(self, keeper: LineKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.indexChanged.connect(self._keep_in_step)
        self._keeper = keeper
        self._page: Page | None = None
        self._state: PageLines | None = None
        self._rotations: dict[int, int] = {}

    def show(self, page: Page | None, state: PageLines | None) -> None:
        """What wishes are about from now on."""
        self._page, self._state = page, state
        if page is not None and page.id is not None:
            self._note_turn(page.id, page.rotation)

    @property
    def known_page_ids(self) -> Sequence[int]:
        """The pages that were in sight or searched, on which something may have been done."""
        return tuple(self._rotations)

    def know_pages(self, rotations: Mapping[int, int]) -> None:
        """Something was done on these pages, which were turned so then."""
        self._rotations = {**rotations, **self._rotations}

    def note_pages(self, rotations: Mapping[int, int]) -> None:
        """How the known pages are turned now. Nothing can be done on one that was taken out of the collection."""
        gone = self._rotations.keys() - rotations.keys()
        for place in range(self.undo_stack.count()):
            step = self.undo_stack.command(place)
            if isinstance(step, MendingStep) and step.page_id in gone:
                step.setObsolete(True)
        for page_id in gone:
            del self._rotations[page_id]
        for page_id, rotation in rotations.items():
            self._note_turn(page_id, rotation)

    def forget(self) -> None:
        """Another collection."""
        self.undo_stack.clear()
        self._rotations.clear()
        self.show(None, None)

    # shapes ------------------------------------------------------------------------------------------

    def draw(self, points: Polyline, direction: Direction = Direction.LEFT_TO_RIGHT) -> None:
        """A new line along these points, in `direction` where it is the page's first; too short a one is not made."""
        if self._state is None or self._page is None:
            return
        line = drawn_line(self._page, self._state.lines, points, direction)
        if line is not None:
            lines = list(self._state.lines)
            lines.insert(line.position, line)
            self._change(self._state.with_lines(lines), tr("draw a line"))

    def split(self, line_id: int, at: Point | None) -> None:
        """Two lines out of one, parted at the place nearest to `at`, or in the middle."""
        line = self._line(line_id)
        parts = split_line(line, at) if line is not None else None
        if parts is not None:
            self._put([line_id], parts, tr("split a line"))

    def merge(self, line_ids: Sequence[int]) -> None:
        """One line out of several; a single one is joined with the next."""
        lines = self._lines_with_next(line_ids)
        if len(lines) >= 2:
            self._put([line.id for line in lines], [merged_line(lines)], tr("join {n} line(s)", len(lines)))

    def move_word(self, line_ids: Sequence[int], *, back: bool) -> None:
        """The last word of the first line goes to the second, or `back`; a single line is taken with the next."""
        lines = self._lines_with_next(line_ids)[:2]
        changed = (word_moved_back if back else word_moved_on)(*lines) if len(lines) == 2 else None
        if changed is not None:
            new = {line.id: line for line in changed}
            self._reshape(list(new), lambda line: new[line.id], tr("move a word"))

    def reverse(self, line_ids: Sequence[int]) -> None:
        """Write the lines in the other direction."""
        self._reshape(line_ids, reversed_line, tr("reverse {n} line(s)", len(line_ids)))

    def delete(self, line_ids: Sequence[int]) -> None:
        """Take lines off the page; texts that people wrote on them wait beside it."""
        if self._state is not None and line_ids:
            self._change(without_lines(self._state, line_ids), tr("delete {n} line(s)", len(line_ids)))

    def give_shape(self, line: Line) -> None:
        """The line has been given another shape by hand."""
        self._reshape([line.id], lambda _old: line, tr("change a line's shape"))

    def change_height(self, line_ids: Sequence[int], above_px: float, below_px: float) -> None:
        """All these lines taller above and below their baselines by so many pixels of the page."""
        words = tr("change the height of {n} line(s)", len(line_ids))
        self._reshape(line_ids, lambda line: with_height_changed(line, above_px, below_px), words)

    def change_height_by_steps(self, line_ids: Sequence[int], above: int, below: int) -> None:
        """The same by small steps, as keys do it."""
        first = self._line(line_ids[0]) if line_ids else None
        if first is not None:
            step = max(_LEAST_STEP_PX, _HEIGHT_STEP_SHARE * sum(extent(first) or (0.0, 0.0)))
            self.change_height(line_ids, above * step, below * step)

    def accept(self, line_id: int, oddities: Sequence[Oddity]) -> None:
        """A person says that the line is right in spite of what is odd about it."""
        words = tr("say that a line is right")
        self._reshape(
            [line_id], lambda line: replace(line, accepted=accepted_as(line, oddities), text_waits=False), words
        )

    # reading order -----------------------------------------------------------------------------------

    def move_in_order(self, line_ids: Sequence[int], to: int) -> None:
        """Put lines before what now stands at place `to`."""
        self._set_order(moved(self._order(), line_ids, to))

    def order_as_clicked(self, clicked: Sequence[int], after: int | None) -> None:
        """The clicked lines one after the other, behind `after` or at the beginning."""
        self._set_order(clicked_in_order(self._order(), clicked, after))

    # texts that wait ---------------------------------------------------------------------------------

    def keep_line(self, line_id: int) -> None:
        if self._state is not None:
            self._change(with_line_kept(self._state, line_id), tr("keep a line"))

    def put_text(self, line_id: int, target_id: int) -> None:
        if self._state is not None:
            self._change(with_text_put(self._state, line_id, target_id), tr("put a text on a line"))

    def discard_text(self, line_id: int) -> None:
        if self._state is not None:
            self._change(without_text(self._state, line_id), tr("discard a text"))

    # others ------------------------------------------------------------------------------------------

    def turn_page(self) -> None:
        """Turn the page by a quarter, clockwise."""
        page_id = self._page.id if self._page is not None else None
        if page_id is not None:
            self.undo_stack.push(TurnPage(partial(self._turn, page_id), page_id))

    def note_found_again(self, before: PageLines, after: PageLines) -> None:
        """Lines were found again by a job, or for the first time: from now on that can be undone."""
        words = tr("find lines again") if before.lines else tr("find lines")
        self.undo_stack.push(ChangeLines(self._keeper, (before, after), words, self._tell, is_done=True))

    # inner -------------------------------------------------------------------------------------------

    def _change(self, after: PageLines, words: str) -> None:
        if self._state is not None and after != self._state:
            self.undo_stack.push(ChangeLines(self._keeper, (self._state, after), words, self._tell))

    def _put(self, old_ids: Sequence[int | None], new: Sequence[Line], words: str) -> None:
        """`new` lines in the place of the first old one."""
        if self._state is None:
            return
        lines: list[Line] = []
        for line in self._state.lines:
            if line.id == old_ids[0]:
                lines += [self._on_page(part) for part in new]
            elif line.id not in old_ids:
                lines.append(line)
        self._change(self._state.with_lines(lines), words)

    def _reshape(self, line_ids: Sequence[int | None], change: Callable[[Line], Line], words: str) -> None:
        if self._state is not None and line_ids:
            lines = [self._changed(line, change) if line.id in line_ids else line for line in self._state.lines]
            self._change(self._state.with_lines(lines), words)

    def _changed(self, line: Line, change: Callable[[Line], Line]) -> Line:
        changed = change(line)
        is_same_shape = (changed.baseline, changed.polygon) == (line.baseline, line.polygon)
        return changed if is_same_shape else self._on_page(changed)

    def _on_page(self, line: Line) -> Line:
        return within_page(line, self._page.width_px, self._page.height_px) if self._page is not None else line

    def _set_order(self, order: Sequence[int | None]) -> None:
        if self._state is not None and list(order) != self._order():
            places = {line_id: place for place, line_id in enumerate(order)}
            lines = sorted(self._state.lines, key=lambda line: places[line.id])
            self._change(self._state.with_lines(lines), tr("change the reading order"))

    def _order(self) -> list[int | None]:
        return [line.id for line in self._state.lines] if self._state is not None else []

    def _line(self, line_id: int) -> Line | None:
        lines = self._state.lines if self._state is not None else ()
        return next((line for line in lines if line.id == line_id), None)

    def _lines_with_next(self, line_ids: Sequence[int]) -> list[Line]:
        if self._state is None:
            return []
        places = [place for place, line in enumerate(self._state.lines) if line.id in line_ids]
        if len(places) == 1 and places[0] + 1 < len(self._state.lines):
            places.append(places[0] + 1)
        return [self._state.lines[place] for place in places]

    def _note_turn(self, page_id: int, rotation: int) -> None:
        """How a page lies now. Where it was turned elsewhere, that has to be undone before older steps can be."""
        turned = rotation - self._rotations.setdefault(page_id, rotation)
        self._rotations[page_id] = rotation
        if turned:
            quarters = turned // 90 % 4
            self.undo_stack.push(TurnPage(partial(self._turn, page_id), page_id, quarters, is_done=True))

    def _turn(self, page_id: int, quarters: int) -> bool:
        known = self._rotations.pop(page_id, None)  # that the page is turned then is known already
        is_done = self._keeper.turn_page(page_id, quarters)
        if is_done:
            self.done.emit(page_id, ())
        elif known is not None:
            self._rotations[page_id] = known
        return is_done

    def _keep_in_step(self, index: int) -> None:
        """A step that could not be gone is what Undo or Redo would do, as before."""
        stack = self.undo_stack
        for place, go_back in ((index, stack.redo), (index - 1, stack.undo)):
            step = stack.command(place) if 0 <= place < stack.count() else None
            if isinstance(step, MendingStep) and step.has_failed:
                step.settle()
                go_back()
                return

    def _tell(self, before: PageLines, after: PageLines) -> None:
        self.done.emit(after.page_id, touched_lines(before, after))


def touched_lines(before: PageLines, after: PageLines) -> tuple[int, ...]:
    """The lines of `after` that were changed or are new; where lines only went, the one now in their place."""
    known = {line.id: line for line in before.lines}
    touched = [line for line in after.lines if line.id not in known or not _is_same(line, known[line.id])]
    if not touched and len(after.lines) < len(before.lines) and after.lines:
        there = {line.id for line in after.lines}
        gone = next(place for place, line in enumerate(before.lines) if line.id not in there)
        touched = [after.lines[min(gone, len(after.lines) - 1)]]
    return tuple(line.id for line in touched if line.id is not None)


def _is_same(line: Line, other: Line) -> bool:
    """Apart from the place in the reading order."""
    return replace(line, position=other.position) == other
