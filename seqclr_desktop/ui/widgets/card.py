"""A quiet box with a heading: the surface on which a view explains something."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

PADDING_PX = 24
SPACING_PX = 12


class Card(QFrame):
    """A frame with a heading over `body`, a vertical layout for the owner to fill."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, PADDING_PX)
        self.body.setSpacing(SPACING_PX)
        self._heading = heading_label(heading)
        self._heading.setVisible(bool(heading))
        self.body.addWidget(self._heading)

    def set_heading(self, heading: str) -> None:
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))


def heading_label(text: str, *, scale: float = 1.35) -> QLabel:
    """A label `scale` times as large as the program's text, half bold; grows with the user's font."""
    label = QLabel(text)
    label.setWordWrap(True)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label
