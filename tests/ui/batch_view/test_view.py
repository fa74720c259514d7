"""Having everything read that no person has transcribed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, ModelKind, ModelRecord
from seqclr_desktop.jobs.job import Control, Done, Failed, Job, Progress, Stopped
from seqclr_desktop.jobs.problems import PageProblem
from seqclr_desktop.jobs.transcribe_pages import TranscribeReport
from seqclr_desktop.ui.batch_view.view import BatchView
from tests.builders import machine_text, make_content, make_page


class WishedReading:
    """Plays the job that the view asks for; remembers what was asked."""

    title = "Transcribe the collection"

    def __init__(self, folder: Path, model: str, page_names: Sequence[str], again: bool) -> None:
        self.folder, self.model, self.page_names, self.again = folder, model, tuple(page_names), again

    def run(self, control: Control) -> None:
        control.report(Progress(1, 1, "lines"))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Pages a (lines 1 to 3, the first transcribed) and b (lines 4 and 5), and the models old and new."""
    with Collection.create(tmp_path / "c") as opened:
        opened.add_page(make_page("a"), make_content("one", "", ""))
        opened.add_page(make_page("b"), make_content("", ""))
        for name, cer in (("old", 0.3), ("new", 0.1)):
            path = opened.models_folder / name
            opened.add_model(ModelRecord(name, ModelKind.RECOGNISER, path, scores={"test_cer": cer}))
        yield opened


@pytest.fixture
def view(qtbot: QtBot, collection: Collection) -> BatchView:
    return shown(qtbot, collection)


def shown(qtbot: QtBot, collection: Collection) -> BatchView:
    view = BatchView(WishedReading)
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.resize(1080, 620)
    view.show_collection(collection)
    view.show()
    return view


def choose_model(qtbot: QtBot, view: BatchView, name: str) -> None:
    """As a person does, by the arrow keys."""
    for _ in range(view.model_box.findData(name) - view.model_box.currentIndex()):
        qtbot.keyClick(view.model_box, Qt.Key.Key_Down)


def asked_job(qtbot: QtBot, view: BatchView, button: Any) -> Job[Any]:
    with qtbot.waitSignal(view.job_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    job: Job[Any] = wanted.args[0]
    return job


def test_it_says_how_much_has_a_text(view: BatchView) -> None:
    assert view._sentence.text() == "5 lines: 1 transcribed by people, 0 read by the machine alone, 4 without text."


def test_the_newest_model_is_offered_with_its_score(view: BatchView) -> None:
    assert view.model_box.currentText().replace("\u202f", " ") == "new – 10.0 % wrong letters"


def test_a_model_just_made_reads_unless_a_person_chose_another(
    qtbot: QtBot, view: BatchView, collection: Collection
) -> None:
    path = collection.models_folder / "newer"
    collection.add_model(ModelRecord("newer", ModelKind.RECOGNISER, path))
    view.refresh()
    assert view.model_box.currentData() == "newer"
    choose_model(qtbot, view, "old")
    collection.add_model(ModelRecord("newest", ModelKind.RECOGNISER, path))
    view.refresh()
    assert view.model_box.currentData() == "old"


def test_the_one_button_asks_for_everything_with_the_chosen_model(
    qtbot: QtBot, view: BatchView, collection: Collection
) -> None:
    view.model_box.setCurrentIndex(1)
    job = asked_job(qtbot, view, view.transcribe_button)
    assert isinstance(job, WishedReading)
    assert (job.folder, job.model, job.page_names, job.again) == (collection.folder, "old", (), False)


def test_chosen_pages_can_be_read_again(qtbot: QtBot, view: BatchView) -> None:
    view.page_table.setCurrentIndex(view.pages.index(1, 0))
    job = asked_job(qtbot, view, view.again_button)
    assert isinstance(job, WishedReading)
    assert (job.page_names, job.again) == (("b",), True)


def test_without_a_model_the_button_is_off_and_the_reason_told(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "none") as none:
        none.add_page(make_page("a"), make_content("", "λόγος"))  # a script for which no model comes with the program
        view = shown(qtbot, none)
        assert not view.transcribe_button.isEnabled()
        assert "No model" in view._no_model.text()
        view.show_collection(None)


def test_a_hebrew_collection_is_offered_the_model_for_its_script(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "hebrew") as hebrew:
        hebrew.add_page(make_page("a"), make_content("", "שלום"))
        view = shown(qtbot, hebrew)
        assert [view.model_box.itemText(row) for row in range(view.model_box.count())] == ["base-hebrew"]
        job = asked_job(qtbot, view, view.transcribe_button)
        assert isinstance(job, WishedReading)
        assert job.model == "base-hebrew"
        view.show_collection(None)


def test_where_no_text_tells_the_script_the_job_is_to_find_out_which_model_suits(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "bare") as bare:
        bare.add_page(make_page("a"), make_content("", ""))
        view = shown(qtbot, bare)
        assert "surest" in view.model_box.currentText()
        job = asked_job(qtbot, view, view.transcribe_button)
        assert isinstance(job, WishedReading)
        assert job.model == ""
        choose_model(qtbot, view, "base-hebrew")
        view.refresh()
        assert view.model_box.currentData() == "base-hebrew"
        bare.write_human_text(1, "a text in Latin letters")
        view.refresh()
        assert [view.model_box.itemData(row) for row in range(view.model_box.count())] == ["base-latin"]
        view.show_collection(None)


def test_while_it_reads_progress_pause_and_stop_are_there(qtbot: QtBot, view: BatchView) -> None:
    job, control = WishedReading(Path(), "", (), False), Control()
    view.job_began(job, control)
    view.job_progressed(job, Progress(2, 4, "lines", note="page a", seconds_left=240))
    assert view.running.words() == "2 of 4 lines · about 4 minutes left · page a"
    assert not view.transcribe_button.isEnabled()
    qtbot.mouseClick(view.running.controls.pause_button, Qt.MouseButton.LeftButton)
    assert control.is_paused
    assert view.running.words().startswith("Paused")
    qtbot.mouseClick(view.running.controls.stop_button, Qt.MouseButton.LeftButton)
    assert control.is_stopping


def test_there_is_room_for_how_sure_it_was_also_on_pages_that_are_not_in_sight(
    qtbot: QtBot, view: BatchView, collection: Collection
) -> None:
    header = view.page_table.horizontalHeader()
    assert header.sectionSize(4) > view.fontMetrics().horizontalAdvance("100.0\u202f%")


def test_what_was_read_is_shown_with_how_sure_it_was(qtbot: QtBot, view: BatchView, collection: Collection) -> None:
    job = WishedReading(collection.folder, "", (), False)
    view.job_began(job, Control())
    collection.write_machine_texts([(2, machine_text("two", 0.5)), (3, machine_text("three", 0.9))])
    problem = PageProblem("page b", "The page is torn.", "/scans/b.jpg")
    report = TranscribeReport("base-latin", 2, 0, 1.0, 11.0, 0.7, (problem,))
    view.job_ended(job, Done(report))
    words = view._outcome.text().replace("\u202f", " ")
    assert "2 lines read, 70.0 % sure on average, 11.0 lines a second. Model: base-latin" in words
    assert "page b: /scans/b.jpg: The page is torn." in words

    def told() -> list[str]:
        return [view.readings.index(row, 2).data().replace("\u202f", " ") for row in range(view.readings.rowCount())]

    qtbot.waitUntil(lambda: told() == ["a person", "? 50.0 % sure", "90.0 % sure"])


@pytest.mark.parametrize("outcome", [Stopped(), Failed(OSError("torn"), is_defect=False)])
def test_an_end_before_the_end_says_that_nothing_is_lost(view: BatchView, outcome: Stopped | Failed) -> None:
    job = WishedReading(Path(), "", (), False)
    view.job_began(job, Control())
    view.job_ended(job, outcome)
    assert "is kept" in view._outcome.text()
    assert view.transcribe_button.isEnabled()


def test_a_line_leads_to_its_correction(qtbot: QtBot, view: BatchView) -> None:
    with qtbot.waitSignal(view.line_wanted) as wanted:
        view.reading_table.activated.emit(view.readings.index(1, 1))
    assert wanted.args == [2]


def test_without_lines_the_step_that_brings_them_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with Collection.create(tmp_path / "bare") as bare:
        view = shown(qtbot, bare)
        assert "no scans" in view._empty.words()
        bare.add_page(make_page("a"))
        view.refresh()
        with qtbot.waitSignal(view.step_wanted) as wanted:
            view._empty.wanted.emit()
        assert wanted.args == ["lines"]


def test_when_people_have_transcribed_everything_nothing_is_left_to_read(
    qtbot: QtBot, view: BatchView, collection: Collection
) -> None:
    assert view.transcribe_button.isEnabled()
    for line_id in collection.line_ids():
        collection.write_human_text(line_id, "by hand")
    view.refresh()
    assert not view.transcribe_button.isEnabled()
    assert view._sentence.text() == "All 5 lines were transcribed by people."


def test_a_reading_that_is_being_made_ready_is_not_asked_for_in_another_collection(
    qtbot: QtBot, collection: Collection, tmp_path: Path
) -> None:
    may_go_on = Event()

    def slow(folder: Path, model: str, page_names: Sequence[str], again: bool) -> Job[Any]:
        may_go_on.wait()
        return WishedReading(folder, model, page_names, again)

    view = BatchView(slow)
    qtbot.addWidget(view, before_close_func=lambda _: view.show_collection(None))
    view.show_collection(collection)
    view.transcribe_all()
    with Collection.create(tmp_path / "other") as other:
        view.show_collection(other)
        with qtbot.assertNotEmitted(view.job_wanted):
            may_go_on.set()
            qtbot.waitUntil(lambda: view._background.open_count == 0)
        view.show_collection(None)
