"""Changing the shapes of lines by hand."""

from __future__ import annotations

import pytest

from seqclr_desktop.document import Direction, LineOrigin
from seqclr_desktop.layout.drawn_line import drawn_line
from seqclr_desktop.layout.line_grips import Grip, GripKind, edge_pull, grip_at, point_grips, pulled, without_point
from seqclr_desktop.layout.line_shapes import (
    band,
    extent,
    reversed_line,
    with_baseline_point,
    with_height_changed,
)
from tests.builders import make_line, make_page, outline


def test_outline_goes_with_the_end_of_the_baseline_that_is_moved() -> None:
    longer = with_baseline_point(make_line(), 1, (960, 84))
    assert longer.baseline == ((100, 80), (960, 84))
    assert longer.polygon == ((100, 30), (960, 34), (960, 99), (100, 95))
    assert longer.origin is LineOrigin.PERSON


def test_baseline_drawn_from_the_right_moves_its_own_end() -> None:
    line = make_line(baseline=((900, 80), (100, 80)), direction=Direction.RIGHT_TO_LEFT)
    moved = with_baseline_point(line, 0, (960, 80))
    assert moved.baseline == ((960, 80), (100, 80))
    assert max(x for x, _ in moved.polygon) == 960
    assert min(x for x, _ in moved.polygon) == 100


def test_height_changes_on_the_side_that_is_pulled() -> None:
    assert extent(with_height_changed(make_line(), 12, 0)) == (62, 15)
    assert extent(with_height_changed(make_line(), 0, -5)) == (50, 10)
    assert extent(with_height_changed(make_line(), -500, 0)) == (2, 15), "a line never turns inside out"


@pytest.mark.parametrize("direction", Direction)
def test_heights_of_a_line_on_its_head_are_those_of_its_letters(direction: Direction) -> None:
    line = make_line(baseline=((900, 80), (100, 80)), polygon=outline(100, 65, 900, 130), direction=direction)
    assert extent(line) == (50, 15)
    assert extent(with_height_changed(line, 12, 0)) == (62, 15)
    assert edge_pull(line, (500, 130), (500, 140)) == (10, 0)
    assert edge_pull(line, (500, 65), (500, 60)) == (0, 5)
    moved = with_baseline_point(line, 0, (960, 80))
    assert (moved.box.left, moved.box.right) == (100, 960)


def test_slanted_line_grows_across_its_own_direction() -> None:
    line = make_line(baseline=((0, 0), (300, 300)), polygon=())
    line = with_height_changed(line, 0, 0)
    taller = with_height_changed(line, 10, 0)
    before, after = extent(line), extent(taller)
    assert before is not None
    assert after is not None
    assert after[0] == pytest.approx(before[0] + 10, abs=0.2)
    assert after[1] == pytest.approx(before[1], abs=0.2)


def test_line_without_outline_gets_one_when_its_height_is_changed() -> None:
    assert len(with_height_changed(make_line(polygon=()), 4, 0).polygon) == 4


def test_shape_given_by_a_person_is_no_longer_doubtful() -> None:
    shaped = with_height_changed(make_line(flag="box", accepted=("tall",)), 4, 0)
    assert (shaped.flag, shaped.accepted) == ("", ())


def test_reversing_twice_changes_nothing_but_who_did_it() -> None:
    line = make_line(origin=LineOrigin.PERSON)
    assert reversed_line(line).direction is Direction.RIGHT_TO_LEFT
    assert reversed_line(reversed_line(line)) == line


def test_reversing_an_upright_line_turns_it_upside_down() -> None:
    upright = make_line(baseline=((50, 900), (52, 100)))
    assert reversed_line(upright).baseline == ((52, 100), (50, 900))
    assert reversed_line(upright).direction is Direction.LEFT_TO_RIGHT


def test_points_are_held_before_what_lies_between_them() -> None:
    line = make_line()
    assert grip_at(line, (898, 82), 7, outline_points=True) == Grip(GripKind.BASELINE_POINT, 1)
    assert grip_at(line, (900, 32), 7, outline_points=True) == Grip(GripKind.OUTLINE_POINT, 1)
    assert grip_at(line, (900, 32), 7, outline_points=False) == Grip(GripKind.EDGE)
    assert grip_at(line, (500, 31), 7, outline_points=True) == Grip(GripKind.EDGE)
    assert grip_at(line, (500, 81), 7, outline_points=True) == Grip(GripKind.BASELINE)
    assert grip_at(line, (500, 60), 7, outline_points=True) is None


def test_pulling_the_baseline_between_its_points_bends_it() -> None:
    bent = pulled(make_line(), Grip(GripKind.BASELINE), (500, 80), (500, 95))
    assert bent.baseline == ((100, 80), (500, 95), (900, 80))


def test_pulling_an_edge_outwards_is_taller_on_either_side() -> None:
    line = make_line()
    assert edge_pull(line, (500, 30), (510, 20)) == (10, 0)
    assert edge_pull(line, (500, 95), (510, 100)) == (0, 5)


def test_points_can_be_taken_away_but_not_the_line() -> None:
    line = make_line(baseline=((100, 80), (500, 80), (900, 80)))
    fewer = without_point(line, Grip(GripKind.BASELINE_POINT, 1))
    assert fewer is not None
    assert fewer.baseline == ((100, 80), (900, 80))
    assert without_point(fewer, Grip(GripKind.BASELINE_POINT, 0)) is None
    triangle = make_line(polygon=((100, 30), (900, 30), (500, 95)))
    assert without_point(triangle, Grip(GripKind.OUTLINE_POINT, 0)) is None


def test_keys_go_through_all_points() -> None:
    assert len(point_grips(make_line())) == 2 + 4


def test_band_follows_the_baseline() -> None:
    assert band(((0, 100), (50, 100)), 10, 4) == ((0, 90), (50, 90), (50, 104), (0, 104))


def test_drawn_line_may_have_many_points_and_is_placed_in_its_column() -> None:
    left = [make_line(number, left=100, right=450) for number in range(4)]
    right = [make_line(number, left=550, right=900) for number in range(4)]
    line = drawn_line(make_page(id=1), [*left, *right], ((560, 122), (700, 118), (890, 121)))
    assert line is not None
    assert len(line.baseline) == 3
    assert line.position == 5


def test_drawn_line_before_all_others_is_the_first() -> None:
    others = [make_line(number) for number in range(2, 4)]
    line = drawn_line(make_page(id=1), others, ((100, 60), (800, 60)))
    assert line is not None
    assert line.position == 0


def test_drawn_line_within_a_level_comes_after_what_stands_before_it() -> None:
    others = [make_line(0, left=100, right=400), make_line(1)]
    line = drawn_line(make_page(id=1), others, ((420, 82), (800, 82)))
    assert line is not None
    assert line.position == 1
