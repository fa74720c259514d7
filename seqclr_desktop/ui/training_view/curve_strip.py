"""One curve over time with its name and present value: a strip of the four that are drawn above one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from seqclr_desktop.ui.theme import SPACE, colours
from seqclr_desktop.ui.training_view.curves import Curve
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from seqclr_desktop.ui.widgets.wording import clock_words

_LEAST_ROWS_OF_TEXT = 3.2  # a plot less high than this many rows of text shows nothing
_ROOM = 0.1  # above and below shares, so that the labels 0 and 100 are whole


class ClockAxis(pg.AxisItem):
    """Seconds written as a clock shows them."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [clock_words(value) for value in values]


class CurveStrip(QWidget):
    """A plot under a line of text. `pointed_at(seconds)` follows the pointer, None when it leaves."""

    pointed_at = Signal(object)

    def __init__(
        self, name: str, explanation: str, say: Callable[[float], str], *, is_share: bool, has_clock: bool
    ) -> None:
        super().__init__()
        self._say = say
        self._name = QLabel(name)
        self._name.setToolTip(explanation)
        self._value = QLabel()
        self._aside = ElidedLabel()
        self._aside.setProperty("role", "muted")
        self._aside.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._plot = pg.PlotWidget(axisItems={"bottom": ClockAxis("bottom")})
        self._plot.setAccessibleName(name)
        self._plot.setAccessibleDescription(explanation)
        self._clear_up(is_share=is_share, has_clock=has_clock)
        self._before = self._plot.plot()
        self._chance = self._plot.plot()
        self._line = self._plot.plot()
        self._here = pg.InfiniteLine(angle=90, movable=False)
        self._here.hide()
        self._plot.addItem(self._here, ignoreBounds=True)
        self._place()
        self.take_colours()
        self._plot.scene().sigMouseMoved.connect(self._follow_pointer)

    def show_curve(self, curve: Curve, chance: Curve | None = None, before: Curve | None = None) -> None:
        """Draw the curve, by `chance` what guessing would give, by `before` the run before it."""
        self._line.setData(curve.seconds, curve.values, symbol="o" if len(curve.seconds) == 1 else None)
        self._chance.setData(*((chance.seconds, chance.values) if chance else ([], [])))
        self._before.setData(*((before.seconds, before.values) if before else ([], [])))
        self._curve = curve
        self.point_at(None)

    def point_at(self, seconds: float | None) -> None:
        """Tell the value at `seconds`, or the last one."""
        self._here.setVisible(seconds is not None)
        if seconds is not None:
            self._here.setPos(seconds)
        value = self._curve.last if seconds is None else self._curve.near(seconds)
        self._value.setText("–" if value is None else self._say(value))

    def say_aside(self, words: str) -> None:
        """A remark at the end of the line of text."""
        self._aside.setText(words)

    def value_text(self) -> str:
        return self._value.text()

    def link_time_to(self, other: CurveStrip) -> None:
        self._plot.setXLink(other._plot)

    def set_span(self, seconds: float) -> None:
        self._plot.setXRange(0, max(seconds, 1.0), padding=0.01)

    def take_colours(self) -> None:
        """Colours of the theme: the curve in the accent, guessing dashed, the run before in grey."""
        c = colours()
        self._plot.setBackground(c.colour("base"))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(c.colour("border"))
            axis.setTextPen(c.colour("muted"))
        self._line.setPen(pg.mkPen(c.colour("accent"), width=2))
        self._line.setSymbolBrush(c.colour("accent"))
        self._line.setSymbolPen(None)
        self._line.setSymbolSize(6)
        self._chance.setPen(pg.mkPen(c.colour("warning"), width=1.5, style=Qt.PenStyle.DashLine))
        self._before.setPen(pg.mkPen(c.colour("control_border"), width=1.5))
        self._here.setPen(pg.mkPen(c.colour("muted"), width=1))

    def _clear_up(self, *, is_share: bool, has_clock: bool) -> None:
        plot = self._plot
        plot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs one way in all scripts
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        metrics = self.fontMetrics()
        plot.plotItem.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        plot.getAxis("left").setWidth(metrics.horizontalAdvance("100") + 4 * SPACE)
        plot.getAxis("left").setTickDensity(0.6)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.getAxis("bottom").enableAutoSIPrefix(False)
        plot.getAxis("bottom").setStyle(showValues=has_clock)
        plot.setFrameShape(plot.Shape.NoFrame)
        rows = _LEAST_ROWS_OF_TEXT + (1.5 if has_clock else 0)
        plot.setMinimumHeight(round(rows * metrics.height()))
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setDownsampling(auto=True, mode="mean")
        plot.setClipToView(True)
        self._curve = Curve()
        if is_share:
            plot.getAxis("left").setScale(100)
            plot.setLimits(yMin=-_ROOM, yMax=1 + _ROOM)
            plot.setYRange(-_ROOM, 1 + _ROOM, padding=0)
        else:
            plot.setLimits(yMin=-_ROOM)
            plot.plotItem.vb.setDefaultPadding(_ROOM)

    def _place(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(2 * SPACE)
        words.addWidget(self._name)
        words.addWidget(self._value)
        words.addWidget(self._aside, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE // 2)
        rows.addLayout(words)
        rows.addWidget(self._plot, 1)

    def _follow_pointer(self, place: Any) -> None:
        box = self._plot.plotItem.vb
        inside = box.sceneBoundingRect().contains(place)
        self.pointed_at.emit(box.mapSceneToView(place).x() if inside else None)
