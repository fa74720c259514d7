"""Crumbs: the last letters of a line, cut off because the detector saw its end twice.

The network's chance of an end often has two crests near the true one, a letter or two apart, while
its baseline runs on between them. A short piece that only such a cut parts from a longer line
belongs to it. Two long pieces stay apart: between columns, or a note and its text, baselines run on
as well, and the cut there is right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from seqclr_desktop.layout.baseline_tracing import TracedLine, joined

_CRUMB = 1.6  # a crumb is at most so many line distances long, about two letter heights
_HOST = 2.0  # and what it belongs to so many times as long
_CUT, _CUT_PX = 0.3, 5.0  # a gap no wider is a cut, in line distances, or in pixels where lines are crowded
_DRIFT = 0.2  # how far the one may lie above the other, in line distances
_RUNS_ON = 0.35  # least chance of a baseline in the gap


def with_crumbs(lines: Sequence[TracedLine], baseline: np.ndarray, spacing: float) -> list[TracedLine]:
    """The lines, those that were cut short made whole. `baseline` (h, w) is the detector's map before cutting."""
    chance = ndimage.maximum_filter1d(baseline, 5, axis=0)
    whole = sorted(lines, key=lambda line: line.length)
    place = 0
    while place < len(whole) and whole[place].length <= _CRUMB * spacing:
        crumb = whole[place]
        hosts = [line for line in whole[place + 1 :] if _belongs(crumb, line, chance, spacing)]
        if not hosts:
            place += 1
            continue
        host = hosts[-1]
        whole = [line for line in whole if line is not crumb and line is not host]
        whole = sorted([*whole, joined(_in_order(crumb, host))], key=lambda line: line.length)
        place = 0
    return whole


def _in_order(one: TracedLine, other: TracedLine) -> list[TracedLine]:
    return sorted((one, other), key=lambda line: float(line.points[0, 0]))


def _belongs(crumb: TracedLine, host: TracedLine, chance: np.ndarray, spacing: float) -> bool:
    first, second = _in_order(crumb, host)
    end, start = first.points[-1], second.points[0]
    gap, drift = start - end
    if not 0 < gap <= max(_CUT_PX, _CUT * spacing) or abs(drift) > max(1.0, _DRIFT * spacing):
        return False
    if host.length < _HOST * crumb.length:
        return False
    columns = np.arange(int(end[0]), int(start[0]) + 1)
    rows = np.interp(columns, (end[0], start[0]), (end[1], start[1])).round().astype(int)
    return bool(chance[rows, columns].min() >= _RUNS_ON)
