"""How high the letters of each line of a page are, by their ink.

Outlines tell where a line is, but people and programs draw them with much air or with none, and a page drawn
generously comes with small letters. Readers are taught on letters of one size, so the ink decides: each
line's extent is moved and scaled to where its ink lies, mostly as the page's lines need it together, since a hand
keeps its size over a page and a single short line tells little.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.geometry import Point, Polyline
from seqclr_desktop.images.line_crop import MARGIN, Extent, crop_line, page_extents
from seqclr_desktop.images.written_band import covers_picture, written_band

_OWN_SHARE = 0.3  # of a line in its change; the rest is the page's median
_MEASURED_AT_PX = 24  # height of the crops that are looked at: rows of ink need no detail
_LEAST_BELOW = 0.05  # of the height: the baseline stays in the picture

_Shape = tuple[Polyline, Polyline, Extent]


class WrittenExtents:
    """Of one page (H, W) uint8. Lines that were measured before are not measured again."""

    def __init__(self, page_grey: np.ndarray) -> None:
        self._grey = page_grey
        self._measured: dict[_Shape, tuple[float, float] | None] = {}

    def of(self, lines: Sequence[tuple[Sequence[Point], Sequence[Point]]]) -> list[Extent]:
        """One extent per (baseline, polygon), as `page_extents`; lines without ink change as the page does."""
        outlined = page_extents(lines)
        changes = [self._change(*line, extent) for line, extent in zip(lines, outlined, strict=True)]
        known = [change for change in changes if change is not None]
        if not known:
            return outlined
        typical = np.median(known, axis=0)
        return [
            _changed(extent, typical if change is None else (1 - _OWN_SHARE) * typical + _OWN_SHARE * np.array(change))
            for extent, change in zip(outlined, changes, strict=True)
        ]

    def _change(
        self, baseline: Sequence[Point], polygon: Sequence[Point], extent: Extent
    ) -> tuple[float, float] | None:
        shape = (tuple((x, y) for x, y in baseline), tuple((x, y) for x, y in polygon), extent)
        if shape not in self._measured:
            self._measured[shape] = _measure(self._grey, *shape)
        return self._measured[shape]


def _measure(grey: np.ndarray, baseline: Polyline, polygon: Polyline, extent: Extent) -> tuple[float, float] | None:
    """How much further the extent should reach above and below, as shares of its height; None without ink."""
    if covers_picture(polygon, grey.shape):
        return 0.0, 0.0  # `crop_line` finds the band of such pictures itself
    ink = crop_line(grey, baseline, polygon, _MEASURED_AT_PX, extent)
    if not ink.any():
        return None
    top, bottom = written_band(ink, on_page=True)
    row = (1 + 2 * MARGIN) / _MEASURED_AT_PX  # of the extent's height
    return MARGIN - top * row, bottom * row - 1 - MARGIN


def _changed(extent: Extent, change: np.ndarray) -> Extent:
    height_px = extent.height_px
    above_px, below_px = extent.above_px + change[0] * height_px, extent.below_px + change[1] * height_px
    return Extent(max(float(above_px), 2.0), max(float(below_px), _LEAST_BELOW * height_px))
