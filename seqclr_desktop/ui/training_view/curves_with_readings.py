"""The curves of a run beside the lines that were read as it learnt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.training_view.curve_plot import CurvePlot
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.preview_list import LineFinder, PreviewList

_WIDTHS = (580, 420)


class CurvesWithReadings(QSplitter):
    """Left the curves, which scroll where large text leaves them too little room; right the readings."""

    def __init__(self, images: LineImages, find_lines: LineFinder, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._find_lines = find_lines
        self.plot = CurvePlot()
        self.previews = PreviewList(images)
        left = QScrollArea()
        left.setWidget(self.plot)
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(self.previews)
        for place, width in enumerate(_WIDTHS):
            self.setStretchFactor(place, width)
        self.setSizes(_WIDTHS)

    def show_curves(self, curves: Curves, before: Curves | None = None) -> None:
        """Draw the run, by the one before it in grey, and how it read lines last."""
        self.plot.show_curves(curves, before)
        self.previews.show_previews(curves.previews, self._find_lines)
