"""Which new line lies on the same ink as which old one: pure geometry, no tables.

Two lines match when each runs along the other for at least half of its length. Boxes alone cannot
tell this on narrow or slanting lines, whose boxes overlap those of their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Box, Polyline, polygon_area, polyline_length, resample

MATCH_SHARE = 0.5
_SAMPLES = 24
_UNKNOWN_HEIGHT_PX = 40.0


def match_lines(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Index in `old` -> index in `new`, best pairs first, each line in at most one pair."""
    scored = []
    for i, first in enumerate(old):
        for j, second in enumerate(new):
            share = min(share_along(first, second), share_along(second, first)) if _may_touch(first, second) else 0.0
            if share >= MATCH_SHARE:
                scored.append((share - _mean_distance(first, second) / 1000, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def covered_by(line: Line, others: Sequence[Line]) -> bool:
    """Whether at least half of `line` runs along one of `others`."""
    return any(_may_touch(line, other) and share_along(line, other) >= MATCH_SHARE for other in others)


def share_along(line: Line, other: Line) -> float:
    """The share (0–1) of the line's baseline that lies within half a line's height of the other's."""
    reach = min(line_height(line), line_height(other)) / 2
    return float((_distances(line.baseline, other.baseline) <= reach).mean())


def line_height(line: Line) -> float:
    """Height in pixels across the writing: the polygon's area along the baseline; a guess without polygon."""
    length = polyline_length(line.baseline)
    if len(line.polygon) < 3 or length <= 0:
        return _UNKNOWN_HEIGHT_PX
    return polygon_area(line.polygon) / length


def _mean_distance(line: Line, other: Line) -> float:
    return float(_distances(line.baseline, other.baseline).mean())


def _distances(baseline: Polyline, other: Polyline) -> np.ndarray:
    """For points along `baseline`, how far each is from the polyline `other`, in pixels."""
    points = resample(baseline, _SAMPLES)[:, None, :]  # (P, 1, 2)
    corners = np.asarray(other, dtype=float)
    starts, steps = corners[:-1], np.diff(corners, axis=0)  # (S, 2)
    lengths = np.maximum((steps**2).sum(axis=1), 1e-12)
    along = (((points - starts) * steps).sum(axis=2) / lengths).clip(0, 1)  # (P, S)
    nearest = starts + along[:, :, None] * steps
    distances: np.ndarray = np.hypot(*np.moveaxis(points - nearest, 2, 0)).min(axis=1)
    return distances


def _may_touch(line: Line, other: Line) -> bool:
    """A quick no for most pairs of a page."""
    margin = _UNKNOWN_HEIGHT_PX / 2
    a, b = line.box, other.box
    return _overlap(a.left, a.right, b, margin, upright=False) and _overlap(a.top, a.bottom, b, margin, upright=True)


def _overlap(low: float, high: float, box: Box, margin: float, *, upright: bool) -> bool:
    other_low, other_high = (box.top, box.bottom) if upright else (box.left, box.right)
    return low - margin <= other_high and other_low - margin <= high
