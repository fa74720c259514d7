"""Points, boxes and polylines in page pixels (origin top left, y downwards), and pure functions on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]
Polyline = tuple[Point, ...]


@dataclass(frozen=True)
class Box:
    """An upright rectangle in pixels; `right` and `bottom` are exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def as_polygon(self) -> Polyline:
        """The four corners, clockwise from the top left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )


def bounding_box(points: Sequence[Point]) -> Box:
    """The smallest box around `points`. Raises ValueError when there are none."""
    if not points:
        raise ValueError("a bounding box needs at least one point")
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def polyline_length(points: Sequence[Point]) -> float:
    """Length in pixels along `points`."""
    if len(points) < 2:
        return 0.0
    steps = np.diff(np.asarray(points, dtype=float), axis=0)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum())


def resample(points: Sequence[Point], count: int) -> np.ndarray:
    """`count` points at equal distances along the polyline, as an array (count, 2)."""
    array = np.asarray(points, dtype=float)
    steps = np.hypot(*np.diff(array, axis=0).T)
    travelled = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0.0, travelled[-1], count)
    return np.stack([np.interp(wanted, travelled, array[:, axis]) for axis in (0, 1)], axis=1)


def clamp_points(points: Sequence[Point], width_px: int, height_px: int) -> Polyline:
    """The points moved onto the page where they lie outside it."""
    return tuple((min(max(x, 0.0), float(width_px)), min(max(y, 0.0), float(height_px))) for x, y in points)


def polygon_area(points: Sequence[Point]) -> float:
    """Area in square pixels (shoelace formula), never negative."""
    array = np.asarray(points, dtype=float)
    if len(array) < 3:
        return 0.0
    x, y = array.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
