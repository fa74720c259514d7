"""What a segmenter is, and which one is used when nobody chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from seqclr_desktop.document import Direction, Line, Region

BOX_FLAG = "box"  # no outline could be drawn around the ink: the line has a box of the usual height


@dataclass(frozen=True)
class FoundLayout:
    """The regions and lines of one page, in page pixels, lines in reading order."""

    regions: tuple[Region, ...] = ()
    lines: tuple[Line, ...] = ()


class Segmenter(Protocol):
    """Something that finds lines."""

    @property
    def name(self) -> str: ...

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        """The lines of the upright page `grey` (H, W) uint8; none on an empty page. Never raises for odd pictures."""
        ...


def default_segmenter(direction: Direction = Direction.LEFT_TO_RIGHT) -> Segmenter:
    """The learned segmenter where its weights are bundled, else the classical one."""
    from seqclr_desktop.layout.classical import ClassicalSegmenter
    from seqclr_desktop.layout.detector_weights import bundled_weights

    weights = bundled_weights()
    if weights is None:
        return ClassicalSegmenter(direction)
    from seqclr_desktop.layout.learned import LearnedSegmenter

    return LearnedSegmenter(weights, direction)
