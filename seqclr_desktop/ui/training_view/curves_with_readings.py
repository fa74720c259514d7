"""The curves of a run beside the lines that were read as it learnt."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QWidget

from seqclr_desktop.ui.line_images import LineImages
from seqclr_desktop.ui.training_view.curve_plot import CurvePlot
from seqclr_desktop.ui.training_view.curves import Curves
from seqclr_desktop.ui.training_view.nearest_list import NearestList
from seqclr_desktop.ui.training_view.preview_list import LineFinder, PreviewList

_WIDTHS = (580, 420)


class CurvesWithReadings(QSplitter):
    """Left the curves, which scroll where large text leaves them too little room; right the readings.

    Before anything is read there are pieces of writing that look alike to the model.
    """

    def __init__(self, images: LineImages, find_lines: LineFinder, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._find_lines = find_lines
        self._curves = Curves()
        self._reading = QTimer(self, interval=0, singleShot=True)
        self._reading.timeout.connect(self._show_readings)
        self.plot = CurvePlot()
        self.previews = PreviewList(images)
        self.nearest = NearestList(images)
        self._right = QStackedWidget()
        self._right.addWidget(self.previews)
        self._right.addWidget(self.nearest)
        left = QScrollArea()
        left.setWidget(self.plot)
        left.setWidgetResizable(True)
        left.setFrameShape(QFrame.Shape.NoFrame)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(self._right)
        for place, width in enumerate(_WIDTHS):
            self.setStretchFactor(place, width)
        self.setSizes(_WIDTHS)

    def make_ahead(self) -> bool:
        """Make a piece of what will be needed; false when all is there."""
        return self.plot.make_ahead()

    def show_curves(self, curves: Curves, before: Curves | None = None) -> None:
        """Draw the run, by the one before it in grey, and in a turn of its own how it read lines last."""
        self._curves = curves
        self.plot.show_curves(curves, before)
        self._reading.start()

    def _show_readings(self) -> None:
        curves = self._curves
        self.previews.show_previews(curves.previews, self._find_lines)
        anchors = curves.check.anchors if curves.check is not None and not curves.previews else ()
        self.nearest.show_anchors(anchors, self._find_lines)
        self._right.setCurrentWidget(self.nearest if anchors else self.previews)
