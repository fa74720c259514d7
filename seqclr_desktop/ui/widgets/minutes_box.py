"""A field for a number of minutes, as the cards of the step Train ask for them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.widgets.number_box import NumberBox

_LONGEST_MINUTES = 60 * 24


class MinutesBox(NumberBox):
    """From `least` minutes to a day."""

    def __init__(self, minutes: int, name: str = "", parent: QWidget | None = None, *, least: int = 1) -> None:
        super().__init__(least, _LONGEST_MINUTES, minutes, parent)
        self.setSuffix(tr(" min"))
        self.setAccessibleName(name)
