"""A dialog in which pages are chosen to learn from, to watch with, and to keep aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from seqclr_desktop.document import Page, Split
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.split_model import SplitModel
from seqclr_desktop.ui.widgets.card import muted_label
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.row_table import row_table


class SplitDialog(QDialog):
    """Choose rows, press what they are for. `chosen` holds what was changed."""

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What each page is for"))
        self.model = SplitModel(pages, self)
        self.table = row_table(self.model, tr("Pages and their use"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(50)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 8)
        self._place()
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 100, metrics.height() * 32)

    @property
    def chosen(self) -> Mapping[int, Split | None]:
        return self.model.chosen

    def _place(self) -> None:
        rows = QVBoxLayout(self)
        rows.setSpacing(3 * SPACE)
        rows.addWidget(
            muted_label(
                tr(
                    "Test pages are read once, at the end, so that the error rate is an honest one. "
                    "Choose pages in the table, then what they are for."
                )
            )
        )
        rows.addWidget(self.table, 1)
        uses = FlowLayout()
        for split in Split:
            uses.addWidget(self._use_button(split))
        rows.addLayout(uses)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Save).setProperty("primary", "true")
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        rows.addWidget(box)

    def _use_button(self, split: Split) -> QPushButton:
        button = QPushButton(_deed_words(split))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._use_selected(split))
        return button

    def _use_selected(self, split: Split) -> None:
        selected = self.table.selectionModel().selectedRows()
        self.model.set_use([index.row() for index in selected], split)


def _deed_words(split: Split) -> str:
    """What a button does with the chosen pages."""
    return {
        Split.TRAIN: tr("&Learn from them"),
        Split.VALID: tr("&Watch the learning with them"),
        Split.TEST: tr("&Keep them aside as the test"),
    }[split]
