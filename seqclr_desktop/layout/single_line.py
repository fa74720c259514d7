"""Pictures that already are one line, as in collections cut into lines: nothing is to be searched in them."""

from __future__ import annotations

import numpy as np

from seqclr_desktop.document import Direction, Line, Region, box_baseline
from seqclr_desktop.geometry import Box, Polyline
from seqclr_desktop.layout.segmenter import FoundLayout

_LEAST_ASPECT = 3.0  # a page is never so much wider than high
_MOST_HEIGHT_PX = 400
_ONE_LEVEL = 0.3  # found baselines within this share of the height are pieces of one line


def could_be_one_line(grey: np.ndarray) -> bool:
    """Whether the shape (H, W) of the picture is that of a single line."""
    height, width = grey.shape
    return bool(height <= _MOST_HEIGHT_PX and width >= _LEAST_ASPECT * height)


def is_one_line(grey: np.ndarray, found: FoundLayout) -> bool:
    """Whether the picture is one line: of a line's shape, with nothing found under one another."""
    if not could_be_one_line(grey):
        return False
    levels = [float(np.mean([y for _, y in line.baseline])) for line in found.lines]
    return not levels or max(levels) - min(levels) < _ONE_LEVEL * grey.shape[0]


def one_line(grey: np.ndarray, found: FoundLayout, direction: Direction) -> FoundLayout:
    """The whole picture as one line, on the level of what was found."""
    height, width = grey.shape
    box = Box(0, 0, width, height)
    baseline: Polyline = box_baseline(box)
    if found.lines:
        longest = max(found.lines, key=lambda line: line.box.width)
        xs, _ = zip(*longest.baseline, strict=True)
        inner = list(longest.baseline) if xs[0] <= xs[-1] else list(longest.baseline[::-1])
        left = [(0.0, inner[0][1])] if min(xs) > 1 else []
        right = [(float(width), inner[-1][1])] if max(xs) < width - 1 else []
        baseline = (*left, *inner, *right)
    line = Line(baseline, box.as_polygon(), direction, region_index=0)
    return FoundLayout((Region(box.as_polygon(), "paragraph"),), (line,))
