"""A field for a number of minutes, as the cards of the step Train ask for them."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE

_LONGEST_MINUTES = 60 * 24


class MinutesBox(QSpinBox):
    """From a minute to a day."""

    def __init__(self, minutes: int, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(1, _LONGEST_MINUTES)
        self.setValue(minutes)
        self.setSuffix(tr(" min"))
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)  # style sheets do not pad the text of these fields
