"""The curves: their plots are made when they are in sight, one after the other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.training_view.curve_plot import CurvePlot
from seqclr_desktop.ui.training_view.curves import Curve, Curves
from seqclr_desktop.ui.training_view.time_plot import TimePlot


def a_run() -> Curves:
    return Curves(contrastive=Curve([0.0, 50.0], [3.0, 1.0]), cer=Curve([60.0, 90.0], [0.9, 0.2]), now_s=100.0)


def made(plot: CurvePlot) -> int:
    return sum(strip.has_plot for strip in plot.strips)


def spans(plot: CurvePlot) -> list[float]:
    return [round(drawn.plotItem.vb.viewRange()[0][1]) for drawn in plot.findChildren(TimePlot)]


def test_curves_that_nobody_saw_cost_no_plot_but_tell_their_values(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.show_curves(a_run())
    assert not plot.findChildren(TimePlot)
    assert plot.strips[0].value_text() == "1.00"


def test_plots_are_made_in_sight_and_none_while_the_window_is_being_shown(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.show_curves(a_run())
    plot.show()
    assert made(plot) == 0
    qtbot.waitUntil(lambda: made(plot) == 4)
    assert spans(plot) == [101] * 4


def test_other_work_of_the_window_comes_between_the_plots(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    counts = []
    other_work = QTimer(plot, interval=0)
    other_work.timeout.connect(lambda: counts.append(made(plot)))
    other_work.start()
    plot.show()
    qtbot.waitUntil(lambda: bool(counts) and counts[-1] == 4)
    assert all(later - earlier <= 1 for earlier, later in pairwise(counts))


def test_a_plot_made_late_draws_what_was_shown_last(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.show_curves(Curves())
    plot.show_curves(a_run(), Curves(now_s=200.0))
    plot.show()
    qtbot.waitUntil(lambda: made(plot) == 4)
    assert spans(plot) == [202] * 4
    drawn = plot.strips[0].findChild(TimePlot)
    assert isinstance(drawn, TimePlot)
    assert [list(item.getData()[1]) for item in drawn.plotItem.listDataItems() if item.getData()[1] is not None] == [
        [3.0, 1.0]
    ]


def test_a_picture_copied_at_once_has_all_curves(qtbot: QtBot) -> None:
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.show_curves(a_run())
    plot.copy_picture()
    assert made(plot) == 4
    assert not QGuiApplication.clipboard().pixmap().isNull()
