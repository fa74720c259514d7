"""Words between the lines, and what only looks like them: quotation marks, raised letters, tops of capitals.

A detector that has learned to see a word put in above a line sees a baseline under each of these as well.
A word is wider than two strokes, and its baseline is as clear as that of a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.layout.baseline_tracing import TracedLine

# All lengths in usual line distances.
_NEAR = 0.85  # closer to a longer line than this a piece lies between lines
_ASIDE = 0.3  # how far beyond the line's ends that counts too
_WORD, _CLEAR = 0.4, 0.5  # least length and mean chance of a baseline of a word there
_LONG = 1.2  # what is longer is no mark, however faint


def without_marks(lines: Sequence[TracedLine], spacing: float) -> list[TracedLine]:
    """The lines, without short or faint pieces close above or below a longer one.

    `spacing` is the usual line distance, in pixels of `lines`.
    """
    return [
        line
        for line in lines
        if _is_word(line, spacing) or not any(_lies_along(line, other, spacing) for other in lines)
    ]


def _is_word(piece: TracedLine, spacing: float) -> bool:
    if piece.length >= _LONG * spacing:
        return True
    return piece.length >= _WORD * spacing and piece.strength >= _CLEAR


def _lies_along(piece: TracedLine, line: TracedLine, spacing: float) -> bool:
    """Whether most of `piece` lies above or below the longer `line`, closer than lines are to each other."""
    if line.length <= piece.length:
        return False
    (columns, rows), (line_columns, line_rows) = piece.points.T, line.points.T
    aside = _ASIDE * spacing
    over = (columns >= line_columns[0] - aside) & (columns <= line_columns[-1] + aside)
    if over.mean() < 0.5:
        return False
    away = np.interp(columns[over], line_columns, line_rows) - rows[over]
    return bool(abs(np.median(away)) < _NEAR * spacing)
