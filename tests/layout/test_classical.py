"""Lines found without learning, on drawn pages and on pictures that are no pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.layout.classical import ClassicalSegmenter
from tests.layout.drawn_pages import X_HEIGHT_PX, DrawnLine, drawn_page, rows


def find(page: np.ndarray, direction: Direction = Direction.LEFT_TO_RIGHT) -> tuple[Line, ...]:
    return ClassicalSegmenter(direction).find_lines(page).lines


def foot_at(line: Line, x: float) -> float:
    xs, ys = zip(*line.baseline, strict=True)
    return float(np.interp(x, xs, ys))


def assert_finds(found: Sequence[Line], drawn: Sequence[DrawnLine], within_px: float = 9) -> None:
    """Each drawn line, in this order, has one found line at its middle and over most of its length."""
    assert len(found) == len(drawn)
    for line, true in zip(found, drawn, strict=True):
        x, y = true.middle
        assert abs(foot_at(line, x) - y) < within_px
        assert line.box.width > 0.85 * true.length


def test_lines_under_one_another_are_found_in_order() -> None:
    drawn = rows(14)
    assert_finds(find(drawn_page(drawn)), drawn)


def test_slanted_lines_are_followed_to_both_ends() -> None:
    drawn = rows(12, fall=0.08)
    found = find(drawn_page(drawn))
    assert_finds(found, drawn)
    for line, true in zip(found, drawn, strict=True):
        assert abs(foot_at(line, true.left + 30) - true.foot) < 12
        assert abs(foot_at(line, true.left + 770) - (true.foot + 0.08 * 770)) < 12


def test_two_columns_stay_apart_and_are_read_one_after_the_other() -> None:
    left, right = rows(14, left=60, length=400), rows(14, left=540, length=400)
    assert_finds(find(drawn_page([*left, *right])), [*left, *right])


def test_columns_of_a_page_written_from_the_right_begin_on_the_right() -> None:
    left, right = rows(14, left=60, length=400), rows(14, left=540, length=400)
    found = find(drawn_page([*left, *right]), Direction.RIGHT_TO_LEFT)
    assert_finds(found, [*right, *left])
    assert {line.direction for line in found} == {Direction.RIGHT_TO_LEFT}


def test_outlines_hold_tall_and_hanging_letters_without_reaching_the_next_line() -> None:
    drawn = rows(10, distance=80)
    for line, true in zip(find(drawn_page(drawn)), drawn, strict=True):
        assert line.box.top <= true.foot - 1.8 * X_HEIGHT_PX
        assert line.box.bottom >= true.foot + 0.7 * X_HEIGHT_PX
        assert line.box.height < 110


def test_lines_lie_within_the_page() -> None:
    page = drawn_page(rows(16, left=2, top=40, length=990, distance=84))
    for line in find(page):
        for x, y in (*line.polygon, *line.baseline):
            assert 0 <= x <= page.shape[1]
            assert 0 <= y <= page.shape[0]


def test_white_on_black_is_read_as_well() -> None:
    drawn = rows(12)
    assert_finds(find(255 - drawn_page(drawn)), drawn)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_page_has_no_lines(level: int) -> None:
    assert find(np.full((900, 700), level, np.uint8)) == ()


def test_paper_grain_is_no_writing() -> None:
    assert find(drawn_page([], 1200, 1600)) == ()


def test_a_page_of_one_pixel_has_no_lines() -> None:
    assert find(np.full((1, 1), 255, np.uint8)) == ()


def test_a_small_picture_of_one_line_gives_that_line() -> None:
    drawn = [DrawnLine(8, 34, 184)]
    assert_finds(find(drawn_page(drawn, 200, 50)), drawn)


@pytest.mark.timeout(60)
def test_a_very_long_page_is_searched_at_reduced_size() -> None:
    drawn = rows(240, top=100, distance=80)
    found = find(drawn_page(drawn, 1000, 20_000))
    assert len(found) == len(drawn)
