"""Lines side by side that were traced as one, and lines with wide blanks that are one."""

from __future__ import annotations

import pytest

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.side_by_side import parted
from tests.layout.drawn_levels import BLANK_PX, SPACING, WORD_PX, DrawnLevels, spans

RIGHT, LEFT = Direction.RIGHT_TO_LEFT, Direction.LEFT_TO_RIGHT


def a_line_and_a_number(end_chance: float) -> DrawnLevels:
    page = DrawnLevels()
    page.write(100, (100, 400), (440, 460))
    page.end(405, 100, end_chance)
    return page


def a_column(note: tuple[int, int] | None = None) -> DrawnLevels:
    """Five lines from 150 on; beside the third, at 160, a note that was traced as part of it."""
    page = DrawnLevels()
    for y in range(100, 250, SPACING):
        page.write(y, *([note] if note and y == 160 else []), (150, 420))
    return page


def found(page: DrawnLevels, y: int, direction: Direction = LEFT) -> list[tuple[int, int]]:
    return spans(parted(page.level(direction)), y)


def test_number_after_a_line_is_a_line_of_its_own() -> None:
    (left, right), (number_left, number_right) = found(a_line_and_a_number(0.5), 100)
    assert (left, number_right) == (100, 459)
    assert right == pytest.approx(400, abs=3)
    assert number_left == pytest.approx(440, abs=3)


def test_number_before_a_line_is_a_line_of_its_own() -> None:
    assert len(found(a_line_and_a_number(0.5).mirrored(), 100)) == 2


def test_same_blank_without_an_end_in_it_is_a_space() -> None:
    assert found(a_line_and_a_number(0.2), 100) == [(100, 459)]


def test_same_blank_amid_a_line_is_a_space() -> None:
    page = DrawnLevels()
    page.write(100, (100, 300), (340, 460))
    page.end(305, 100, 0.5)
    assert found(page, 100) == [(100, 459)]


def test_ordinary_spaces_part_nothing_even_where_an_end_was_seen() -> None:
    page = a_column()
    for x in range(150, 420, WORD_PX + BLANK_PX):
        page.end(x + WORD_PX + 3, 160, 0.6)
    assert found(page, 160) == [(150, 419)]


def test_note_beside_a_column_is_a_line_of_its_own() -> None:
    page = a_column(note=(70, 130))
    page.end(140, 160, 0.35)
    (note_left, note_right), (left, right) = found(page, 160)
    assert (note_left, right) == (70, 419)
    assert note_right == pytest.approx(130, abs=3)
    assert left == pytest.approx(150, abs=3)


def test_note_stands_at_the_right_of_a_column_written_from_the_right() -> None:
    page = a_column(note=(70, 130))
    page.end(140, 160, 0.35)
    page = page.mirrored()
    assert len(found(page, 160, RIGHT)) == 2
    assert len(found(page, 160, LEFT)) == 1


def test_blank_where_no_column_begins_is_a_space() -> None:
    page = DrawnLevels()
    for y in range(100, 250, SPACING):
        page.write(y, (70, 130), (150, 420))
    page.end(140, 160, 0.35)
    assert found(page, 160) == [(70, 419)]


def test_a_page_without_lines_has_nothing_to_part() -> None:
    assert parted(DrawnLevels().level()) == []


def touching_columns(end_chance: float, lines_of_their_own: int) -> DrawnLevels:
    """Two columns without a blank between them at 300: on one level traced as one line, on the others as two."""
    page = DrawnLevels()
    page.write(100, (60, 540))
    page.ink[90:100, 290:310] = 1
    page.end(300, 100, end_chance)
    for y in range(130, 130 + SPACING * lines_of_their_own, SPACING):
        page.write(y, (60, 290))
        page.write(y, (300, 540))
    return page


@pytest.mark.parametrize("mirrored", [False, True])
def test_columns_that_touch_are_parted_where_more_lines_begin(mirrored: bool) -> None:
    page = touching_columns(0.6, 5)
    (left, right), (other_left, other_right) = (
        found(page.mirrored(), 100, RIGHT) if mirrored else found(page, 100, LEFT)
    )
    assert other_left - right <= 3
    assert right == pytest.approx(300, abs=4)
    assert other_right - left == 479


def test_few_lines_that_begin_there_are_no_column() -> None:
    assert len(found(touching_columns(0.6, 3), 100)) == 1


def test_line_runs_on_past_a_column_beginning_where_no_end_is_seen() -> None:
    assert len(found(touching_columns(0.4, 5), 100)) == 1
