"""Where a line can be taken hold of, and what pulling there does to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Point
from seqclr_desktop.layout import line_shapes


class GripKind(StrEnum):
    """What of a line is held."""

    BASELINE_POINT = "baseline point"
    OUTLINE_POINT = "outline point"
    BASELINE = "baseline"  # between two points: pulling makes a new one
    EDGE = "edge"  # of the outline, between two points: pulling changes the height


@dataclass(frozen=True)
class Grip:
    """`index` is that of the point, and -1 where there is none."""

    kind: GripKind
    index: int = -1


def grip_at(line: Line, at: Point, reach_px: float, *, outline_points: bool) -> Grip | None:
    """The grip within `reach_px` of `at`, points before what lies between them; None when there is none.

    Points of the outline count only with `outline_points`: on a small picture there is no telling them apart.
    """
    index, distance = _nearest(line.baseline, at)
    if distance <= reach_px:
        return Grip(GripKind.BASELINE_POINT, index)
    if len(line.polygon) >= 3:
        index, distance = _nearest(line.polygon, at)
        if outline_points and distance <= reach_px:
            return Grip(GripKind.OUTLINE_POINT, index)
        if _distance_to_sides((*line.polygon, line.polygon[0]), at) <= 0.7 * reach_px:
            return Grip(GripKind.EDGE)
    if _distance_to_sides(line.baseline, at) <= 0.7 * reach_px:
        return Grip(GripKind.BASELINE)
    return None


def point_grips(line: Line) -> list[Grip]:
    """All points in the order in which keys go through them."""
    return [
        *(Grip(GripKind.BASELINE_POINT, index) for index in range(len(line.baseline))),
        *(Grip(GripKind.OUTLINE_POINT, index) for index in range(len(line.polygon))),
    ]


def place_of(line: Line, grip: Grip) -> Point:
    """Where a point's grip lies."""
    return (line.baseline if grip.kind is GripKind.BASELINE_POINT else line.polygon)[grip.index]


def pulled(line: Line, grip: Grip, start: Point, to: Point) -> Line:
    """The line after its grip was pulled from `start` to `to`."""
    match grip.kind:
        case GripKind.BASELINE_POINT:
            return line_shapes.with_baseline_point(line, grip.index, to)
        case GripKind.OUTLINE_POINT:
            return line_shapes.with_outline_point(line, grip.index, to)
        case GripKind.BASELINE:
            widened, index = line_shapes.with_new_baseline_point(line, start)
            return line_shapes.with_baseline_point(widened, index, to)
        case GripKind.EDGE:
            return line_shapes.with_height_changed(line, *edge_pull(line, start, to))


def edge_pull(line: Line, start: Point, to: Point) -> tuple[float, float]:
    """How much taller above and below the baseline a pull at an edge makes the line, in pixels."""
    pull = line_shapes.height_pull(line, start, to)
    return (pull, 0.0) if line_shapes.is_upper_edge(line, start) else (0.0, pull)


def without_point(line: Line, grip: Grip) -> Line | None:
    """The line without this point; None when it would no longer be a line."""
    if grip.kind is GripKind.BASELINE_POINT:
        return line_shapes.without_baseline_point(line, grip.index)
    return line_shapes.without_outline_point(line, grip.index)


def _nearest(points: Sequence[Point], at: Point) -> tuple[int, float]:
    distances = np.hypot(*(np.asarray(points, dtype=float) - np.asarray(at)).T)
    index = int(distances.argmin())
    return index, float(distances[index])


def _distance_to_sides(points: Sequence[Point], at: Point) -> float:
    corners = np.asarray(points, dtype=float)
    starts, steps = corners[:-1], np.diff(corners, axis=0)
    share = ((np.asarray(at) - starts) * steps).sum(axis=1) / np.maximum((steps**2).sum(axis=1), 1e-12)
    feet = starts + share.clip(0, 1)[:, None] * steps
    return float(np.hypot(*(feet - np.asarray(at)).T).min())
