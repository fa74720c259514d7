"""What a perfect detector would draw for known lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.detector_maps import DetectorMaps
from seqclr_desktop.layout.detector_targets import TrueLine, draw_targets
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.lines_of_maps import lines_of_maps

SIZE = 512


def maps_of(lines: Sequence[TrueLine]) -> DetectorMaps:
    """The maps of a square page of 512 pixels with these lines."""
    targets = draw_targets(lines, SIZE, 1.0)
    reach = np.exp2(targets.reach) * 8
    return DetectorMaps(targets.maps[0], targets.maps[1], reach[0], reach[1])


def lines_found(maps: DetectorMaps) -> tuple[list[TracedLine], list[Reach]]:
    """What is made of maps alone, as on a page without ink."""
    return lines_of_maps(maps, np.zeros((SIZE, SIZE), np.float32), Direction.LEFT_TO_RIGHT)


def true_line(left: float, right: float, y: float, bend: float = 0.0) -> TrueLine:
    """A line with letters of a usual height."""
    x = np.linspace(left, right, 20)
    return TrueLine(np.stack([x, y + bend * np.sin(np.linspace(0, np.pi, 20))], axis=1), 24.0, 9.0)
