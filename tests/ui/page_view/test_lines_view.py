"""The step Lines: choosing, deleting, drawing, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.document import LineOrigin
from seqclr_desktop.layout.drawn_line import drawn_line
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.lines_view import LinesView
from seqclr_desktop.ui.steps import Step
from tests.builders import collection_with, make_line, make_page


@pytest.fixture
def view(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> LinesView:
    collection_with(tmp_path / "c", "first", "second", "third").close()
    window.workspace.open_collection(tmp_path / "c")
    view = window.go_to(Step.LINES)
    assert isinstance(view, LinesView)
    view.canvas.setFocus()
    return view


def _texts(window: MainWindow) -> list[str]:
    collection = window.workspace.collection
    assert collection is not None
    page_id = collection.page_ids()[0]
    return [line.best_text for line in collection.lines(page_id)]


def test_a_deleted_line_comes_back_with_its_text(window: MainWindow, view: LinesView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Delete)
    assert _texts(window) == ["first", "third"]
    assert window.actions_.action("undo").isEnabled()
    window.actions_.action("undo").trigger()
    assert _texts(window) == ["first", "second", "third"]
    window.actions_.action("redo").trigger()
    assert _texts(window) == ["first", "third"]


def test_a_drawn_line_stands_at_its_place_in_the_reading_order(window: MainWindow, view: LinesView) -> None:
    view.canvas.baseline_drawn.emit(((100.0, 120.0), (800.0, 121.0)))
    assert _texts(window) == ["first", "", "second", "third"]
    collection = window.workspace.collection
    assert collection is not None
    drawn = collection.line(view.canvas.current_line_id or 0)
    assert drawn.origin is LineOrigin.PERSON
    window.actions_.action("undo").trigger()
    assert _texts(window) == ["first", "second", "third"]


def test_enter_on_a_line_leads_to_its_text(window: MainWindow, view: LinesView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert window.step is Step.TRANSCRIBE


def test_turning_the_page_turns_its_lines(window: MainWindow, view: LinesView) -> None:
    window.actions_.action("rotate").trigger()
    assert view.page is not None
    assert (view.page.rotation, view.page.width_px, view.page.height_px) == (90, 1400, 1000)


def test_the_bar_says_what_is_on_the_page(view: LinesView) -> None:
    assert view.bar.words.text() == "3 lines"
    assert not view.bar.find_all.isVisible()
    assert not view.bar.delete.isEnabled()
    view.choice.go_by(+1)
    assert view.crop.words.text() == "Line 1 · first"
    assert view.bar.delete.isEnabled()


def test_a_drawn_line_has_the_height_of_its_neighbours() -> None:
    others = [make_line(number) for number in range(3)]
    line = drawn_line(make_page(id=1), others, ((800.0, 700.0), (100.0, 690.0)))
    assert line is not None
    assert line.baseline == ((100.0, 690.0), (800.0, 700.0))
    assert line.position == 3
    assert line.box.height == pytest.approx(65 + 10)


def test_two_clicks_on_one_spot_draw_nothing() -> None:
    assert drawn_line(make_page(id=1), [], ((100.0, 690.0), (103.0, 690.0))) is None


def test_a_line_drawn_beyond_the_page_ends_at_its_edge() -> None:
    line = drawn_line(make_page(id=1), [], ((-50.0, 690.0), (2000.0, 690.0)))
    assert line is not None
    assert line.baseline == ((0.0, 690.0), (1000.0, 690.0))


def test_whoever_looks_for_another_page_in_the_strip_is_not_taken_back(
    window: MainWindow, view: LinesView, qtbot: QtBot
) -> None:
    assert window.workspace.collection is not None
    for number in range(30):
        window.workspace.collection.add_page(make_page(f"page {number}"))
    view.refresh()
    bar = view.strip.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    view.refresh()
    assert bar.value() == bar.maximum()


def test_a_line_taken_off_while_lines_are_clicked_in_order_is_passed_over(
    window: MainWindow, view: LinesView, qtbot: QtBot
) -> None:
    view.lists.order.clicking.toggle()
    for line_id in (3, 2):
        view.canvas.line_clicked.emit(line_id)
    view.mender.delete([2])
    view.canvas.line_clicked.emit(1)
    qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert _texts(window) == ["third", "first"]
