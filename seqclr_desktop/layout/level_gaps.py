"""Gaps on the level of a line, and what tells whether they part two lines: chances of ends, ink, lines around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.detector_maps import DetectorMaps

_INK = 0.35
# All in usual line distances.
_BAND_ABOVE, _BAND_BELOW = 0.55, 0.15  # where a line has its letters, without tall ones and tails of its neighbours
_END_ROWS, _END_COLUMNS = 0.3, 0.15
_EDGE_REACH, _EDGE_ROWS = 0.8, 3.5


@dataclass(frozen=True)
class Gap:
    """Columns `left` to `right` of a level, which is at `row` in the middle, in pixels of the reduced page."""

    left: float
    right: float
    row: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Level:
    """What is known around the lines of a page: the detector's maps at half the size of `ink` (h, w), and the lines.

    `spacing` is the usual line distance in pixels of `ink`.
    """

    ink: np.ndarray
    maps: DetectorMaps
    lines: Sequence[TracedLine]
    spacing: float
    direction: Direction

    @property
    def begins_left(self) -> bool:
        return self.direction is Direction.LEFT_TO_RIGHT

    def inked(self, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Where there is ink of letters on a level, (N,) bool; `columns` and `rows` (N,) are its points."""
        above, below = int(_BAND_ABOVE * self.spacing), int(_BAND_BELOW * self.spacing)
        band = rows.round().astype(int)[None, :] + np.arange(-above, below + 1)[:, None]
        height, width = self.ink.shape
        inked = self.ink[band.clip(0, height - 1), columns.astype(int).clip(0, width - 1)[None, :]] > _INK
        return np.asarray(inked.any(axis=0))

    def blank_around(self, gap: Gap) -> float:
        """Width of the widest blank in or beside the gap."""
        columns = np.arange(int(gap.left - self.spacing), int(gap.right + self.spacing) + 1)
        within = (columns >= gap.left - 2) & (columns <= gap.right + 2)
        runs, count = ndimage.label(~self.inked(columns, np.full(len(columns), gap.row)))
        widths = np.bincount(runs, minlength=count + 1)
        return float(max((int(widths[run]) for run in np.unique(runs[within]) if run), default=0))

    def end_chance(self, gap: Gap) -> float:
        """The highest chance of an end in the gap and close to it."""
        wide = max(1, int(_END_COLUMNS * self.spacing / 2))
        tall = max(1, int(_END_ROWS * self.spacing / 2))
        row = int(gap.row / 2)
        columns = slice(max(0, int(gap.left / 2) - wide), int(gap.right / 2) + wide + 1)
        return float(self.maps.ends[max(0, row - tall) : row + tall + 1, columns].max(initial=0.0))

    def end_chances(self, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """The chance of an end at each point of a level and close above and below it, (N,)."""
        tall = max(1, int(_END_ROWS * self.spacing / 2))
        height, width = self.maps.ends.shape
        band = (rows / 2).astype(int)[None, :] + np.arange(-tall, tall + 1)[:, None]
        around = self.maps.ends[band.clip(0, height - 1), (columns / 2).astype(int).clip(0, width - 1)[None, :]]
        return np.asarray(around.max(axis=0))

    def baseline_chance(self, gap: Gap) -> float:
        """The lowest chance of a baseline on the way through the gap."""
        row = int(gap.row / 2)
        way = self.maps.baseline[max(0, row - 2) : row + 3, int(gap.left / 2) : int(gap.right / 2) + 2]
        return float(way.max(axis=0, initial=0.0).min(initial=1.0))

    def lines_beginning_at(
        self, gap: Gap, apart_from: Sequence[TracedLine], aside: float = _EDGE_REACH, rows: float = _EDGE_ROWS
    ) -> int:
        """How many lines around, other than these, begin where one after the gap would: the edge of a column.

        They begin no farther than `aside` to either side and `rows` above or below, in line distances.
        """
        edge = gap.right if self.begins_left else gap.left
        reach = np.array((aside, rows)) * self.spacing
        others = [line for line in self.lines if not any(line is known for known in apart_from)]
        starts = [line.points[0 if self.begins_left else -1] for line in others]
        return sum(bool((np.abs(start - (edge, gap.row)) < reach).all()) for start in starts)
