"""One curve over time with its name and present value: one of the strips that are drawn above one another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.curves import Curve
from seqclr_desktop.ui.training_view.time_plot import TimePlot, least_height
from seqclr_desktop.ui.widgets.flow_layout import FlowLayout


class CurveStrip(QWidget):
    """A plot under a line of text. `pointed_at(seconds)` follows the pointer, None when it leaves.

    The line of text is there at once; the plot is made and brought up to date by `draw`, since that
    takes long: until then its room is kept, and what it is to draw is remembered.
    """

    pointed_at = Signal(object)

    def __init__(
        self, name: str, explanation: str, say: Callable[[float], str], *, is_share: bool, has_clock: bool
    ) -> None:
        super().__init__()
        self._say = say
        self._is_share, self._has_clock = is_share, has_clock
        self._name = QLabel(name)
        self._name.setToolTip(explanation)
        self._value = QLabel()
        self._aside = QLabel()
        self._aside.setProperty("role", "muted")
        self._curve = Curve()
        self._chance: Curve | None = None
        self._before: Curve | None = None
        self._span = 0.0
        self._plot: TimePlot | None = None
        self._is_drawn = False
        self._room = self._kept_room()
        self._place()

    @property
    def has_plot(self) -> bool:
        return self._plot is not None

    @property
    def is_drawn(self) -> bool:
        """Whether the plot is there and shows what was last told."""
        return self._is_drawn

    def draw(self) -> None:
        """Make the plot, unless it is there, and draw in it what is to be seen now."""
        if self._plot is None:
            self._plot = self._made_plot()
        if not self._is_drawn:
            self._plot.show_curve(self._curve, self._chance, self._before)
            self._plot.set_span(self._span)
            self._is_drawn = True

    def show_curve(self, curve: Curve, chance: Curve | None = None, before: Curve | None = None) -> None:
        """What `draw` shall draw: the curve, by `chance` what guessing would give, by `before` the run before it."""
        self._curve, self._chance, self._before = curve, chance, before
        self._is_drawn = False
        self.point_at(None)

    def point_at(self, seconds: float | None) -> None:
        """Tell the value at `seconds`, or the last one."""
        if self._plot is not None:
            self._plot.point_at(seconds)
        value = self._curve.last if seconds is None else self._curve.near(seconds)
        self._value.setText("–" if value is None else self._say(value))

    def say_aside(self, words: str) -> None:
        """A remark after the value; below it where the line of text is too short."""
        self._aside.setText(words)
        self._aside.setVisible(bool(words))

    def value_text(self) -> str:
        return self._value.text()

    def set_span(self, seconds: float) -> None:
        """What `draw` shall show is the time from 0 to `seconds`; strips of one span lie under one another."""
        self._span = seconds
        self._is_drawn = False

    def take_colours(self) -> None:
        if self._plot is not None:
            self._plot.take_colours()

    def _made_plot(self) -> TimePlot:
        plot = TimePlot(is_share=self._is_share, has_clock=self._has_clock, parent=self)
        plot.setAccessibleName(self._name.text())
        plot.setAccessibleDescription(self._name.toolTip())
        plot.pointed_at.connect(self.pointed_at)
        self._rows.replaceWidget(self._room, plot)
        self._room.hide()
        self._room.deleteLater()
        plot.show()
        return plot

    def _kept_room(self) -> QWidget:
        """Looks like the plot before anything is drawn in it."""
        room = QWidget()
        room.setAutoFillBackground(True)
        room.setBackgroundRole(QPalette.ColorRole.Base)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        room.setMinimumHeight(least_height(self.fontMetrics(), has_clock=self._has_clock))
        return room

    def _place(self) -> None:
        words = FlowLayout(spacing_px=2 * SPACE)
        words.addWidget(self._name)
        words.addWidget(self._value)
        words.addWidget(self._aside)
        self._aside.hide()
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE // 2)
        rows.addLayout(words)
        rows.addWidget(self._room, 1)
