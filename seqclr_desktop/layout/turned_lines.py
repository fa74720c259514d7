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
from seqclr_desktop.geometry import Box, Polyline, polyline_length
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
_BESIDE_STRENGTH, _BESIDE_LENGTH = 0.35, 2.0  # the same beside sure ones
_INSIDE, _LONGER = 0.5, 2.0  # share of a piece's box that lies in that of a line so many times as long
_SURE_INK = 0.06  # share of the small letters' band that is ink of no other line
_SURE_COLUMNS = 0.35  # share of the columns there that have such ink


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


def busiest_rows(ink: np.ndarray, most: int = _SAMPLE_ROWS) -> slice:
    """The stretch of rows of the page's `ink` (h, w) that holds most of it, at most so many of them."""
    count = min(most, ink.shape[0])
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


def sure_lines(lines: Sequence[TracedLine], reaches: Sequence[Reach], strokes: np.ndarray) -> list[int]:
    """Which lines of the turned page are some: clear, long, and made of `strokes` (h, w) bool of no other line.

    Where one turn has such lines, fainter and shorter pieces of it are believed as well.
    """
    on_strokes = [n for n, line in enumerate(lines) if _stands_on(strokes, line, reaches[n])]
    if not any(_is_clear(lines[n], reaches[n], _SURE_STRENGTH, _SURE_LENGTH) for n in on_strokes):
        return []
    return [n for n in on_strokes if _is_clear(lines[n], reaches[n], _BESIDE_STRENGTH, _BESIDE_LENGTH)]


def lies_in_another(line: Line, others: Sequence[Line]) -> bool:
    """Whether most of a line's box lies in that of a much longer line, of those that run another way on the page."""
    length = polyline_length(line.baseline)
    longer = [other.box for other in others if polyline_length(other.baseline) > _LONGER * length]
    return any(_shared_area(line.box, box) > _INSIDE * line.box.width * line.box.height for box in longer)


def _shared_area(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, width) * max(0.0, height)


def _is_clear(line: TracedLine, reach: Reach, strength: float, length: float) -> bool:
    return line.strength >= strength and line.length >= length * reach.above


def _stands_on(strokes: np.ndarray, line: TracedLine, reach: Reach) -> bool:
    columns = line.points[:, 0].astype(int).clip(0, strokes.shape[1] - 1)
    rows = line.points[:, 1].astype(int)[None, :] - np.arange(1, max(2, round(0.5 * reach.above)))[:, None]
    band = strokes[rows.clip(0, strokes.shape[0] - 1), np.broadcast_to(columns, rows.shape)]
    return float(band.mean()) > _SURE_INK and float(band.any(axis=0).mean()) > _SURE_COLUMNS
