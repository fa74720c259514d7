"""Deleting and adding a line as steps that can be undone.

The collection keeps the texts of a removed line, so that bringing it back loses nothing.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QUndoCommand

from seqclr_desktop.document import Line
from seqclr_desktop.ui.text import tr


class LineKeeper(Protocol):
    """Who changes the collection: the workspace."""

    def add_line(self, line: Line) -> Line | None: ...

    def remove_line(self, line_id: int) -> None: ...


class RemoveLine(QUndoCommand):
    """Take a line off the page."""

    def __init__(self, keeper: LineKeeper, line: Line) -> None:
        super().__init__(tr("delete a line"))
        self._keeper = keeper
        self._line = line

    def redo(self) -> None:
        if self._line.id is not None:
            self._keeper.remove_line(self._line.id)

    def undo(self) -> None:
        self._keeper.add_line(self._line)


class AddLine(QUndoCommand):
    """Put a drawn line onto the page."""

    def __init__(self, keeper: LineKeeper, line: Line) -> None:
        super().__init__(tr("draw a line"))
        self._keeper = keeper
        self.line = line

    def redo(self) -> None:
        self.line = self._keeper.add_line(self.line) or self.line

    def undo(self) -> None:
        if self.line.id is not None:
            self._keeper.remove_line(self.line.id)
