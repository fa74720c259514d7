"""The bar over the page in the step Lines: finding, mending, and how the page is seen."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from seqclr_desktop.ui.page_view.direction_button import DirectionButton
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE, give_icon
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout


class LinesBar(QFrame):
    """Emits wishes. At most one button is the primary one: finding the lines of pages never looked at."""

    find_wanted = Signal()
    find_again_wanted = Signal()
    draw_wanted = Signal(bool)
    box_wanted = Signal(bool)
    split_wanted = Signal()
    merge_wanted = Signal()
    reverse_wanted = Signal()
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
        self.direction = DirectionButton()
        self.box = self._toggle("search-box", tr("Find lines again in a rectangle (F)"), self.box_wanted)
        self.draw = self._toggle("draw", tr("Draw a line (D)"), self.draw_wanted)
        self.split = self._tool("split", tr("Split the line in two (C)"), self.split_wanted)
        self.merge = self._tool("merge", tr("Join the chosen lines, or one with the next (J)"), self.merge_wanted)
        self.reverse = self._tool("reverse", tr("Reverse the direction of writing (I)"), self.reverse_wanted)
        self.delete = self._tool("delete", tr("Delete the chosen lines (Del)"), self.delete_wanted)
        self.turn = self._tool("rotate", tr("Turn the page to the right (Ctrl+R)"), self.turn_wanted)
        zoom_out = self._tool("zoom-out", tr("Smaller (-)"), self.zoom_out_wanted)
        zoom_in = self._tool("zoom-in", tr("Larger (+)"), self.zoom_in_wanted)
        fit = self._tool("zoom-fit", tr("The whole page (0)"), self.fit_wanted)
        self.words = QLabel()
        flow = FlowLayout(self, spacing_px=2 * SPACE)
        flow.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        mending = (self.box, self.draw, self.split, self.merge, self.reverse, self.delete)
        finding, seeing = (self.find_all, self.find_again, self.direction), (self.turn, zoom_out, zoom_in, fit)
        for widget in (*finding, *mending, *seeing, self.words):
            flow.addWidget(widget)

    def show_state(self, *, unsearched_count: int, words: str, has_page: bool, has_line: bool) -> None:
        """`unsearched_count` pages were never looked at; `words` tell of the page in sight."""
        self.find_all.setText(tr("Find &lines on {n} page(s)", unsearched_count))
        self.find_all.setVisible(unsearched_count > 0)
        self.say(words)
        for widget in (self.find_again, self.draw, self.box, self.turn):
            widget.setEnabled(has_page)
        for widget in (self.split, self.merge, self.reverse, self.delete):
            widget.setEnabled(has_line)

    def say(self, words: str) -> None:
        """Words on the page, until the next ones."""
        self.words.setText(words)
        self.words.setAccessibleName(words)

    def show_drawing(self, is_line: bool, is_box: bool) -> None:
        """What is being drawn on the page."""
        self.draw.setChecked(is_line)
        self.box.setChecked(is_box)

    def _tool(self, icon_name: str, words: str, wish: SignalInstance) -> QToolButton:
        button = self._button(icon_name, words)
        button.clicked.connect(lambda _checked=False: wish.emit())
        return button

    def _toggle(self, icon_name: str, words: str, wish: SignalInstance) -> QToolButton:
        button = self._button(icon_name, words)
        button.setCheckable(True)
        button.toggled.connect(wish)
        return button

    def _button(self, icon_name: str, words: str) -> QToolButton:
        button = QToolButton()
        give_icon(button, icon_name)
        button.setToolTip(words)
        button.setAccessibleName(words)
        return button
