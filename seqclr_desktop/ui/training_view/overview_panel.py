"""The training view at rest: what came of the last training, what the next would learn from, the models."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from seqclr_desktop.collection import ModelRecord
from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.ahead_card import AheadCard
from seqclr_desktop.ui.training_view.curves_with_readings import CurvesWithReadings
from seqclr_desktop.ui.training_view.models_section import ModelsSection
from seqclr_desktop.ui.training_view.plan_card import PlanCard
from seqclr_desktop.ui.training_view.pretraining_card import PretrainingCard
from seqclr_desktop.ui.training_view.preview_list import LineFinder
from seqclr_desktop.ui.training_view.result_card import ResultCard
from seqclr_desktop.ui.training_view.run_history import RunHistory
from seqclr_desktop.ui.training_view.unfinished_card import UnfinishedCard
from seqclr_desktop.ui.widgets.card import heading_label

_WIDEST_PX = 960
_PLOT_PX = 440


class OverviewPanel(QScrollArea):
    """Cards above one another; the curve and the readings of the last run; the table of models."""

    def __init__(self, images: LineImages, find_lines: LineFinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train"))
        self.result = ResultCard()
        self.unfinished = UnfinishedCard()
        self.plan = PlanCard()
        self.ahead = AheadCard()
        self.gain = PretrainingCard()
        self.pair = CurvesWithReadings(images, find_lines)
        self.pair.setFixedHeight(_PLOT_PX)
        self.models = ModelsSection()
        self._curve_title = heading_label(tr("How the last training went"))
        self._place()

    def show_history(self, history: RunHistory, models: Sequence[ModelRecord], *, is_busy: bool) -> None:
        """Draw the last run, by the one before it in grey; `models` are those the collection has now."""
        self.result.show_run(history.last, models)
        cut_off, cut_off_curves = history.unfinished, history.unfinished_curves
        if cut_off_curves is not None:
            self.unfinished.show_run(cut_off, cut_off_curves, is_busy=is_busy)
        else:
            self.unfinished.hide()
        curves = history.last_curves or cut_off_curves
        for widget in (self._curve_title, self.pair):
            widget.setVisible(curves is not None)
        if curves is not None:
            self.pair.show_curves(curves, history.before_curves)

    def _place(self) -> None:
        body = QWidget(self.viewport())  # in its place at once: changing parents dresses everything anew
        column = QVBoxLayout(body)
        column.setContentsMargins(6 * SPACE, 6 * SPACE, 6 * SPACE, 6 * SPACE)
        column.setSpacing(4 * SPACE)
        column.addLayout(self._cards(body))
        column.addWidget(self._curve_title)
        column.addWidget(self.pair)
        column.addWidget(self.models)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _cards(self, body: QWidget) -> QHBoxLayout:
        """The cards above one another, not too wide to be read.

        Beside a stretch, because a column would give a card that may not be as wide as itself too little height.
        """
        cards = QWidget(body)
        cards.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 * SPACE)
        for card in (self.result, self.unfinished, self.plan, self.ahead, self.gain):
            column.addWidget(card)
        row = QHBoxLayout()
        row.addWidget(cards, 1000)
        row.addStretch(1)
        return row
