"""Lines written at 90 degrees: turning the page and back."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.document import Line
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.turned_lines import QUARTER_TURNS, QuarterTurn, ink_outside, is_sure, is_worth_turning


def page_with_a_spot(x: int, y: int) -> InkMap:
    ink = np.zeros((60, 40), np.float32)
    ink[y : y + 3, x : x + 3] = 1
    return InkMap(ink, (2.0, 2.0), 80, 120)


@pytest.mark.parametrize("turn", QUARTER_TURNS)
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


def test_a_few_specks_are_not_worth_turning_the_page() -> None:
    ink = np.zeros((500, 500), np.float32)
    ink[100:400, 100:400:4] = 1
    rest = np.zeros_like(ink)
    rest[:10, :10] = 1
    assert not is_worth_turning(ink, rest)
    assert is_worth_turning(ink, ink)


def test_a_faint_or_short_piece_is_no_turned_line() -> None:
    ink = np.zeros((60, 400), np.float32)
    ink[20:30, ::2] = 1
    points = np.stack([np.arange(400.0), np.full(400, 30.0)], axis=1)
    reach = Reach(18, 8)
    assert is_sure(TracedLine(points, 0.9), reach, ink)
    assert not is_sure(TracedLine(points, 0.4), reach, ink)
    assert not is_sure(TracedLine(points[:40], 0.9), reach, ink)
    assert not is_sure(TracedLine(points, 0.9), reach, np.zeros_like(ink))
