"""The training view: before, during, after, and when it was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord, RunRecord, RunState
from seqclr_desktop.jobs.job import Control, Done, Job, Progress
from seqclr_desktop.jobs.learn import LearnFromCollection
from seqclr_desktop.training.progress_record import Finding, Stage, StageBegan, WindowPlace, to_record
from seqclr_desktop.training.view_settings import FOR_FINETUNING
from seqclr_desktop.ui.background import Background
from seqclr_desktop.ui.training_view.jobs import learn_job
from seqclr_desktop.ui.training_view.learn_wish import LearnWish
from seqclr_desktop.ui.training_view.nearest_list import WindowPicture
from seqclr_desktop.ui.training_view.view import TrainingView
from tests.builders import make_content, make_page, remove_lines
from tests.ui.training_view.recorded_run import DEVICE, a_check, recorded_events


class WishedTraining:
    """Plays the training that the view asks for; remembers what was asked."""

    title = "Learn from this collection"

    def __init__(self, folder: Path, wish: LearnWish, resume: RunRecord | None) -> None:
        self.folder, self.wish, self.resume = folder, wish, resume

    def run(self, control: Control) -> None:
        for event in recorded_events():
            control.report(event)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Six pages of four transcribed lines each."""
    with Collection.create(tmp_path / "c") as opened:
        for name in "abcdef":
            opened.add_page(make_page(name, content_hash=name), make_content("one", "two", "three", "four"))
        yield opened


@pytest.fixture
def view(qtbot: QtBot, collection: Collection) -> TrainingView:
    return shown(qtbot, collection)


def shown(qtbot: QtBot, collection: Collection) -> TrainingView:
    view = TrainingView(WishedTraining)
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 620)
    view.show_collection(collection)
    view.show()
    qtbot.waitUntil(lambda: all(background.open_count == 0 for background in view.findChildren(Background)))
    return view


def played_run(collection: Collection, state: RunState = RunState.FINISHED) -> RunRecord:
    """A run that is on record with the events of a small training."""
    lines = collection.lines_by_id(collection.line_ids()[:3])
    run = collection.begin_run("learn", "Learn from this collection", {})
    collection.add_events(run.id, [to_record(event) for event in recorded_events(lines)])
    if state not in (RunState.RUNNING, RunState.PAUSED):
        result = {"model": "reader-1", "valid_cer": 0.2, "test_cer": 0.081, "test_line_count": 4}
        result |= {"test_cer_low": 0.069, "test_cer_high": 0.094}
        collection.end_run(run.id, state, result)
    return run


def asked_job(qtbot: QtBot, view: TrainingView, button: Any) -> Job[Any]:
    with qtbot.waitSignal(view.job_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    job: Job[Any] = wanted.args[0]
    return job


def test_before_it_says_what_will_be_learnt_from(view: TrainingView) -> None:
    words = view.overview.plan.words()
    assert "24 lines on 6 pages, all of them transcribed." in words
    assert "kept aside as the test: 1 page, 4 transcribed lines" in words


def test_the_one_button_asks_for_the_job_with_what_was_chosen(
    qtbot: QtBot, view: TrainingView, collection: Collection
) -> None:
    wish = LearnWish(3, 7, self_training=False, voters=3, augmentation=False, averaging=False)
    view.overview.plan.set_wish(wish)
    job = asked_job(qtbot, view, view.overview.plan.learn_button)
    assert isinstance(job, WishedTraining)
    assert (job.folder, job.wish, job.resume) == (collection.folder, wish, None)
    again = shown(qtbot, collection)
    assert again.overview.plan.wish == wish


def test_pretraining_of_no_minutes_is_none(qtbot: QtBot, view: TrainingView, collection: Collection) -> None:
    view.overview.plan.set_wish(LearnWish(0, 7))
    job = asked_job(qtbot, view, view.overview.plan.learn_button)
    assert isinstance(job, WishedTraining)
    made = learn_job(job.folder, job.wish)
    assert isinstance(made, LearnFromCollection)
    assert made.settings.pretrain is None
    assert made.settings.finetune.minutes == 7


def test_choices_of_few_are_folded_away_until_one_is_asked_for_or_differs(view: TrainingView) -> None:
    more = view.overview.plan.more
    assert not more.voters.isVisible()
    more.link.click()
    assert more.voters.isVisible()
    more.link.click()
    assert not more.voters.isVisible()
    view.overview.plan.set_wish(LearnWish(averaging=False))
    assert more.voters.isVisible()
    made = learn_job(Path("c"), view.overview.plan.wish)
    assert isinstance(made, LearnFromCollection)
    assert (made.settings.finetune.averaging, made.settings.finetune.augmentation) == (0, FOR_FINETUNING)


def test_after_the_link_tab_goes_to_the_choices_it_unfolds(qtbot: QtBot, view: TrainingView) -> None:
    more = view.overview.plan.more
    more.link.click()
    more.link.setFocus()
    qtbot.keyClick(more.link, Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    assert isinstance(first, QCheckBox)
    assert more.folded.isAncestorOf(first)


def test_too_few_lines_leave_the_button_off(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "few") as few:
        few.add_page(make_page("a"), make_content("one", "", ""))
        view = shown(qtbot, few)
        assert not view.overview.plan.learn_button.isEnabled()
        assert "4 more lines must be transcribed" in view.overview.plan.words()
        view.show_collection(None)


def test_without_lines_the_way_to_the_scans_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "bare") as bare:
        view = shown(qtbot, bare)
        with qtbot.waitSignal(view.step_wanted) as wanted:
            view._empty.wanted.emit()
        assert wanted.args == ["scans"]


def test_cards_that_may_not_be_as_wide_as_the_window_are_high_enough(qtbot: QtBot, view: TrainingView) -> None:
    view.resize(1500, 900)
    card = view.overview.plan
    for word_count in range(20, 60, 2):  # of which some need a row more than they would if the card were wider
        card._advice.setText("writing " * word_count)
        card._advice.show()
        qtbot.waitUntil(lambda: card.height() >= card.heightForWidth(card.width()))


def test_the_panel_of_a_run_is_laid_out_before_it_is_painted(
    qtbot: QtBot, view: TrainingView, collection: Collection
) -> None:
    view.job_began(WishedTraining(collection.folder, LearnWish(), None), Control())
    assert not view.run_panel.updatesEnabled(), "both at once would hold the window up"
    qtbot.waitUntil(view.run_panel.updatesEnabled)
    assert view.run_panel.isVisible()


def test_during_curves_readings_and_words_follow(qtbot: QtBot, view: TrainingView, collection: Collection) -> None:
    lines = collection.lines_by_id(collection.line_ids()[:3])
    job, control = WishedTraining(collection.folder, LearnWish(), None), Control()
    view.job_began(job, control)
    assert view.run_panel.isVisible()
    view.job_progressed(job, Progress(120, 600, "lines"))
    assert "120 of 600" in view.run_panel.words()
    for event in recorded_events(lines):
        view.job_progressed(job, event)
    qtbot.waitUntil(lambda: "Learning to read" in view.run_panel.words())
    words = view.run_panel.words()
    assert DEVICE in words
    assert "21.4 lines a second" in words
    assert "2 lines left out" in words
    pair = view.run_panel.pair
    assert [strip.value_text().replace("\u202f", " ") for strip in pair.plot.strips] == [
        "1.00",
        "75.0 %",
        "–",
        "0.50",
        "20.0 %",
    ]
    qtbot.waitUntil(lambda: len(pair.previews.rows) == 3)
    assert "1 wrong letter" in pair.previews.rows[0].accessibleName()


def test_while_studying_what_looks_alike_is_shown_and_what_is_wrong_is_said(
    qtbot: QtBot, view: TrainingView, collection: Collection
) -> None:
    ids = collection.line_ids()
    job = WishedTraining(collection.folder, LearnWish(), None)
    view.job_began(job, Control())
    check = a_check((ids[0], ids[1], ids[5]), ())
    for event in (StageBegan(Stage.PRETRAIN, DEVICE, 600), check):
        view.job_progressed(job, event)
    qtbot.waitUntil(lambda: "among other lines: 42.0" in view.run_panel.words())
    pair = view.run_panel.pair
    assert pair.nearest.isVisible()
    assert len(pair.nearest.rows) == 2
    assert [picture.place.line_id for picture in pair.nearest.rows[0].pictures] == [ids[0], ids[1], ids[5]]
    assert pair.plot.strips[2].isVisible()
    assert pair.plot.strips[2].value_text().replace("\u202f", " ") == "62.0 %"
    view.job_progressed(job, a_check(tuple(ids[:3]), (Finding.PLACE,)))
    qtbot.waitUntil(lambda: "told apart by their place, not by their letters" in view.run_panel.words())
    for event in recorded_events(collection.lines_by_id(ids[:3])):
        view.job_progressed(job, event)
    qtbot.waitUntil(lambda: pair.previews.isVisible() and "told apart by their place" not in view.run_panel.words())


def test_windows_are_cut_out_of_their_line(qtbot: QtBot) -> None:
    picture = WindowPicture(WindowPlace(1, 0.5, 0.6))
    qtbot.addWidget(picture)
    assert not picture.has_image
    line = QImage(400, 80, QImage.Format.Format_RGB32)
    line.fill(Qt.GlobalColor.white)
    QPainter(line).fillRect(200, 0, 40, 80, Qt.GlobalColor.red)
    picture.show_line(line)
    picture.resize(picture.sizeHint())
    seen = picture.grab().toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2).red() > 200
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2).green() < 60
    assert seen.pixelColor(2, seen.height() // 2).green() > 200


def test_a_training_out_of_sight_is_drawn_when_one_looks_again(view: TrainingView, collection: Collection) -> None:
    job = WishedTraining(collection.folder, LearnWish(), None)
    view.job_began(job, Control())
    view.hide()
    for event in recorded_events():
        view.job_progressed(job, event)
    assert "Getting ready" in view.run_panel.words()
    view.show()
    assert "Learning to read" in view.run_panel.words()


def test_pause_and_stop_reach_the_training(qtbot: QtBot, view: TrainingView, collection: Collection) -> None:
    control = Control()
    view.job_began(WishedTraining(collection.folder, LearnWish(), None), control)
    for event in recorded_events():
        view.job_progressed(None, event)  # type: ignore[arg-type]
    qtbot.mouseClick(view.run_panel.controls.pause_button, Qt.MouseButton.LeftButton)
    assert control.is_paused
    assert "Paused" in view.run_panel.words()
    qtbot.waitUntil(lambda: view.run_panel.controls.stop_button.text() == "Stop and keep the best")
    qtbot.mouseClick(view.run_panel.controls.stop_button, Qt.MouseButton.LeftButton)
    assert control.is_stopping


def test_after_the_result_is_a_sentence_with_what_to_do_next(
    qtbot: QtBot, view: TrainingView, collection: Collection
) -> None:
    job = WishedTraining(collection.folder, LearnWish(), None)
    view.job_began(job, Control())
    played_run(collection)
    collection.add_model(
        ModelRecord("reader-1", ModelKind.RECOGNISER, collection.models_folder / "reader-1", scores={"test_cer": 0.081})
    )
    view.job_ended(job, Done(None))
    words = view.overview.result.words().replace("\u202f", " ")
    assert "Reads unseen pages with 8.1 % wrong letters (6.9 to 9.4)." in words
    assert "Have everything transcribed" in words
    assert view.overview.models.models.index(0, 2).data().replace("\u202f", " ") == "8.1 %"
    with qtbot.waitSignal(view.step_wanted) as wanted:
        view.overview.result.transcribe_wanted.emit()
    assert wanted.args == ["collection"]


def test_lines_that_were_removed_since_leave_their_readings(qtbot: QtBot, collection: Collection) -> None:
    played_run(collection)
    remove_lines(collection, collection.line_ids()[:1])
    pair = shown(qtbot, collection).overview.pair
    qtbot.waitUntil(lambda: len(pair.previews.rows) == 3)


def test_the_last_curve_is_there_when_the_collection_is_opened_again(qtbot: QtBot, collection: Collection) -> None:
    played_run(collection)
    view = shown(qtbot, collection)
    pair = view.overview.pair
    assert pair.plot.strips[4].value_text().replace("\u202f", " ") == "20.0 %"
    qtbot.waitUntil(lambda: len(pair.previews.rows) == 3)


def test_a_training_that_was_killed_can_go_on(qtbot: QtBot, collection: Collection) -> None:
    run = played_run(collection, RunState.RUNNING)
    view = shown(qtbot, collection)
    assert view.overview.unfinished.isVisible()
    job = asked_job(qtbot, view, view.overview.unfinished.button)
    assert isinstance(job, WishedTraining)
    assert job.resume is not None
    assert job.resume.id == run.id
    view.job_began(job, Control())
    assert view.run_panel.pair.plot.strips[0].value_text() == "1.00"


def test_a_training_in_sight_is_left_in_peace_by_changes(view: TrainingView, collection: Collection) -> None:
    view.job_began(WishedTraining(collection.folder, LearnWish(), None), Control())
    collection.write_human_text(1, "another text")
    view.refresh()
    assert view.run_panel.isVisible()


def test_what_cannot_be_made_ready_is_told_and_can_be_tried_again(qtbot: QtBot, collection: Collection) -> None:
    def broken(folder: Path, wish: LearnWish, resume: RunRecord | None) -> Job[Any]:
        raise RuntimeError("no library")

    view = TrainingView(broken)
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.show_collection(collection)
    with qtbot.waitSignal(view.problem):
        view.learn(LearnWish())
    assert view.overview.plan.learn_button.isEnabled()


def test_without_lines_it_leads_to_the_step_that_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "bare") as bare:
        view = shown(qtbot, bare)
        button = view._empty.findChildren(QPushButton)[0]
        with qtbot.waitSignal(view.step_wanted) as wanted:
            button.click()
        assert wanted.args == ["scans"]
        bare.add_page(make_page("a"))
        view.refresh()
        assert button.text() == "Go to Lines"
        with qtbot.waitSignal(view.step_wanted) as wanted:
            button.click()
        assert wanted.args == ["lines"]
        view.show_collection(None)


def test_a_training_that_is_being_made_ready_is_not_asked_for_in_another_collection(
    qtbot: QtBot, collection: Collection, tmp_path: Path
) -> None:
    may_go_on = Event()

    def slow(folder: Path, wish: LearnWish, resume: RunRecord | None) -> Job[Any]:
        may_go_on.wait()
        return WishedTraining(folder, wish, resume)

    view = TrainingView(slow)
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.show_collection(collection)
    view.learn(LearnWish())
    with Collection.create(tmp_path / "other") as other:
        view.show_collection(other)
        with qtbot.assertNotEmitted(view.job_wanted):
            may_go_on.set()
            qtbot.waitUntil(lambda: view._background.open_count == 0)
        view.show_collection(None)


def test_nothing_of_the_collection_before_can_be_put_right_in_another(
    qtbot: QtBot, view: TrainingView, collection: Collection, tmp_path: Path
) -> None:
    collection.write_human_text(1, "P\u0430ris")
    view.refresh()
    findings = view.overview.plan.findings
    qtbot.waitUntil(lambda: not findings.isHidden())
    with Collection.create(tmp_path / "other") as other:
        view.show_collection(other)
        assert findings.isHidden()
        view.show_collection(None)
