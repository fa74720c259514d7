"""One curve over time with its name and present value: a strip of the four that are drawn above one another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from seqclr_desktop.ui.theme import SPACE
from seqclr_desktop.ui.training_view.curves import Curve
from seqclr_desktop.ui.training_view.time_plot import TimePlot, least_height
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel


class CurveStrip(QWidget):
    """A plot under a line of text. `pointed_at(seconds)` follows the pointer, None when it leaves.

    The line of text is there at once; the plot is made by `make_plot`, since that takes long: until
    then its room is kept, and what it is to draw is remembered.
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
        self._aside = ElidedLabel()
        self._aside.setProperty("role", "muted")
        self._aside.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._curve = Curve()
        self._chance: Curve | None = None
        self._before: Curve | None = None
        self._span = 0.0
        self._plot: TimePlot | None = None
        self._room = self._kept_room()
        self._place()

    @property
    def has_plot(self) -> bool:
        return self._plot is not None

    def make_plot(self) -> None:
        """Make the plot, unless it is there, and draw in it what is to be seen now."""
        if self._plot is not None:
            return
        plot = TimePlot(is_share=self._is_share, has_clock=self._has_clock, parent=self)
        plot.setAccessibleName(self._name.text())
        plot.setAccessibleDescription(self._name.toolTip())
        plot.show_curve(self._curve, self._chance, self._before)
        plot.set_span(self._span)
        plot.pointed_at.connect(self.pointed_at)
        self._plot = plot
        self._rows.replaceWidget(self._room, plot)
        self._room.hide()
        self._room.deleteLater()
        plot.show()

    def show_curve(self, curve: Curve, chance: Curve | None = None, before: Curve | None = None) -> None:
        """Draw the curve, by `chance` what guessing would give, by `before` the run before it."""
        self._curve, self._chance, self._before = curve, chance, before
        if self._plot is not None:
            self._plot.show_curve(curve, chance, before)
        self.point_at(None)

    def point_at(self, seconds: float | None) -> None:
        """Tell the value at `seconds`, or the last one."""
        if self._plot is not None:
            self._plot.point_at(seconds)
        value = self._curve.last if seconds is None else self._curve.near(seconds)
        self._value.setText("–" if value is None else self._say(value))

    def say_aside(self, words: str) -> None:
        """A remark at the end of the line of text."""
        self._aside.setText(words)

    def value_text(self) -> str:
        return self._value.text()

    def set_span(self, seconds: float) -> None:
        """Show the time from 0 to `seconds`; strips of one span and one width lie under one another."""
        self._span = seconds
        if self._plot is not None:
            self._plot.set_span(seconds)

    def take_colours(self) -> None:
        if self._plot is not None:
            self._plot.take_colours()

    def _kept_room(self) -> QWidget:
        """Looks like the plot before anything is drawn in it."""
        room = QWidget()
        room.setAutoFillBackground(True)
        room.setBackgroundRole(QPalette.ColorRole.Base)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        room.setMinimumHeight(least_height(self.fontMetrics(), has_clock=self._has_clock))
        return room

    def _place(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(2 * SPACE)
        words.addWidget(self._name)
        words.addWidget(self._value)
        words.addWidget(self._aside, 1)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE // 2)
        rows.addLayout(words)
        rows.addWidget(self._room, 1)
