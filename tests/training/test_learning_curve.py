"""A forecast is near the truth where a curve is clear, and is withheld where it is not."""

import random

import pytest

from seqclr_desktop.training.learning_curve import CurvePoint, forecast


def curve(*counts: int, slope: float = 0.6, noise: float = 0.0, seed: int = 0) -> list[CurvePoint]:
    """Error rates that fall with a power of the lines: 20 % at 100 lines."""
    chance = random.Random(seed)
    return [CurvePoint(n, 0.2 * (n / 100) ** -slope * (1 + noise * chance.uniform(-1, 1))) for n in counts]


def test_clear_curve_is_continued() -> None:
    expected = forecast(curve(50, 100, 200, 400), 400, goal=0.05)
    assert expected is not None
    truth = 100 * (0.2 / 0.05) ** (1 / 0.6) - 400
    assert expected.lines == pytest.approx(truth, rel=0.05)
    assert expected.fewest < expected.lines < expected.most


@pytest.mark.parametrize("seed", range(10))
def test_range_holds_the_truth_on_unsteady_trainings(seed: int) -> None:
    expected = forecast(curve(80, 130, 200, 300, noise=0.06, seed=seed), 300, goal=0.08)
    truth = 100 * (0.2 / 0.08) ** (1 / 0.6) - 300
    assert expected is None or expected.fewest * 0.7 <= truth <= expected.most * 1.3


def test_next_goal_is_chosen() -> None:
    expected = forecast(curve(50, 100, 200, 400), 400)
    assert expected is not None
    assert expected.goal == 0.08


@pytest.mark.parametrize(
    "points",
    [[], curve(100), curve(100, 110), curve(50, 100, 200, slope=0.0), curve(50, 100, 200, slope=-0.3)],
)
def test_no_forecast_where_trainings_bear_none(points: list[CurvePoint]) -> None:
    assert forecast(points, 300) is None


def test_goals_out_of_sight_are_not_promised() -> None:
    assert forecast(curve(50, 100, 200), 200, goal=0.001) is None
