"""Drawings that take long wait for a turn of their own, and are made in the end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.training_view.curves import Curve
from seqclr_desktop.ui.training_view.paint_turns import PaintTurns
from seqclr_desktop.ui.training_view.time_plot import TimePlot


class Window(QWidget):
    """Counts how often Qt brings it up to date; all its widgets that wait are painted together."""

    def __init__(self) -> None:
        super().__init__()
        self.round = 0

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            self.round += 1
        return super().event(event)


class LongDrawing(QWidget):
    def __init__(self, paint_turns: PaintTurns, window: Window) -> None:
        super().__init__(window)
        self.drawn_in: int | None = None
        self._paint_turns, self._window = paint_turns, window

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._paint_turns.take(self):
            self.drawn_in = self._window.round


def test_drawings_that_wait_together_are_made_one_after_the_other(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    paint_turns = PaintTurns()
    rows = QVBoxLayout(window)
    drawings = [LongDrawing(paint_turns, window) for _ in range(4)]
    for drawing in drawings:
        rows.addWidget(drawing)
    window.resize(200, 200)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: all(drawing.drawn_in is not None for drawing in drawings))
    assert len({drawing.drawn_in for drawing in drawings}) == len(drawings)


def test_a_drawing_that_goes_while_it_waits_is_forgotten(qtbot: QtBot) -> None:
    paint_turns, stays, goes = PaintTurns(), QWidget(), QWidget()
    qtbot.addWidget(stays)
    assert paint_turns.take(stays)
    assert not paint_turns.take(goes)
    goes.deleteLater()
    qtbot.wait(20)
    assert paint_turns.take(stays)


def test_a_plot_shows_its_curve_beside_others_that_wait(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    plots = [TimePlot(is_share=True, has_clock=False) for _ in range(3)]
    for plot in plots:
        rows.addWidget(plot)
        plot.show_curve(Curve([0.0, 1.0], [1.0, 0.0]), None, None)
        plot.set_span(1.0)
    window.resize(300, 300)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: all(_colour_count(plot) > 3 for plot in plots))


class PaintCounter(QObject):
    """How often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_plot_that_was_seen_is_painted_when_it_is_told_more(qtbot: QtBot) -> None:
    plot = TimePlot(is_share=True, has_clock=False)
    qtbot.addWidget(plot)
    plot.set_span(5.0)
    counter = PaintCounter(plot.viewport())
    with qtbot.waitExposed(plot):
        plot.show()
    for count in range(2, 5):
        qtbot.wait(100)
        before = counter.count
        plot.show_curve(Curve([float(place) for place in range(count)], [1.0 / count] * count), None, None)
        qtbot.waitUntil(lambda: counter.count > before)  # noqa: B023 - asked at once


def _colour_count(plot: TimePlot) -> int:
    picture = plot.grab().toImage()
    return len({picture.pixel(x, y) for x in range(picture.width()) for y in range(0, picture.height(), 3)})
