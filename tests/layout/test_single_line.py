"""Pictures that already are one line."""

from __future__ import annotations

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.classical import ClassicalSegmenter
from tests.layout.drawn_pages import DrawnLine, drawn_page


def test_a_line_image_is_one_line_over_its_whole_width() -> None:
    page = drawn_page([DrawnLine(20, 60, 860)], 900, 90)
    (line,) = ClassicalSegmenter(Direction.RIGHT_TO_LEFT).find_lines(page).lines
    assert line.direction is Direction.RIGHT_TO_LEFT
    assert (line.box.left, line.box.right) == (0, 900)
    assert abs(np.mean([y for _, y in line.baseline]) - 60) < 9


def test_a_line_image_with_a_wide_gap_is_one_line() -> None:
    page = drawn_page([DrawnLine(20, 60, 300), DrawnLine(560, 60, 300)], 900, 90)
    assert len(ClassicalSegmenter().find_lines(page).lines) == 1


def test_two_lines_in_a_wide_picture_are_two() -> None:
    page = drawn_page([DrawnLine(20, 70, 860), DrawnLine(20, 150, 860)], 900, 200)
    assert len(ClassicalSegmenter().find_lines(page).lines) == 2


def test_an_empty_strip_has_no_line() -> None:
    assert ClassicalSegmenter().find_lines(np.full((60, 800), 230, np.uint8)).lines == ()
