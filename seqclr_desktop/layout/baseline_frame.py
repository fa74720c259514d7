"""Places told by a baseline: how far along it, and how far above it. The ground of all mending of shapes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Point, Polyline
from seqclr_desktop.images.letters_upright import letters_upright


def as_read(line: Line) -> Polyline:
    """The line's baseline from the left end of its letters to the right one, whichever way they stand on the page."""
    return tuple(letters_upright(line.baseline, line.polygon))


def is_upright(baseline: Sequence[Point]) -> bool:
    """Whether the writing runs up or down the page rather than across it."""
    return abs(baseline[-1][0] - baseline[0][0]) < abs(baseline[-1][1] - baseline[0][1])


class BaselineFrame:
    """Coordinates of a baseline with corners (C, 2), straight on beyond its ends. `along` begins at 0.

    What lies above is to the left of the way the baseline runs: the heads of letters where it is `as_read`.
    """

    def __init__(self, baseline: Sequence[Point]) -> None:
        self.corners = np.asarray(baseline, dtype=float)
        steps = np.diff(self.corners, axis=0)
        lengths = np.maximum(np.hypot(*steps.T), 1e-9)
        self._ways = steps / lengths[:, None]
        self.knots = np.concatenate([[0.0], np.cumsum(lengths)])

    @classmethod
    def of(cls, line: Line) -> BaselineFrame:
        """The frame of the line's letters."""
        return cls(as_read(line))

    @property
    def length(self) -> float:
        return float(self.knots[-1])

    def places(self, points: Sequence[Point]) -> tuple[np.ndarray, np.ndarray]:
        """(along, above) of page points, each (N,); below the baseline `above` is negative."""
        offsets = np.asarray(points, dtype=float)[:, None, :] - self.corners[None, :-1]  # (N, S, 2)
        reach = (offsets * self._ways).sum(axis=2)
        least = np.zeros(len(self._ways))
        most = np.diff(self.knots)
        least[0], most[-1] = -np.inf, np.inf
        kept = np.clip(reach, least, most)
        feet = offsets - kept[:, :, None] * self._ways
        nearest = np.hypot(*np.moveaxis(feet, 2, 0)).argmin(axis=1)
        rows = np.arange(len(nearest))
        offset, way = offsets[rows, nearest], self._ways[nearest]
        above = offset[:, 0] * way[:, 1] - offset[:, 1] * way[:, 0]
        return self.knots[nearest] + kept[rows, nearest], above

    def point(self, along: float) -> Point:
        """The point of the baseline there; the ends for places beyond them."""
        x, y = (np.interp(along, self.knots, self.corners[:, axis]) for axis in (0, 1))
        return (float(x), float(y))

    def way(self, along: float) -> Point:
        """The direction in which the baseline runs there, of length 1."""
        segment = int(np.clip(np.searchsorted(self.knots, along, side="right") - 1, 0, len(self._ways) - 1))
        x, y = self._ways[segment]
        return (float(x), float(y))


def rounded(points: Sequence[Sequence[float]]) -> Polyline:
    """To a tenth of a pixel, which is finer than any hand."""
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
