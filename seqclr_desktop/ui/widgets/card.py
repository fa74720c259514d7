"""A quiet box with a heading: the surface on which a view explains something."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel


class Card(QFrame):
    """A frame with a heading over `body`, a vertical layout for the owner to fill."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(6 * SPACE, 5 * SPACE, 6 * SPACE, 5 * SPACE)
        self.body.setSpacing(3 * SPACE)
        self._heading = heading_label()
        self.body.addWidget(self._heading)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))


def heading_label(text: str = "", *, factor: float = 1.35) -> QLabel:
    """A label `factor` times as large as the program's text, half bold; it breaks lines."""
    label = WrappingLabel(text)
    label.setFont(sized_font(label, factor, bold=True))
    return label


class WholeLabel(WrappingLabel):
    """Breaks lines and never has less height than they need, which nested layouts forget now and then."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self._keep_height(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height(event.size().width())

    def _keep_height(self, width: int) -> None:
        if self.isVisible():
            self.setMinimumHeight(self.heightForWidth(width))


def muted_label(text: str = "", *, wraps: bool = True) -> QLabel:
    """A label that steps back; for what explains rather than tells."""
    label = WrappingLabel(text) if wraps else QLabel(text)
    label.setProperty("role", "muted")
    return label
