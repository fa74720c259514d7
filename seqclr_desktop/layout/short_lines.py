"""Which short pieces are lines: single figures and words, but no stains and bits of ruled lines.

A figure is hardly wider than the strokes that part lines at their ends, so that a bit of two or three
pixels is left of it on the detector's map. It is a line where an end is seen on both sides of it, and
no other line near by on its level: between two lines that nearly meet such bits are left over as well.
A pale page number is faint on the map; where both its ends are seen well it is a line all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.layout.baseline_tracing import TracedLine

_LONG = 1.5  # in line distances: a long faint line is faint writing
_SHORT = 0.3  # a piece that is shorter may be a figure or what is left over
_CLEAR = 0.33  # mean chance of a baseline that a line needs which is not long
_END = 0.3  # chance of an end on either side that a figure needs
_PALE, _PALE_END = 0.24, 0.45  # the same two chances for a figure that is fainter
_ALONE = 1.0  # in line distances: how far a figure is from other lines on its level
_CUT_PX = 1.5  # half the width of the strokes that part lines


def is_too_short(line: TracedLine, spacing: float) -> bool:
    """Whether a piece is too short for a word; `spacing` is the usual line distance."""
    return line.length < _SHORT * spacing


def is_clear(line: TracedLine, spacing: float) -> bool:
    """Short faint pieces are stains and ruled lines; a long faint line is faint writing."""
    return line.length >= _LONG * spacing or line.strength >= _CLEAR


def figures(
    pieces: Sequence[TracedLine], lines: Sequence[TracedLine], ends: np.ndarray, spacing: float
) -> list[TracedLine]:
    """The single figures among short or faint pieces, as wide as they were before the strokes at their ends cut them.

    `lines` are those found already, `ends` (h, w) the detector's map.
    """
    return [
        _uncut(piece)
        for piece in pieces
        if _is_figure(piece, ends, spacing) and not any(_is_near(piece, line, spacing) for line in lines)
    ]


def _is_figure(piece: TracedLine, ends: np.ndarray, spacing: float) -> bool:
    least = least_end(piece.points[[0, -1]], ends, spacing)
    return (piece.strength >= _CLEAR and least > _END) or (piece.strength >= _PALE and least > _PALE_END)


def least_end(tips: np.ndarray, ends: np.ndarray, spacing: float) -> float:
    """The lower of the two highest chances of an end around the left and around the right tip (2, 2) of a piece.

    All are in pixels of the map `ends` (h, w).
    """
    tall, wide = max(2, round(0.25 * spacing)), max(3, round(0.4 * spacing))
    chances = []
    for (x, y), outwards in zip(tips, (-1, 1), strict=True):
        row, column = round(float(y)), round(float(x))
        left, right = (column - wide, column + 2) if outwards < 0 else (column - 1, column + wide + 1)
        around = ends[max(0, row - tall) : row + tall + 1, max(0, left) : right]
        chances.append(float(around.max(initial=0.0)))
    return min(chances)


def _is_near(piece: TracedLine, line: TracedLine, spacing: float) -> bool:
    reach = np.array((_ALONE, _SHORT)) * spacing
    gaps = np.abs(line.points[[0, -1]] - piece.points[[-1, 0]])
    return bool((gaps < reach).all(axis=1).any())


def _uncut(piece: TracedLine) -> TracedLine:
    (left, first), (right, last) = piece.points[0], piece.points[-1]
    points = np.concatenate([[[left - _CUT_PX, first]], piece.points, [[right + _CUT_PX, last]]])
    return TracedLine(points, piece.strength)
