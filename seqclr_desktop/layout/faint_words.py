"""Words and figures of which the detector saw little: believed where letters stand that belong to no line.

A letter put in between lines, a page number in pale print: on the detector's map they are as faint as a quotation
mark, the dot of an i, or the top of a capital. The ink tells them apart. Strokes that reach down into the small
letters of a line are part of it; what stands by itself, as high as letters are and with as much ink, is a word.
On squared paper letters hang together with its rules, so that their darkest parts are looked at by themselves too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from seqclr_desktop.layout.baseline_tracing import TracedLine, runs_along
from seqclr_desktop.layout.detector_maps import DetectorMaps
from seqclr_desktop.layout.level_gaps import Level
from seqclr_desktop.layout.short_lines import least_end

_INKS = (0.5, 0.8)
_PEAK, _END = 0.25, 0.35  # highest chance of a baseline, and least chance of an end on either side
_OWN, _COLUMNS = 0.55, 0.5  # share of the ink that belongs to no line, and of the columns that have such ink
# All in usual line distances.
_SAME_LINE, _BESIDE, _LEVEL = 0.33, 0.7, 0.3
_CORE_ABOVE, _CORE_BELOW = 0.28, 0.04  # where all letters of a line have ink
_UP, _DOWN, _MIDDLE, _ASIDE = 0.8, 0.16, 0.4, 0.15  # where a word's ink is looked for, and that of its small letters
_TALLEST, _BROADEST = 1.6, 3.2  # strokes that are larger are rules and edges of the paper
_HEIGHTS = (0.24, 1.04)
_AREA = 0.05  # of ink, in squares of that distance: quotation marks and dots have less


@dataclass(frozen=True)
class _Strokes:
    """Numbers of connected strokes (h, w), 0 for paper, and which of them (count + 1,) may be letters of no line."""

    numbers: np.ndarray
    are_free: np.ndarray


def faint_words(pieces: Sequence[TracedLine], level: Level) -> list[TracedLine]:
    """Those of the faint `pieces` that are words beside or between the lines of `level`."""
    likely = [
        piece
        for piece in pieces
        if _is_seen(piece, level.maps, level.spacing)
        and not any(_is_of(line, piece, level.spacing) for line in level.lines)
    ]
    if not likely:
        return []
    core = _core(level)
    looks = [_strokes(level.ink > least, core, level.spacing) for least in _INKS]
    return [piece for piece in likely if any(_is_word(piece, strokes, level.spacing) for strokes in looks)]


def _is_seen(piece: TracedLine, maps: DetectorMaps, spacing: float) -> bool:
    columns, rows = (piece.points / 2).astype(int).T
    height, width = maps.baseline.shape
    peak = maps.baseline[rows.clip(0, height - 1), columns.clip(0, width - 1)].max()
    return bool(peak >= _PEAK and least_end((piece.points[[0, -1]] - 0.5) / 2, maps.ends, spacing / 2) >= _END)


def _is_of(line: TracedLine, piece: TracedLine, spacing: float) -> bool:
    """Whether the piece runs along the line or goes on where it ends."""
    if runs_along(piece.points, line.points, _SAME_LINE * spacing):
        return True
    gaps = np.abs(line.points[[0, -1]] - piece.points[[-1, 0]])
    return bool((gaps < np.array((_BESIDE, _LEVEL)) * spacing).all(axis=1).any())


def _core(level: Level) -> np.ndarray:
    """Where the small letters of the lines stand, (h, w) bool."""
    height, width = level.ink.shape
    core = np.zeros((height, width), bool)
    offsets = np.arange(-int(_CORE_ABOVE * level.spacing), int(_CORE_BELOW * level.spacing) + 1)
    for line in level.lines:
        columns, rows = line.points.T
        band = (rows[None, :] + offsets[:, None]).round().astype(int)
        core[band.clip(0, height - 1), columns.astype(int).clip(0, width - 1)[None, :]] = True
    return core


def _strokes(inked: np.ndarray, core: np.ndarray, spacing: float) -> _Strokes:
    numbers, _ = ndimage.label(inked, np.ones((3, 3)))
    sizes = [(rows.stop - rows.start, columns.stop - columns.start) for rows, columns in ndimage.find_objects(numbers)]
    most = np.array((_TALLEST, _BROADEST)) * spacing
    are_free = np.asarray((np.array([(0, 0), *sizes]) < most).all(axis=1))
    are_free[np.unique(numbers[core])] = False
    are_free[0] = False
    return _Strokes(numbers, are_free)


def _is_word(piece: TracedLine, strokes: _Strokes, spacing: float) -> bool:
    (left, right), foot = piece.points[[0, -1], 0], float(np.median(piece.points[:, 1]))
    around = strokes.numbers[
        _slice(foot - _UP * spacing, foot + _DOWN * spacing), _slice(left - _ASIDE * spacing, right + _ASIDE * spacing)
    ]
    free = strokes.are_free[around]
    if free.sum() < max(_OWN * (around > 0).sum(), _AREA * spacing**2):
        return False
    rows = np.flatnonzero(free.any(axis=1))
    low, high = _HEIGHTS
    if not low * spacing <= rows[-1] - rows[0] + 1 <= high * spacing:
        return False
    middle = strokes.are_free[strokes.numbers[_slice(foot - _MIDDLE * spacing, foot), _slice(left, right)]]
    return bool(middle.any(axis=0).mean() >= _COLUMNS)


def _slice(first: float, last: float) -> slice:
    """All pixels from `first` to `last`."""
    return slice(max(0, int(first)), max(1, int(last) + 1))
