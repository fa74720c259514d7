"""The models of the collection in a table, and the wish to take some of them out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHeaderView, QMenu, QPushButton, QTableView, QVBoxLayout, QWidget

from seqclr_desktop.collection import ModelRecord
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon
from seqclr_desktop.ui.training_view.model_table import ModelTable
from seqclr_desktop.ui.widgets.card import heading_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.row_table import row_table

_ROWS_SEEN = 8
_WHOLE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class ModelsSection(QWidget):
    """Hidden while there are none. `removal_wanted(names)` when a person no longer wants some."""

    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.models = ModelTable(self)
        self.table = _table(self.models)
        self._remove = QAction(tr("&Remove from the collection…"), self.table)
        self._remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        give_icon(self._remove, "delete")
        self.table.addAction(self._remove)
        self.remove_button = QPushButton(tr("Remove the chosen models…"))
        self._place()
        self._remove.triggered.connect(self._wish_removal)
        self.remove_button.clicked.connect(self._wish_removal)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit_height())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def show_models(self, models: Sequence[ModelRecord]) -> None:
        """The chosen ones stay chosen."""
        if list(models) != self.models.models:
            chosen = self.chosen
            self.models.show_models(models)
            self._choose(chosen)
        self.setVisible(bool(models))
        self._fit_height()
        self._enable()

    @property
    def chosen(self) -> list[str]:
        """The names of the chosen models, as they stand in the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.models.models[row].name for row in rows]

    def _place(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4 * SPACE)
        rows.addWidget(heading_label(tr("Models of this collection")))
        rows.addWidget(self.table)
        deeds = FlowLayout()
        deeds.addWidget(self.remove_button)
        rows.addLayout(deeds)

    def _fit_height(self) -> None:
        """All rows up to a number are in sight, above the bar by which large text is scrolled."""
        header, row = self.table.horizontalHeader().sizeHint().height(), self.table.verticalHeader()
        bar = self.table.horizontalScrollBar()
        rows_px = min(len(self.models.models), _ROWS_SEEN) * row.defaultSectionSize()
        self.table.setFixedHeight(header + rows_px + (bar.sizeHint().height() if bar.maximum() else 0) + 2 * SPACE)

    def _choose(self, names: Sequence[str]) -> None:
        self.table.clearSelection()
        for row, model in enumerate(self.models.models):
            if model.name in names:
                self.table.selectionModel().select(self.models.index(row, 0), _WHOLE_ROW)

    def _show_menu(self, where: QPoint) -> None:
        if self.chosen:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self._remove)
            menu.popup(self.table.viewport().mapToGlobal(where))

    def _wish_removal(self) -> None:
        if self.chosen:
            self.removal_wanted.emit(self.chosen)

    def _enable(self) -> None:
        self._remove.setEnabled(bool(self.chosen))
        self.remove_button.setEnabled(bool(self.chosen))


def _table(model: ModelTable) -> QTableView:
    table = row_table(model, tr("Models of this collection"))
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table
