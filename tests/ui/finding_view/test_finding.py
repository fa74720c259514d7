"""In the window: from the field in the title row to the line, and replacing with a preview and Undo."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import ActReport
from seqclr_desktop.document import PageContent
from seqclr_desktop.errors import StorageError
from seqclr_desktop.jobs.job import Done, Failed, Stopped
from seqclr_desktop.jobs.replace_texts import ReplaceTexts, TextsChanged
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.steps import Step
from tests.builders import collection_with, line_texts, machine_text, make_line, make_page
from tests.ui.fakes import JobThatWaits

TEXTS = ("Je suis reçu par la Supérieure", "la ville et sa villa", "", "En ville, le soir", "La ville dort")


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> MainWindow:
    """A collection with a page of five lines and one line that only a machine has read."""
    with collection_with(tmp_path / "c", *TEXTS) as collection:
        collection.add_page(make_page("second"), PageContent(1000, 1400, lines=(make_line(),)))
        collection.write_machine_texts([(6, machine_text("une ville", 0.8))])
    window.workspace.open_collection(tmp_path / "c")
    return window


def type_query(qtbot: QtBot, window: MainWindow, typed: str) -> Any:
    """The view with what was found."""
    window.actions_.action("find").trigger()
    qtbot.waitUntil(window.title_row.field.hasFocus)
    window.title_row.field.clear()
    qtbot.keyClicks(window.title_row.field, typed)
    qtbot.waitUntil(lambda: typed.strip('"') in getattr(window.current_view, "summary", str)())
    return window.current_view


def texts_of(window: MainWindow) -> list[str]:
    assert window.workspace.collection is not None
    return line_texts(window.workspace.collection.lines(1))


def test_typing_finds_lines_and_enter_goes_to_the_line(qtbot: QtBot, opened: MainWindow) -> None:
    opened.go_to(Step.TRANSCRIBE)
    view = type_query(qtbot, opened, "superieure")
    qtbot.waitUntil(lambda: len(view.list.rows) == 1)
    assert "page, line 1" in view.list.rows[0].hit.place
    assert ">Supérieure</span>" in view.list.rows[0].text()
    qtbot.keyClick(opened.title_row.field, Qt.Key.Key_Return)
    qtbot.waitUntil(view.list.rows[0].hasFocus)
    qtbot.keyClick(view.list.rows[0], Qt.Key.Key_Return)
    assert opened.step is Step.TRANSCRIBE
    transcription: Any = opened.current_view
    assert transcription._strip.text() == TEXTS[0]


def test_hits_of_people_come_first_and_the_others_say_why(qtbot: QtBot, opened: MainWindow) -> None:
    view = type_query(qtbot, opened, "ville")
    qtbot.waitUntil(lambda: len(view.list.rows) == 4)
    assert [row.hit.line_id for row in view.list.rows] == [2, 4, 5, 6]
    assert "sure" in view.list.rows[3].hit.remark


def test_arrows_walk_through_the_hits_and_escape_goes_back(qtbot: QtBot, opened: MainWindow) -> None:
    opened.go_to(Step.LINES)
    view = type_query(qtbot, opened, '"ville"')
    qtbot.waitUntil(lambda: len(view.list.rows) == 4)
    qtbot.keyClick(opened.title_row.field, Qt.Key.Key_Down)
    qtbot.waitUntil(view.list.rows[0].hasFocus)
    qtbot.keyClick(view.list.rows[0], Qt.Key.Key_Down)
    assert view.list.rows[1].hasFocus()
    opened.title_row.focus_field()
    qtbot.keyClick(opened.title_row.field, Qt.Key.Key_Escape)
    assert opened.current_view.objectName() == "view_lines"
    assert opened.title_row.field.text() == ""


def test_who_comes_back_to_the_hits_finds_them_as_the_texts_are_now(qtbot: QtBot, opened: MainWindow) -> None:
    view = type_query(qtbot, opened, "superieure")
    qtbot.waitUntil(lambda: len(view.list.rows) == 1)
    opened.go_to(Step.TRANSCRIBE)
    assert opened.workspace.collection is not None
    opened.workspace.collection.write_human_text(1, "la Supérieure dort")
    qtbot.keyClick(opened.title_row.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.list.rows) and "dort" in view.list.rows[0].text())


def test_nothing_found_is_told(qtbot: QtBot, opened: MainWindow) -> None:
    view = type_query(qtbot, opened, "xyzzyx")
    qtbot.waitUntil(lambda: "Nothing was found" in view.summary())


@pytest.fixture
def replacing(qtbot: QtBot, opened: MainWindow) -> Callable[[str, str], Any]:
    """Fills the form of find and replace and shows every place."""

    def fill(old: str, new: str) -> Any:
        opened.actions_.action("replace").trigger()
        view: Any = opened.current_view
        view.old.setText(old)
        view.new.setText(new)
        qtbot.mouseClick(view.look, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "place" in view.sentence() and "before" not in view.sentence())
        return view

    return fill


@pytest.fixture
def replaced(qtbot: QtBot, replacing: Callable[[str, str], Any]) -> Any:
    """The view after every “ville” became “cité”."""
    view = replacing("ville", "cité")
    view.replace_ticked()
    qtbot.waitUntil(lambda: "Replaced in 3 lines" in view.sentence())
    return view


def test_places_are_shown_replaced_and_given_back_as_one_act(
    qtbot: QtBot, opened: MainWindow, replacing: Callable[[str, str], Any]
) -> None:
    view = replacing("ville", "cité")
    assert [row.hit.line_id for row in view.list.rows] == [2, 4, 5]
    assert "line-through" in view.list.rows[0].text()
    assert texts_of(opened) == list(TEXTS)
    view.list.rows[1].box.setChecked(False)
    assert view.replace.text() == "Replace in 2 lines"
    qtbot.mouseClick(view.replace, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Replaced in 2 lines" in view.sentence())
    assert texts_of(opened) == [TEXTS[0], "la cité et sa villa", "", TEXTS[3], "La cité dort"]
    assert opened.actions_.action("undo").isEnabled()
    opened.actions_.action("undo").trigger()
    qtbot.waitUntil(lambda: "2 lines have the text they had before" in view.sentence())
    assert texts_of(opened) == list(TEXTS)
    opened.actions_.action("redo").trigger()
    qtbot.waitUntil(lambda: "Replaced in 2 lines" in view.sentence())
    assert texts_of(opened)[4] == "La cité dort"


@pytest.mark.usefixtures("replaced")
def test_what_is_asked_for_at_once_is_done_one_after_the_other(qtbot: QtBot, opened: MainWindow) -> None:
    for _ in range(3):
        opened.actions_.action("undo").trigger()
        opened.actions_.action("redo").trigger()
    qtbot.waitUntil(lambda: opened.workspace.jobs.is_idle)
    assert texts_of(opened)[4] == "La cité dort"
    assert all(isinstance(wanted.outcome, Done) for wanted in opened.workspace.jobs.jobs)


def test_a_replacement_that_could_not_be_taken_back_can_still_be(
    qtbot: QtBot, opened: MainWindow, replaced: Any
) -> None:
    view = replaced
    (done,) = opened.workspace.jobs.jobs
    act = done.outcome.result.act
    view.job_wanted.disconnect()  # what is asked for is answered here
    for outcome in (Done(TextsChanged(replace(act, lines_changed=1))), Stopped()):
        with qtbot.waitSignal(view.job_wanted) as wanted:
            opened.actions_.action("undo").trigger()
        view.job_ended(wanted.args[0], outcome)
        assert (view.undo_stack.canUndo(), view.undo_stack.canRedo()) == (True, False)
    assert view.sentence() == "Stopped. Nothing was changed."
    assert texts_of(opened)[4] == "La cité dort"


def test_a_replacement_that_could_not_be_made_again_can_still_be(
    qtbot: QtBot, opened: MainWindow, replaced: Any
) -> None:
    view = replaced
    opened.actions_.action("undo").trigger()
    qtbot.waitUntil(lambda: "have the text they had before" in view.sentence())
    view.job_wanted.disconnect()  # what is asked for is answered here
    for outcome in (Failed(StorageError("The disk is full.", advice="Free some space."), is_defect=False), Stopped()):
        with qtbot.waitSignal(view.job_wanted) as wanted:
            opened.actions_.action("redo").trigger()
        view.job_ended(wanted.args[0], outcome)
        assert (view.undo_stack.canUndo(), view.undo_stack.canRedo()) == (False, True)
    assert texts_of(opened) == list(TEXTS)


def test_taking_back_that_is_stopped_before_it_begins_can_be_asked_for_again(
    qtbot: QtBot, opened: MainWindow, replaced: Any
) -> None:
    class UndoAct(JobThatWaits):
        """Keeps others of its kind waiting."""

    busy = UndoAct()
    opened.workspace.run_job(busy, object())
    opened.actions_.action("undo").trigger()
    opened.workspace.jobs.stop(opened.workspace.jobs.jobs[-1])
    assert (replaced.undo_stack.canUndo(), replaced.undo_stack.canRedo()) == (True, False)
    assert replaced.sentence() == "Stopped. Nothing was changed."
    with qtbot.waitSignal(opened.workspace.jobs.ended):
        busy.may_end.set()


def test_of_a_replacement_that_was_cut_off_is_told_what_was_left(qtbot: QtBot, opened: MainWindow) -> None:
    opened.actions_.action("replace").trigger()
    view: Any = opened.current_view
    job = ReplaceTexts(opened.workspace.collection.folder, "Replace", ())
    view.job_ended(job, Done(TextsChanged(ActReport(1, 600, 190, 10))))
    assert "Replaced in 190 lines" in view.sentence()
    assert "It ended before its time; 400 lines are as they were." in view.sentence()
    assert view.undo_stack.canUndo()


def test_pattern_that_cannot_be_understood_is_told(
    qtbot: QtBot, opened: MainWindow, replacing: Callable[[str, str], Any]
) -> None:
    view = replacing("ville", "x")
    view.is_pattern.setChecked(True)
    view.old.setText("(ville")
    view.show_places()
    assert "cannot be understood" in view.sentence()
    assert not view.replace.isEnabled()


def test_changing_the_words_forgets_what_was_found(opened: MainWindow, replacing: Callable[[str, str], Any]) -> None:
    view = replacing("ville", "cité")
    view.new.setText("bourg")
    assert not view.replace.isEnabled()
    assert view.list.rows == []
