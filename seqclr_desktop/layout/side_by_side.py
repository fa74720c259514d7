"""Lines side by side that were traced as one: a page number after a line, a note in the margin beside one.

The detector's chance of a baseline often runs on over the blank between them, and its chance of an end stays
below what cuts a line anywhere. A blank tells more: one that is wide, close to an end of the line, with some
chance of an end in it, stands before a number. One at which the lines around begin is the edge of their
column, and what stands before it there is a note. Wide blanks between words have neither. Where the columns of a
page touch there is no blank at all, but more lines begin at just that place than would by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from scipy import ndimage

from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.level_gaps import Gap, Level

# All lengths in usual line distances.
_BLANK = 0.3
_ASIDE_BLANK, _ASIDE_END, _ASIDE_LENGTH = 1.1, 0.4, 1.2  # of a number
_EDGE_LINES, _EDGE_END = 3, 0.25  # at the edge of a column
_NOTE_LEAST, _NOTE_MOST = 1.0, 5.0
_COLUMN_LINES, _COLUMN_END = 4, 0.45  # at the edge of a column that touches the one before it
_COLUMN_REACH, _COLUMN_ROWS, _COLUMN_LEAST = 0.4, 7.0, 2.0


def parted(level: Level) -> list[TracedLine]:
    """The lines, those that are several side by side cut at the blanks between them."""
    by_blanks = [part for line in level.lines for part in _cut(line, list(_blanks(line, level)))]
    level = replace(level, lines=by_blanks)
    return [part for line in by_blanks for part in _cut(line, list(_touching_columns(line, level)))]


def _blanks(line: TracedLine, level: Level) -> Iterator[Gap]:
    """The blanks of a line that part two lines."""
    columns, rows = line.points.T
    runs, _ = ndimage.label(~level.inked(columns, rows))
    for (run,) in ndimage.find_objects(runs):
        if run.start == 0 or run.stop == len(columns) or run.stop - run.start < _BLANK * level.spacing:
            continue
        gap = Gap(float(columns[run.start]), float(columns[run.stop - 1]), float(rows[(run.start + run.stop) // 2]))
        before, after = gap.left - float(columns[0]), float(columns[-1]) - gap.right
        if _is_before_a_number(gap, min(before, after), level) or _is_beside_a_note(
            gap, before if level.begins_left else after, line, level
        ):
            yield gap


def _is_before_a_number(gap: Gap, aside: float, level: Level) -> bool:
    if gap.width <= _ASIDE_BLANK * level.spacing or aside >= _ASIDE_LENGTH * level.spacing:
        return False
    return level.end_chance(gap) > _ASIDE_END


def _is_beside_a_note(gap: Gap, note: float, line: TracedLine, level: Level) -> bool:
    if not _NOTE_LEAST * level.spacing < note < _NOTE_MOST * level.spacing or level.end_chance(gap) <= _EDGE_END:
        return False
    return level.lines_beginning_at(gap, [line]) >= _EDGE_LINES


def _touching_columns(line: TracedLine, level: Level) -> Iterator[Gap]:
    """The places of a line, two pixels wide, where a column begins without a blank before it."""
    columns, rows = line.points.T
    chance = level.end_chances(columns, rows)
    crest = chance >= np.maximum(ndimage.maximum_filter1d(chance, 2 * int(level.spacing / 2) + 1), _COLUMN_END)
    inside = (columns - columns[0] > _COLUMN_LEAST * level.spacing) & (
        columns[-1] - columns > _COLUMN_LEAST * level.spacing
    )
    runs, _ = ndimage.label(crest & inside)
    for (run,) in ndimage.find_objects(runs):
        middle = (run.start + run.stop) // 2
        gap = Gap(float(columns[middle]) - 1, float(columns[middle]) + 1, float(rows[middle]))
        if level.lines_beginning_at(gap, [line], _COLUMN_REACH, _COLUMN_ROWS) >= _COLUMN_LINES:
            yield gap


def _cut(line: TracedLine, gaps: Sequence[Gap]) -> list[TracedLine]:
    """What is left of the line outside the gaps, from left to right."""
    columns = line.points[:, 0]
    lefts = [-np.inf, *(gap.right for gap in gaps)]
    rights = [*(gap.left for gap in gaps), np.inf]
    parts = [line.points[(columns >= left) & (columns <= right)] for left, right in zip(lefts, rights, strict=True)]
    return [TracedLine(part, line.strength) for part in parts if len(part) > 1]
