"""Ends of lines that the detector saw twice, and short lines that are lines of their own."""

from __future__ import annotations

import pytest

from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.detector_maps import DetectorMaps
from tests.layout.drawn_maps import lines_found, maps_of, true_line

TOP = 100


def found(maps: DetectorMaps) -> list[TracedLine]:
    """From left to right."""
    return sorted(lines_found(maps)[0], key=lambda line: float(line.points[0, 0]))


def with_another_end(maps: DetectorMaps, x: int, y: int = TOP) -> DetectorMaps:
    """An upright stroke as the end of a line has it, at (x, y) of the page."""
    maps.ends[y // 2 - 7 : y // 2 + 3, x // 2 - 1 : x // 2 + 1] = 0.9
    return maps


def with_baseline_between(maps: DetectorMaps, left: int, right: int, y: int = TOP) -> DetectorMaps:
    """The detector runs on from one line into the next."""
    maps.baseline[y // 2 - 1 : y // 2 + 1, left // 2 : right // 2] = 0.9
    return maps


@pytest.mark.parametrize("x", [64, 446])
def test_the_last_letters_beyond_an_end_seen_twice_stay_with_their_line(x: int) -> None:
    (line,) = found(with_another_end(maps_of([true_line(40, 470, TOP)]), x))
    assert abs(line.points[0, 0] - 40) < 8
    assert abs(line.points[-1, 0] - 470) < 8


def test_an_end_seen_three_times_leaves_one_line() -> None:
    maps = with_another_end(with_another_end(maps_of([true_line(40, 470, TOP)]), 446), 424)
    assert len(found(maps)) == 1


def test_two_columns_stay_apart_even_where_the_baseline_runs_on() -> None:
    maps = with_baseline_between(maps_of([true_line(40, 240, TOP), true_line(250, 470, TOP)]), 230, 260)
    left, right = found(maps)
    assert left.points[-1, 0] < 246 < right.points[0, 0]


def test_a_margin_note_that_touches_the_text_stays_apart() -> None:
    maps = with_baseline_between(maps_of([true_line(40, 118, TOP), true_line(128, 470, TOP)]), 110, 135)
    note, text = found(maps)
    assert note.points[-1, 0] < 124 < text.points[0, 0]


def test_a_figure_with_blank_paper_beside_it_stays_apart() -> None:
    figure, text = found(maps_of([true_line(40, 66, TOP), true_line(92, 470, TOP)]))
    assert figure.points[-1, 0] < 80 < text.points[0, 0]


def test_a_word_on_another_level_stays_apart() -> None:
    assert len(found(maps_of([true_line(40, 420, TOP), true_line(428, 470, TOP - 14)]))) == 2
