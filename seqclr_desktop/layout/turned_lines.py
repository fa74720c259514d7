"""Lines that are not upright: the detector knows upright lines only, so the page is turned for it.

Turning costs as much as the page itself, so it is done only where writing was left over, and only on
the part of the page that holds it. A page that lies on its side or its head is read in the turn that
shows the most lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from seqclr_desktop.document import Line, Region
from seqclr_desktop.geometry import Polyline
from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.ink import InkMap, broad_mean
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.segmenter import FoundLayout

_INK = 0.35
# Left-over ink, in reaches of letters above their baseline: strokes are longer than specks, shorter than the
# edges of the paper, and thin; a line of them standing on end is tall.
_SPECK, _EDGE, _THICK, _TALL, _BROAD = 0.15, 12.0, 0.6, 5.0, 0.8
_DENSE, _FULL = 0.05, 0.2  # share of ink in a neighbourhood, and ink per height in reaches
_SAMPLE_ROWS = 256
_A_FEW_PX = 400  # strokes on a page that is not empty
_SURE_STRENGTH = 0.5
_SURE_LENGTH = 4.0  # in reaches above the baseline: shorter pieces are more often strokes than lines
_SURE_INK = 0.06  # share of the small letters' band that is ink of no upright line


@dataclass(frozen=True)
class QuarterTurn:
    """The page turned by `quarters` counterclockwise, as numpy.rot90 does it: 0 to 3."""

    quarters: int

    def layers(self, layers: np.ndarray) -> np.ndarray:
        """Layers (C, h, w) -> (C, w, h)."""
        return np.ascontiguousarray(np.rot90(layers, self.quarters, axes=(1, 2)))

    def ink_map(self, page: InkMap, ink: np.ndarray) -> InkMap:
        """The turned map of `ink` (h, w), which is all or part of the page's."""
        turned = np.ascontiguousarray(np.rot90(ink, self.quarters))
        if self.quarters % 2 == 0:
            return replace(page, ink=turned)
        return InkMap(turned, page.scale[::-1], page.page_height_px, page.page_width_px)

    def layout_back(self, found: FoundLayout, page: InkMap) -> FoundLayout:
        """What was found on the turned page as it lies on the page, in the same order."""
        regions = tuple(Region(self._points_back(region.polygon, page), region.kind) for region in found.regions)
        return FoundLayout(regions, tuple(self.back(line, page) for line in found.lines))

    def back(self, line: Line, page: InkMap) -> Line:
        """A line of the turned page as one of the upright page; its baseline still runs in writing direction."""
        return replace(
            line, baseline=self._points_back(line.baseline, page), polygon=self._points_back(line.polygon, page)
        )

    def _points_back(self, points: Polyline, page: InkMap) -> Polyline:
        if self.quarters == 0:
            return points
        if self.quarters == 2:
            return tuple((page.page_width_px - x, page.page_height_px - y) for x, y in points)
        if self.quarters == 1:
            return tuple((page.page_width_px - y, x) for x, y in points)
        return tuple((y, page.page_height_px - x) for x, y in points)


UPRIGHT, ON_ITS_HEAD = QuarterTurn(0), QuarterTurn(2)
QUARTER_TURNS = (QuarterTurn(1), QuarterTurn(3))


def busiest_rows(ink: np.ndarray) -> slice:
    """The stretch of rows of the page's `ink` (h, w) that holds most of it, at most `_SAMPLE_ROWS` of them."""
    count = min(_SAMPLE_ROWS, ink.shape[0])
    sums = np.convolve(ink.sum(axis=1), np.ones(count), "valid")
    start = int(sums.argmax()) // 2 * 2
    return slice(start, start + count)


def ink_outside(page: InkMap, lines: Sequence[Line]) -> np.ndarray:
    """The ink (h, w) that lies in no line's outline."""
    height, width = page.ink.shape
    covered = Image.new("1", (width, height))
    draw = ImageDraw.Draw(covered)
    for line in lines:
        draw.polygon([(x / page.scale[0], y / page.scale[1]) for x, y in line.polygon], fill=1)
    return np.where(np.asarray(covered), 0, page.ink)


def strokes_of(ink: np.ndarray, above: float) -> np.ndarray:
    """The ink (h, w) without specks, solid blots and the edges of the paper, as (h, w) bool.

    `above` is the usual reach of letters above their baseline, in pixels.
    """
    blots, count = ndimage.label(ink > _INK, structure=np.ones((3, 3)))
    if not count:
        return np.zeros(ink.shape, bool)
    boxes = ndimage.find_objects(blots)
    longest = np.array([max(rows.stop - rows.start, columns.stop - columns.start) for rows, columns in boxes])
    areas = np.bincount(blots.ravel(), minlength=count + 1)[1:]
    is_stroke = (longest > _SPECK * above) & (longest < _EDGE * above) & (areas < _THICK * above * longest)
    return np.asarray(np.concatenate([[False], is_stroke])[blots])


def places_for_lines_on_end(strokes: np.ndarray, above: float) -> np.ndarray:
    """Where `strokes` (h, w) that belong to no line lie so that they may be lines on end: (h, w) bool."""
    blots, _ = ndimage.label(broad_mean(strokes.astype(np.float32), (1.5 * above, 0.5 * above)) > _DENSE)
    kept = np.zeros(strokes.shape, bool)
    for number, place in enumerate(ndimage.find_objects(blots), start=1):
        height, width = place[0].stop - place[0].start, place[1].stop - place[1].start
        if height < _TALL * above or width < _BROAD * above:
            continue
        blot = blots[place] == number
        if int((strokes[place] & blot).sum()) > _FULL * height * above:
            kept[place] |= blot
    return kept


def is_mostly_left_over(strokes: np.ndarray, ink: np.ndarray, rest: np.ndarray) -> bool:
    """Whether the `strokes` among the left-over ink `rest` outweigh the ink of the lines found."""
    in_lines = int((ink > _INK).sum()) - int((rest > _INK).sum())
    return int(strokes.sum()) > max(_A_FEW_PX, in_lines)


def is_sure(line: TracedLine, reach: Reach, ink: np.ndarray) -> bool:
    """Whether a line of the turned page is one: clear, long, and made of ink that no upright line has."""
    if line.strength < _SURE_STRENGTH or line.length < _SURE_LENGTH * reach.above:
        return False
    columns = line.points[:, 0].astype(int).clip(0, ink.shape[1] - 1)
    rows = line.points[:, 1].astype(int)[None, :] - np.arange(1, max(2, round(0.5 * reach.above)))[:, None]
    band = ink[rows.clip(0, ink.shape[0] - 1), np.broadcast_to(columns, rows.shape)]
    return float((band > _INK).mean()) > _SURE_INK and float((band > _INK).any(axis=0).mean()) > 0.35
