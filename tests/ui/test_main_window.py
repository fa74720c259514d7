"""The real window, from an empty start to lines on real pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, WindowLock
from seqclr_desktop.errors import AppError, StorageError
from seqclr_desktop.ui.collection_view.add_report_dialog import AddReportDialog
from seqclr_desktop.ui.job_runner import JobState
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from tests.builders import collection_with
from tests.ui.fakes import AnswersAtOnce, JobThatGoesOn, JobThatReports

_PATIENCE_MS = 60_000


class JobThatReportsOn(JobThatGoesOn):
    """Another kind of job, which runs beside the first."""


def _open(window: MainWindow, folder: Path) -> None:
    window.workspace.open_collection(folder)


def _wait_idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(window.workspace.jobs.jobs) and window.workspace.jobs.is_idle, timeout=_PATIENCE_MS)


def _box() -> QMessageBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def test_a_folder_is_added_and_its_lines_found(
    window: MainWindow, asking: AnswersAtOnce, scans: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.current_view is window.start
    window.workspace.new_collection(tmp_path / "new", "Notebooks")
    scans_view: Any = window.current_view
    assert scans_view.shows_empty_state()

    asking.folder = scans
    window.actions_.action("add_folder").trigger()
    _wait_idle(window, qtbot)
    assert window.rail.button(Step.SCANS).words() == "3 pages"
    assert scans_view.model.rowCount() == 3
    assert not scans_view.shows_empty_state()

    lines_view: Any = window.go_to(Step.LINES)
    window.workspace.jobs.forget_ended()
    qtbot.mouseClick(lines_view.bar.find_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.workspace.jobs.active), timeout=_PATIENCE_MS)
    assert window.advice_row.isHidden(), "it would advise what is being done"
    _wait_idle(window, qtbot)
    assert not window.advice_row.isHidden()
    overview = window.workspace.collection.overview() if window.workspace.collection else None
    assert overview is not None
    assert (overview.pages_looked_at, overview.line_count > 30) == (3, True)
    assert window.rail.button(Step.LINES).words() == f"{overview.line_count} lines"
    assert "on 3 of 3 pages" in window.rail.button(Step.LINES).accessibleName()
    assert "more transcribed lines" in window.advice_row.text()


def test_refused_files_are_listed_with_their_reasons(
    window: MainWindow, asking: AnswersAtOnce, collection_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "letter.tif").write_text("I am no picture")
    _open(window, collection_folder)
    asking.folder = folder
    window.actions_.action("add_folder").trigger()
    _wait_idle(window, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AddReportDialog)
    assert dialog.model.index(0, 0).data() == "letter.tif"
    assert len(str(dialog.model.index(0, 1).data())) > 10
    dialog.accept()


def test_a_second_window_on_the_same_collection_is_told_so(
    make_window: Callable[[], MainWindow], collection_folder: Path
) -> None:
    first, second = make_window(), make_window()
    _open(first, collection_folder)
    _open(second, collection_folder)
    assert "already open in another window" in _box().text()
    _box().reject()
    assert second.workspace.collection is None
    assert second.current_view is second.start


def test_closing_the_collection_lets_others_in(window: MainWindow, collection_folder: Path) -> None:
    _open(window, collection_folder)
    window.actions_.action("close_collection").trigger()
    assert window.current_view is window.start
    assert not window.rail.isVisible()
    with WindowLock(collection_folder):
        pass


def test_a_collection_that_cannot_be_opened_leaves_the_present_one_open(
    window: MainWindow, collection_folder: Path, tmp_path: Path
) -> None:
    _open(window, collection_folder)
    _open(window, tmp_path / "nowhere")
    assert "no such folder" in _box().text()
    _box().reject()
    assert window.workspace.collection is not None
    assert window.workspace.collection.folder == collection_folder


def test_a_job_goes_on_when_its_own_collection_is_opened_again_or_another_one_cannot_be(
    window: MainWindow, collection_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(window, collection_folder)
    job = JobThatGoesOn()
    wanted = window.workspace.run_job(job)
    qtbot.waitUntil(job.has_begun.is_set)
    _open(window, collection_folder)
    _open(window, tmp_path / "nowhere")
    _box().reject()
    assert wanted.state is JobState.RUNNING


def test_a_job_that_is_wanted_while_the_window_closes_can_be_stopped_by_closing_again(
    window: MainWindow, collection_folder: Path, qtbot: QtBot
) -> None:
    _open(window, collection_folder)
    first, second = JobThatGoesOn(), JobThatReportsOn()
    window.workspace.run_job(first)
    qtbot.waitUntil(first.has_begun.is_set)
    window.close()
    window.workspace.run_job(second)
    qtbot.waitUntil(second.has_begun.is_set)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=_PATIENCE_MS)
    assert second.has_ended.is_set()


def test_closing_while_a_job_runs_stops_it_and_waits(window: MainWindow, collection_folder: Path, qtbot: QtBot) -> None:
    _open(window, collection_folder)
    job = JobThatGoesOn()
    window.workspace.run_job(job)
    qtbot.waitUntil(job.has_begun.is_set)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=_PATIENCE_MS)
    assert job.has_ended.is_set()
    assert window.workspace.collection is None
    with WindowLock(collection_folder):
        pass


def test_another_collection_is_opened_only_after_the_jobs_of_this_one(
    window: MainWindow, collection_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other"
    Collection.create(other, "Other").close()
    _open(window, collection_folder)
    job = JobThatGoesOn()
    window.workspace.run_job(job)
    qtbot.waitUntil(job.has_begun.is_set)
    with qtbot.waitSignal(window.workspace.collection_changed, timeout=_PATIENCE_MS):
        _open(window, other)
    assert job.has_ended.is_set()
    assert "Other" in window.windowTitle()


def test_of_two_collections_asked_for_while_jobs_end_the_later_is_opened(
    window: MainWindow, collection_folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("first", "second"):
        Collection.create(tmp_path / name, name).close()
    _open(window, collection_folder)
    job = JobThatGoesOn()
    window.workspace.run_job(job)
    qtbot.waitUntil(job.has_begun.is_set)
    with qtbot.waitSignal(window.workspace.collection_changed, timeout=_PATIENCE_MS):
        _open(window, tmp_path / "first")
        _open(window, tmp_path / "second")
    qtbot.waitUntil(lambda: "second" in window.windowTitle())
    with WindowLock(tmp_path / "first"):
        pass


def test_a_collection_is_opened_once(window: MainWindow, collection_folder: Path) -> None:
    opened = []

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is Collection.open.__func__.__code__:  # type: ignore[attr-defined]
            opened.append(frame.f_locals["folder"])

    sys.setprofile(note)
    try:
        _open(window, collection_folder)
    finally:
        sys.setprofile(None)
    assert opened == [collection_folder]


def test_a_job_still_being_made_is_not_run_when_its_collection_has_been_closed(
    window: MainWindow, collection_folder: Path, qtbot: QtBot
) -> None:
    workspace, may_go_on = window.workspace, Event()

    def make() -> JobThatReports:
        may_go_on.wait()
        return JobThatReports()

    _open(window, collection_folder)
    workspace.make_and_run(make)
    workspace.close_collection()
    may_go_on.set()
    qtbot.waitUntil(lambda: workspace._background.open_count == 0)
    assert not workspace.jobs.jobs


def test_an_error_that_comes_again_and_again_is_told_once(window: MainWindow) -> None:
    for _ in range(3):
        window.workspace.error_happened.emit(AppError("The disk is gone.", advice="Bring it back."))
    assert [box.text() for box in window.findChildren(QMessageBox)] == ["The disk is gone."]
    _box().close()


def test_a_failed_job_tells_its_reason_and_advice(window: MainWindow, collection_folder: Path, qtbot: QtBot) -> None:
    _open(window, collection_folder)
    error = StorageError("The disk is full.", where="notes.xml", advice="Free some space.")
    window.workspace.run_job(JobThatReports(result=error))
    _wait_idle(window, qtbot)
    assert "The disk is full." in _box().text()
    assert "notes.xml" in _box().text()
    assert _box().informativeText() == "Free some space."
    _box().reject()
    assert "The disk is full." in window.jobs_panel.rows()[0].words()


def test_the_running_job_stands_in_the_rail(window: MainWindow, collection_folder: Path, qtbot: QtBot) -> None:
    _open(window, collection_folder)
    job = JobThatGoesOn()
    wanted = window.workspace.run_job(job)
    qtbot.waitUntil(lambda: window.rail.job_row.ring.share == 0.5)
    assert window.rail.job_row.isVisible()
    qtbot.mouseClick(window.rail.job_row, Qt.MouseButton.LeftButton)
    assert window.jobs_panel.isVisible()
    window.workspace.jobs.stop(wanted)
    _wait_idle(window, qtbot)
    assert not window.rail.job_row.isVisible()
    assert "kept" in window.jobs_panel.rows()[0].words()


def test_steps_are_reached_by_keys(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    collection_with(tmp_path / "c", "one", "two").close()
    _open(window, tmp_path / "c")
    window.activateWindow()
    for number, step in enumerate(Step, start=1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.step is step
    button = window.rail.button(Step.COLLECTION)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Up)
    assert window.step is Step.TRAIN


def test_what_was_open_is_offered_at_the_next_start(
    make_window: Callable[[], MainWindow], collection_folder: Path, qtbot: QtBot
) -> None:
    first = make_window()
    _open(first, collection_folder)
    first.close()
    second = make_window()
    qtbot.waitUntil(lambda: len(second.start.recent_buttons()) == 1)
    qtbot.mouseClick(second.start.recent_buttons()[0], Qt.MouseButton.LeftButton)
    assert second.workspace.collection is not None


def test_menus_offer_only_what_can_be_done(window: MainWindow, tmp_path: Path) -> None:
    def enabled() -> set[str]:
        names = ("new", "add_folder", "export", "learn", "zoom_in", "undo")
        return {name for name in names if window.actions_.action(name).isEnabled()}

    assert enabled() == {"new"}
    collection_with(tmp_path / "c", "one").close()
    _open(window, tmp_path / "c")
    assert enabled() == {"new", "add_folder", "export", "learn"}
    window.go_to(Step.LINES)
    assert "zoom_in" in enabled()


def test_the_sample_collection_can_be_tried_without_asking_for_anything(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.action("sample").trigger()
    qtbot.waitUntil(lambda: window.workspace.collection is not None, timeout=_PATIENCE_MS)
    assert window.rail.button(Step.SCANS).words() == "11 pages"


def test_a_step_is_laid_out_before_it_is_painted(window: MainWindow, collection_folder: Path, qtbot: QtBot) -> None:
    _open(window, collection_folder)
    for step in (Step.COLLECTION, Step.LINES):
        qtbot.waitUntil(window.stack.updatesEnabled)
        view = window.go_to(step)
        assert window.current_view is view
        assert not view.updatesEnabled(), "both at once would hold the window up"
        qtbot.waitUntil(view.updatesEnabled)
    window.go_to(Step.LINES)
    assert window.stack.updatesEnabled(), "it is in sight already"


def test_a_sample_asked_for_twice_is_made_once(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.action("sample").trigger()
    window.actions_.action("sample").trigger()
    qtbot.waitUntil(lambda: window.workspace.jobs.jobs != [], timeout=_PATIENCE_MS)
    window.actions_.action("sample").trigger()
    qtbot.waitUntil(lambda: window.workspace.collection is not None, timeout=_PATIENCE_MS)
    assert len(window.workspace.jobs.jobs) == 1
    window.actions_.action("sample").trigger()  # a second one is made when it is wanted
    qtbot.waitUntil(lambda: len(window.workspace.jobs.jobs) == 2, timeout=_PATIENCE_MS)
    _wait_idle(window, qtbot)


def test_a_scan_that_is_gone_is_shown_as_missing_and_can_be_found_again(
    window: MainWindow, asking: AnswersAtOnce, collection_folder: Path, scans: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    _open(window, collection_folder)
    window.workspace.add_paths([scans])
    _wait_idle(window, qtbot)
    page_id = window.workspace.collection.pages()[0].id if window.workspace.collection else None
    assert page_id is not None
    moved = tmp_path / "moved.jpg"
    min(scans.iterdir()).rename(moved)
    window.workspace.look_for_missing_scans()
    qtbot.waitUntil(lambda: window.workspace.thumbnails.problem(page_id) != "", timeout=_PATIENCE_MS)
    asking.files = [moved]
    window.deeds.relink(page_id)
    assert window.workspace.thumbnails.problem(page_id) == ""


def test_a_page_nobody_has_transcribed_gets_suggestions(
    window: MainWindow, asking: AnswersAtOnce, scans: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.workspace.new_collection(tmp_path / "new", "Notebooks")
    asking.folder = scans
    window.actions_.action("add_folder").trigger()
    _wait_idle(window, qtbot)
    window.workspace.jobs.forget_ended()
    window.workspace.find_lines()
    _wait_idle(window, qtbot)
    window.workspace.jobs.forget_ended()
    window.go_to(Step.TRANSCRIBE)
    canvas = window.canvas
    assert canvas is not None
    assert canvas.page is not None

    window.actions_.action("read_page").trigger()
    _wait_idle(window, qtbot)
    collection = window.workspace.collection
    assert collection is not None
    lines = collection.lines(canvas.page.id or 0)
    assert lines
    assert {line.machine.author for line in lines if line.machine} == {"base-latin"}
    assert not any(line.human for line in lines)
    other = [page for page in collection.pages() if page.id != canvas.page.id]
    assert not any(line.machine for page in other for line in collection.lines(page.id or 0))
