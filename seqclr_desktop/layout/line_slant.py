"""How much the lines of a page slant. Apart from turning the page: who only orders lines loads no pictures."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Point

_LEAST_SLANT = np.deg2rad(2.5)
_AGREEING = 2 / 3  # of the length of all lines slants at least so: curved and scattered lines have no common slant


def common_slant(lines: Sequence[Line]) -> float:
    """How much most writing of a page falls along its way, in radians, -pi/4 to pi/4; 0 for what counts as level.

    Lines up or down the page, or on its head, slant with the page as well.
    """
    ways = np.array([np.subtract(line.baseline[-1], line.baseline[0]) for line in lines]).reshape(-1, 2)
    slants = (np.arctan2(ways[:, 1], ways[:, 0]) + np.pi / 4) % (np.pi / 2) - np.pi / 4
    order = np.argsort(slants)
    shares = np.hypot(*ways[order].T).cumsum()
    if not len(shares) or shares[-1] == 0:
        return 0.0
    least, usual, most = slants[order][np.searchsorted(shares, shares[-1] * np.array((1 - _AGREEING, 0.5, _AGREEING)))]
    return float(usual) if least > _LEAST_SLANT or most < -_LEAST_SLANT else 0.0


def levelled(points: Sequence[Point], slant: float) -> list[Point]:
    """The points turned about the corner of the page so that lines with this `slant` lie level."""
    return [(x * cos(slant) + y * sin(slant), y * cos(slant) - x * sin(slant)) for x, y in points]
