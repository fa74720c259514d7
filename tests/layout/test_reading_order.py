"""The order in which boxes of lines are read."""

from __future__ import annotations

from seqclr_desktop.document import Direction
from seqclr_desktop.geometry import Box
from seqclr_desktop.layout.reading_order import columns_in_order, reading_order


def column(left: float, right: float, count: int, top: float = 0) -> list[Box]:
    return [Box(left, top + 50 * number, right, top + 50 * number + 40) for number in range(count)]


def test_nothing_has_no_order() -> None:
    assert reading_order([]) == []


def test_one_column_is_read_from_top_to_bottom() -> None:
    boxes = column(0, 500, 6)
    assert reading_order(boxes[::-1]) == [5, 4, 3, 2, 1, 0]


def test_columns_are_read_one_after_the_other() -> None:
    boxes = [*column(0, 300, 5), *column(340, 640, 5)]
    mixed = [box for pair in zip(boxes[:5], boxes[5:], strict=True) for box in pair]
    assert [mixed[index] for index in reading_order(mixed)] == boxes


def test_the_right_column_comes_first_when_reading_from_the_right() -> None:
    boxes = [*column(0, 300, 5), *column(340, 640, 5)]
    assert reading_order(boxes, Direction.RIGHT_TO_LEFT) == [5, 6, 7, 8, 9, 0, 1, 2, 3, 4]


def test_a_heading_over_two_columns_is_read_before_both() -> None:
    heading = Box(0, 0, 640, 40)
    boxes = [*column(0, 300, 5, top=60), *column(340, 640, 5, top=60), heading]
    assert reading_order(boxes) == [10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_line_in_two_pieces_is_read_along_the_line() -> None:
    boxes = [Box(0, 0, 500, 40), Box(260, 52, 500, 92), Box(0, 48, 240, 88), Box(0, 100, 500, 140)]
    assert reading_order(boxes) == [0, 2, 1, 3]


def test_every_line_is_read_once_whatever_lies_where() -> None:
    boxes = [Box(x % 500, x * 37 % 700, x % 500 + 80 + x % 90, x * 37 % 700 + 40) for x in range(0, 6000, 71)]
    assert sorted(reading_order(boxes)) == list(range(len(boxes)))


def test_each_column_and_the_heading_over_them_are_parts_of_their_own() -> None:
    boxes = [*column(0, 300, 5, top=60), *column(340, 640, 5, top=60), Box(0, 0, 640, 40)]
    assert columns_in_order(boxes) == [[10], [0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


def test_columns_stay_apart_when_single_lines_reach_over_the_gutter() -> None:
    left = [Box(0, 30 * row, 400 + (25 if row == 3 else 0), 30 * row + 24) for row in range(10)]
    right = [Box(420 - (10 if row == 7 else 0), 30 * row, 800, 30 * row + 24) for row in range(10)]
    boxes = [box for pair in zip(left, right, strict=True) for box in pair]
    assert columns_in_order(boxes) == [list(range(0, 20, 2)), list(range(1, 20, 2))]
