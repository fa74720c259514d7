"""A forecast is near the truth where a curve is clear, and is withheld where it is not."""

import random

import pytest

from seqclr_desktop.training.learning_curve import CurvePoint, forecast, subset_counts


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


def test_unsure_points_make_a_wider_range() -> None:
    sure, unsure = (
        forecast([CurvePoint(p.line_count, p.cer, spread) for p in curve(50, 100, 200, 400)], 400, goal=0.05)
        for spread in (0.0, 0.12)
    )
    assert sure is not None
    assert unsure is not None
    assert unsure.most - unsure.fewest > sure.most - sure.fewest


def test_a_range_that_says_nothing_is_not_told() -> None:
    assert forecast(curve(100, 150, slope=0.35), 150, goal=0.1) is None


@pytest.mark.parametrize(("lines", "counts"), [(200, (25, 50, 100, 200)), (60, (15, 30, 60)), (20, (20,)), (5, ())])
def test_a_curve_is_measured_on_halves_that_can_still_be_learned_from(lines: int, counts: tuple[int, ...]) -> None:
    assert subset_counts(lines) == counts


def test_goals_out_of_sight_are_not_promised() -> None:
    assert forecast(curve(50, 100, 200), 200, goal=0.001) is None
