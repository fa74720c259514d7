"""A field for a whole number, with room for it beside the arrows."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpinBox, QWidget

from seqclr_desktop.ui.theme import SPACE


class NumberBox(QSpinBox):
    """From `least` to `most`."""

    def __init__(self, least: int, most: int, value: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(value)
        self.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)  # style sheets do not pad the text of these fields

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(2 * SPACE, 0)  # Qt leaves the margins of the text out

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(2 * SPACE, 0)
