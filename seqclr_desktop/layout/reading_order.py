"""The order in which lines are read: column by column, in each from top to bottom.

A column is a run of lines that overlap sideways without anything else between them. A line that
spans several columns (a heading) ends the columns above it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.geometry import Box

_LOOSE_END, _LOOSE_SHARE = 0.8, 0.3  # of a line height and of a line's length: how far ends may stick out
_LEAST_GUTTER = 0.6  # of a line height, between ends without what may stick out


def reading_order(boxes: Sequence[Box], direction: Direction = Direction.LEFT_TO_RIGHT) -> list[int]:
    """Places of `boxes` in reading order. `direction` decides which column and which part of a line comes first."""
    return [index for column in columns_in_order(boxes, direction) for index in column]


def columns_in_order(boxes: Sequence[Box], direction: Direction = Direction.LEFT_TO_RIGHT) -> list[list[int]]:
    """The same order, parted into columns and what stands above, between and below them."""
    if not boxes:
        return []
    edges = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], float)
    if direction is Direction.RIGHT_TO_LEFT:
        edges[:, [0, 2]] = -edges[:, [2, 0]]
    height = float(np.median(edges[:, 3] - edges[:, 1]))
    return _ordered(np.arange(len(edges)), edges, height)


def _ordered(members: np.ndarray, edges: np.ndarray, height: float) -> list[list[int]]:
    """Cut by the widest gutter that runs through all members; else by rows; else from top to bottom."""
    columns = _cut_at_gutter(members, edges, height)
    if columns is not None:
        return [part for column in columns for part in _ordered(column, edges, height)]
    rows = _cut_across(members, edges, height)
    if rows is not None:
        return [part for row in rows for part in _ordered(row, edges, height)]
    return [_top_to_bottom(members, edges, height)]


def _cut_at_gutter(members: np.ndarray, edges: np.ndarray, height: float) -> list[np.ndarray] | None:
    """Two groups left and right of a blank vertical stripe, when both are at least three lines tall.

    Ends of lines may reach into the stripe, and over it, by a part of a line height.
    """
    loose = np.minimum(_LOOSE_END * height, _LOOSE_SHARE * (edges[:, 2] - edges[:, 0]))
    left, right = edges[:, 0] + loose, edges[:, 2] - loose
    by_left = members[np.argsort(left[members], kind="stable")]
    reach = np.maximum.accumulate(right[by_left])
    gaps = left[by_left[1:]] - reach[:-1]
    for cut in np.argsort(-gaps):
        if gaps[cut] < _LEAST_GUTTER * height:
            return None
        parts = [by_left[: cut + 1], by_left[cut + 1 :]]
        if all(_is_column(part, edges, height) for part in parts):
            return parts
    return None


def _is_column(part: np.ndarray, edges: np.ndarray, height: float) -> bool:
    return len(part) >= 2 and float(edges[part, 3].max() - edges[part, 1].min()) >= 2.5 * height


def _cut_across(members: np.ndarray, edges: np.ndarray, height: float) -> list[np.ndarray] | None:
    """Cut below or above a line that spans a gutter, when that lets the rest fall into columns."""
    middles = (edges[members, 1] + edges[members, 3]) / 2
    by_top = members[np.argsort(middles, kind="stable")]
    if len(by_top) < 6:
        return None
    for cut in range(1, len(by_top)):
        upper, lower = by_top[:cut], by_top[cut:]
        if (len(upper) >= 4 and _cut_at_gutter(upper, edges, height)) or (
            len(lower) >= 4 and _cut_at_gutter(lower, edges, height)
        ):
            return [upper, lower]
    return None


def _top_to_bottom(members: np.ndarray, edges: np.ndarray, height: float) -> list[int]:
    """By baseline; parts that stand side by side on one level are read along it."""
    middles = (edges[:, 1] + edges[:, 3]) / 2
    waiting = [int(index) for index in members[np.argsort(middles[members], kind="stable")]]
    ordered: list[int] = []
    while waiting:
        first = waiting[0]
        level = [index for index in waiting if abs(middles[index] - middles[first]) < 0.4 * height]
        level = [index for index in level if index == first or _is_beside(edges[first], edges[index])]
        level.sort(key=lambda index: edges[index, 0])
        ordered += level
        waiting = [index for index in waiting if index not in level]
    return ordered


def _is_beside(one: np.ndarray, other: np.ndarray) -> bool:
    return bool(min(one[2], other[2]) - max(one[0], other[0]) < 0.1 * min(one[2] - one[0], other[2] - other[0]))
