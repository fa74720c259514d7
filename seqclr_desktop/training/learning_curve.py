"""How many more lines it may take to read so well: a power law through the trainings there were, with a range.

Error falls with the number of lines about as a power of it (Hestness et al., "Deep learning scaling is
predictable, empirically", 2017). Few points bear no more than a rough guess, and often none: then nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

GOALS = (0.2, 0.15, 0.1, 0.08, 0.05, 0.03, 0.02)
_LEAST_SPREAD = 1.4  # the most lines must be so many times the fewest
_POINT_ERROR = 0.08  # of the logarithm of one error rate, from one training to the next
_SLOPES = (0.1, 1.5)  # what an error rate does: less is no progress, more is an accident
_FARTHEST = 8.0  # times the lines there are: farther no few points can see


@dataclass(frozen=True)
class CurvePoint:
    """One training: lines learned from, and the share of wrong letters on lines it did not learn from."""

    line_count: int
    cer: float


@dataclass(frozen=True)
class Forecast:
    """About `lines` more (between `fewest` and `most`) for a share of `goal` wrong letters."""

    goal: float
    lines: int
    fewest: int
    most: int


def forecast(points: Sequence[CurvePoint], line_count: int, goal: float | None = None) -> Forecast | None:
    """What is to be expected, or None where the trainings bear no forecast.

    `line_count`: transcribed lines there are now. Without `goal` the next one of `GOALS` is taken.
    """
    best: dict[int, float] = {}
    for point in points:
        if point.line_count > 0 and 0 < point.cer < 1:
            best[point.line_count] = min(point.cer, best.get(point.line_count, 1.0))
    counts = sorted(best)
    if len(counts) < 2 or counts[-1] < _LEAST_SPREAD * counts[0] or line_count <= 0:
        return None
    x, y = [math.log(count) for count in counts], [math.log(best[count]) for count in counts]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    spread = sum((value - middle_x) ** 2 for value in x)
    slope = -sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True)) / spread
    error = _residual(x, y, middle_x, middle_y, slope)
    slopes = slope - error / math.sqrt(spread), slope, slope + error / math.sqrt(spread)
    if not _SLOPES[0] <= slope <= _SLOPES[1] or slopes[0] < _SLOPES[0] / 2:
        return None
    now = math.exp(middle_y - slope * (math.log(line_count) - middle_x))
    wanted = goal if goal is not None else next((value for value in GOALS if value < 0.95 * now), None)
    if wanted is None or wanted >= now:
        return None
    needed = [math.exp(middle_x + (middle_y - math.log(wanted)) / value) - line_count for value in slopes]
    if not 0 < needed[1] <= _FARTHEST * line_count:
        return None
    fewest, most = max(min(needed), 0), min(max(needed), 3 * _FARTHEST * line_count)
    return Forecast(wanted, _round(needed[1]), _round(fewest), _round(most))


def _residual(x: Sequence[float], y: Sequence[float], middle_x: float, middle_y: float, slope: float) -> float:
    """How far trainings lie from the curve; never less than two trainings on the same lines differ."""
    if len(x) < 3:
        return _POINT_ERROR
    off = sum((b - middle_y + slope * (a - middle_x)) ** 2 for a, b in zip(x, y, strict=True))
    return max(_POINT_ERROR, math.sqrt(off / (len(x) - 2)))


def _round(lines: float) -> int:
    """To tens, beyond a thousand to hundreds: more would feign knowledge."""
    step = 10 if lines < 1000 else 100
    return max(step, round(lines / step) * step)
