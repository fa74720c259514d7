"""A line made of the two ends of a baseline that a person drew; no Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from seqclr_desktop.document import Direction, Line, LineOrigin, Page
from seqclr_desktop.geometry import Polyline, clamp_points

_LEAST_LENGTH_PX = 8.0
_DEFAULT_HEIGHT_SHARE = 0.03  # of the page's height, when there is no other line to go by
_ABOVE_SHARE = 0.72


def drawn_line(page: Page, others: Sequence[Line], ends: Polyline) -> Line | None:
    """A line of the height of its neighbours, at its place in the reading order; None when it is too short."""
    start, end = sorted(clamp_points(ends, page.width_px, page.height_px))
    if end[0] - start[0] < _LEAST_LENGTH_PX:
        return None
    height = _usual_height(page, others)
    above, below = _ABOVE_SHARE * height, (1 - _ABOVE_SHARE) * height
    outline = (
        (start[0], start[1] - above),
        (end[0], end[1] - above),
        (end[0], end[1] + below),
        (start[0], start[1] + below),
    )
    return Line(
        baseline=(start, end),
        polygon=clamp_points(outline, page.width_px, page.height_px),
        direction=_usual_direction(others),
        origin=LineOrigin.PERSON,
        page_id=page.id,
        position=_place(others, (start[1] + end[1]) / 2),
    )


def _usual_height(page: Page, others: Sequence[Line]) -> float:
    heights = [line.box.height for line in others if line.polygon]
    return median(heights) if heights else _DEFAULT_HEIGHT_SHARE * page.height_px


def _usual_direction(others: Sequence[Line]) -> Direction:
    rtl = sum(line.direction is Direction.RIGHT_TO_LEFT for line in others)
    return Direction.RIGHT_TO_LEFT if 2 * rtl > len(others) else Direction.LEFT_TO_RIGHT


def _place(others: Sequence[Line], y: float) -> int:
    """Before the first line that lies lower."""
    for place, line in enumerate(others):
        if median(point[1] for point in line.baseline) > y:
            return place
    return len(others)
