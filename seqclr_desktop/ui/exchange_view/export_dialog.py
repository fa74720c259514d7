"""Asks in which format, which pages, and where to; says what the format leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from seqclr_desktop.collection import Collection
from seqclr_desktop.exchange.formats import ExportFormat
from seqclr_desktop.jobs.job import Job
from seqclr_desktop.ui.exchange_view.export_choice import ExportChoice, export_job, pages_to_export, refusal
from seqclr_desktop.ui.exchange_view.format_choice import FormatChoice
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.card import muted_label

JobMaker = Callable[[Path, ExportChoice, Sequence[str]], Job[Any]]
FolderAsker = Callable[[QWidget, str], str]
_LARGEST_SHARE = 0.8  # of the screen's width
_LIST_SHARE = 0.6  # of its height
_FOLDER_SETTING = "export.folder"
_FORMAT_SETTING = "export.format"


class ExportDialog(QDialog):
    """`job_wanted` carries the job when a person has chosen and pressed Export; the choice is remembered."""

    job_wanted = Signal(object)

    def __init__(
        self,
        collection: Collection,
        parent: QWidget | None = None,
        *,
        make_job: JobMaker = export_job,
        ask_folder: FolderAsker | None = None,
    ) -> None:
        super().__init__(parent)
        self._collection = collection
        self._make_job = make_job
        self._ask_folder = ask_folder or _ask_folder
        self._pages = collection.pages()
        self.setWindowTitle(tr("Export"))
        self.formats = [FormatChoice(kind) for kind in ExportFormat]
        self._group = QButtonGroup(self)
        self.pages_box = QComboBox()
        self.folder_field = QLineEdit()
        self._browse = QPushButton(tr("Choose…"))
        self._browse.setAutoDefault(False)  # Enter exports
        self._summary = muted_label()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self._buttons.addButton(tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._place()
        self._connect()
        self._recall()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen at the moment."""
        kind = next((choice.kind for choice in self.formats if choice.button.isChecked()), ExportFormat.PAGE)
        return ExportChoice(kind, self.folder_field.text().strip(), bool(self.pages_box.currentData()))

    def summary(self) -> str:
        return self._summary.text()

    def accept(self) -> None:
        """Ask for the job and close."""
        choice = self.choice
        if refusal(choice, self._collection.folder, self._pages):
            return
        self._collection.set_setting(_FOLDER_SETTING, choice.folder)
        self._collection.set_setting(_FORMAT_SETTING, choice.kind.value)
        names = [page.name for page in pages_to_export(self._pages, choice)]
        everything = len(names) == len(self._pages)
        self.job_wanted.emit(self._make_job(self._collection.folder, choice, () if everything else names))
        super().accept()

    def _place(self) -> None:
        self.export_button.setProperty("primary", "true")
        self.export_button.setDefault(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 4 * SPACE)
        rows.setSpacing(4 * SPACE)
        rows.addWidget(self._format_list(), 1)
        self.pages_box.addItem(tr("All pages"), False)
        self.pages_box.addItem(tr("Pages with text"), True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_buddy(tr("&Pages"), self.pages_box), 0, 0)
        grid.addWidget(self.pages_box, 0, 1, 1, 2)
        grid.addWidget(_buddy(tr("&Folder"), self.folder_field), 1, 0)
        grid.addWidget(self.folder_field, 1, 1)
        grid.addWidget(self._browse, 1, 2)
        rows.addLayout(grid)
        rows.addWidget(self._summary)
        rows.addWidget(self._buttons)

    def _format_list(self) -> QScrollArea:
        """The formats, scrolling where large text leaves them too little room."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 * SPACE)
        for choice in self.formats:
            self._group.addButton(choice.button)
            column.addWidget(choice)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the focus of its buttons
        room = self.screen().availableSize()
        width = min(self.fontMetrics().averageCharWidth() * 84, round(_LARGEST_SHARE * room.width()))
        area.setMinimumSize(width, min(column.totalHeightForWidth(width), round(_LIST_SHARE * room.height())))
        return area

    def _connect(self) -> None:
        self._group.buttonClicked.connect(lambda _: self._tell())
        self.pages_box.currentIndexChanged.connect(lambda _: self._tell())
        self.folder_field.textChanged.connect(lambda _: self._tell())
        self._browse.clicked.connect(self._choose_folder)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _recall(self) -> None:
        kept = self._collection.setting(_FORMAT_SETTING, ExportFormat.PAGE.value)
        for choice in self.formats:
            choice.button.setChecked(choice.kind.value == kept)
        beside = self._collection.folder.parent / f"{self._collection.folder.name}-export"
        self.folder_field.setText(self._collection.setting(_FOLDER_SETTING, str(beside)))
        self._tell()

    def _choose_folder(self) -> None:
        chosen = self._ask_folder(self, self.folder_field.text())
        if chosen:
            self.folder_field.setText(QDir.toNativeSeparators(chosen))

    def _tell(self) -> None:
        reason = refusal(self.choice, self._collection.folder, self._pages)
        self.export_button.setEnabled(not reason)
        count = len(pages_to_export(self._pages, self.choice))
        self._summary.setText(
            reason or tr("{n} page(s) will be written. Files that are no earlier export are left alone.", count)
        )


def _buddy(words: str, field: QWidget) -> QLabel:
    label = QLabel(words)
    label.setBuddy(field)
    return label


def _ask_folder(parent: QWidget, start: str) -> str:
    return QFileDialog.getExistingDirectory(parent, tr("Where to export to"), start)
