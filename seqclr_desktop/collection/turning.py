"""Turning a page by quarters: where its points are afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Point, Polyline


def turn_points(points: Sequence[Point], width_px: int, height_px: int, turn: int) -> Polyline:
    """`points` after the page of this size, as it was before, is turned clockwise by 90, 180 or 270 degrees."""
    if turn == 90:
        return tuple((height_px - y, x) for x, y in points)
    if turn == 180:
        return tuple((width_px - x, height_px - y) for x, y in points)
    if turn == 270:
        return tuple((y, width_px - x) for x, y in points)
    raise ValueError(f"a page is turned by quarters, not by {turn} degrees")


def turn_line(line: Line, width_px: int, height_px: int, turn: int) -> Line:
    """The line with its baseline and polygon turned along with the page."""
    return dataclasses.replace(
        line,
        baseline=turn_points(line.baseline, width_px, height_px, turn),
        polygon=turn_points(line.polygon, width_px, height_px, turn),
    )
