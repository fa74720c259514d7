"""The lines of a page with their texts and how sure the machine was of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from seqclr_desktop.document import Line
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import colours
from seqclr_desktop.ui.widgets.wording import percent_words

AnyIndex = QModelIndex | QPersistentModelIndex
DOUBTFUL_BELOW = 0.7  # as `LineFilter.DOUBTFUL`
_TURN, _TEXT, _SURE = range(3)


class ReadingTable(QAbstractTableModel):
    """A row per line. Doubtful ones are marked by a question mark and a tint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 3

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(index.row() + 1), isolated(line.best_text), author_words(line))[index.column()]
        if role == Qt.ItemDataRole.BackgroundRole and is_doubtful(line):
            return colours().colour("warning_soft")
        if role == Qt.ItemDataRole.ForegroundRole and not line.best_text:
            return colours().colour("muted")
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _TEXT:
            return line.best_text or None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _TURN:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Line"), tr("Text"), tr("Read by"))[section]
        return None


def isolated(text: str) -> str:
    """`text` so that its own direction orders it, whichever way the window is laid out (UAX #9, FSI … PDI)."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text else ""


def is_doubtful(line: Line) -> bool:
    """Read by a machine alone, and not surely."""
    if line.human is not None and line.human.text:
        return False
    return line.machine is not None and line.machine.confidence is not None and line.machine.confidence < DOUBTFUL_BELOW


def author_words(line: Line) -> str:
    """Who wrote the text that counts, and how sure a machine was."""
    if line.is_unusable:
        return tr("unusable")
    if line.human is not None and line.human.text:
        return tr("a person, checked") if line.human.is_checked else tr("a person")
    if line.machine is None:
        return tr("nobody yet")
    if line.machine.confidence is None:
        return tr("the machine")
    sure = percent_words(line.machine.confidence)
    return tr("? {sure} sure", sure=sure) if is_doubtful(line) else tr("{sure} sure", sure=sure)
