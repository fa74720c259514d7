"""Points of a page turned by quarters."""

import pytest

from seqclr_desktop.collection.turning import turn_points

CORNER_AND_MIDDLE = ((0.0, 0.0), (50.0, 100.0))


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (90, ((200, 0), (100, 50))),
        (180, ((100, 200), (50, 100))),
        (270, ((0, 100), (100, 50))),
    ],
)
def test_corner_of_an_upright_page_goes_where_the_turn_takes_it(turn: int, expected: tuple) -> None:
    assert turn_points(CORNER_AND_MIDDLE, 100, 200, turn) == expected


def test_turn_there_and_back_changes_nothing() -> None:
    points = ((1.5, 2.5), (99.0, 180.0))
    assert turn_points(turn_points(points, 100, 200, 90), 200, 100, 270) == points


def test_other_turns_are_refused() -> None:
    with pytest.raises(ValueError, match="quarters"):
        turn_points(CORNER_AND_MIDDLE, 100, 200, 45)
