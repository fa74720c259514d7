"""The drawing of one curve over time: the curve, what guessing would give, the run before, a mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from seqclr_desktop.ui.theme import SPACE, colours
from seqclr_desktop.ui.training_view.curves import Curve
from seqclr_desktop.ui.training_view.paint_turns import paint_turns
from seqclr_desktop.ui.widgets.wording import clock_words

_LEAST_ROWS_OF_TEXT = 3.2  # a plot less high than this many rows of text shows nothing
_SHARE_TICKS = [(0.0, "0"), (0.5, "50"), (1.0, "100")]
_ROOM = 0.1  # above and below shares, so that the labels 0 and 100 are whole


class ClockAxis(pg.AxisItem):
    """Seconds written as a clock shows them."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [clock_words(value) for value in values]


class TimePlot(pg.PlotWidget):
    """Making one takes tens of milliseconds. `pointed_at(seconds)` follows the pointer, None when it leaves."""

    pointed_at = Signal(object)
    _is_laid_out = False  # of the class: Qt may ask before the plot is made, and nothing may be set on it until then

    def __init__(self, *, is_share: bool, has_clock: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems={"bottom": ClockAxis("bottom")}, enableMenu=False)
        self._clear_up(is_share=is_share, has_clock=has_clock)
        self._before = self.plot()
        self._chance = self.plot()
        self._line = self.plot()
        self._here = pg.InfiniteLine(angle=90, movable=False)
        self._here.hide()
        self.addItem(self._here, ignoreBounds=True)
        self.take_colours()
        self.scene().sigMouseMoved.connect(self._follow_pointer)
        self.scene().changed.connect(self._ask_for_drawing)  # the view itself asks once, and waits for its own painting
        self._picture = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A picture, since drawing takes long (`paint_turns`) and what was drawn last is better than nothing."""
        viewport = self.viewport()
        if paint_turns().take(viewport):
            self._picture = self._drawn()
        with QPainter(viewport) as painter:
            painter.fillRect(viewport.rect(), self.backgroundBrush())
            painter.drawPixmap(0, 0, self._picture)

    def show_curve(self, curve: Curve, chance: Curve | None, before: Curve | None) -> None:
        """Draw the curve, by `chance` what guessing would give, by `before` the run before it."""
        self.getAxis("left").setStyle(showValues=bool(curve.values))  # without a curve there is nothing to read off
        self._line.setData(curve.seconds, curve.values, symbol="o" if len(curve.seconds) == 1 else None)
        self._chance.setData(*((chance.seconds, chance.values) if chance else ([], [])))
        self._before.setData(*((before.seconds, before.values) if before else ([], [])))

    def point_at(self, seconds: float | None) -> None:
        """A mark at `seconds`, or none."""
        self._here.setVisible(seconds is not None)
        if seconds is not None:
            self._here.setPos(seconds)

    def set_span(self, seconds: float) -> None:
        """Show the time from 0 to `seconds`."""
        self.setXRange(0, max(seconds, 1.0), padding=0.01)

    def take_colours(self) -> None:
        """Colours of the theme: the curve in the accent, guessing dashed, the run before in grey."""
        c = colours()
        self.setBackground(c.colour("base"))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(c.colour("border"))
            axis.setTextPen(c.colour("muted"))
        self._line.setPen(pg.mkPen(c.colour("accent"), width=2))
        self._line.setSymbolBrush(c.colour("accent"))
        self._line.setSymbolPen(None)
        self._line.setSymbolSize(6)
        self._chance.setPen(pg.mkPen(c.colour("warning"), width=1.5, style=Qt.PenStyle.DashLine))
        self._before.setPen(pg.mkPen(c.colour("control_border"), width=1.5))
        self._here.setPen(pg.mkPen(c.colour("muted"), width=1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Laying the plot out for its new size takes long too, and waits for the drawing."""
        self._is_laid_out = False

    def _ask_for_drawing(self, _: object) -> None:
        self.viewport().update()

    def _drawn(self) -> QPixmap:
        if not self._is_laid_out:
            self._is_laid_out = True
            super().resizeEvent(QResizeEvent(self.size(), self.size()))
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        with QPainter(picture) as painter:
            painter.setRenderHints(self.renderHints())
            self.render(painter)
        return picture

    def _clear_up(self, *, is_share: bool, has_clock: bool) -> None:
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs one way in all scripts
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setAntialiasing(True)
        metrics = self.fontMetrics()
        self.plotItem.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        left, bottom = self.getAxis("left"), self.getAxis("bottom")
        left.setWidth(metrics.horizontalAdvance("100") + 4 * SPACE)
        left.setTickDensity(0.6)
        for axis in (left, bottom):
            axis.setStyle(maxTickLevel=0)  # ticks without a number say nothing, and take as long to draw
        left.enableAutoSIPrefix(False)
        bottom.enableAutoSIPrefix(False)
        self.showAxis("bottom", has_clock)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMinimumHeight(least_height(metrics, has_clock=has_clock))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setDownsampling(auto=True, mode="mean")
        self.setClipToView(True)
        if is_share:
            left.setTicks([_SHARE_TICKS])
            self.setLimits(yMin=-_ROOM, yMax=1 + _ROOM)
            self.setYRange(-_ROOM, 1 + _ROOM, padding=0)
        else:
            self.setLimits(yMin=-_ROOM)
            self.plotItem.vb.setDefaultPadding(_ROOM)

    def _follow_pointer(self, place: Any) -> None:
        box = self.plotItem.vb
        inside = box.sceneBoundingRect().contains(place)
        self.pointed_at.emit(box.mapSceneToView(place).x() if inside else None)


def least_height(metrics: QFontMetrics, *, has_clock: bool) -> int:
    """Pixels a plot needs, so that its room can be kept before it is made."""
    rows = _LEAST_ROWS_OF_TEXT + (1.5 if has_clock else 0)
    return round(rows * metrics.height())
