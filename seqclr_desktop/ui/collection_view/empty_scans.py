"""What the step Scans shows while there are none: a place to drop a folder, and buttons that do the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon, pixmap, sized_font, theme
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout
from seqclr_desktop.ui.widgets.wrapping_label import WrappingLabel

_ICON_PX = 48


class EmptyScans(QWidget):
    """The wishes of an empty collection."""

    folder_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = QFrame()
        self._target.setProperty("role", "drop")
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading = WrappingLabel(tr("Drop a folder of scans here"))
        heading.setFont(sized_font(self, 1.5, bold=True))
        words = WrappingLabel(
            tr(
                "Pictures (JPEG, PNG, TIFF, JPEG 2000, WebP) and PDF. They stay where they are and are never changed;"
                " PAGE and ALTO files beside them bring their texts along."
            )
        )
        words.setProperty("role", "muted")
        rows = QVBoxLayout(self._target)
        rows.setContentsMargins(8 * SPACE, 8 * SPACE, 8 * SPACE, 8 * SPACE)
        rows.setSpacing(3 * SPACE)
        rows.addStretch(1)
        rows.addWidget(self._picture)
        for label in (heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(label)
        rows.addLayout(self._make_buttons())
        rows.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        outer.addWidget(self._target)
        theme().changed.connect(self._take_colours)
        self._take_colours()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._folder.setFocus(event.reason())

    def show_over(self, is_over: bool) -> None:
        """Whether something that could be dropped is held over the view."""
        self._target.setProperty("isOver", "true" if is_over else "false")
        self._target.style().polish(self._target)

    def _make_buttons(self) -> QHBoxLayout:
        self._folder = folder = QPushButton(tr("&Add a folder of scans…"))
        folder.setProperty("primary", "true")
        give_icon(folder, "folder-add", "on_accent")
        folder.clicked.connect(self.folder_wanted)
        files = QPushButton(tr("Add f&iles…"))
        give_icon(files, "file-add")
        files.clicked.connect(self.files_wanted)
        flow = FlowLayout(spacing_px=2 * SPACE)
        flow.addWidget(folder)
        flow.addWidget(files)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(flow, 2)
        row.addStretch(1)
        return row

    def _take_colours(self) -> None:
        self._picture.setPixmap(pixmap("scans", _ICON_PX, "muted"))
