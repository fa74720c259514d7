"""Which new line lies on the same ink as which old one: pure geometry, no tables.

Two lines match when each runs along the other for at least half of its length. Boxes alone cannot
tell this on narrow or slanting lines, whose boxes overlap those of their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import polygon_area, polyline_length, resample

MATCH_SHARE = 0.5
_SAMPLES = 24
_UNKNOWN_HEIGHT_PX = 40.0


def match_lines(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Index in `old` -> index in `new`, nearest pairs first, each line in at most one pair."""
    old_shapes, new_shapes = [_shape(line) for line in old], [_shape(line) for line in new]
    scored = []
    for i, j in _pairs_in_reach(old_shapes, new_shapes):
        there, back = _distances(old_shapes[i], new_shapes[j]), _distances(new_shapes[j], old_shapes[i])
        reach = _reach(old_shapes[i], new_shapes[j])
        share = min((there <= reach).mean(), (back <= reach).mean())
        if share >= MATCH_SHARE:
            scored.append((float(there.mean() + back.mean()), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def lines_covered(lines: Sequence[Line], by: Sequence[Line]) -> set[int]:
    """Indexes of the lines of which at least half runs along one line of `by`."""
    shapes, others = [_shape(line) for line in lines], [_shape(line) for line in by]
    return {
        i
        for i, j in _pairs_in_reach(shapes, others)
        if (_distances(shapes[i], others[j]) <= _reach(shapes[i], others[j])).mean() >= MATCH_SHARE
    }


def height_px_of(line: Line) -> float:
    """Across the writing, on average along the line; a usual one where it has no outline."""
    length = polyline_length(line.baseline)
    has_outline = len(line.polygon) >= 3 and length > 0
    return polygon_area(line.polygon) / length if has_outline else _UNKNOWN_HEIGHT_PX


@dataclass(frozen=True)
class _Shape:
    """A baseline (C, 2), points at equal distances along it (P, 2), and the line's height across the writing."""

    corners: np.ndarray
    points: np.ndarray
    height_px: float


def _shape(line: Line) -> _Shape:
    return _Shape(np.asarray(line.baseline, dtype=float), resample(line.baseline, _SAMPLES), height_px_of(line))


def _reach(shape: _Shape, other: _Shape) -> float:
    """How far apart in pixels two baselines may run and still be under the same writing."""
    return min(shape.height_px, other.height_px) / 2


def _distances(shape: _Shape, other: _Shape) -> np.ndarray:
    """For the points along `shape`, how far each is from the other's baseline, in pixels: (P,)."""
    points = shape.points[:, None, :]  # (P, 1, 2)
    starts, steps = other.corners[:-1], np.diff(other.corners, axis=0)  # (S, 2)
    lengths = np.maximum((steps**2).sum(axis=1), 1e-12)
    along = (((points - starts) * steps).sum(axis=2) / lengths).clip(0, 1)  # (P, S)
    nearest = starts + along[:, :, None] * steps  # (P, S, 2)
    distances: np.ndarray = np.hypot(*np.moveaxis(points - nearest, 2, 0)).min(axis=1)
    return distances


def _pairs_in_reach(shapes: Sequence[_Shape], others: Sequence[_Shape]) -> list[tuple[int, int]]:
    """The pairs whose baselines' boxes come near each other: a quick no for most pairs of a page."""
    if not shapes or not others:
        return []
    low, high = _bounds(shapes)
    other_low, other_high = _bounds(others)
    near = (low[:, None] <= other_high).all(axis=2) & (other_low <= high[:, None]).all(axis=2)  # (N, M)
    return [(int(i), int(j)) for i, j in np.argwhere(near)]


def _bounds(shapes: Sequence[_Shape]) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest x and y of each baseline, widened by half its reach: twice (N, 2)."""
    margin = np.array([[shape.height_px / 4] for shape in shapes])
    low = np.array([shape.corners.min(axis=0) for shape in shapes])
    high = np.array([shape.corners.max(axis=0) for shape in shapes])
    return low - margin, high + margin
