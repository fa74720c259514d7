"""Asks for the name of a new collection, the folder it shall lie in, and which way its writing runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from seqclr_desktop import places
from seqclr_desktop.document import Direction
from seqclr_desktop.images.file_names import legal_name
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_LEAST_WIDTH_IN_LETTERS = 60


class NewCollectionDialog(QDialog):
    """After `accepted`: `name`, `folder` and `direction`."""

    def __init__(self, place: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New collection"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_WIDTH_IN_LETTERS)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._name = QLineEdit()
        self._name.setPlaceholderText(tr("Letters of A. Martin, 1914–1918"))
        self._place = QLineEdit(str(place or documents))
        choose = QPushButton(tr("C&hoose…"))
        choose.setAutoDefault(False)  # Enter makes the collection
        choose.clicked.connect(self._choose)
        self._direction = QComboBox()
        self._direction.addItem(tr("Automatic: as the texts say, else from left to right"), None)
        self._direction.addItem(tr("From left to right"), Direction.LEFT_TO_RIGHT)
        self._direction.addItem(tr("From right to left"), Direction.RIGHT_TO_LEFT)
        self._result = WrappingLabel()
        self._result.setProperty("role", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._make = buttons.addButton(tr("&Make the collection"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._make.setProperty("primary", "true")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 4 * SPACE)
        form.setSpacing(3 * SPACE)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(tr("&Name of the collection"), self._name)
        place_row = QHBoxLayout()
        place_row.setSpacing(2 * SPACE)
        place_row.addWidget(self._place, 1)
        place_row.addWidget(choose)
        place_label = QLabel(tr("Folder it shall lie &in"))
        place_label.setBuddy(self._place)
        self._place.setAccessibleName(tr("Folder it shall lie in"))
        form.addRow(place_label)
        form.addRow(place_row)
        form.addRow(tr("&Writing runs"), self._direction)
        form.addRow(self._result)
        form.addRow(buttons)
        self._name.textChanged.connect(self._show_result)
        self._place.textChanged.connect(self._show_result)
        self._show_result()

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def folder(self) -> Path:
        return places.typed(self._place.text().strip()) / legal_name(self.name)

    @property
    def direction(self) -> Direction | None:
        """Which way the writing runs; None for what the texts will say."""
        chosen: str | None = self._direction.currentData()  # an enum of strings comes back as a string
        return Direction(chosen) if chosen is not None else None

    def type_name(self, name: str) -> None:
        self._name.setText(name)

    def is_complete(self) -> bool:
        """Whether a collection can be made of what was typed."""
        return bool(self.name.strip(" .") and self._place.text().strip())

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder the collection shall lie in"), self._place.text())
        if chosen:
            self._place.setText(chosen)

    def _show_result(self) -> None:
        is_complete = self.is_complete()
        self._make.setEnabled(is_complete)
        words = tr("A new folder will be made: {folder}", folder=self.folder) if is_complete else ""
        self._result.setText(words or tr("Your scans stay where they are; models and texts are kept in this folder."))
