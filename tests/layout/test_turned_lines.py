"""Lines written at 90 degrees: turning the page and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seqclr_desktop.document import Line, Region
from seqclr_desktop.geometry import Box
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_building import with_turned_lines
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.segmenter import FoundLayout
from seqclr_desktop.layout.turned_lines import (
    ON_ITS_HEAD,
    QUARTER_TURNS,
    UPRIGHT,
    QuarterTurn,
    busiest_rows,
    ink_outside,
    is_mostly_left_over,
    lies_in_another,
    places_for_lines_on_end,
    strokes_of,
    sure_lines,
)


def page_with_a_spot(x: int, y: int) -> InkMap:
    ink = np.zeros((60, 40), np.float32)
    ink[y : y + 3, x : x + 3] = 1
    return InkMap(ink, (2.0, 2.0), 80, 120)


def line_in_box(left: float, top: float, right: float, bottom: float) -> Line:
    """A line along the longer side of a box."""
    ends = ((left, bottom), (right, bottom)) if right - left > bottom - top else ((right, bottom), (right, top))
    return Line(baseline=ends, polygon=Box(left, top, right, bottom).as_polygon())


@pytest.mark.parametrize("turn", [UPRIGHT, ON_ITS_HEAD, *QUARTER_TURNS])
def test_what_is_found_on_the_turned_page_comes_back_to_its_place(turn: QuarterTurn) -> None:
    page = page_with_a_spot(10, 45)
    turned = turn.ink_map(page, page.ink)
    rows, columns = np.nonzero(turned.ink)
    x, y = (columns.mean() + 0.5) * 2, (rows.mean() + 0.5) * 2
    back = turn.back(Line(baseline=((x, y), (x + 1, y))), page)
    assert back.baseline[0] == pytest.approx((23, 93))


def test_a_line_read_upwards_keeps_its_direction() -> None:
    page = page_with_a_spot(0, 0)
    upwards = QUARTER_TURNS[1].back(Line(baseline=((10, 30), (90, 30))), page)
    downwards = QUARTER_TURNS[0].back(Line(baseline=((10, 30), (90, 30))), page)
    assert upwards.baseline[0][1] > upwards.baseline[1][1]
    assert downwards.baseline[0][1] < downwards.baseline[1][1]


def test_ink_in_an_outline_is_not_left_over() -> None:
    page = page_with_a_spot(10, 45)
    around = Line(baseline=((18, 96), (30, 96)), polygon=((16, 86), (32, 86), (32, 100), (16, 100)))
    assert not ink_outside(page, [around]).any()
    assert ink_outside(page, []).sum() == page.ink.sum()


def writing(height: int, width: int, *, on_end: bool = False) -> np.ndarray:
    """Separate strokes 18 px long with blanks between them, in one line along or up the page."""
    ink = np.zeros((height, width), np.float32)
    for start in range(20, (height if on_end else width) - 30, 9):
        if on_end:
            ink[start : start + 3, 60:78] = 1
        else:
            ink[60:78, start : start + 3] = 1
    return ink


def test_strokes_are_told_from_specks_blots_and_the_edge_of_the_paper() -> None:
    ink = writing(300, 500)
    wanted = ink > 0
    ink[:, 490:494] = 1  # the edge of the paper
    ink[200:260, 100:160] = 1  # a blot
    ink[280, 300] = 1  # a speck
    assert np.array_equal(strokes_of(ink, 18), wanted)


def test_a_page_is_turned_only_where_strokes_stand_one_above_the_other() -> None:
    places = places_for_lines_on_end(strokes_of(writing(400, 300, on_end=True), 18), 18)
    assert places[40:360, 69].all()
    assert not places[:, 150:].any()
    assert not places_for_lines_on_end(strokes_of(writing(400, 300), 18), 18).any()


def test_a_page_may_lie_on_its_side_when_most_strokes_are_in_no_line() -> None:
    ink = np.tile(writing(200, 500), (4, 1))
    rest = ink.copy()
    rest[300:] = 0
    assert is_mostly_left_over(strokes_of(ink, 18), ink, ink)
    assert not is_mostly_left_over(strokes_of(rest, 18), ink, rest)
    assert not is_mostly_left_over(strokes_of(ink * 0, 18), ink * 0, ink * 0)


def along(length: int, foot: float = 30.0, strength: float = 0.9) -> TracedLine:
    return TracedLine(np.stack([np.arange(float(length)), np.full(length, foot)], axis=1), strength)


def strokes_above(*feet: int) -> np.ndarray:
    strokes = np.zeros((160, 400), bool)
    for foot in feet:
        strokes[foot - 10 : foot, ::2] = True
    return strokes


def test_a_faint_or_short_piece_is_no_turned_line() -> None:
    strokes, reach = strokes_above(30), [Reach(18, 8)]
    assert sure_lines([along(400)], reach, strokes) == [0]
    assert sure_lines([along(400, strength=0.4)], reach, strokes) == []
    assert sure_lines([along(40)], reach, strokes) == []
    assert sure_lines([along(400)], reach, strokes_above()) == []


def test_beside_a_sure_line_a_shorter_and_fainter_one_is_believed_but_no_single_stroke() -> None:
    lines = [along(400), along(60, foot=80, strength=0.4), along(20, foot=130), along(60, foot=130, strength=0.2)]
    assert sure_lines(lines, [Reach(18, 8)] * 4, strokes_above(30, 80, 130)) == [0, 1]
    assert sure_lines(lines[1:], [Reach(18, 8)] * 3, strokes_above(80, 130)) == []


def test_a_piece_in_a_longer_line_of_another_turn_is_part_of_it() -> None:
    piece = line_in_box(360, 100, 400, 140)
    along_the_page = line_in_box(0, 100, 400, 140)
    assert lies_in_another(piece, [along_the_page])
    assert not lies_in_another(along_the_page, [piece])
    assert not lies_in_another(line_in_box(360, 0, 400, 400), [along_the_page])  # crosses it
    assert not lies_in_another(line_in_box(360, 128, 400, 180), [along_the_page])


def test_a_piece_in_a_line_of_another_turn_is_left_out_with_its_region() -> None:
    lines = [line_in_box(0, 100, 20, 300), line_in_box(380, 100, 400, 120), line_in_box(50, 100, 70, 300)]
    regions = tuple(Region(line.polygon) for line in lines)
    found = FoundLayout(regions, tuple(replace(line, region_index=place) for place, line in enumerate(lines)))
    layout = with_turned_lines(found, [line_in_box(100, 90, 400, 130)])
    assert [line.box.left for line in layout.lines] == [0, 50, 100]
    assert [line.region_index for line in layout.lines] == [0, 1, 2]
    assert [min(x for x, _ in region.polygon) for region in layout.regions] == [0, 50, 100]


def test_the_busiest_stretch_of_a_page_is_where_most_is_written() -> None:
    ink = np.zeros((1000, 50), np.float32)
    ink[600:700] = 1
    rows = busiest_rows(ink)
    assert rows.start <= 600
    assert rows.stop >= 700
    assert rows.stop - rows.start == 256
    assert busiest_rows(ink[:100]) == slice(0, 100)
