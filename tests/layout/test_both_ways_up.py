"""Pages with writing both ways up: which lines stand on their head, and that they are found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.document import Direction, Line, Region
from seqclr_desktop.layout import default_segmenter
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.both_ways_up import (
    has_much_faint_ink,
    ink_of_no_clear_line,
    places_for_several_lines,
    standing_together,
    without_covered,
)
from seqclr_desktop.layout.line_building import joined
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.other_direction import running
from seqclr_desktop.layout.segmenter import FoundLayout

REACH = Reach(18, 8)


def traced(foot: float, left: float = 20, right: float = 320, strength: float = 0.7) -> TracedLine:
    columns = np.arange(left, right + 1)
    return TracedLine(np.stack([columns, np.full(len(columns), foot)], axis=1), strength)


def below_one_another(count: int, distance: float = 30, **changes: float) -> list[TracedLine]:
    return [traced(60 + distance * number, **changes) for number in range(count)]


def kept(lines: list[TracedLine]) -> list[int]:
    return standing_together(lines, [REACH] * len(lines), range(len(lines)))


def test_four_clear_lines_are_believed_where_they_stand_together() -> None:
    assert kept(below_one_another(4)) == [0, 1, 2, 3]
    assert kept(below_one_another(3)) == []
    assert kept(below_one_another(4, distance=100)) == []
    assert kept(below_one_another(4, strength=0.4)) == []
    side_by_side = [traced(60, left, left + 90) for left in (20, 120, 220, 320)]
    assert kept(side_by_side) == []


def test_a_faint_line_is_believed_among_clear_ones() -> None:
    lines = [*below_one_another(4), traced(180, strength=0.4), traced(500)]
    assert kept(lines) == [0, 1, 2, 3, 4]


def test_a_second_look_is_taken_where_much_is_faint_or_in_no_line() -> None:
    clear = below_one_another(10)
    assert not has_much_faint_ink([*clear, traced(400, strength=0.3)], 50, 1000)
    assert has_much_faint_ink([*clear, *below_one_another(2, strength=0.3)], 50, 1000)
    assert has_much_faint_ink(clear, 200, 1000)


def test_the_ink_of_clear_lines_is_left_out() -> None:
    lines = [traced(60), traced(200, strength=0.3)]
    rest = ink_of_no_clear_line(np.ones((300, 340), np.float32), lines, [REACH] * 2)
    assert not rest[43:67, 21:319].any()
    assert rest[180:210].all()


def test_strokes_for_several_lines_are_told_from_a_few_words() -> None:
    strokes = np.zeros((600, 500), bool)
    for foot in range(60, 400, 30):
        strokes[foot - 10 : foot, 40:300:3] = True
    strokes[500:510, 40:300:3] = True
    places = places_for_several_lines(strokes, 18)
    assert places[100:350, 60:280].all()
    assert not places[490:].any()


def test_faint_lines_make_room_for_those_that_stand_there_the_other_way_up() -> None:
    size = (400, 340)
    other = [traced(400 - 100, left=340 - 320, right=340 - 20)]  # its letters reach down from 100 to 118
    lines = [traced(108, strength=0.3), traced(108), traced(300, strength=0.3)]
    assert without_covered(lines, other, [REACH], size) == [1, 2]


def test_of_two_layouts_that_with_most_lines_is_read_first() -> None:
    def layout(count: int, left: float) -> FoundLayout:
        lines = tuple(Line(((left, y), (left + 9, y)), region_index=0) for y in range(count))
        return FoundLayout((Region(((left, 0), (left + 9, 0), (left, 9))),), lines)

    whole = joined(layout(1, 50), layout(2, 10))
    assert [(line.baseline[0][0], line.region_index) for line in whole.lines] == [(10, 0), (10, 0), (50, 1)]
    assert [region.polygon[0][0] for region in whole.regions] == [10, 50]


@pytest.mark.parametrize("axis", [0, 1], ids=["below", "beside"])
def test_lines_on_their_head_are_found_on_a_folded_letter(shared_data: Path, axis: int) -> None:
    with Image.open(shared_data / "peraire" / "pages" / "D-7-eurasie-13-14_0055.jpg") as page:
        grey = np.asarray(page.convert("L"))
    lines = default_segmenter().find_lines(np.concatenate([grey, np.rot90(grey, 2)], axis=axis)).lines
    alone = default_segmenter().find_lines(grey).lines
    end = grey.shape[axis]
    halves: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        halves[line.baseline[0][1 - axis] > end].append(line)
    upright, turned = halves
    assert min(len(upright), len(turned)) >= 0.9 * len(alone)
    assert all(line.baseline[0][0] < line.baseline[-1][0] for line in upright)
    assert sum(line.baseline[0][0] > line.baseline[-1][0] for line in turned) >= 0.9 * len(alone)
    levels = [line.baseline[0][1] for line in turned if line.box.width > 400]
    assert levels == sorted(levels, reverse=True), "read from its own top, which lies below"
    there = running(lines, Direction.RIGHT_TO_LEFT)
    assert running(there, Direction.LEFT_TO_RIGHT) == list(lines), "their order is the program's own"
