"""A collection opened lately: its name, and under it where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.ui.catalogue import set_apart
from seqclr_desktop.ui.theme import SPACE, sized_font
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel


class RecentButton(QPushButton):
    """Both texts are shortened to the room there is; the path in its middle."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.setProperty("quiet", "true")
        self.setAccessibleName(f"{folder.name}, {folder}")
        self.setToolTip(str(folder))
        name = ElidedLabel(folder.name)
        name.setFont(sized_font(self, 1.0, bold=True))
        place = ElidedLabel(set_apart(str(folder.parent)), Qt.TextElideMode.ElideMiddle)
        place.setProperty("role", "muted")
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        rows.setSpacing(0)
        for label in (name, place):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            rows.addWidget(label)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._rows.sizeHint().height())
