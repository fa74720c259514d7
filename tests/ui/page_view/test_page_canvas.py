"""The page on the screen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.document import Direction, Page
from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.page_view.line_look import LineLook, look_of, reading_start
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.page_view.page_picture import picture_of
from tests.builders import machine_text, make_line, make_page


@pytest.fixture
def page(tmp_path: Path) -> Page:
    path = tmp_path / "page.png"
    Image.fromarray(np.full((1400, 1000), 200, np.uint8)).save(path)
    return make_page(path=path, id=1)


@pytest.fixture
def canvas(qtbot: QtBot, page: Page) -> PageCanvas:
    make_application()
    canvas = PageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 700)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.show_page(page, [make_line(number, f"text {number}", id=number + 1) for number in range(10)])
    return canvas


def _at(canvas: PageCanvas, x: float, y: float) -> QPoint:
    return canvas.mapFromScene(x, y)


def test_the_scan_arrives_from_the_background(canvas: PageCanvas, qtbot: QtBot) -> None:
    def is_there() -> bool:
        shown = canvas.grab().toImage().pixelColor(_at(canvas, 500, 1200))
        return (shown.red(), shown.green(), shown.blue()) == (200, 200, 200)

    qtbot.waitUntil(is_there)


def test_the_whole_page_is_seen_at_first_and_after_resizing(canvas: PageCanvas) -> None:
    for width in (600, 300):
        canvas.resize(width, 700)
        seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
        assert seen.left() <= 0
        assert seen.right() >= 1000
        assert seen.bottom() >= 1400


def test_a_click_on_a_line_tells_which(canvas: PageCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.line_clicked) as clicked:
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(canvas, 400, 3 * 80 - 20))
    assert clicked.args == [3]


def test_a_click_beside_the_lines_tells_so(canvas: PageCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.ground_clicked):
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(canvas, 400, 1300))


def test_two_clicks_and_enter_draw_a_baseline(canvas: PageCanvas, qtbot: QtBot) -> None:
    canvas.start_drawing()
    with qtbot.waitSignal(canvas.baseline_drawn) as drawn:
        for x in (200, 700):
            qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(canvas, x, 1200))
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    (x1, y1), (x2, y2) = drawn.args[0]
    assert (x1, x2) == (pytest.approx(200, abs=3), pytest.approx(700, abs=3))
    assert (y1, y2) == (pytest.approx(1200, abs=3), pytest.approx(1200, abs=3))


def test_escape_leaves_a_drawing_half_done(canvas: PageCanvas, qtbot: QtBot) -> None:
    canvas.start_drawing()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(canvas, 200, 1200))
    with qtbot.waitSignal(canvas.drawing_changed) as changed:
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert changed.args == [False, False]
    with qtbot.waitSignal(canvas.ground_clicked):
        qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(canvas, 700, 1200))


def test_keys_zoom(canvas: PageCanvas, qtbot: QtBot) -> None:
    fitted = canvas.zoom
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom == pytest.approx(1.25 * fitted)
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.zoom == pytest.approx(fitted)


def test_the_chosen_line_is_told_to_a_screen_reader(canvas: PageCanvas) -> None:
    canvas.select_line(4)
    assert canvas.accessibleDescription() == "Line 4 of 10: text 3"
    canvas.select_line(None)
    assert canvas.accessibleDescription() == ""


def test_new_lines_keep_the_choice_while_the_line_is_there(canvas: PageCanvas) -> None:
    canvas.select_line(4)
    canvas.show_lines([make_line(3, id=4)])
    assert canvas.current_line_id == 4
    canvas.show_lines([make_line(3, id=9)])
    assert canvas.current_line_id is None


def test_a_scan_that_cannot_be_read_is_told_in_words(canvas: PageCanvas, page: Page, qtbot: QtBot) -> None:
    page.path.unlink()
    canvas.show_page(make_page(path=page.path, id=2, rotation=90))
    qtbot.waitUntil(lambda: canvas.message() != "")
    assert "no longer where it was" in canvas.message()


def test_a_picture_is_kept_in_halving_sizes_and_the_right_one_is_taken() -> None:
    picture = picture_of(Image.new("L", (3000, 4000), 255))
    assert [level.width() for level in picture.levels] == [3000, 1500, 750]
    assert picture.level_for(0.2).width() == 750
    assert picture.level_for(0.3).width() == 1500
    assert picture.level_for(4.0).width() == 3000


def test_lines_look_as_what_is_to_be_done_with_them() -> None:
    assert look_of(make_line()) is LineLook.EMPTY
    assert look_of(make_line(machine=machine_text())) is LineLook.READ
    assert look_of(make_line(flag="very short")) is LineLook.DOUBTFUL
    assert look_of(make_line(0, "written", flag="very short")) is LineLook.WRITTEN
    assert look_of(make_line(0, "written", is_unusable=True)) is LineLook.UNUSABLE


def test_reading_begins_at_the_right_for_hebrew_whichever_way_the_baseline_runs() -> None:
    for baseline in (((10, 5), (90, 7)), ((90, 7), (10, 5))):
        assert reading_start(make_line(baseline=baseline)) == (10, 5)
        assert reading_start(make_line(baseline=baseline, direction=Direction.RIGHT_TO_LEFT)) == (90, 7)
