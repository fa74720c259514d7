"""Pictures that already are one line, as in collections cut into lines: nothing is to be searched in them.

A picture is judged by its own shape; in a folder nearly all of whose pictures have the shape of a line, so are the
others, as short words and lines scanned very large.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from seqclr_desktop.document import Direction, Line, Page, Region, box_baseline
from seqclr_desktop.geometry import Box, Polyline
from seqclr_desktop.layout.ink import ReducedPage
from seqclr_desktop.layout.segmenter import FoundLayout

_LEAST_ASPECT = 3.0  # a page is never so much wider than high
_MOST_HEIGHT_PX = 400
_ONE_LEVEL = 0.3  # found baselines within this share of the height are pieces of one line
_LEAST_IN_FOLDER, _FOLDER_SHARE = 8, 0.9  # so many pictures, of which so many are at least as wide as a line
_MOST_TIMES_HIGHER = 2.0  # than the others of the folder


def could_be_one_line(grey: np.ndarray) -> bool:
    """Whether the shape (H, W) of the picture is that of a single line."""
    height, width = grey.shape
    return bool(height <= _MOST_HEIGHT_PX and width >= _LEAST_ASPECT * height)


def is_one_line(grey: np.ndarray, found: FoundLayout) -> bool:
    """Whether the picture is one line: of a line's shape, with nothing found under one another."""
    return could_be_one_line(grey) and _is_on_one_level(grey, found)


def _is_on_one_level(grey: np.ndarray, found: FoundLayout) -> bool:
    levels = [float(np.mean([y for _, y in line.baseline])) for line in found.lines]
    return not levels or max(levels) - min(levels) < _ONE_LEVEL * grey.shape[0]


def in_folders_of_lines(pages: Sequence[Page]) -> frozenset[int | None]:
    """The ids of those pages whose folder holds pictures of lines; much higher ones beside these are left out."""
    folders: dict[Path, list[Page]] = {}
    for page in pages:
        folders.setdefault(page.path.parent, []).append(page)
    return frozenset(page.id for beside in folders.values() for page in _pictures_of_lines(beside))


def _pictures_of_lines(pages: Sequence[Page]) -> list[Page]:
    wide = [page for page in pages if page.width_px >= _LEAST_ASPECT * page.height_px]
    if len(pages) < _LEAST_IN_FOLDER or len(wide) < _FOLDER_SHARE * len(pages):
        return []
    most = _MOST_TIMES_HIGHER * median(page.height_px for page in wide)
    return [page for page in pages if page.height_px <= most]


def line_of_folder(grey: np.ndarray, found: FoundLayout, direction: Direction) -> FoundLayout:
    """The picture (H, W) uint8 as one line, unless it is blank, or lines were found under one another."""
    is_line = _is_on_one_level(grey, found) and (found.lines or ReducedPage.of(grey).ink().ink.any())
    return one_line(grey, found, direction) if is_line else found


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
