"""The counting of pointer actions behind the benchmark of line finding."""

from __future__ import annotations

from seqclr_desktop.document import Line
from tests.benchmarks.page_mending import Mending, mending
from tests.builders import make_line


def page() -> list[Line]:
    return [make_line(number) for number in range(5)]


def between(line: Line, start: float, end: float) -> Line:
    """The stretch of a level line between two shares of its length."""
    (left, y), (right, _) = line.baseline[0], line.baseline[-1]
    width = right - left
    return Line(baseline=((left + start * width, y), (left + end * width, y)))


def test_a_page_found_as_it_is_needs_nothing() -> None:
    assert mending(page(), page()) == Mending(5)
    assert mending(page(), page()).actions == 0


def test_a_missed_line_is_drawn_with_two_clicks() -> None:
    needed = mending(page(), page()[1:])
    assert needed == Mending(5, drawn=1)
    assert needed.actions == 2
    assert mending(page(), []).actions == 10


def test_two_lines_found_as_one_are_cut_once() -> None:
    first, *others = page()
    true = [between(first, 0, 0.2), between(first, 0.3, 1), *others]
    assert mending(true, [first, *others]) == Mending(6, cut=1)


def test_pieces_of_a_line_are_clicked_and_joined() -> None:
    first, *others = page()
    assert mending(page(), [between(first, 0, 0.6), between(first, 0.61, 1), *others]) == Mending(5, pieces_joined=2)
    thirds = [between(first, number / 3, (number + 1) / 3) for number in range(3)]
    assert mending(page(), [*thirds, *others]) == Mending(5, pieces_joined=3)


def test_an_end_that_is_far_off_is_dragged() -> None:
    first, *others = page()
    assert mending(page(), [between(first, 0.3, 1), *others]) == Mending(5, ends_dragged=1)
    assert mending(page(), [between(first, -0.3, 1.3), *others]) == Mending(5, ends_dragged=2)


def test_a_line_where_none_is_among_true_ones_is_deleted_and_elsewhere_left_alone() -> None:
    true = [page()[0], page()[1]]
    (left, y), (right, below) = true[0].baseline[0], true[1].baseline[-1]
    stray = Line(baseline=((left, (y + below) / 2), (right, (y + below) / 2)))
    far = Line(baseline=((left, below + 900), (right, below + 900)))
    assert mending(true, [*true, stray, far]) == Mending(2, deleted=1)
