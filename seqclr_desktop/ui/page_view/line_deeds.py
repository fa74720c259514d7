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

    def turn_page(self, page_id: int, quarters: int = 1) -> bool:
        """Turn a page clockwise; false when that failed, which a person has been told."""
        ...


class MendingStep(QUndoCommand):
    """One step there or back, which may fail. `carry_out` does it and says whether it was done.

    With `is_done` the collection is there already, as after a job. A new step that fails is no step at all. An
    older one has then `has_failed`: the stack counts it as gone all the same, and must be put back.
    """

    def __init__(self, words: str, page_id: int, *, is_done: bool = False) -> None:
        super().__init__(words)
        self.page_id = page_id
        self.has_failed = False
        self._is_new = not is_done
        self._is_there = is_done

    def redo(self) -> None:
        self._go(is_onward=True)

    def undo(self) -> None:
        self._go(is_onward=False)

    def settle(self) -> None:
        """The stack goes back to where the collection still is: the next step does nothing."""
        self.has_failed, self._is_there = False, True

    def carry_out(self, *, is_onward: bool) -> bool:
        raise NotImplementedError

    def _go(self, *, is_onward: bool) -> None:
        if self._is_there:
            self._is_there = False
            return
        is_done = self.carry_out(is_onward=is_onward)
        if not is_done and self._is_new:
            self.setObsolete(True)
        self.has_failed = not is_done
        self._is_new = False


class ChangeLines(MendingStep):
    """Any change of the lines of one page. `told(from, to)` is called once the collection is in the state `to`."""

    def __init__(
        self,
        keeper: LineKeeper,
        states: tuple[PageLines, PageLines],
        words: str,
        told: Callable[[PageLines, PageLines], None],
        *,
        is_done: bool = False,
    ) -> None:
        super().__init__(words, states[0].page_id, is_done=is_done)
        self._keeper = keeper
        self.before, self.after = states
        self._told = told

    def carry_out(self, *, is_onward: bool) -> bool:
        start, end = (self.before, self.after) if is_onward else (self.after, self.before)
        reached = self._keeper.set_page_lines(start, end)
        if reached is None:
            return False
        if self._is_new:
            self.after = end = with_ids_of(end, reached)
        self._told(start, end)
        return True


class TurnPage(MendingStep):
    """Turn the page with its lines by `quarters`, clockwise; `turn` does it and says whether it was done."""

    def __init__(self, turn: Callable[[int], bool], page_id: int, quarters: int = 1, *, is_done: bool = False) -> None:
        super().__init__(tr("turn the page"), page_id, is_done=is_done)
        self._turn = turn
        self._quarters = quarters

    def carry_out(self, *, is_onward: bool) -> bool:
        return self._turn(self._quarters if is_onward else -self._quarters)
