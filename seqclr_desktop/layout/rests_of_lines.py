"""What becomes of the ends of lines that reach out of a rectangle in which lines were found anew.

Outside the rectangle everything stays as it was. Where the writing runs on through its edge, the old end is the end
of the new line; where the edge lies in a blank wider than spaces are, as between columns, it is a line by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import dist

import numpy as np

from seqclr_desktop.document import Direction, Line, LineOrigin
from seqclr_desktop.geometry import Box, Point, polyline_length, resample
from seqclr_desktop.layout.baseline_frame import BaselineFrame, as_read
from seqclr_desktop.layout.ink import InkMap, ReducedPage
from seqclr_desktop.layout.line_shapes import UNKNOWN_EXTENT_PX, extent
from seqclr_desktop.layout.parting_lines import merged_line, split_line

# All in heights of the line.
_SPACE = 1.2  # no space between words is wider
_LEAST_LENGTH = 0.5  # what is shorter is the margin of an outline and no letter
_LETTERS = (0.05, 0.55)  # of what lies above the baseline: without tails of the line before
_INK = 0.35


def with_rests(found: Sequence[Line], replaced: Sequence[Line], box: Box, grey: np.ndarray) -> list[Line]:
    """The lines `found` in `box` of the page `grey` (H, W), with what of the lines `replaced` lies outside it.

    Lines that a person shaped keep their shape, so nothing is left of them. Rests have no text: it stays with
    the new line on the same ink. Those that are lines by themselves come before the others or after them.
    """
    rests = [rest for line in replaced if line.origin is not LineOrigin.PERSON for rest in _rests(line, box)]
    if not rests:
        return list(found)
    ink = ReducedPage.of(grey).ink()
    lines, before, after = list(found), list[Line](), list[Line]()
    for rest, edge, is_first in rests:
        neighbour = _running_on(lines, rest, edge, ink)
        if neighbour is not None:
            lines[neighbour] = _joined(lines[neighbour], rest)
        elif polyline_length(rest.baseline) >= _LEAST_LENGTH * _height_px(rest):
            (before if is_first else after).append(rest)
    return [*before, *lines, *after]


def _rests(line: Line, box: Box) -> list[tuple[Line, Point, bool]]:
    """The ends of the line outside `box`, each with where the edge cuts it off, and whether it is read first."""
    rests = []
    for is_left in (True, False):
        edge = _edge(line, box, is_left=is_left)
        parts = split_line(line, edge) if edge is not None else None
        if edge is None or parts is None:
            continue
        is_first = is_left is (line.direction is Direction.LEFT_TO_RIGHT)
        rest, inner = parts if is_first else parts[::-1]
        rests.append((_bare(rest), edge, is_first))
        line = inner
    return rests


def _edge(line: Line, box: Box, *, is_left: bool) -> Point | None:
    """Where the line, from the end outside, comes into `box`; None where that end lies inside."""
    points = resample(as_read(line), max(int(polyline_length(line.baseline)), 2))
    points = points if is_left else points[::-1]
    x, y = points[:, 0], points[:, 1]
    inside = (box.left <= x) & (x <= box.right) & (box.top <= y) & (y <= box.bottom)
    if inside[0] or not inside.any():
        return None
    return (float(x[inside.argmax()]), float(y[inside.argmax()]))


def _running_on(lines: Sequence[Line], rest: Line, edge: Point, ink: InkMap) -> int | None:
    """The line of which `rest` is the end, cut off at `edge`; None where there is a blank between."""
    space_px = _SPACE * _height_px(rest)
    gaps = [min(dist(line.baseline[0], edge), dist(line.baseline[-1], edge)) for line in lines]
    nearest = min(range(len(lines)), key=gaps.__getitem__, default=None)
    if nearest is None or gaps[nearest] > space_px or _blank_px(rest, edge, ink, space_px) >= space_px:
        return None
    return nearest


def _blank_px(line: Line, edge: Point, ink: InkMap, reach_px: float) -> float:
    """How wide the blank is in which `edge` lies, on the level of the line; at most twice `reach_px`."""
    frame = BaselineFrame.of(line)
    foot, way = np.asarray(edge), np.asarray(frame.way(float(frame.places([edge])[0][0])))
    step_px = max(ink.scale)
    alongs = np.arange(-reach_px, reach_px + step_px, step_px)
    ups = np.linspace(*_LETTERS, 12) * (extent(line) or UNKNOWN_EXTENT_PX)[0]
    points = foot + alongs[:, None, None] * way + ups[None, :, None] * np.array([way[1], -way[0]])  # (A, U, 2)
    height, width = ink.ink.shape
    columns, rows = (points / ink.scale).astype(int).transpose(2, 0, 1)
    inked = (ink.ink[rows.clip(0, height - 1), columns.clip(0, width - 1)] > _INK).any(axis=1)
    left, right = inked[: len(alongs) // 2][::-1], inked[len(alongs) // 2 :]
    return float(step_px * sum(int(side.argmax()) if side.any() else len(side) for side in (left, right)))


def _joined(found: Line, rest: Line) -> Line:
    return replace(merged_line([found, rest]), origin=found.origin, flag=found.flag)


def _bare(part: Line) -> Line:
    """A part of a found line as a line that was found."""
    return replace(
        part,
        id=None,
        human=None,
        machine=None,
        comment="",
        text_waits=False,
        origin=LineOrigin.FOUND,
    )


def _height_px(line: Line) -> float:
    return sum(extent(line) or UNKNOWN_EXTENT_PX)
