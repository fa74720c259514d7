"""The ends of lines that reach out of a rectangle in which lines are found anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from seqclr_desktop.document import Direction, Line, LineOrigin
from seqclr_desktop.geometry import Box
from seqclr_desktop.layout.rests_of_lines import with_rests
from tests.builders import machine_text, make_line, outline
from tests.layout.drawn_pages import DrawnLine, drawn_page, rows

BOX = Box(0, 0, 600, 1400)
WRITTEN = drawn_page([*rows(2, top=80, distance=80)])
PARTED = drawn_page([*rows(2, top=80, distance=80, length=400), *rows(2, left=700, top=80, distance=80, length=200)])


def ends(lines: list[Line]) -> list[tuple[int, int]]:
    """From where to where they run, in whole pixels."""
    return [(round(line.baseline[0][0]), round(line.baseline[-1][0])) for line in lines]


def test_a_line_whose_writing_runs_on_through_the_edge_stays_whole() -> None:
    (line,) = with_rests([make_line(0, right=560)], [make_line(0, "words")], BOX, WRITTEN)
    assert ends([line]) == [(100, 900)]
    assert (line.box.left, line.box.right) == (100, 900)
    assert (line.human, line.origin) == (None, LineOrigin.FOUND), "the text goes to it from the old line"


def test_what_lies_beyond_a_blank_is_a_line_by_itself() -> None:
    old = replace(make_line(0, "words", comment="a blot"), machine=machine_text(), text_waits=True)
    new, rest = with_rests([make_line(0, right=560)], [old], BOX, PARTED)
    assert ends([new, rest]) == [(100, 560), (600, 900)]
    assert (round(rest.box.left), rest.box.right) == (600, 900)
    assert (rest.human, rest.machine, rest.comment, rest.text_waits, rest.id) == (None, None, "", False, None)
    assert rest.origin is LineOrigin.FOUND


def test_rests_are_read_before_or_after_the_lines_of_the_rectangle() -> None:
    lengths = ((100, 120), (420, 230), (840, 60))
    page = drawn_page(
        [row for left, length in lengths for row in rows(2, left=left, top=80, distance=80, length=length)]
    )
    old, box = [make_line(0), make_line(1)], Box(300, 0, 750, 1400)
    new = [make_line(0, left=420, right=650), make_line(1, left=420, right=650)]
    expected = [(100, 300), (100, 300), (420, 650), (420, 650), (750, 900), (750, 900)]
    assert ends(with_rests(new, old, box, page)) == expected
    from_right = [replace(line, direction=Direction.RIGHT_TO_LEFT) for line in old]
    assert ends(with_rests(new, from_right, box, page)) == [*expected[4:], *expected[2:4], *expected[:2]]


def test_a_line_on_either_side_of_which_the_writing_runs_on_stays_whole() -> None:
    lines = with_rests([make_line(0, left=310, right=690)], [make_line(0)], Box(300, 0, 700, 1400), WRITTEN)
    assert ends(lines) == [(100, 900)]


def test_an_upright_line_that_reaches_out_below_stays_whole() -> None:
    old = make_line(baseline=((500, 100), (500, 900)), polygon=outline(480, 100, 530, 900))
    new = make_line(baseline=((500, 100), (500, 590)), polygon=outline(480, 100, 530, 590))
    page = np.rot90(drawn_page([DrawnLine(100, 500)], 1400, 1000), 3)
    (line,) = with_rests([new], [old], Box(0, 0, 1000, 600), page)
    assert (line.box.top, line.box.bottom) == (100, 900)


def test_the_margin_of_an_outline_is_no_line() -> None:
    assert ends(with_rests([make_line(0, right=480)], [make_line(0, right=620)], BOX, PARTED)) == [(100, 480)]


def test_a_line_that_a_person_shaped_leaves_no_rest() -> None:
    new = [make_line(0, right=500)]
    assert with_rests(new, [make_line(0, origin=LineOrigin.PERSON)], BOX, PARTED) == new


def test_a_line_that_was_not_found_again_leaves_what_lies_outside() -> None:
    assert ends(with_rests([], [make_line(0)], BOX, WRITTEN)) == [(600, 900)]
