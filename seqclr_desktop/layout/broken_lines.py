"""Lines that came in pieces, cut at a space or a letter where the detector had some chance of an end.

The pieces belong together where the blank between them is no wider than spaces are, the chance of an end not
overwhelming, and no column begins there.
"""

from __future__ import annotations

from seqclr_desktop.layout.baseline_tracing import TracedLine, joined
from seqclr_desktop.layout.level_gaps import Gap, Level

# All lengths in usual line distances.
_GAP, _DRIFT, _BLANK = 1.5, 0.3, 0.6
_END, _END_WHERE_IT_RUNS_ON = 0.7, 0.8  # chances of an end that part lines, the second where a baseline is seen
_RUNS_ON = 0.2
_PIECE = 0.5  # what is shorter may be a figure
_EDGE_LINES, _EDGE_LINES_BESIDE_A_NOTE = 2, 1  # so many lines that begin at the gap are a column
_NOTE_MOST = 5.0  # what is no longer, before such a gap, may be a note beside the column


def mended(level: Level) -> list[TracedLine]:
    """The lines, those in pieces made whole, from left to right and each end joined once."""
    pieces = sorted(level.lines, key=lambda line: float(line.points[0, 0]))
    whole: list[TracedLine] = []
    for piece in pieces:
        before = [(_gap(line, piece), place) for place, line in enumerate(whole) if _goes_on(line, piece, level)]
        if not before:
            whole.append(piece)
            continue
        _, place = min(before, key=lambda pair: pair[0].width)
        whole[place] = joined([whole[place], piece])
    return whole


def _gap(one: TracedLine, other: TracedLine) -> Gap:
    (left, first), (right, second) = one.points[-1], other.points[0]
    return Gap(float(left), float(right), float(first + second) / 2)


def _goes_on(one: TracedLine, other: TracedLine, level: Level) -> bool:
    """Whether `other` is the rest of `one`, which lies to its left."""
    gap = _gap(one, other)
    if min(one.length, other.length) < _PIECE * level.spacing:
        return False
    drift = abs(float(other.points[0, 1] - one.points[-1, 1]))
    if not 0 < gap.width < _GAP * level.spacing or drift >= _DRIFT * level.spacing:
        return False
    end = _END_WHERE_IT_RUNS_ON if level.baseline_chance(gap) > _RUNS_ON else _END
    if level.end_chance(gap) >= end or level.blank_around(gap) >= _BLANK * level.spacing:
        return False
    begins = one if level.begins_left else other
    edge = _EDGE_LINES if begins.length > _NOTE_MOST * level.spacing else _EDGE_LINES_BESIDE_A_NOTE
    return level.lines_beginning_at(gap, [one, other]) < edge
