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
_WIDEST = 4.0  # the most of a range may be so many times what is likeliest; wider it says nothing


@dataclass(frozen=True)
class CurvePoint:
    """One training: lines learned from, and the share of wrong letters on lines it did not learn from.

    `spread` is the standard error of that share, as a share of it, from the lines it was measured on.
    """

    line_count: int
    cer: float
    spread: float = 0.0


@dataclass(frozen=True)
class CurveFit:
    """A line through the logarithms: at `lines` lines the share of wrong letters is `cer`, and falls by `slope`."""

    lines: float
    cer: float
    slope: float
    slope_error: float

    def cer_at(self, lines: float, slope: float | None = None) -> float:
        """The share of wrong letters to be expected with so many lines."""
        return self.cer * math.pow(lines / self.lines, -(self.slope if slope is None else slope))

    def lines_for(self, cer: float, slope: float | None = None) -> float:
        """How many lines in all it takes."""
        return self.lines * math.pow(self.cer / cer, 1 / (self.slope if slope is None else slope))

    @property
    def slopes(self) -> tuple[float, float]:
        """The flattest and the steepest that the trainings allow."""
        return self.slope - self.slope_error, self.slope + self.slope_error


@dataclass(frozen=True)
class Forecast:
    """About `lines` more (between `fewest` and `most`) for a share of `goal` wrong letters."""

    goal: float
    lines: int
    fewest: int
    most: int


LEAST_MEASURED = 12
"""Trainings on fewer lines than this read too badly to lie on the curve of those on more."""


def subset_counts(line_count: int) -> tuple[int, ...]:
    """How many of `line_count` lines each of the short trainings learns from: an eighth, a quarter, half, and all."""
    return tuple(line_count >> halvings for halvings in (3, 2, 1, 0) if line_count >> halvings >= LEAST_MEASURED)


def fit_curve(points: Sequence[CurvePoint]) -> CurveFit | None:
    """The curve through the points, the surer ones counting more; None where they bear none."""
    known = _by_line_count(points)
    if len(known) < 2 or known[-1].line_count < _LEAST_SPREAD * known[0].line_count:
        return None
    x = [math.log(point.line_count) for point in known]
    y = [math.log(point.cer) for point in known]
    weights = [1 / (_POINT_ERROR**2 + point.spread**2) for point in known]
    whole = sum(weights)
    middle_x = sum(w * a for w, a in zip(weights, x, strict=True)) / whole
    middle_y = sum(w * b for w, b in zip(weights, y, strict=True)) / whole
    breadth = sum(w * (a - middle_x) ** 2 for w, a in zip(weights, x, strict=True))
    slope = -sum(w * (a - middle_x) * (b - middle_y) for w, a, b in zip(weights, x, y, strict=True)) / breadth
    off = sum(w * (b - middle_y + slope * (a - middle_x)) ** 2 for w, a, b in zip(weights, x, y, strict=True))
    # points farther off the curve than they should be make it less sure; nearer ones were luck
    unrest = max(1.0, off / (len(known) - 2)) if len(known) > 2 else 1.0
    return CurveFit(math.exp(middle_x), math.exp(middle_y), slope, math.sqrt(unrest / breadth))


def forecast(points: Sequence[CurvePoint], line_count: int, goal: float | None = None) -> Forecast | None:
    """What is to be expected, or None where the trainings bear no forecast.

    `line_count`: lines there are now to learn from. Without `goal` the next one of `GOALS` is taken.
    """
    fit = fit_curve(points)
    if fit is None or line_count <= 0:
        return None
    flattest, _ = fit.slopes
    if not _SLOPES[0] <= fit.slope <= _SLOPES[1] or flattest < _SLOPES[0] / 2:
        return None
    now = fit.cer_at(line_count)
    wanted = goal if goal is not None else next((value for value in GOALS if value < 0.95 * now), None)
    if wanted is None or wanted >= now:
        return None
    likeliest = fit.lines_for(wanted) - line_count
    range_ = [fit.lines_for(wanted, slope) - line_count for slope in fit.slopes]
    if not 0 < likeliest <= _FARTHEST * line_count or max(range_) > _WIDEST * likeliest + line_count:
        return None
    return Forecast(wanted, _round(likeliest), _round(max(min(range_), 0)), _round(max(*range_, likeliest)))


def _by_line_count(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    """One point for each number of lines, the best of several trainings; what no curve can go through is left out."""
    best: dict[int, CurvePoint] = {}
    for point in points:
        if point.line_count > 0 and 0 < point.cer < 1:
            known = best.get(point.line_count)
            best[point.line_count] = point if known is None or point.cer < known.cer else known
    return [best[count] for count in sorted(best)]


def _round(lines: float) -> int:
    """To tens, beyond a thousand to hundreds: more would feign knowledge."""
    step = 10 if lines < 1000 else 100
    return max(step, round(lines / step) * step)
