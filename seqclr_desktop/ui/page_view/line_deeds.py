"""Everything done to the lines of a page, as steps that can be undone. Each step is kept in the collection at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from seqclr_desktop.collection import PageLines
from seqclr_desktop.collection.page_lines import with_ids_of
from seqclr_desktop.ui.text import tr


class LineKeeper(Protocol):
    """Who changes the collection: the workspace."""

    def set_page_lines(self, before: PageLines, after: PageLines) -> PageLines | None:
        """Go from one state of a page to another; None when that failed, which a person has been told."""
        ...

    def turn_page(self, page_id: int, quarters: int = 1) -> None: ...


class ChangeLines(QUndoCommand):
    """Any change of the lines of one page. `told(from, to)` is called once the collection is in the state `to`.

    With `is_done` the collection is there already, as after a job.
    """

    def __init__(
        self,
        keeper: LineKeeper,
        states: tuple[PageLines, PageLines],
        words: str,
        told: Callable[[PageLines, PageLines], None],
        *,
        is_done: bool = False,
    ) -> None:
        super().__init__(words)
        self._keeper = keeper
        self.before, self.after = states
        self._told = told
        self._is_new = True
        self._is_done = is_done

    def redo(self) -> None:
        if self._is_done:
            self._is_done = self._is_new = False
            return
        reached = self._keeper.set_page_lines(self.before, self.after)
        if reached is None:
            self.setObsolete(self._is_new)
            return
        if self._is_new:
            self.after = with_ids_of(self.after, reached)
        self._is_new = False
        self._told(self.before, self.after)

    def undo(self) -> None:
        if self._keeper.set_page_lines(self.after, self.before) is not None:
            self._told(self.after, self.before)


class TurnPage(QUndoCommand):
    """Turn the page with its lines by a quarter, clockwise."""

    def __init__(self, turn: Callable[[int], None]) -> None:
        super().__init__(tr("turn the page"))
        self._turn = turn

    def redo(self) -> None:
        self._turn(1)

    def undo(self) -> None:
        self._turn(-1)
