"""What more lines would bring: told from what was measured, asked for, and shown while it is measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.jobs.job import Control, Progress, Stopped
from seqclr_desktop.jobs.measure_curve import KIND, MeasureCurve
from seqclr_desktop.jobs.outlook import MEASURED_KIND, Outlook
from seqclr_desktop.training.learning_curve import CurvePoint, fit_curve, forecast
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.training_view.jobs import curve_job
from seqclr_desktop.ui.training_view.learning_curve_plot import LearningCurvePlot
from seqclr_desktop.ui.training_view.view import TrainingView
from seqclr_desktop.ui.widgets.wording import percent_words
from tests.builders import make_content, make_page

POINTS = tuple(CurvePoint(count, cer, 0.05) for count, cer in ((50, 0.4), (100, 0.28), (200, 0.2)))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Ten pages of twenty-five transcribed lines each, eight of them to learn from."""
    with Collection.create(tmp_path / "c") as opened:
        for number in range(10):
            name = f"page {number}"
            split = Split.TRAIN if number < 8 else Split.VALID if number < 9 else Split.TEST
            opened.add_page(make_page(name, content_hash=name, split=split), make_content(*["a line"] * 25))
        yield opened


def shown(qtbot: QtBot, collection: Collection) -> TrainingView:
    view = TrainingView()
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 900)
    view.show_collection(collection)
    view.show()
    qtbot.waitUntil(lambda: all(background.open_count == 0 for background in view.findChildren(Background)))
    return view


def measured(collection: Collection, points: tuple[CurvePoint, ...]) -> None:
    run = collection.begin_run(KIND, MeasureCurve.title, {})
    stored = [{"line_count": point.line_count, "cer": point.cer, "spread": point.spread} for point in points]
    collection.end_run(run.id, RunState.FINISHED, {"points": stored})


def test_the_button_says_how_long_it_takes_and_asks_for_the_real_job(qtbot: QtBot, collection: Collection) -> None:
    view = shown(qtbot, collection)
    card = view.overview.ahead
    assert "Learns from 25, 50, 100, 200 of your lines" in card.words()
    assert "about 20 minutes in all" in card.words()
    assert not card.plot.isVisible()
    with qtbot.waitSignal(view.job_wanted, timeout=20_000) as wanted:
        qtbot.mouseClick(card.form.start_button, Qt.MouseButton.LeftButton)
    (job,) = wanted.args
    assert isinstance(job, MeasureCurve)
    assert job.settings.minutes == 5


def test_what_was_measured_is_told_and_drawn(qtbot: QtBot, collection: Collection) -> None:
    measured(collection, POINTS)
    card = shown(qtbot, collection).overview.ahead
    assert "more lines" in card.words()
    assert f"{percent_words(0.15)} wrong letters" in card.words()
    assert card.plot.isVisibleTo(card)
    assert f"200 lines: {percent_words(0.2)}" in card.plot.accessibleDescription()


def test_trainings_that_bear_no_forecast_are_drawn_and_said_to_bear_none(qtbot: QtBot, collection: Collection) -> None:
    measured(collection, (CurvePoint(50, 0.2, 0.05), CurvePoint(100, 0.21, 0.05), CurvePoint(200, 0.2, 0.05)))
    card = shown(qtbot, collection).overview.ahead
    assert "bear no forecast" in card.words()
    assert card.plot.isVisibleTo(card)


def test_the_forecast_is_drawn_beyond_what_was_measured(qtbot: QtBot) -> None:
    plot = LearningCurvePlot()
    qtbot.addWidget(plot)
    plot.resize(500, 220)
    plot.show_outlook(Outlook(None, POINTS, None, lines_now=200))
    without = plot.grab().toImage()
    plot.show_outlook(Outlook(None, POINTS, forecast(POINTS, 200), fit=fit_curve(POINTS), lines_now=200))
    assert plot._at(200, 0.2).x() < plot._room().right() - 20
    assert plot.grab().toImage() != without


def test_while_it_is_measured_the_card_shows_where_it_is_and_it_can_go_on_later(
    qtbot: QtBot, collection: Collection
) -> None:
    run = collection.begin_run(KIND, MeasureCurve.title, {})
    collection.set_run_state(run.id, RunState.PAUSED)
    view = shown(qtbot, collection)
    card, control = view.overview.ahead, Control()
    job = curve_job(collection.folder, 1.0)
    view.job_began(job, control)
    view.job_progressed(job, Progress(1, 4, "trainings", note="50 lines", seconds_left=600))
    assert "Training 2 of 4 · about 10 minutes left" in card.words()
    view.job_ended(job, Stopped())
    assert card.form.running.isHidden()
    with qtbot.waitSignal(view.job_wanted, timeout=20_000) as wanted:
        card.form.resume_button.click()
    assert wanted.args[0].resume_run == run.id
    assert MEASURED_KIND == KIND
