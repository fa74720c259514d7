"""The page on the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from seqclr_desktop.document import Direction, Line, Page
from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.page_view.line_item import NumberTag
from seqclr_desktop.ui.page_view.line_look import LineLook, look_of, reading_start
from seqclr_desktop.ui.page_view.page_canvas import PageCanvas
from seqclr_desktop.ui.page_view.page_picture import picture_of
from tests.builders import machine_text, make_line, make_page, outline


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


def upright_line(number: int, x: float, **changes: Any) -> Line:
    """A line that runs up the page, its letters to the left of `x` and 15 pixels to the right of it."""
    return make_line(
        **{"baseline": ((x, 700), (x, 100)), "polygon": outline(x - 40, 100, x + 15, 700), "id": number, **changes}
    )


@pytest.mark.parametrize("is_downwards", [False, True])
def test_a_click_chooses_the_upright_line_whose_baseline_is_nearest(
    canvas: PageCanvas, qtbot: QtBot, is_downwards: bool
) -> None:
    lines = [upright_line(1, 200), upright_line(2, 240)]
    if is_downwards:
        lines = [replace(line, baseline=line.baseline[::-1]) for line in lines]
    canvas.show_lines(lines)
    for x, line_id in ((204, 1), (190, 1), (245, 2), (230, 2)):
        with qtbot.waitSignal(canvas.line_clicked) as clicked:
            qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=_at(canvas, x, 400))
        assert clicked.args == [line_id]


def test_letters_belong_to_the_line_they_stand_on_where_outlines_overlap(canvas: PageCanvas, qtbot: QtBot) -> None:
    upper = make_line(baseline=((100, 100), (900, 100)), polygon=outline(100, 30, 900, 140), id=1)
    lower = make_line(baseline=((100, 180), (900, 180)), polygon=outline(100, 90, 900, 200), id=2)
    canvas.show_lines([upper, lower])
    for y, line_id in ((80, 1), (108, 1), (130, 2), (150, 2)):
        assert canvas.line_id_at(QPointF(400, y)) == line_id


def test_a_click_between_two_parts_of_one_level_chooses_the_one_that_is_there(canvas: PageCanvas) -> None:
    left = make_line(baseline=((100, 100), (480, 100)), polygon=outline(80, 50, 530, 115), id=1)
    right = make_line(baseline=((500, 100), (900, 100)), polygon=outline(470, 50, 920, 115), id=2)
    canvas.show_lines([left, right])
    assert canvas.line_id_at(QPointF(475, 80)) == 1
    assert canvas.line_id_at(QPointF(520, 80)) == 2


def test_an_upright_line_without_outline_is_chosen_near_its_baseline_alone(canvas: PageCanvas) -> None:
    canvas.show_lines([upright_line(1, 200, polygon=())])
    assert canvas.line_id_at(QPointF(190, 400)) == 1
    assert canvas.line_id_at(QPointF(190, 800)) is None
    assert canvas.line_id_at(QPointF(300, 400)) is None


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
    for baseline in (((110, 80), (890, 82)), ((890, 82), (110, 80))):
        assert reading_start(make_line(baseline=baseline)) == (110, 80)
        assert reading_start(make_line(baseline=baseline, direction=Direction.RIGHT_TO_LEFT)) == (890, 82)


def test_reading_an_upright_line_begins_at_the_left_end_of_its_letters_or_at_the_right_one_for_hebrew() -> None:
    up, down = ((200, 700), (200, 100)), ((200, 100), (200, 700))
    for baseline in (up, down):
        assert reading_start(upright_line(1, 200, baseline=baseline)) == baseline[0]
        rtl = upright_line(1, 200, baseline=baseline, direction=Direction.RIGHT_TO_LEFT)
        assert reading_start(rtl) == baseline[1]


def test_reading_on_a_page_on_its_head_begins_at_the_other_side() -> None:
    on_its_head = make_line(baseline=((900, 80), (100, 80)), polygon=outline(100, 65, 900, 130))
    assert reading_start(on_its_head) == (900, 80)
    assert reading_start(replace(on_its_head, direction=Direction.RIGHT_TO_LEFT)) == (100, 80)


@pytest.mark.parametrize(
    ("line", "side"),
    [
        (make_line(), (-1, 0)),
        (make_line(direction=Direction.RIGHT_TO_LEFT), (1, 0)),
        (make_line(baseline=((900, 80), (100, 80)), polygon=outline(100, 65, 900, 130)), (1, 0)),
        (upright_line(1, 200), (0, 1)),
        (upright_line(1, 200, baseline=((200, 100), (200, 700))), (0, -1)),
    ],
)
def test_the_number_stands_before_the_writing(canvas: PageCanvas, line: Line, side: tuple[int, int]) -> None:
    canvas.show_lines([replace(line, id=1)])
    (tag,) = (item for item in canvas.scene().items() if isinstance(item, NumberTag))
    box = tag.boundingRect()
    reaches = {(-1, 0): -box.right(), (1, 0): box.left(), (0, -1): -box.bottom(), (0, 1): box.top()}
    assert [way for way, reach in reaches.items() if reach > 0] == [side]
