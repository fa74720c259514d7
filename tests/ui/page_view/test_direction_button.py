"""Choosing in the step Lines which way the writing of the collection runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection
from seqclr_desktop.document import Direction, PageContent
from seqclr_desktop.jobs.writing_direction import chosen_direction
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.lines_view import LinesView
from seqclr_desktop.ui.steps import Step
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, make_line, make_page

LTR, RTL = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


@pytest.fixture
def view(window: MainWindow, tmp_path: Path) -> LinesView:
    """The step Lines on a page with two columns that were found as if they ran from left to right."""
    columns = [make_line(number, left=left, right=left + 400) for left in (50, 550) for number in range(3)]
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(make_page(), PageContent(PAGE_WIDTH_PX, PAGE_HEIGHT_PX, lines=tuple(columns)))
    window.workspace.open_collection(tmp_path / "c")
    view = window.go_to(Step.LINES)
    assert isinstance(view, LinesView)
    return view


def choose_by_keys(view: LinesView, qtbot: QtBot, row: int) -> None:
    """Open the menu by the space bar and take its entry `row` by arrows."""
    button = view.bar.direction

    def take() -> None:
        menu = QApplication.activePopupWidget()
        for _ in range(row + 1):
            qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTimer.singleShot(0, take)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_found_lines_follow_the_direction_chosen_by_keys(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    assert view.bar.direction.text() == "Direction: as the texts"
    with qtbot.waitSignal(window.workspace.jobs.ended):
        choose_by_keys(view, qtbot, 2)
    assert chosen_direction(collection) is RTL
    assert [line.direction for line in collection.lines(1)] == [RTL] * 6
    assert view.bar.direction.text() == "Direction: right to left"
    view.canvas.select_line(view.canvas.line_id_at(QPointF(700, 60)))
    assert view.canvas.accessibleDescription().startswith("Line 1 of 6")
    with qtbot.waitSignal(window.workspace.jobs.ended):
        choose_by_keys(view, qtbot, 1)
    assert view.bar.direction.text() == "Direction: left to right"
    assert [line.box.left for line in collection.lines(1)] == [50, 50, 50, 550, 550, 550]


def test_older_acts_are_undone_in_the_order_of_the_new_direction(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    view.mender.change_height([1], 4, 0)
    with qtbot.waitSignal(window.workspace.jobs.ended):
        window.workspace.choose_direction(RTL)
    assert [line.id for line in collection.lines(1)] == [4, 5, 6, 1, 2, 3]
    view.undo_stack.undo()
    assert collection.line(1).box.height == make_line().box.height
    assert [line.id for line in collection.lines(1)] == [4, 5, 6, 1, 2, 3]


def test_what_is_chosen_already_is_not_chosen_again(view: LinesView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.direction_wanted):
        choose_by_keys(view, qtbot, 0)


def test_the_button_says_what_another_collection_has_chosen(
    window: MainWindow, view: LinesView, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.workspace.jobs.ended):
        window.workspace.choose_direction(RTL)
    with Collection.create(tmp_path / "other") as other:
        other.add_page(make_page())
    assert view.bar.direction.text() == "Direction: right to left"
    window.workspace.open_collection(tmp_path / "other")
    window.go_to(Step.LINES)
    assert view.bar.direction.text() == "Direction: as the texts"
