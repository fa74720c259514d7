"""The bar over the page in the step Lines: finding, drawing, deleting, and how the page is seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout


class LinesBar(QFrame):
    """Emits wishes. At most one button is the primary one: finding the lines of pages never looked at."""

    find_wanted = Signal()
    find_again_wanted = Signal()
    draw_wanted = Signal(bool)
    delete_wanted = Signal()
    turn_wanted = Signal()
    zoom_in_wanted = Signal()
    zoom_out_wanted = Signal()
    fit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.find_all = QPushButton()
        self.find_all.setProperty("primary", "true")
        give_icon(self.find_all, "search", "on_accent")
        self.find_all.clicked.connect(self.find_wanted)
        self.find_again = QPushButton(tr("Find &again on this page"))
        self.find_again.clicked.connect(self.find_again_wanted)
        self.draw = self._tool("draw", tr("Draw a line by its two ends (D)"))
        self.draw.setCheckable(True)
        self.draw.toggled.connect(self.draw_wanted)
        self.delete = self._tool("delete", tr("Delete the chosen line (Del)"))
        self.delete.clicked.connect(self.delete_wanted)
        self.turn = self._tool("rotate", tr("Turn the page to the right (Ctrl+R)"))
        self.turn.clicked.connect(self.turn_wanted)
        zoom_out = self._tool("zoom-out", tr("Smaller (-)"))
        zoom_out.clicked.connect(self.zoom_out_wanted)
        zoom_in = self._tool("zoom-in", tr("Larger (+)"))
        zoom_in.clicked.connect(self.zoom_in_wanted)
        fit = self._tool("zoom-fit", tr("The whole page (0)"))
        fit.clicked.connect(self.fit_wanted)
        self.words = QLabel()
        flow = FlowLayout(self, spacing_px=2 * SPACE)
        flow.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        for widget in (
            self.find_all,
            self.find_again,
            self.draw,
            self.delete,
            self.turn,
            zoom_out,
            zoom_in,
            fit,
            self.words,
        ):
            flow.addWidget(widget)

    def show_state(self, *, unsearched_count: int, words: str, has_page: bool, has_line: bool) -> None:
        """`unsearched_count` pages were never looked at; `words` tell of the page in sight."""
        self.find_all.setText(tr("Find &lines on {n} page(s)", unsearched_count))
        self.find_all.setVisible(unsearched_count > 0)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        for widget in (self.find_again, self.draw, self.turn):
            widget.setEnabled(has_page)
        self.delete.setEnabled(has_line)

    def _tool(self, icon_name: str, words: str) -> QToolButton:
        button = QToolButton()
        give_icon(button, icon_name)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button
