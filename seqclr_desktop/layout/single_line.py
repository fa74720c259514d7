"""Pictures that already are one line, as in collections cut into lines: nothing is to be searched in them."""

from __future__ import annotations

import numpy as np

from seqclr_desktop.document import Direction, Line, Region, box_baseline
from seqclr_desktop.geometry import Box, Polyline
from seqclr_desktop.images.line_crop import normalise_ink
from seqclr_desktop.layout.segmenter import FoundLayout

_LEAST_ASPECT = 3.0  # a page is never so much wider than high
_MOST_HEIGHT_PX = 400
_ONE_LEVEL = 0.3  # found baselines within this share of the height are pieces of one line
# Where the ink lies in lines outlined by people: its rows' middle and standard deviation as shares of the crop's
# height (medians of published collections), and how much of the crop the outline itself covers.
_INK_MIDDLE, _INK_SPREAD, _OUTLINE_SHARE = 0.545, 0.165, 0.8
_LEAST_SHARE = 0.55  # of the picture's height: a line of dashes and dots is not blown up to fill its image


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
    width = grey.shape[1]
    top, bottom = written_band(grey)
    box = Box(0, top, width, bottom)
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


def written_band(grey: np.ndarray) -> tuple[float, float]:
    """Top and bottom of the writing in a line's picture, (H, W) uint8, in pixels.

    Pictures of lines come with much paper around the letters or with none. The band is as high as an
    outline drawn by a person would be, so that letters get the same size whatever was cut around them.
    """
    height = grey.shape[0]
    ink = normalise_ink(grey).astype(np.float32) / 255
    rows = np.where(ink > 0.3, ink, 0).sum(axis=1)  # (H,); fainter than a third is paper, not pen
    if rows.sum() < 1:
        return 0.0, float(height)
    places = np.arange(height) + 0.5
    middle = float((rows * places).sum() / rows.sum())
    spread = float(np.sqrt((rows * (places - middle) ** 2).sum() / rows.sum()))
    band = min(max(spread / _INK_SPREAD, _LEAST_SHARE * height), 1.25 * height) * _OUTLINE_SHARE
    top = middle - band * (0.5 + (_INK_MIDDLE - 0.5) / _OUTLINE_SHARE)
    return max(top, 0.0), min(top + band, float(height))
