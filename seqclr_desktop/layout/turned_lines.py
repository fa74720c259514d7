"""Lines written at 90 degrees: the detector knows upright lines only, so the page is turned for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Polyline
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_outlines import Reach

_INK = 0.35
_WORTH_SHARE = 0.12  # of the page's ink outside the upright lines
_WORTH_PX = 400
_SURE_STRENGTH = 0.5
_SURE_LENGTH = 4.0  # in reaches above the baseline: shorter pieces are more often strokes than lines
_SURE_INK = 0.06  # share of the small letters' band that is ink of no upright line


@dataclass(frozen=True)
class QuarterTurn:
    """The page turned by `quarters` counterclockwise, as numpy.rot90 does it: 1 or 3."""

    quarters: int

    def layers(self, layers: np.ndarray) -> np.ndarray:
        """Layers (C, h, w) -> (C, w, h)."""
        return np.ascontiguousarray(np.rot90(layers, self.quarters, axes=(1, 2)))

    def ink_map(self, page: InkMap, ink: np.ndarray) -> InkMap:
        """The turned map of `ink` (h, w), which is all or part of the page's."""
        turned = np.ascontiguousarray(np.rot90(ink, self.quarters))
        return InkMap(turned, page.scale[::-1], page.page_height_px, page.page_width_px)

    def back(self, line: Line, page: InkMap) -> Line:
        """A line of the turned page as one of the upright page; its baseline still runs in writing direction."""
        return replace(
            line, baseline=self._points_back(line.baseline, page), polygon=self._points_back(line.polygon, page)
        )

    def _points_back(self, points: Polyline, page: InkMap) -> Polyline:
        if self.quarters == 1:
            return tuple((page.page_width_px - y, x) for x, y in points)
        return tuple((y, page.page_height_px - x) for x, y in points)


QUARTER_TURNS = (QuarterTurn(1), QuarterTurn(3))


def ink_outside(page: InkMap, lines: Sequence[Line]) -> np.ndarray:
    """The ink (h, w) that lies in no line's outline."""
    height, width = page.ink.shape
    covered = Image.new("1", (width, height))
    draw = ImageDraw.Draw(covered)
    for line in lines:
        draw.polygon([(x / page.scale[0], y / page.scale[1]) for x, y in line.polygon], fill=1)
    return np.where(np.asarray(covered), 0, page.ink)


def is_worth_turning(ink: np.ndarray, rest: np.ndarray) -> bool:
    """Whether enough ink belongs to no line for lines to hide in it."""
    left_over = int((rest > _INK).sum())
    return left_over > max(_WORTH_PX, _WORTH_SHARE * int((ink > _INK).sum()))


def is_sure(line: TracedLine, reach: Reach, ink: np.ndarray) -> bool:
    """Whether a line of the turned page is one: clear, long, and made of ink that no upright line has."""
    if line.strength < _SURE_STRENGTH or line.length < _SURE_LENGTH * reach.above:
        return False
    columns = line.points[:, 0].astype(int).clip(0, ink.shape[1] - 1)
    rows = line.points[:, 1].astype(int)[None, :] - np.arange(1, max(2, round(0.5 * reach.above)))[:, None]
    band = ink[rows.clip(0, ink.shape[0] - 1), np.broadcast_to(columns, rows.shape)]
    return float((band > _INK).mean()) > _SURE_INK and float((band > _INK).any(axis=0).mean()) > 0.35
