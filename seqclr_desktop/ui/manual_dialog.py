"""The manual, read in the program: nobody has to know what opens a Markdown file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon

_WIDTH_IN_LETTERS = 110
_HEIGHT_IN_LINES = 40


class ManualDialog(QDialog):
    """Pages of `folder`, beginning with `index.md`; links go from one to the other, or to the web browser."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Manual"))
        self._index = QUrl.fromLocalFile(str(folder / "index.md"))
        self.page = QTextBrowser()
        self.page.setAccessibleName(tr("Manual"))
        self.page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # it is in English
        self.page.setOpenExternalLinks(True)
        self.page.document().setDocumentMargin(6 * SPACE)
        self.back = QPushButton(tr("&Back"))
        give_icon(self.back, "previous")
        self.contents = QPushButton(tr("C&ontents"))
        close = QPushButton(tr("&Close"))
        close.clicked.connect(self.accept)
        self.back.clicked.connect(self.page.backward)
        self.contents.clicked.connect(lambda: self.page.setSource(self._index))
        self.page.backwardAvailable.connect(self.back.setEnabled)
        self.back.setEnabled(False)
        buttons = QHBoxLayout()
        for button in (self.back, self.contents, close):
            button.setAutoDefault(False)  # Enter follows a link
        buttons.addWidget(self.back)
        buttons.addWidget(self.contents)
        buttons.addStretch(1)
        buttons.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addWidget(self.page, 1)
        rows.addLayout(buttons)
        self.page.setSource(self._index)
        self.page.setFocus()
        metrics, room = self.fontMetrics(), self.screen().availableSize()
        self.resize(
            min(metrics.averageCharWidth() * _WIDTH_IN_LETTERS, room.width()),
            min(metrics.height() * _HEIGHT_IN_LINES, round(0.9 * room.height())),
        )
