"""Which lines of the page in sight are chosen: by click, by key, or because something was done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from seqclr_desktop.document import Line
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas


class LineChoice(QObject):
    """The canvas lights what is chosen and keeps it. `lines` gives the page's, in reading order.

    Signal: `changed()` after each choice.
    """

    changed = Signal()

    def __init__(self, canvas: PageCanvas, lines: Callable[[], Sequence[Line]]) -> None:
        super().__init__(canvas)
        self._canvas, self._lines = canvas, lines

    @property
    def ids(self) -> tuple[int, ...]:
        """In the order in which they were chosen."""
        return self._canvas.chosen_line_ids

    @property
    def lines(self) -> list[Line]:
        """The same, as lines."""
        known = {line.id: line for line in self._lines()}
        return [known[line_id] for line_id in self.ids if line_id in known]

    @property
    def current_id(self) -> int | None:
        """The line chosen last, whose points can be pulled."""
        return self._canvas.current_line_id

    @property
    def current(self) -> Line | None:
        return next((line for line in self._lines() if line.id == self.current_id), None)

    def line_ids(self) -> list[int]:
        """All there are, in reading order."""
        return [line.id for line in self._lines() if line.id is not None]

    def choose(self, line_ids: Sequence[int | None], *, centre: bool = False) -> None:
        """These and no others, the last of them the current one; with `centre` it is moved into sight."""
        chosen = [line_id for line_id in line_ids if line_id is not None]
        self._canvas.show_ghost(None)
        self._canvas.select_lines(chosen, chosen[-1] if chosen else None, centre=centre)
        self.changed.emit()

    def choose_all(self) -> None:
        self.choose(self.line_ids())

    def add(self, line_id: int) -> None:
        """One more; one that is chosen already no longer is."""
        others = [chosen for chosen in self.ids if chosen != line_id]
        self.choose(others if len(others) < len(self.ids) else [*others, line_id])

    def go_by(self, steps: int, *, extends: bool = False) -> None:
        """Choose the line after (or before) the current one, or add it to the choice."""
        ids = self.line_ids()
        if not ids:
            return
        self._canvas.forget_pointer()
        here = self.current_id
        row = ids.index(here) + steps if here in ids else (0 if steps > 0 else len(ids) - 1)
        wanted = ids[min(max(row, 0), len(ids) - 1)]
        chosen = self.ids
        others = [line_id for line_id in chosen if line_id != (here if wanted in chosen else wanted)] if extends else []
        self.choose([*(line_id for line_id in others if line_id != wanted), wanted], centre=True)
