"""Going from one line to look at to the next: on the page in sight, else on the next page that has some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from seqclr_desktop.document import Line, Page
from seqclr_desktop.jobs.odd_lines import PageWithOddLines
from seqclr_desktop.layout.oddities import Oddity, OddLine
from seqclr_desktop.ui.page_view.odd_choice import next_odd, pages_from
from seqclr_desktop.ui.page_view.page_look import PageLook


class OddWalk(QObject):
    """Knows which lines of the page in sight are odd, as soon as that was looked up.

    Signals: `known()` when it was; `line_wanted(line id)`; `page_wanted(page id)` before a line of another page;
    `none_left()` when no page has any; `failed(exception)` when that could not be found out.
    """

    known = Signal()
    line_wanted = Signal(int)
    page_wanted = Signal(int)
    none_left = Signal()
    failed = Signal(object)

    def __init__(self, look: PageLook) -> None:
        super().__init__(look)
        self.odd: list[OddLine] = []
        self._look = look
        self._lines: tuple[Line, ...] = ()  # in sight
        self._known_of: tuple[Line, ...] = ()
        self._steps = 1
        look.odd_ready.connect(self._take)
        look.odd_page_found.connect(self._arrive)
        look.seeking_failed.connect(self.failed)

    @property
    def is_seeking(self) -> bool:
        """Whether other pages are being looked through."""
        return self._look.is_seeking

    def show_page(self, page: Page, lines: tuple[Line, ...], *, is_other: bool) -> None:
        """These lines are in sight from now on; `is_other` when they are of another page than those before."""
        self._lines = lines
        if is_other:
            self.odd, self._known_of = [], ()
        if is_other or self._known_of != lines:
            self._look.want_odd(page, lines)

    def go(self, chosen: int | None, steps: int, folder: Path, page_ids: Sequence[int], page_id: int) -> None:
        """To the odd line after (`steps` +1) or before the chosen one.

        After the last page of `page_ids` comes the first; the lines of `page_id`, the page in sight, come again when
        no other page has any.
        """
        self._steps = steps
        wanted = self._next(chosen)
        if wanted is not None:
            self.line_wanted.emit(wanted)
            return
        others = pages_from(page_ids, page_id, steps)
        self._look.seek_odd(folder, others if self._known_of == self._lines else (page_id, *others))

    def oddities_of(self, line_id: int) -> tuple[Oddity, ...]:
        """What is odd about a line."""
        return next((one.oddities for one in self.odd if one.line_id == line_id), ())

    def _next(self, chosen: int | None) -> int | None:
        return next_odd([line.id for line in self._lines], self.odd, chosen, self._steps)

    def _take(self, odd: list[OddLine], of_lines: tuple[Line, ...]) -> None:
        if of_lines == self._lines:
            self.odd, self._known_of = odd, of_lines
            self.known.emit()

    def _arrive(self, found: PageWithOddLines | None) -> None:
        """The search through the other pages is over."""
        if found is not None:
            self.page_wanted.emit(found.page_id)
            self._take(list(found.odd), found.lines)
        wanted = self._next(None)
        if wanted is not None:
            self.line_wanted.emit(wanted)
        else:
            self.none_left.emit()
