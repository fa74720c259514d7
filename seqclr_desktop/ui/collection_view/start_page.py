"""What is seen when no collection is open: what the program does, and the four ways to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from seqclr_desktop.ui.collection_view.recent_button import RecentButton
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon, sized_font
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_WIDTH_IN_LETTERS = 100  # the three buttons stand in one row


class StartPage(QScrollArea):
    """New, open, recent, and the sample."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Start"))
        inner = QWidget()
        inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_IN_LETTERS)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(6 * SPACE, 8 * SPACE, 6 * SPACE, 6 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addStretch(1)
        rows.addWidget(self._heading(tr("Teach the computer a handwriting"), 1.7))
        rows.addWidget(self._explanation())
        rows.addSpacing(SPACE)
        rows.addLayout(self._buttons())
        rows.addSpacing(4 * SPACE)
        self._recent_heading = self._heading(tr("Opened lately"), 1.15)
        rows.addWidget(self._recent_heading)
        self._recent = QVBoxLayout()
        self._recent_buttons: list[RecentButton] = []
        self._recent.setSpacing(SPACE)
        rows.addLayout(self._recent)
        rows.addStretch(2)
        outer = QWidget()
        columns = QHBoxLayout(outer)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.addStretch(1)
        columns.addWidget(inner, 8)
        columns.addStretch(1)
        self.setWidget(outer)
        self.show_recent(())

    def show_recent(self, folders: Sequence[Path]) -> None:
        """List these collections; those that are gone are left out by the caller."""
        for button in self._recent_buttons:
            self._recent.removeWidget(button)
            button.deleteLater()
        self._recent_buttons = [RecentButton(folder) for folder in folders]
        for button, folder in zip(self._recent_buttons, folders, strict=True):
            button.clicked.connect(lambda _checked=False, folder=folder: self.recent_wanted.emit(folder))
            self._recent.addWidget(button)
        self._recent_heading.setVisible(bool(folders))

    def recent_buttons(self) -> list[RecentButton]:
        return list(self._recent_buttons)

    def _heading(self, text: str, factor: float) -> QLabel:
        label = WrappingLabel(text)
        label.setFont(sized_font(self, factor, bold=True))
        return label

    def _explanation(self) -> QLabel:
        label = WrappingLabel(
            tr(
                "A collection holds the scans of one hand or one archive. The program finds the lines, learns from"
                " those you transcribe, and reads the others. Everything stays on this computer."
            )
        )
        label.setProperty("role", "muted")
        return label

    def _buttons(self) -> FlowLayout:
        flow = FlowLayout(spacing_px=2 * SPACE)
        new = QPushButton(tr("&New collection…"))
        new.setProperty("primary", "true")
        give_icon(new, "new", "on_accent")
        new.clicked.connect(self.new_wanted)
        open_ = QPushButton(tr("&Open collection…"))
        give_icon(open_, "folder")
        open_.clicked.connect(self.open_wanted)
        sample = QPushButton(tr("Try the &sample collection"))
        give_icon(sample, "sample")
        sample.clicked.connect(self.sample_wanted)
        for button in (new, open_, sample):
            flow.addWidget(button)
        return flow
