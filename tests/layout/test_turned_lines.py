"""Lines written at 90 degrees: turning the page and back."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.document import Line
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.turned_lines import (
    ON_ITS_HEAD,
    QUARTER_TURNS,
    UPRIGHT,
    QuarterTurn,
    busiest_rows,
    ink_outside,
    is_mostly_left_over,
    is_sure,
    places_for_lines_on_end,
    strokes_of,
)


def page_with_a_spot(x: int, y: int) -> InkMap:
    ink = np.zeros((60, 40), np.float32)
    ink[y : y + 3, x : x + 3] = 1
    return InkMap(ink, (2.0, 2.0), 80, 120)


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


def test_a_faint_or_short_piece_is_no_turned_line() -> None:
    ink = np.zeros((60, 400), np.float32)
    ink[20:30, ::2] = 1
    points = np.stack([np.arange(400.0), np.full(400, 30.0)], axis=1)
    reach = Reach(18, 8)
    assert is_sure(TracedLine(points, 0.9), reach, ink)
    assert not is_sure(TracedLine(points, 0.4), reach, ink)
    assert not is_sure(TracedLine(points[:40], 0.9), reach, ink)
    assert not is_sure(TracedLine(points, 0.9), reach, np.zeros_like(ink))


def test_the_busiest_stretch_of_a_page_is_where_most_is_written() -> None:
    ink = np.zeros((1000, 50), np.float32)
    ink[600:700] = 1
    rows = busiest_rows(ink)
    assert rows.start <= 600
    assert rows.stop >= 700
    assert rows.stop - rows.start == 256
    assert busiest_rows(ink[:100]) == slice(0, 100)
