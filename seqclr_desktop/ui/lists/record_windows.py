"""Records by row, fetched by windows, so that 100 000 rows cost what is in sight. No Qt here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

RecordT = TypeVar("RecordT")

WINDOW_ROWS = 40  # a screen or two: what is looked up at once holds the window up
_WINDOWS_KEPT = 50


class RecordWindows(Generic[RecordT]):
    """One row per id of `ids`. `fetch` gets at most `WINDOW_ROWS` ids and gives their records in the same order."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.fetch: Callable[[Sequence[int]], Sequence[RecordT]] = lambda _ids: ()
        self._windows: OrderedDict[int, Sequence[RecordT]] = OrderedDict()

    def forget(self) -> None:
        """The records have changed, the rows have not."""
        self._windows.clear()

    def record(self, row: int) -> RecordT | None:
        """The record in `row`, fetched with its neighbours when needed; None when it has gone meanwhile."""
        number, place = divmod(row, WINDOW_ROWS)
        if number not in self._windows:
            first = number * WINDOW_ROWS
            self._windows[number] = self.fetch(self.ids[first : first + WINDOW_ROWS])
            while len(self._windows) > _WINDOWS_KEPT:
                self._windows.popitem(last=False)
        self._windows.move_to_end(number)
        window = self._windows[number]
        return window[place] if place < len(window) else None
