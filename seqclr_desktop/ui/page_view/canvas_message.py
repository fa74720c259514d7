"""What is said on the canvas in the place of a scan that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class CanvasMessage(WrappingLabel):
    """A sentence in the middle of `viewport`, through which clicks go; hidden while there is nothing to say."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(parent=viewport)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(viewport).addWidget(self)
        self.hide()

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))
