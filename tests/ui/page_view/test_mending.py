"""Mending lines in the window, on a real collection: by pointer, by keys, and back again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainterPath
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, PageLines
from seqclr_desktop.document import Direction, PageContent
from seqclr_desktop.errors import AppError
from seqclr_desktop.geometry import Box
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.page_view.line_item import LineItem
from seqclr_desktop.ui.page_view.line_look import LineLook
from seqclr_desktop.ui.page_view.lines_view import LinesView
from seqclr_desktop.ui.steps import Step
from tests.builders import add_line, line_texts, make_line, make_page, outline

_Key, _Left, _Shift, _Alt = (
    Qt.Key,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def view(window: MainWindow, scan: Path, tmp_path: Path) -> LinesView:
    """The step Lines on a page with a drawn scan and three lines on its upper rows, the third without a text."""
    page = make_page("scan", path=scan)
    lines = tuple(make_line(number, text) for number, text in enumerate(("first", "second", "")))
    with Collection.create(tmp_path / "c") as collection:
        collection.add_page(page, PageContent(page.width_px, page.height_px, lines=lines))
    window.workspace.open_collection(tmp_path / "c")
    view = window.go_to(Step.LINES)
    assert isinstance(view, LinesView)
    view.canvas.setFocus()
    return view


def texts(collection: Collection) -> list[str]:
    return line_texts(collection.lines(1))


def state(collection: Collection) -> PageLines:
    return collection.page_lines(1)


def at(view: LinesView, x: float, y: float) -> QPoint:
    return view.canvas.mapFromScene(x, y)


def press(
    view: LinesView, qtbot: QtBot, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        qtbot.keyClick(view.canvas, key, modifier)


def click(
    view: LinesView, qtbot: QtBot, x: float, y: float, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.mouseClick(view.canvas.viewport(), _Left, modifier, at(view, x, y))


def drag(view: LinesView, qtbot: QtBot, start: tuple[float, float], end: tuple[float, float]) -> None:
    port = view.canvas.viewport()
    qtbot.mouseMove(port, at(view, *start))
    qtbot.mousePress(port, _Left, pos=at(view, *start))
    for share in (0.3, 0.7, 1.0):
        here = tuple(a + share * (b - a) for a, b in zip(start, end, strict=True))
        qtbot.mouseMove(port, at(view, *here))
    qtbot.mouseRelease(port, _Left, pos=at(view, *end))


def undo(window: MainWindow) -> None:
    window.actions_.action("undo").trigger()


def redo(window: MainWindow) -> None:
    window.actions_.action("redo").trigger()


# one stack for everything ------------------------------------------------------------------------------


def test_everything_is_undone_and_redone_in_its_order(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    states = [state(collection)]
    press(view, qtbot, _Key.Key_Down)
    for keys in ([_Key.Key_C], [_Key.Key_Down, _Key.Key_J], [_Key.Key_I], [_Key.Key_Delete]):
        press(view, qtbot, *keys)
        states.append(state(collection))
    press(view, qtbot, _Key.Key_Up, modifier=_Alt)
    states.append(state(collection))
    assert len({repr(one) for one in states}) == len(states)
    for before in reversed(states[:-1]):
        undo(window)
        assert state(collection) == before
    assert not window.actions_.action("undo").isEnabled()
    for after in states[1:]:
        redo(window)
        assert state(collection) == after


def test_undo_says_what_it_undoes(window: MainWindow, view: LinesView, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_Delete)
    assert window.actions_.action("undo").text() == "&Undo: delete 1 line"
    undo(window)
    assert window.actions_.action("undo").text() == "&Undo"
    assert window.actions_.action("redo").text() == "&Redo: delete 1 line"


def test_every_step_is_in_the_collection_at_once(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_Down, _Key.Key_C)
    with Collection.open(collection.folder) as as_on_disk:
        assert texts(as_on_disk) == ["first", "second", "", ""]


def test_page_turned_is_turned_back_with_its_lines(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    before = state(collection)
    press(view, qtbot, _Key.Key_Down, _Key.Key_C)
    window.actions_.action("rotate").trigger()
    undo(window)
    assert view.page is not None
    assert view.page.rotation == 0
    undo(window)
    assert state(collection) == before


def test_page_turned_elsewhere_is_turned_back_before_older_steps_are_undone(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    before = state(collection)
    press(view, qtbot, _Key.Key_Down, _Key.Key_C)
    window.workspace.turn_page(1, -1)
    undo(window)
    assert collection.page(1).rotation == 0
    undo(window)
    assert state(collection) == before
    redo(window)
    redo(window)
    assert collection.page(1).rotation == 270


def test_another_page_turned_elsewhere_is_turned_back_too(
    window: MainWindow, view: LinesView, collection: Collection, scan: Path, qtbot: QtBot
) -> None:
    before = state(collection)
    other = collection.add_page(make_page("other", path=scan, content_hash="other"))
    view.refresh()
    press(view, qtbot, _Key.Key_Down, _Key.Key_C)
    view.show_page(other.id or 0)
    window.workspace.turn_page(1)
    undo(window)
    undo(window)
    assert state(collection) == before
    assert not view.undo_stack.canUndo()


def test_nothing_is_undone_on_a_page_taken_out_of_the_collection(
    window: MainWindow, view: LinesView, collection: Collection, scan: Path, qtbot: QtBot
) -> None:
    errors: list[object] = []
    window.workspace.error_happened.connect(errors.append)
    other = collection.add_page(make_page("other", path=scan, content_hash="other"))
    view.refresh()
    press(view, qtbot, _Key.Key_Down, _Key.Key_C)
    view.show_page(other.id or 0)
    view.turn_page()
    window.workspace.remove_pages([1])
    undo(window)
    assert collection.page(other.id or 0).rotation == 0
    undo(window)
    assert not view.undo_stack.canUndo()
    assert errors == []


def test_letters_act_only_where_the_page_has_the_focus(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_Down)
    view.lists.order.list.setFocus()
    qtbot.keyClick(view.lists.order.list, _Key.Key_C)
    qtbot.keyClick(view.lists.order.list, _Key.Key_Delete)
    assert texts(collection) == ["first", "second", ""]


def test_the_page_shows_that_it_has_the_focus(view: LinesView) -> None:
    def edge() -> str:
        return view.canvas.grab().toImage().pixelColor(0, view.canvas.height() // 2).name()

    with_focus = edge()
    view.strip.setFocus()
    assert edge() != with_focus


# drawing -----------------------------------------------------------------------------------------------


def test_line_of_three_points_is_drawn_and_its_last_point_taken_back(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_D)
    for x in (150, 400, 600, 700):
        click(view, qtbot, x, 400)
    press(view, qtbot, _Key.Key_Backspace, _Key.Key_Return)
    drawn = collection.lines(1)[-1]
    assert [round(x, -1) for x, _ in drawn.baseline] == [150, 400, 600]
    assert not view.bar.draw.isChecked()


def test_straight_line_is_drawn_at_one_stroke(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_D)
    drag(view, qtbot, (150, 400), (800, 402))
    assert len(collection.lines(1)) == 4
    assert len(collection.lines(1)[-1].baseline) == 2


def test_line_is_drawn_by_keys_alone(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_D, _Key.Key_Space)
    press(view, qtbot, *[_Key.Key_Right] * 8)
    press(view, qtbot, _Key.Key_Space, _Key.Key_Return)
    drawn = next(line for line in collection.lines(1) if line.id == view.canvas.current_line_id)
    assert drawn.box.width > 100


def test_escape_and_too_few_points_draw_nothing(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_D)
    click(view, qtbot, 150, 400)
    press(view, qtbot, _Key.Key_Return)
    press(view, qtbot, _Key.Key_D)
    click(view, qtbot, 150, 400)
    click(view, qtbot, 550, 400)
    press(view, qtbot, _Key.Key_Escape)
    assert len(collection.lines(1)) == 3
    assert not view.canvas.is_drawing


def test_first_line_drawn_on_a_page_runs_as_the_collection_does(
    window: MainWindow, view: LinesView, collection: Collection, scan: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.workspace.jobs.ended):
        window.workspace.choose_direction(Direction.RIGHT_TO_LEFT)
    page_id = collection.add_page(make_page("empty", path=scan, content_hash="empty")).id or 0
    view.refresh()
    view.show_page(page_id)
    view.canvas.setFocus()
    press(view, qtbot, _Key.Key_D)
    drag(view, qtbot, (150, 400), (800, 402))
    (drawn,) = collection.lines(page_id)
    assert drawn.direction is Direction.RIGHT_TO_LEFT


def test_letters_change_no_line_while_one_is_drawn(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    before = state(collection)
    press(view, qtbot, _Key.Key_Down, _Key.Key_D)
    click(view, qtbot, 150, 400)
    letters = (_Key.Key_C, _Key.Key_J, _Key.Key_T, _Key.Key_I, _Key.Key_R, _Key.Key_P, _Key.Key_O, _Key.Key_Delete)
    press(view, qtbot, *letters)
    press(view, qtbot, _Key.Key_T, _Key.Key_P, modifier=_Shift)
    assert state(collection) == before
    assert view.canvas.is_drawing
    press(view, qtbot, _Key.Key_F)
    assert (view.bar.draw.isChecked(), view.bar.box.isChecked()) == (False, True)
    press(view, qtbot, _Key.Key_J, _Key.Key_D, _Key.Key_D)
    assert not view.canvas.is_drawing
    press(view, qtbot, _Key.Key_J)
    assert texts(collection) == ["first second", ""], "letters act again once nothing is drawn"


def test_ctrl_z_takes_back_the_last_point_of_what_is_drawn(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_C)
    before = state(collection)
    press(view, qtbot, _Key.Key_D)
    for x in (150, 550, 700):
        click(view, qtbot, x, 400)
    press(view, qtbot, _Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    press(view, qtbot, _Key.Key_Return)
    drawn = collection.lines(1)[-1]
    assert [round(x, -1) for x, _ in drawn.baseline] == [150, 550]
    press(view, qtbot, _Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert state(collection) == before


def test_the_number_of_an_upright_line_goes_to_its_other_end_when_it_is_reversed(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    add_line(collection, make_line(baseline=((950, 1300), (950, 700)), polygon=(), page_id=1, position=3))
    view.refresh()

    def number_at() -> tuple[float, float]:
        items = [item for item in view.canvas.scene().items() if isinstance(item, LineItem)]
        (place,) = (item.tag.pos() for item in items if item.turn == 4)
        return (place.x(), place.y())

    assert number_at() == (950, 1300)
    press(view, qtbot, _Key.Key_Up, _Key.Key_I)
    assert number_at() == (950, 700)


# shapes ------------------------------------------------------------------------------------------------


def test_point_of_the_baseline_is_dragged_and_the_outline_goes_with_it(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    click(view, qtbot, 500, 60)
    drag(view, qtbot, (900, 80), (950, 84))
    line = collection.line(1)
    assert line.baseline[1][0] == pytest.approx(950, abs=4)
    assert line.box.right == pytest.approx(950, abs=4)
    assert line.best_text == "first"
    undo(window)
    assert collection.line(1) == state(collection).lines[0]
    assert collection.line(1).baseline == ((100, 80), (900, 80))


def test_edge_that_is_dragged_changes_the_height_of_all_chosen_lines(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    before = state(collection)
    press(view, qtbot, _Key.Key_Down)
    press(view, qtbot, _Key.Key_Down, modifier=_Shift)
    drag(view, qtbot, (500, 110), (500, 100))  # the upper edge of the second line
    tops = [line.box.top for line in collection.lines(1)]
    assert tops[0] == pytest.approx(20, abs=3)
    assert tops[1] == pytest.approx(100, abs=3)
    assert tops[2] == 190
    undo(window)
    assert state(collection) == before


def test_edge_at_the_heads_of_a_line_on_its_head_is_taller_above_for_all_chosen_lines(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    shape = {"baseline": ((900, 1000), (100, 1000)), "polygon": outline(100, 980, 900, 1060)}
    turned = add_line(collection, make_line(3, page_id=1, **shape))
    view.refresh()
    click(view, qtbot, 500, 60)
    click(view, qtbot, 500, 1030, _Shift)
    drag(view, qtbot, (500, 1060), (500, 1075))
    upright, on_its_head = collection.line(1).box, collection.line(turned.id or 0).box
    assert (on_its_head.top, on_its_head.bottom) == (980, pytest.approx(1075, abs=3))
    assert (upright.top, upright.bottom) == (pytest.approx(15, abs=3), 95)


def test_height_changes_by_keys(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_Down)
    press(view, qtbot, _Key.Key_Up, modifier=_Alt)
    press(view, qtbot, _Key.Key_Down, modifier=_Alt | _Shift)
    box = collection.line(1).box
    assert (box.top, box.bottom) == (pytest.approx(26, abs=1), pytest.approx(99, abs=1))


def test_points_are_moved_and_taken_away_by_keys(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_P, _Key.Key_P)
    press(view, qtbot, *[_Key.Key_Right] * 3)
    assert collection.line(1).baseline[1][0] > 905
    press(view, qtbot, _Key.Key_P, _Key.Key_Delete)  # one of the outline
    assert len(collection.line(1).polygon) == 3
    press(view, qtbot, _Key.Key_P, _Key.Key_Escape, _Key.Key_Down)
    assert view.canvas.current_line_id == 2, "after Escape the arrows choose lines again"


def test_the_key_that_takes_a_point_away_never_takes_the_line(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_Down, *[_Key.Key_P] * 4)  # the second point of the outline
    press(view, qtbot, *[_Key.Key_Delete] * 4)
    assert (len(collection.line(1).baseline), len(collection.line(1).polygon)) == (2, 3)
    press(view, qtbot, _Key.Key_Escape, _Key.Key_Delete)
    assert [line.id for line in collection.lines(1)] == [2, 3]


def test_a_point_that_undo_takes_away_is_not_held_any_more(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_Down)
    drag(view, qtbot, (500, 70), (500, 60))  # bent: a third point
    assert len(collection.line(1).baseline) == 3
    press(view, qtbot, *[_Key.Key_P] * 3)
    undo(window)
    press(view, qtbot, _Key.Key_Right, _Key.Key_Delete)
    (_, last) = collection.line(1).baseline
    assert last[0] > 900, "the last point is held instead"


def drawn_shapes(view: LinesView) -> dict[int | None, QPainterPath]:
    return {item.line.id: item.shape() for item in view.canvas.items() if isinstance(item, LineItem)}


@pytest.mark.parametrize("gives_up_by_key", [False, True])
def test_an_edge_that_is_pulled_and_given_up_is_drawn_where_it_was(
    view: LinesView, collection: Collection, qtbot: QtBot, gives_up_by_key: bool
) -> None:
    before, shapes = state(collection), drawn_shapes(view)
    press(view, qtbot, _Key.Key_Down)
    press(view, qtbot, _Key.Key_Down, modifier=_Shift)
    port = view.canvas.viewport()
    qtbot.mousePress(port, _Left, pos=at(view, 500, 110))
    qtbot.mouseMove(port, at(view, 500, 95))
    qtbot.mouseMove(port, at(view, 500, 80))
    assert all(drawn_shapes(view)[line_id] != shapes[line_id] for line_id in (1, 2))
    if gives_up_by_key:
        press(view, qtbot, _Key.Key_Escape)
    else:
        qtbot.mouseMove(port, at(view, 500, 110))
    qtbot.mouseRelease(port, _Left, pos=at(view, 500, 110))
    assert drawn_shapes(view) == shapes
    assert state(collection) == before


def test_crop_follows_the_point_while_it_is_dragged(view: LinesView, qtbot: QtBot) -> None:
    click(view, qtbot, 500, 60)
    qtbot.waitUntil(lambda: view.crop.picture.image is not None)
    before = view.crop.picture.image
    port = view.canvas.viewport()
    qtbot.mouseMove(port, at(view, 900, 80))
    qtbot.mousePress(port, _Left, pos=at(view, 900, 80))
    for x in (800, 600, 500):
        qtbot.mouseMove(port, at(view, x, 80))
    assert before is not None
    whole_px = before.width()

    def is_shorter() -> bool:
        image = view.crop.picture.image
        return image is not None and image.width() < 0.75 * whole_px

    qtbot.waitUntil(is_shorter)
    assert view.undo_stack.count() == 0, "nothing is kept before the point is let go"
    qtbot.mouseRelease(port, _Left, pos=at(view, 500, 80))
    assert view.undo_stack.count() == 1


def test_crops_come_while_the_pointer_never_rests(view: LinesView, qtbot: QtBot) -> None:
    made: list[object] = []
    view.look.crop_ready.connect(lambda *_: made.append(1))
    assert view.page is not None
    page, line = view.page, make_line(0, "first", id=1)

    def pull() -> bool:
        view.look.want_crop(page, [line], line)
        return len(made) >= 3

    qtbot.waitUntil(pull)


def test_crop_is_what_a_model_is_given(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    from seqclr_desktop.images.line_crop import crop_line
    from seqclr_desktop.images.written_extents import WrittenExtents

    view.choice.go_by(+1)
    qtbot.waitUntil(lambda: view.crop.picture.image is not None)
    lines = collection.lines(1)
    grey = np.asarray(Image.open(collection.page(1).path).convert("L"))
    extent = WrittenExtents(grey).of([(line.baseline, line.polygon) for line in lines])[0]
    wanted = 255 - crop_line(grey, lines[0].baseline, lines[0].polygon, 40, extent)
    image = view.crop.picture.image
    assert image is not None
    assert (image.height(), image.width()) == wanted.shape
    assert image.pixelColor(60, 20).red() == wanted[20, 60]


# splitting and joining ---------------------------------------------------------------------------------


def test_line_under_the_pointer_is_split_there(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    qtbot.mouseMove(view.canvas.viewport(), at(view, 300, 145))
    view.canvas.viewport().underMouse = lambda: True  # type: ignore[method-assign]
    press(view, qtbot, _Key.Key_C)
    assert texts(collection) == ["first", "second", "", ""]
    assert collection.line(2).baseline[1][0] == pytest.approx(300, abs=3)


@pytest.mark.parametrize("direction", Direction)
def test_text_of_a_split_line_on_its_head_goes_where_the_crop_shows_it(
    view: LinesView, collection: Collection, qtbot: QtBot, direction: Direction
) -> None:
    shape = {"baseline": ((900, 1000), (100, 1000)), "polygon": outline(100, 980, 900, 1060)}
    line = make_line(3, "some text", page_id=1, direction=direction, **shape)
    added = add_line(collection, line)
    view.refresh()
    for x in (400, 300):  # where the pointer was before, it does not move
        qtbot.mouseMove(view.canvas.viewport(), at(view, x, 1020))
    view.canvas.viewport().underMouse = lambda: True  # type: ignore[method-assign]
    press(view, qtbot, _Key.Key_C)
    with_text, without = (line for line in collection.lines(1) if line.baseline[0][1] == 1000)
    is_ltr = direction is Direction.LEFT_TO_RIGHT
    assert (with_text.id, with_text.best_text, without.best_text) == (added.id, "some text", "")
    assert (with_text.box.left if is_ltr else with_text.box.right) == pytest.approx(300, abs=3)


def test_text_of_a_split_line_is_split_by_key(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    collection.write_human_text(1, "first of all")
    view.refresh()
    before = state(collection)
    press(view, qtbot, _Key.Key_Down, _Key.Key_C, _Key.Key_T, _Key.Key_T)
    assert texts(collection) == ["first", "of all", "second", ""]
    assert view.crop.words.text() == "first | of all"
    press(view, qtbot, _Key.Key_T, modifier=_Shift)
    assert texts(collection) == ["first of", "all", "second", ""]
    for _ in range(4):
        undo(window)
    assert state(collection) == before


def test_joined_lines_have_both_texts_and_undo_gives_each_its_own(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    collection.write_human_text(1, "first, corrected")
    view.refresh()
    press(view, qtbot, _Key.Key_Down, _Key.Key_J)
    assert texts(collection) == ["first, corrected second", ""]
    undo(window)
    assert texts(collection) == ["first, corrected", "second", ""]
    assert [version.text for version in collection.versions(1)] == ["first, corrected", "first"]


def test_several_lines_chosen_by_clicks_are_joined(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    click(view, qtbot, 500, 60)
    click(view, qtbot, 500, 220, _Shift)
    assert view.canvas.chosen_line_ids == (1, 3)
    click(view, qtbot, 500, 220, _Shift)
    assert view.canvas.chosen_line_ids == (1,)
    click(view, qtbot, 500, 140, _Shift)
    press(view, qtbot, _Key.Key_J)
    assert texts(collection) == ["first second", ""]


def test_direction_is_reversed(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_I)
    assert collection.line(1).direction is Direction.RIGHT_TO_LEFT


# looking at odd lines ----------------------------------------------------------------------------------


def make_odd(collection: Collection, view: LinesView, qtbot: QtBot) -> None:
    """Flags the second line, and puts a fourth over the first."""
    flagged = make_line(1, id=2, page_id=1, flag="box")
    collection.update_line(flagged)
    add_line(collection, make_line(0, page_id=1, position=3))
    view.refresh()
    qtbot.waitUntil(lambda: len(view.lists.odd.model.rows) == 3)


def test_odd_lines_are_listed_with_the_reason_and_gone_through_by_key(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    make_odd(collection, view, qtbot)
    words = [row.words for row in view.lists.odd.model.rows]
    assert words[0] == "Lies over another line (line 4)"
    assert words[1] == "No outline was found, so it has a plain box"
    assert view.bar.words.text() == "4 lines · 3 to look at"
    visited = []
    for _ in range(3):
        press(view, qtbot, _Key.Key_F8)
        visited.append(view.canvas.current_line_id)
    assert visited == [1, 2, 4]
    press(view, qtbot, _Key.Key_F8)
    qtbot.waitUntil(lambda: view.canvas.current_line_id == 1)
    press(view, qtbot, _Key.Key_F8, modifier=_Shift)
    qtbot.waitUntil(lambda: view.canvas.current_line_id == 4)


def test_a_page_that_was_turned_shows_no_odd_lines_until_it_was_looked_at_again(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    def drawn_odd() -> list[int]:
        items = (item for item in view.canvas.items() if isinstance(item, LineItem))
        return sorted(item.line.id or 0 for item in items if item.look is LineLook.DOUBTFUL)

    make_odd(collection, view, qtbot)
    assert drawn_odd() == [1, 2, 4]
    with qtbot.waitSignal(view.odd_walk.known):
        window.actions_.action("rotate").trigger()
        assert drawn_odd() == []
    assert drawn_odd() == sorted(one.line_id or 0 for one in view.odd_walk.odd)


def test_after_the_last_odd_line_of_a_page_comes_the_next_page_that_has_some(
    view: LinesView, collection: Collection, scan: Path, qtbot: QtBot
) -> None:
    for name, flag in (("second", ""), ("third", "box")):
        page = collection.add_page(make_page(name, path=scan))
        assert page.id is not None
        line = add_line(collection, make_line(0, page_id=page.id))
        collection.update_line(replace(line, flag=flag))
    make_odd(collection, view, qtbot)

    def is_on(page_id: int, line_id: int) -> Callable[[], bool]:
        return lambda: (view.page and view.page.id, view.canvas.current_line_id) == (page_id, line_id)

    press(view, qtbot, _Key.Key_F8, _Key.Key_F8, _Key.Key_F8)
    assert is_on(1, 6)()
    press(view, qtbot, _Key.Key_F8)
    assert view.bar.words.text() == "Looking through the other pages…"
    qtbot.waitUntil(is_on(3, 5))
    assert [row.words for row in view.lists.odd.model.rows] == ["No outline was found, so it has a plain box"]
    press(view, qtbot, _Key.Key_F8)
    qtbot.waitUntil(is_on(1, 1))
    press(view, qtbot, _Key.Key_F8, modifier=_Shift)
    qtbot.waitUntil(is_on(3, 5))
    press(view, qtbot, _Key.Key_F8, modifier=_Shift)
    qtbot.waitUntil(is_on(1, 6))


def test_without_anything_odd_the_key_says_so(view: LinesView, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_F8)
    qtbot.waitUntil(lambda: view.bar.words.text() == "No page has lines to look at")


def test_when_the_other_pages_cannot_be_looked_through_the_error_is_told(
    window: MainWindow, view: LinesView, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.bar.words.text() == "3 lines")
    told = view.bar.words.text()
    with qtbot.waitSignal(window.workspace.error_happened) as happened, qtbot.assertNotEmitted(view.odd_walk.none_left):
        view.odd_walk.go(None, 1, tmp_path / "gone", [1, 2], 1)
    assert isinstance(happened.args[0], AppError)
    assert not view.odd_walk.is_seeking
    assert view.bar.words.text() == told


def test_page_is_mended_with_the_keyboard_alone(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    """Move, split, join, reverse, change the height, delete, draw, go to what is odd, and take all of it back."""
    make_odd(collection, view, qtbot)
    before = state(collection)
    press(view, qtbot, _Key.Key_F8)
    assert view.canvas.current_line_id == 1
    press(view, qtbot, _Key.Key_P, _Key.Key_Right, _Key.Key_Right, _Key.Key_Escape)
    assert collection.line(1).baseline[0][0] > 100
    press(view, qtbot, _Key.Key_C)
    assert texts(collection)[:2] == ["first", ""]
    assert collection.line(1).box.width < 500
    press(view, qtbot, _Key.Key_J)
    assert texts(collection) == ["first", "second", "", ""]
    assert collection.lines(1)[0].box.width > 700
    press(view, qtbot, _Key.Key_I)
    assert collection.lines(1)[0].direction is Direction.RIGHT_TO_LEFT
    height = collection.lines(1)[0].box.height
    press(view, qtbot, _Key.Key_Up, modifier=_Alt)
    assert collection.lines(1)[0].box.height > height
    press(view, qtbot, _Key.Key_Down, _Key.Key_Down, _Key.Key_Down, _Key.Key_Delete)
    assert texts(collection) == ["first", "second", ""]
    press(view, qtbot, _Key.Key_D, _Key.Key_Space, *[_Key.Key_Right] * 8, _Key.Key_Space, _Key.Key_Return)
    assert len(collection.lines(1)) == 4
    assert view.undo_stack.count() > 6
    while window.actions_.action("undo").isEnabled():
        undo(window)
    assert state(collection) == before


def test_line_said_to_be_right_stays_out_of_the_list_until_that_is_undone(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    make_odd(collection, view, qtbot)
    press(view, qtbot, _Key.Key_F8, _Key.Key_F8, _Key.Key_R)
    qtbot.waitUntil(lambda: [row.id for row in view.lists.odd.model.rows] == [1, 4])
    with Collection.open(collection.folder) as as_on_disk:
        assert as_on_disk.line(2).accepted == ("flagged",)
    undo(window)
    qtbot.waitUntil(lambda: [row.id for row in view.lists.odd.model.rows] == [1, 2, 4])


def test_lines_can_go_while_the_list_still_names_them(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    make_odd(collection, view, qtbot)
    press(view, qtbot, _Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    press(view, qtbot, _Key.Key_Delete)
    assert texts(collection) == []
    assert view.lists.odd.model.rows == ()
    press(view, qtbot, _Key.Key_F8)
    assert view.canvas.current_line_id is None


def test_line_without_ink_is_found_by_looking_at_the_scan(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    add_line(collection, make_line(14, page_id=1, position=3))
    view.refresh()
    qtbot.waitUntil(lambda: [row.words for row in view.lists.odd.model.rows] == ["There is hardly any ink in it"])


# texts that wait ---------------------------------------------------------------------------------------


def test_text_of_a_deleted_line_is_put_on_another_by_two_clicks(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_Down, _Key.Key_Delete)
    waiting = view.lists.waiting
    assert [row.title for row in waiting.model.rows] == ["second"]
    view.lists.setCurrentIndex(1)
    waiting.list.setCurrentIndex(waiting.model.index(0))
    click(view, qtbot, 500, 220)
    qtbot.mouseClick(waiting.put, _Left)
    assert texts(collection) == ["first", "second"]
    assert collection.lines(1)[1].baseline[0][1] == 240
    assert waiting.model.rows == ()
    undo(window)
    assert texts(collection) == ["first", ""]
    assert [row.title for row in waiting.model.rows] == ["second"]


def test_waiting_text_is_kept_with_its_line_or_discarded(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_Delete)
    waiting = view.lists.waiting
    view.lists.setCurrentIndex(1)
    waiting.list.setCurrentIndex(waiting.model.index(0))
    qtbot.mouseClick(waiting.keep, _Left)
    assert texts(collection) == ["first", "second", ""]
    undo(window)
    waiting.list.setCurrentIndex(waiting.model.index(0))
    qtbot.mouseClick(waiting.discard, _Left)
    assert waiting.model.rows == ()
    assert texts(collection) == ["second", ""]
    undo(window)
    assert [row.title for row in waiting.model.rows] == ["first"]


# finding again -----------------------------------------------------------------------------------------


def test_lines_are_found_again_in_a_drawn_rectangle_and_that_is_undone(
    window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    before = state(collection)
    view.canvas.setFocus()
    press(view, qtbot, _Key.Key_F)
    with qtbot.waitSignal(window.workspace.jobs.ended, timeout=60_000):
        drag(view, qtbot, (40, 330), (960, 500))
    assert [line.id for line in collection.lines(1)][:3] == [1, 2, 3]
    assert len(collection.lines(1)) == 5
    assert not view.bar.box.isChecked()
    assert window.actions_.action("undo").text() == "&Undo: find lines again"
    undo(window)
    assert state(collection) == before
    redo(window)
    assert len(collection.lines(1)) == 5


def test_finding_the_lines_of_the_page_in_sight_alone_is_undone(
    window: MainWindow, view: LinesView, collection: Collection, scan: Path, qtbot: QtBot
) -> None:
    page_id = collection.add_page(make_page("new", path=scan, content_hash="new")).id or 0
    view.refresh()
    view.show_page(page_id)
    assert view.bar.find_all.text() == "Find &lines on 1 page"
    with qtbot.waitSignal(window.workspace.jobs.ended, timeout=60_000):
        qtbot.mouseClick(view.bar.find_all, _Left)
    found = collection.lines(page_id)
    assert len(found) == 8
    assert not view.bar.find_all.isVisible()
    assert window.actions_.action("undo").text() == "&Undo: find lines on 1 page"
    for deed, lines in ((undo, []), (redo, found)):
        with qtbot.waitSignal(window.workspace.jobs.ended):
            deed(window)
        assert collection.lines(page_id) == lines


def test_text_not_found_again_is_listed_beside_the_page(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    collection.find_lines_again(1, [], [make_line(0)], Box(0, 0, 1000, 200))
    view.refresh()
    assert texts(collection) == ["first", "second", ""]
    (row,) = view.lists.waiting.model.rows
    assert (row.title, row.words) == ("second", "Its line was not found again, and was kept")


# reading order -----------------------------------------------------------------------------------------


def test_lines_are_clicked_in_order(window: MainWindow, view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    press(view, qtbot, _Key.Key_O)
    for y in (220, 60, 140):
        click(view, qtbot, 500, y)
    press(view, qtbot, _Key.Key_Backspace, _Key.Key_Return)
    assert texts(collection) == ["", "first", "second"]
    assert not view.lists.order.clicking.isChecked()
    undo(window)
    assert texts(collection) == ["first", "second", ""]


def test_clicking_begins_after_the_chosen_line_and_can_be_left(
    view: LinesView, collection: Collection, qtbot: QtBot
) -> None:
    press(view, qtbot, _Key.Key_Down, _Key.Key_O)
    click(view, qtbot, 500, 220)
    press(view, qtbot, _Key.Key_Escape)
    assert texts(collection) == ["first", "second", ""]
    press(view, qtbot, _Key.Key_O)
    click(view, qtbot, 500, 220)
    press(view, qtbot, _Key.Key_O)
    assert texts(collection) == ["first", "", "second"]


def test_lines_are_dragged_and_moved_by_keys_in_the_list(view: LinesView, collection: Collection, qtbot: QtBot) -> None:
    order = view.lists.order
    view.lists.setCurrentIndex(2)
    data = order.model.mimeData([order.model.index(2)])
    order.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, order.list.rootIndex())
    assert texts(collection) == ["", "first", "second"]
    assert [row.title for row in order.model.rows] == ["1. (no text)", "2. first", "3. second"]
    order.list.setFocus()
    order.list.setCurrentIndex(order.model.index(0))
    qtbot.keyClick(order.list, _Key.Key_Down, _Alt)
    assert texts(collection) == ["first", "", "second"]
