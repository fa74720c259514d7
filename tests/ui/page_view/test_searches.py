"""Finding lines on many pages in the window is one step: taken back, made again, and never at anybody's cost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Line
from seqclr_desktop.jobs.find_lines import FindLines
from seqclr_desktop.jobs.job import Stopped
from seqclr_desktop.layout import FoundLayout
from seqclr_desktop.ui.job_runner import JobState
from seqclr_desktop.ui.jobs_view.outcomes import outcome_words
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.lines_view import LinesView
from seqclr_desktop.ui.steps import Step
from tests.builders import make_content, make_line, make_page

_FOUND = (make_line(0), make_line(1), make_line(2))


class SegmenterThatWaits:
    """Finds three lines on a page; from the second page on it waits until it may go on."""

    name = "waits"

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self._look_count = 0

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        self._look_count += 1
        if self._look_count > 1:
            assert self.may_go_on.wait(30)
        return FoundLayout((), _FOUND)


@pytest.fixture
def view(window: MainWindow, scan: Path, tmp_path: Path) -> LinesView:
    """The step Lines on a page with two transcribed lines; two pages with eight drawn lines each are unsearched."""
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(make_page("written", path=scan), make_content("first", "second"))
        for name in ("b", "c"):
            collection.add_page(make_page(name, path=scan, content_hash=name))
    window.workspace.open_collection(tmp_path / "c")
    view = window.go_to(Step.LINES)
    assert isinstance(view, LinesView)
    view.canvas.setFocus()
    return view


@pytest.fixture
def searched(window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot) -> list[list[Line]]:
    """The lines of the three pages after those of the last two were found by a click."""
    assert view.bar.find_all.text() == "Find &lines on 2 pages"
    with qtbot.waitSignal(window.workspace.jobs.ended, timeout=60_000):
        qtbot.mouseClick(view.bar.find_all, Qt.MouseButton.LeftButton)
    found = lines(collection)
    assert [len(page) for page in found] == [2, 8, 8]
    return found


def lines(collection: Collection) -> list[list[Line]]:
    return [collection.lines(page_id) for page_id in (1, 2, 3)]


def choose(window: MainWindow, name: str) -> None:
    """Undo or redo by the menu."""
    assert window.actions_.action(name).isEnabled()
    window.actions_.action(name).trigger()


def choose_and_wait(window: MainWindow, qtbot: QtBot, name: str) -> None:
    with qtbot.waitSignal(window.workspace.jobs.ended):
        choose(window, name)


def entries(window: MainWindow) -> tuple[str, str]:
    """What Undo and Redo say; with a stop behind where they cannot be chosen."""
    undo, redo = window.actions_.action("undo"), window.actions_.action("redo")
    return undo.text() + ("" if undo.isEnabled() else "."), redo.text() + ("" if redo.isEnabled() else ".")


def outcome_of(window: MainWindow) -> str:
    """What the list of jobs says of the last one."""
    outcome = window.workspace.jobs.jobs[-1].outcome
    assert outcome is not None
    return outcome_words(outcome)


def search_slowly(window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot) -> SegmenterThatWaits:
    """A search that has come to its second page."""
    segmenter = SegmenterThatWaits()
    job = FindLines(collection.folder, segmenter=segmenter, finding_id=collection.begin_finding())
    window.workspace.run_job(job, view)
    qtbot.waitUntil(lambda: view.undo_stack.count() == 1)
    return segmenter


def test_the_page_has_the_keys_when_the_button_that_found_its_lines_is_gone(
    view: LinesView, searched: list[list[Line]]
) -> None:
    assert view.bar.find_all.isHidden()
    assert view.canvas.hasFocus()


def test_lines_found_on_many_pages_go_and_come_back_as_one(
    window: MainWindow, view: LinesView, collection: Collection, searched: list[list[Line]], qtbot: QtBot
) -> None:
    assert entries(window) == ("&Undo: find lines on 2 pages", "&Redo.")
    for _ in range(2):
        choose_and_wait(window, qtbot, "undo")
        assert lines(collection) == [searched[0], [], []]
        assert view.bar.find_all.text() == "Find &lines on 2 pages"
        assert outcome_of(window) == "The lines of before are back on 2 pages."
        assert entries(window) == ("&Undo.", "&Redo: find lines on 2 pages")
        choose_and_wait(window, qtbot, "redo")
        assert lines(collection) == searched
        assert outcome_of(window) == "The found lines are back on 2 pages."


def test_what_was_mended_since_is_undone_first(
    window: MainWindow, view: LinesView, collection: Collection, searched: list[list[Line]], qtbot: QtBot
) -> None:
    view.show_page(3)
    view.mender.delete([searched[2][0].id or 0])
    window.workspace.turn_page(2)  # in another step
    view.show_page(1)
    for entry in ("turn the page", "delete 1 line"):
        assert entries(window)[0] == f"&Undo: {entry}"
        choose(window, "undo")
    assert [len(page) for page in lines(collection)] == [2, 8, 8]
    choose_and_wait(window, qtbot, "undo")
    assert lines(collection) == [searched[0], [], []]
    choose_and_wait(window, qtbot, "redo")
    choose(window, "redo")
    choose(window, "redo")
    assert collection.page(2).rotation == 90
    assert len(collection.lines(3)) == 7


def test_a_page_on_which_somebody_wrote_since_keeps_its_lines_and_is_named(
    window: MainWindow, view: LinesView, collection: Collection, searched: list[list[Line]], qtbot: QtBot
) -> None:
    with Collection.open(collection.folder) as terminal:
        terminal.write_human_text(searched[2][0].id or 0, "what somebody wrote")
    written = collection.lines(3)
    choose_and_wait(window, qtbot, "undo")
    assert lines(collection) == [searched[0], [], written]
    sentence = "The lines of before are back on 1 page. 1 page left alone, because of changes made since: c."
    assert [box.text() for box in window.findChildren(QMessageBox)] == [sentence]
    assert outcome_of(window) == sentence
    choose_and_wait(window, qtbot, "redo")
    assert lines(collection) == [*searched[:2], written]
    assert outcome_of(window) == "The found lines are back on 1 page."


def test_what_is_mended_while_the_search_goes_on_comes_after_it(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    segmenter = search_slowly(window, view, collection, qtbot)
    assert entries(window) == ("&Undo: find lines on 1 page.", "&Redo.")
    view.show_page(2)
    view.mender.delete([collection.lines(2)[0].id or 0])
    choose(window, "undo")
    assert len(collection.lines(2)) == 3
    choose(window, "redo")
    with qtbot.waitSignal(window.workspace.jobs.ended):
        segmenter.may_go_on.set()
    assert [len(page) for page in lines(collection)] == [2, 2, 3]
    choose(window, "undo")
    assert entries(window)[0] == "&Undo: find lines on 2 pages"
    choose_and_wait(window, qtbot, "undo")
    assert [len(page) for page in lines(collection)] == [2, 0, 0]


def test_a_search_that_was_stopped_is_taken_back_as_far_as_it_came(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    segmenter = search_slowly(window, view, collection, qtbot)
    window.workspace.jobs.stop(window.workspace.jobs.active[0])
    with qtbot.waitSignal(window.workspace.jobs.ended) as ended:
        segmenter.may_go_on.set()
    assert isinstance(ended.args[0].outcome, Stopped)
    choose_and_wait(window, qtbot, "undo")
    assert [len(page) for page in lines(collection)] == [2, 0, 0]


def test_a_search_that_finds_no_page_to_search_is_no_step(
    window: MainWindow, view: LinesView, collection: Collection, searched: list[list[Line]], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.workspace.jobs.ended):
        window.workspace.find_lines(view=view)
    assert view.undo_stack.count() == 1


def test_taking_back_that_is_stopped_before_it_begins_can_be_asked_for_again(
    window: MainWindow, view: LinesView, collection: Collection, searched: list[list[Line]], qtbot: QtBot
) -> None:
    segmenter = SegmenterThatWaits()
    window.workspace.run_job(FindLines(collection.folder, ["b", "c"], True, segmenter), object())
    choose(window, "undo")
    waiting: Any = window.workspace.jobs.jobs[-1]
    assert waiting.state is JobState.WAITING
    assert entries(window) == ("&Undo.", "&Redo: find lines on 2 pages."), "nothing else is undone meanwhile"
    window.workspace.jobs.stop(waiting)
    assert entries(window) == ("&Undo: find lines on 2 pages", "&Redo.")
    with qtbot.waitSignal(window.workspace.jobs.ended):
        segmenter.may_go_on.set()


def test_nothing_is_undone_once_another_collection_was_opened(
    window: MainWindow, view: LinesView, searched: list[list[Line]], tmp_path: Path
) -> None:
    Collection.create(tmp_path / "other").close()
    window.workspace.open_collection(tmp_path / "other")
    window.go_to(Step.LINES)
    assert entries(window) == ("&Undo.", "&Redo.")
    with Collection.open(tmp_path / "c") as collection:
        assert [len(page) for page in lines(collection)] == [2, 8, 8]
