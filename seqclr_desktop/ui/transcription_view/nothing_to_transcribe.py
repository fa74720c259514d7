"""What the step shows while no line can be transcribed: which step comes first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.widgets.empty_state import EmptyState


class NothingToTranscribe(EmptyState):
    """`step_wanted(name)` for the step that is missing, "scans" or "lines"."""

    step_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = ""
        self.wanted.connect(lambda: self.step_wanted.emit(self._missing))

    def show_missing(self, *, has_pages: bool) -> None:
        if has_pages:
            self._missing = "lines"
            self.show_words(
                tr("No lines have been found yet"),
                tr("Have the lines of writing found on your scans. Then each can be transcribed here."),
                tr("Go to Lines"),
            )
        else:
            self._missing = "scans"
            self.show_words(
                tr("There are no scans yet"),
                tr("Add the pages of your collection first. Their lines are then found and can be transcribed here."),
                tr("Go to Scans"),
            )
