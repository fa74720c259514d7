"""Changing the shape of one line by hand: its points, its height, its direction.

Every function takes a line and gives another; what a person has shaped is a person's line, which a new
search leaves as it is, and no longer doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import hypot
from statistics import median

import numpy as np

from seqclr_desktop.document import Direction, Line, LineOrigin
from seqclr_desktop.geometry import Point, Polyline, clamp_points
from seqclr_desktop.layout.baseline_frame import BaselineFrame, as_read, is_upright, rounded

_LEAST_REACH_PX = 2.0
UNKNOWN_EXTENT_PX = (30.0, 12.0)  # above and below the baseline of a line without an outline


def shaped(line: Line, baseline: Polyline, polygon: Polyline) -> Line:
    """The line in a shape given by a person."""
    return replace(
        line, baseline=rounded(baseline), polygon=rounded(polygon), origin=LineOrigin.PERSON, flag="", accepted=()
    )


def within_page(line: Line, width_px: int, height_px: int) -> Line:
    """The line with its shape moved onto the page where it lies outside it."""
    baseline, polygon = (clamp_points(points, width_px, height_px) for points in (line.baseline, line.polygon))
    return replace(line, baseline=baseline, polygon=polygon)


def band(baseline: Sequence[Point], above_px: float, below_px: float) -> Polyline:
    """An outline of even height along a baseline that runs as its letters do."""
    frame = BaselineFrame(baseline)
    normals = [_normal(frame.way(float(along))) for along in frame.knots]
    upper = [(x + above_px * nx, y + above_px * ny) for (x, y), (nx, ny) in zip(frame.corners, normals, strict=True)]
    lower = [(x - below_px * nx, y - below_px * ny) for (x, y), (nx, ny) in zip(frame.corners, normals, strict=True)]
    return rounded([*upper, *lower[::-1]])


def extent(line: Line) -> tuple[float, float] | None:
    """How far the outline reaches above and below the baseline, in the middle of its points; None without one."""
    if len(line.polygon) < 3:
        return None
    _, above = BaselineFrame.of(line).places(line.polygon)
    tops, bottoms = above[above > 0], -above[above <= 0]
    if not len(tops):
        return None
    return float(np.median(tops)), float(np.median(bottoms)) if len(bottoms) else 0.0


def usual_extent(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The extent of most lines; None when no line has an outline."""
    known = [own for own in map(extent, lines) if own is not None]
    return (median(above for above, _ in known), median(below for _, below in known)) if known else None


def distance_in_reaches(line: Line, at: Point) -> float:
    """How far `at` is from the baseline: 0 upon it, 1 where the outline usually ends on that side.

    So letters belong to the line they stand on, however near the baseline above them is.
    """
    frame = BaselineFrame.of(line)
    along, above = (float(place[0]) for place in frame.places([at]))
    reach_above, reach_below = (max(reach, _LEAST_REACH_PX) for reach in extent(line) or UNKNOWN_EXTENT_PX)
    beyond = max(-along, along - frame.length, 0.0)
    return hypot(above / (reach_above if above > 0 else reach_below), beyond / (reach_above + reach_below))


def with_baseline_point(line: Line, index: int, to: Point) -> Line:
    """One point of the baseline moved; the outline goes with it."""
    moved = list(line.baseline)
    shift = np.subtract(to, moved[index])
    moved[index] = to
    if not line.polygon:
        return shaped(line, tuple(moved), ())
    frame = BaselineFrame.of(line)
    is_turned = as_read(line) != tuple(line.baseline)
    weights = np.zeros(len(frame.knots))
    weights[len(weights) - 1 - index if is_turned else index] = 1.0
    along, _ = frame.places(line.polygon)
    pull = np.interp(along, frame.knots, weights)
    return shaped(line, tuple(moved), rounded(np.asarray(line.polygon) + pull[:, None] * shift))


def with_outline_point(line: Line, index: int, to: Point) -> Line:
    """One point of the outline moved."""
    moved = list(line.polygon)
    moved[index] = to
    return shaped(line, line.baseline, tuple(moved))


def with_new_baseline_point(line: Line, at: Point) -> tuple[Line, int]:
    """A further point of the baseline at the place nearest to `at`, and its index."""
    index = _nearest_side(line.baseline, at)
    return shaped(line, (*line.baseline[:index], at, *line.baseline[index:]), line.polygon), index


def without_baseline_point(line: Line, index: int) -> Line | None:
    """One point fewer; None when only two are left."""
    if len(line.baseline) <= 2:
        return None
    return shaped(line, (*line.baseline[:index], *line.baseline[index + 1 :]), line.polygon)


def without_outline_point(line: Line, index: int) -> Line | None:
    """One point fewer; None when only three are left."""
    if len(line.polygon) <= 3:
        return None
    return shaped(line, line.baseline, (*line.polygon[:index], *line.polygon[index + 1 :]))


def with_height_changed(line: Line, above_px: float, below_px: float) -> Line:
    """The upper edge moved outwards by `above_px`, the lower one by `below_px`; negative numbers make it lower."""
    polygon = line.polygon if len(line.polygon) >= 3 else band(as_read(line), *UNKNOWN_EXTENT_PX)
    frame = BaselineFrame.of(line)
    along, above = frame.places(polygon)
    is_upper = above > 0
    wanted = np.where(
        is_upper, np.maximum(above + above_px, _LEAST_REACH_PX), np.minimum(above - below_px, -_LEAST_REACH_PX)
    )
    normals = np.array([_normal(frame.way(float(place))) for place in along])
    return shaped(line, line.baseline, rounded(np.asarray(polygon) + (wanted - above)[:, None] * normals))


def is_upper_edge(line: Line, at: Point) -> bool:
    """Whether a point of the outline belongs to the edge above the baseline."""
    _, above = BaselineFrame.of(line).places([at])
    return bool(above[0] > 0)


def height_pull(line: Line, start: Point, to: Point) -> float:
    """How far a drag from `start` to `to` goes away from the baseline, in pixels; negative towards it."""
    _, above = BaselineFrame.of(line).places([start, to])
    sign = 1.0 if above[0] > 0 else -1.0
    return float((above[1] - above[0]) * sign)


def reversed_line(line: Line) -> Line:
    """Written in the other direction: from right to left instead of left to right, or upwards instead of downwards."""
    if is_upright(line.baseline):
        return shaped(line, line.baseline[::-1], line.polygon)
    is_rtl = line.direction is Direction.RIGHT_TO_LEFT
    direction = Direction.LEFT_TO_RIGHT if is_rtl else Direction.RIGHT_TO_LEFT
    return replace(shaped(line, line.baseline, line.polygon), direction=direction)


def _normal(way: Point) -> Point:
    """Away from the writing's foot: for a baseline to the right, upwards on the page."""
    return (way[1], -way[0])


def _nearest_side(points: Sequence[Point], at: Point) -> int:
    """Between which points `at` lies: the index of the second."""
    corners = np.asarray(points, dtype=float)
    starts, steps = corners[:-1], np.diff(corners, axis=0)
    share = ((np.asarray(at) - starts) * steps).sum(axis=1) / np.maximum((steps**2).sum(axis=1), 1e-12)
    feet = starts + share.clip(0, 1)[:, None] * steps
    return int(np.hypot(*(feet - np.asarray(at)).T).argmin()) + 1
