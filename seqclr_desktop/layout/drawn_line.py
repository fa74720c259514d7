"""A line made of the points of a baseline that a person drew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from seqclr_desktop.document import Direction, Line, LineOrigin, Page
from seqclr_desktop.geometry import Polyline, clamp_points, polyline_length
from seqclr_desktop.images.letters_upright import letters_upright
from seqclr_desktop.layout.baseline_frame import rounded
from seqclr_desktop.layout.line_shapes import band, usual_extent

_LEAST_LENGTH_PX = 8.0
_DEFAULT_HEIGHT_SHARE = 0.03  # of the page's height, when there is no other line to go by
_ABOVE_SHARE = 0.72
_LEVEL_SHARE = 0.5  # lines whose baselines are nearer than this share of a line's height stand on one level


def drawn_line(
    page: Page, others: Sequence[Line], points: Polyline, direction: Direction = Direction.LEFT_TO_RIGHT
) -> Line | None:
    """A line of the height of its neighbours, at its place in the reading order; None when it is too short.

    It runs as most of its neighbours do; without any, in `direction`.
    """
    kept = rounded(clamp_points(points, page.width_px, page.height_px))
    baseline = tuple(letters_upright([kept[0], *(after for before, after in pairwise(kept) if after != before)], ()))
    if len(baseline) < 2 or polyline_length(baseline) < _LEAST_LENGTH_PX:
        return None
    height = _DEFAULT_HEIGHT_SHARE * page.height_px
    above, below = usual_extent(others) or (_ABOVE_SHARE * height, (1 - _ABOVE_SHARE) * height)
    return Line(
        baseline=baseline,
        polygon=clamp_points(band(baseline, above, below), page.width_px, page.height_px),
        direction=usual_direction(others) if others else direction,
        origin=LineOrigin.PERSON,
        page_id=page.id,
        position=_place(others, baseline, above + below),
    )


def usual_direction(others: Sequence[Line]) -> Direction:
    rtl = sum(line.direction is Direction.RIGHT_TO_LEFT for line in others)
    return Direction.RIGHT_TO_LEFT if 2 * rtl > len(others) else Direction.LEFT_TO_RIGHT


def _place(others: Sequence[Line], baseline: Polyline, height: float) -> int:
    """After the lowest line of the same column that lies higher, or stands before it on its level."""
    left, right = baseline[0][0], baseline[-1][0]
    column = [n for n, line in enumerate(others) if line.box.left < right and left < line.box.right]
    column = column or list(range(len(others)))
    before = [n for n in column if _is_before(others[n], baseline, height)]
    if before:
        return max(before) + 1
    return min(column, default=0)


def _is_before(line: Line, baseline: Polyline, height: float) -> bool:
    y, own_y = (median(point[1] for point in points) for points in (line.baseline, baseline))
    if abs(y - own_y) > _LEVEL_SHARE * height:
        return y < own_y
    x, own_x = (median(point[0] for point in points) for points in (line.baseline, baseline))
    return x > own_x if line.direction is Direction.RIGHT_TO_LEFT else x < own_x
