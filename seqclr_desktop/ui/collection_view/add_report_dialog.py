"""Lists the files that were refused, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QVBoxLayout, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.row_table import row_table
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_Index = QModelIndex | QPersistentModelIndex


class RefusedFilesModel(QAbstractTableModel):
    """A row per file: its name and the reason."""

    def __init__(self, refused: Sequence[tuple[Path, str]]) -> None:
        super().__init__()
        self._refused = list(refused)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._refused)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        path, reason = self._refused[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return path.name if index.column() == 0 else tr(reason)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(path) if index.column() == 0 else tr(reason)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (tr("File"), tr("Why it was refused"))[section]
        return None

    def as_text(self) -> str:
        return "\n".join(f"{path}\t{tr(reason)}" for path, reason in self._refused)


class AddReportDialog(QDialog):
    """What was added is said in `summary`; what was not stands in the table."""

    def __init__(self, summary: str, refused: Sequence[tuple[Path, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Files that were not added"))
        self.model = RefusedFilesModel(refused)
        self.model.setParent(self)
        table = row_table(self.model, tr("Files that were not added"))
        table.setWordWrap(True)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        letter = self.fontMetrics().averageCharWidth()
        table.setColumnWidth(0, 28 * letter)
        table.horizontalHeader().setStretchLastSection(True)
        words = WrappingLabel(summary)
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("Copy the &list"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.model.as_text()))
        close = buttons.addButton(tr("&Close"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 4 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addWidget(words)
        rows.addWidget(table, 1)
        rows.addWidget(buttons)
        self.resize(min(90 * letter, 1000), min(24 * self.fontMetrics().height(), 640))
