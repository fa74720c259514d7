"""Pictures that already are one line, as in collections cut into lines: nothing is to be searched in them.

A picture is judged by its own shape. In a folder of low pictures of which most have the shape of a line, the others
are lines too: last lines of paragraphs, single words, and lines scanned very large.
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
_CLEAR_OF_EDGES = (0.2, 0.95)  # shares of the height; beyond lie the feet of the line above, the heads of the next
_NEXT_LEVEL = 0.3  # of the height: baselines that are nearer are pieces of one line
_LEAST_UNDER_ONE_ANOTHER = 0.25  # of the width; inserted words and raised letters take less
_COLUMNS = 101  # at so many places along the picture levels are compared
_LEAST_IN_FOLDER = 8  # pictures; fewer tell nothing
_WIDE_SHARE, _LOW_SHARE = 0.5, 0.9  # of a folder's pictures: at least as wide as a line, not much higher than these
_MOST_TIMES_HIGHER = 3.0  # than the wide ones of the folder mostly are


def _could_be_one_line(grey: np.ndarray) -> bool:
    """Whether the shape (H, W) of the picture is that of a single line."""
    height, width = grey.shape
    return bool(height <= _MOST_HEIGHT_PX and width >= _LEAST_ASPECT * height)


def line_of_picture(grey: np.ndarray, found: FoundLayout, direction: Direction, *, is_among_lines: bool) -> FoundLayout:
    """The picture (H, W) uint8 as one line, where it has the shape of one or lies in a folder of such; else as found.

    A blank one stays without lines, and lines that were found under one another stay.
    """
    if not (is_among_lines or _could_be_one_line(grey)) or _has_lines_under_one_another(grey, found):
        return found
    is_written = found.lines or ReducedPage.of(grey).ink().ink.any()
    return _one_line(grey, found, direction) if is_written else found


def _has_lines_under_one_another(grey: np.ndarray, found: FoundLayout) -> bool:
    """Lines cut out by their boxes show parts of the lines around them and words put between: these are none.

    Compared column by column, since the pieces of a line that slants lie at different levels as well.
    """
    levels = _levels(grey, found.lines)
    is_there = np.isfinite(levels)
    highest = np.where(is_there, levels, np.inf).min(axis=0, initial=np.inf)
    lowest = np.where(is_there, levels, -np.inf).max(axis=0, initial=-np.inf)
    return bool((lowest - highest >= _NEXT_LEVEL).mean() >= _LEAST_UNDER_ONE_ANOTHER)


def _levels(grey: np.ndarray, lines: Sequence[Line]) -> np.ndarray:
    """Where the baselines run at places along the picture, in shares of its height, from above: (N, C).

    Not a number where a line does not reach, or runs at the upper or lower edge.
    """
    height, width = grey.shape
    columns = np.linspace(0, width, _COLUMNS)
    levels = np.full((len(lines), _COLUMNS), np.nan)
    for level, line in zip(levels, lines, strict=True):
        xs, ys = zip(*sorted(line.baseline), strict=True)
        level[:] = np.interp(columns, xs, ys, left=np.nan, right=np.nan) / height
    upper, lower = _CLEAR_OF_EDGES
    return np.where((levels >= upper) & (levels <= lower), levels, np.nan)


def in_folders_of_lines(pages: Sequence[Page]) -> frozenset[int | None]:
    """The ids of those pages whose folder holds pictures of lines; much higher ones beside these are left out."""
    folders: dict[Path, list[Page]] = {}
    for page in pages:
        folders.setdefault(page.path.parent, []).append(page)
    return frozenset(page.id for beside in folders.values() for page in _pictures_of_lines(beside))


def _pictures_of_lines(pages: Sequence[Page]) -> list[Page]:
    wide = [page for page in pages if page.width_px >= _LEAST_ASPECT * page.height_px]
    if len(pages) < _LEAST_IN_FOLDER or len(wide) < _WIDE_SHARE * len(pages):
        return []
    most = _MOST_TIMES_HIGHER * median(page.height_px for page in wide)
    low = [page for page in pages if page.height_px <= most]
    return low if len(low) >= _LOW_SHARE * len(pages) else []


def _one_line(grey: np.ndarray, found: FoundLayout, direction: Direction) -> FoundLayout:
    """The whole picture as one line, on the level of what was found."""
    height, width = grey.shape
    box = Box(0, 0, width, height)
    found_baseline = _longest_clear_baseline(grey, found.lines)
    baseline = _from_edge_to_edge(found_baseline, width) if found_baseline else box_baseline(box)
    line = Line(baseline, box.as_polygon(), direction, region_index=0)
    return FoundLayout((Region(box.as_polygon(), "paragraph"),), (line,))


def _longest_clear_baseline(grey: np.ndarray, lines: Sequence[Line]) -> Polyline:
    """Of those that are clear of the upper and lower edge; empty where none is."""
    lengths = np.isfinite(_levels(grey, lines)).sum(axis=1)
    return lines[int(lengths.argmax())].baseline if lengths.any() else ()


def _from_edge_to_edge(baseline: Polyline, width: int) -> Polyline:
    xs, _ = zip(*baseline, strict=True)
    inner = baseline if xs[0] <= xs[-1] else baseline[::-1]
    left = [(0.0, inner[0][1])] if min(xs) > 1 else []
    right = [(float(width), inner[-1][1])] if max(xs) < width - 1 else []
    return (*left, *inner, *right)
