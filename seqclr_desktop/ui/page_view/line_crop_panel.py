"""The chosen line as a model sees it, below the page, and what is said of it."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.line_picture import LinePicture

_PICTURE_PX = 52


class LineCropPanel(QFrame):
    """Shows the crop of one line; empty words when no line is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.words = ElidedLabel()
        self.words.setProperty("role", "muted")
        self.picture = LinePicture(_PICTURE_PX)
        self.picture.setAccessibleName(tr("The line as a model sees it"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, SPACE, 4 * SPACE, SPACE)
        rows.setSpacing(SPACE)
        rows.addWidget(self.words)
        rows.addWidget(self.picture)

    def show_line(self, line: Line | None, words: str) -> None:
        """Another line, or none, and what is said of it; its picture comes later.

        Without a line the words have its place, where they may run over more than one line of text.
        """
        self.words.setText(words if line is not None else "")
        if line is None:
            self.picture.show_message(words)

    def show_crop(self, image: QImage | None, why_not: str, direction: Direction) -> None:
        """The crop has come, or will not."""
        if image is None:
            self.picture.show_message(why_not)
        else:
            self.picture.show_image(image, direction)
