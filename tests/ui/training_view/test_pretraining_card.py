"""Did pretraining help: what is told, asked for, and shown while it is found out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, RunRecord, RunState
from seqclr_desktop.document import Split
from seqclr_desktop.jobs.experiment import KIND, Experiment
from seqclr_desktop.jobs.job import Control, Progress, Stopped
from seqclr_desktop.training.experiment_plan import ExperimentSettings
from seqclr_desktop.training.protocols import Beginning
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.training_view.experiments import KIND as SHOWN_KIND
from seqclr_desktop.ui.training_view.experiments import QuickExperiment
from seqclr_desktop.ui.training_view.jobs import experiment_job
from seqclr_desktop.ui.training_view.plan import LearningPlan, Share
from seqclr_desktop.ui.training_view.view import TrainingView
from tests.builders import make_content, make_page
from tests.ui.test_pretraining_gain import CONTROL, LOWER, WINDOWS, record


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Six pages of four transcribed lines each."""
    with Collection.create(tmp_path / "c") as opened:
        for name in "abcdef":
            opened.add_page(make_page(name, content_hash=name), make_content("one", "two", "three", "four"))
        yield opened


def shown(qtbot: QtBot, collection: Collection) -> TrainingView:
    view = TrainingView()
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 900)
    view.show_collection(collection)
    view.show()
    qtbot.waitUntil(lambda: all(background.open_count == 0 for background in view.findChildren(Background)))
    return view


def begun_experiment(collection: Collection) -> RunRecord:
    return collection.begin_run(
        KIND, Experiment.title, {"experiment": ExperimentSettings().to_record(), "test": [1, 2]}
    )


def test_before_it_says_how_long_it_takes_and_the_button_asks_for_the_real_job(
    qtbot: QtBot, collection: Collection
) -> None:
    view = shown(qtbot, collection)
    card = view.overview.gain
    card.form.set_minutes(7)
    assert "9 trainings, about 1 h 3 min in all" in card.words()
    with qtbot.waitSignal(view.job_wanted, timeout=60_000) as wanted:
        qtbot.mouseClick(card.form.start_button, Qt.MouseButton.LeftButton)
    (job,) = wanted.args
    assert isinstance(job, Experiment)
    assert (job.settings.labels, job.settings.seed_count) == (("100%",), 3)
    assert (job.settings.pretrain.minutes, job.settings.finetune.minutes) == (7, 7)
    assert job.settings.beginnings == (Beginning.BASE,)
    assert job.settings.training_count == card.wanted(7).training_count == 9


def test_with_lines_enough_a_quarter_of_them_is_asked_for_too(tmp_path: Path) -> None:
    shares = {split: Share(3, 60, 60) for split in Split}
    wanted = QuickExperiment.of(LearningPlan(shares), 5)
    job = experiment_job(tmp_path, wanted)
    assert isinstance(job, Experiment)
    assert job.settings.labels == ("25%", "100%")
    assert job.settings.training_count == wanted.training_count == 15
    assert SHOWN_KIND == KIND


def test_without_test_pages_the_button_is_off_and_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "few") as few:
        few.add_page(make_page("a"), make_content("one", "two", "three", "four", "five", "six"))
        view = shown(qtbot, few)
        assert not view.overview.gain.form.start_button.isEnabled()
        assert "three pages must be transcribed" in view.overview.gain.words()
        view.show_collection(None)


def test_the_newest_finished_experiment_is_told_in_words(qtbot: QtBot, collection: Collection) -> None:
    run = begun_experiment(collection)
    result = {"rows": [record(CONTROL, 100, None), record(WINDOWS, 100, LOWER)], "control": CONTROL}
    collection.end_run(run.id, RunState.FINISHED, {**result, "protocol": "semi-supervised"})
    collection.end_run(begun_experiment(collection).id, RunState.FAILED)
    card = shown(qtbot, collection).overview.gain
    assert "lowers wrong letters by 3.1 points (1.2 to 4.9) with 100 transcribed lines." in card.words()
    assert "2 test lines · 3 seeds · 10 min for each training. Both sides began from scratch" in card.words()
    assert not card.form.resume_button.isVisible()


def test_while_it_runs_the_card_shows_where_it_is_and_passes_on_pause_and_stop(
    qtbot: QtBot, collection: Collection
) -> None:
    view = shown(qtbot, collection)
    card, control = view.overview.gain, Control()
    job = experiment_job(collection.folder, QuickExperiment())
    view.job_began(job, control)
    assert card.isVisible()
    assert not card.form.start_button.isVisible()
    assert "Getting ready" in card.words()
    view.job_progressed(job, Progress(2, 24, "trainings", note="from scratch", seconds_left=3000))
    assert "Training 3 of 24 · about 50 minutes left" in card.words()
    qtbot.mouseClick(card.form.running.controls.pause_button, Qt.MouseButton.LeftButton)
    assert control.is_paused
    assert "Paused. Training 3 of 24" in card.words()
    view.refresh()
    assert card.form.running.controls.isVisible()
    qtbot.mouseClick(card.form.running.controls.stop_button, Qt.MouseButton.LeftButton)
    assert control.is_stopping
    assert "finished are kept" in card.words()
    view.job_ended(job, Stopped())
    assert card.form.start_button.isVisible()


def test_a_stopped_experiment_can_go_on(qtbot: QtBot, collection: Collection) -> None:
    run = begun_experiment(collection)
    collection.set_run_state(run.id, RunState.PAUSED)
    view = shown(qtbot, collection)
    with qtbot.waitSignal(view.job_wanted, timeout=60_000) as wanted:
        qtbot.mouseClick(view.overview.gain.form.resume_button, Qt.MouseButton.LeftButton)
    assert wanted.args[0].resume_run == run.id
