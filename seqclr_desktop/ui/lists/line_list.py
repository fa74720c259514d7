"""Lines of a page, of the whole collection, or of one kind, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import Line
from seqclr_desktop.ui.lists.windowed_model import WindowedModel
from seqclr_desktop.ui.text import tr


class LineListModel(WindowedModel[Line]):
    """A row per line, in reading order; shows the best text there is."""

    def show_lines(
        self, collection: Collection, kind: LineFilter = LineFilter.ALL, page_ids: Sequence[int] | None = None
    ) -> None:
        """Show the lines of a kind, of some pages or of all."""
        self.show(collection.line_ids(kind, page_ids), collection.lines_by_id)

    def look(self, record: Line, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return record.best_text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return record.best_text or tr("Line without text")
        return None
