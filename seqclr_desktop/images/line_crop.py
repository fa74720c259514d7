"""From a page picture and a line's shape to the straightened image of that line.

The same geometry serves the recogniser (`crop_line`: ink on nothing, fixed height) and the person who
transcribes (`straighten`: the scan's own colours). The baseline becomes a level row; columns of the
crop stand upright on it, so that slanted and curved lines come out straight without squeezing letters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from seqclr_desktop.document import box_baseline
from seqclr_desktop.geometry import Box, Point, Polyline, polyline_length, resample
from seqclr_desktop.images.letters_upright import letters_upright
from seqclr_desktop.images.written_band import covers_picture, written_band

_ASCENT_SHARE = 0.66  # of the whole height, for a line of which only the baseline is known
MARGIN = 0.12  # paper kept above and below the letters, as a share of the letters' height
_OVERHANG = 0.35  # how far the crop goes beyond either end of the baseline, in letter heights
_EXTENTS_KEPT = 20_000  # of lines; some kilobytes each with their shapes
_MAX_ASPECT = 80  # a line wider than this many heights is squeezed rather than exhausting memory


@dataclass(frozen=True)
class Extent:
    """How far letters reach from the baseline, in page pixels; both positive."""

    above_px: float
    below_px: float

    @property
    def height_px(self) -> float:
        return self.above_px + self.below_px


def line_extent(baseline: Sequence[Point], polygon: Sequence[Point]) -> Extent | None:
    """The reach of ascenders and descenders as the polygon draws them, or None without a usable polygon.

    High percentiles of the outline are taken rather than its extremes, since one flourish or a loop
    of the neighbouring line must not shrink all other letters.
    """
    return _line_extent(tuple(map(tuple, baseline)), tuple(map(tuple, polygon)))


@lru_cache(maxsize=_EXTENTS_KEPT)
def _line_extent(baseline: Polyline, polygon: Polyline) -> Extent | None:
    """Every stage of a training, and every picture of a line, asks for those of the whole page."""
    if len(polygon) < 3 or polyline_length(baseline) < 1:
        return None
    frame = _BaselineFrame(baseline, polygon)
    outline = resample([*polygon, polygon[0]], 256)
    along, above = frame.to_line(outline)
    inside = (along > 0) & (along < frame.length)
    tops, bottoms = above[inside & (above > 0)], -above[inside & (above <= 0)]
    if len(tops) < 8:
        return None
    above_px = float(np.percentile(tops, 80))
    below_px = float(np.percentile(bottoms, 80)) if len(bottoms) >= 8 else 0.25 * above_px
    return Extent(max(above_px, 2.0), max(below_px, 0.2 * above_px))


def page_extents(lines: Sequence[tuple[Sequence[Point], Sequence[Point]]]) -> list[Extent]:
    """One extent per (baseline, polygon), each drawn towards the page's typical one.

    A hand keeps its letter size over a page, outlines do not: a line is allowed to differ from the
    median by a third. Lines without a polygon get the median; a page without any polygon gets a share
    of the distance between its baselines.
    """
    own = [line_extent(baseline, polygon) for baseline, polygon in lines]
    known = [extent for extent in own if extent is not None]
    if known:
        above = float(np.median([extent.above_px for extent in known]))
        below = float(np.median([extent.below_px for extent in known]))
    else:
        height = _baseline_distance([baseline for baseline, _ in lines])
        above, below = _ASCENT_SHARE * height, (1 - _ASCENT_SHARE) * height
    return [_near(extent, above, below) for extent in own]


def straighten(
    page: Image.Image | np.ndarray,
    baseline: Sequence[Point],
    polygon: Sequence[Point],
    height_px: int,
    extent: Extent | None = None,
) -> Image.Image:
    """The line in the page's own colours, `height_px` high; beyond the page's edge its border goes on.

    `page` may be given as an array (H, W) or (H, W, 3) uint8, which saves copying it for every line.
    """
    grid = _sampling_grid(baseline, polygon, height_px, extent)
    if isinstance(page, Image.Image):
        page = np.asarray(page if page.mode in ("L", "RGB") else page.convert("RGB"))
    return Image.fromarray(_sample(page, grid).round().astype(np.uint8))


def crop_line(
    page_grey: np.ndarray,
    baseline: Sequence[Point],
    polygon: Sequence[Point],
    height_px: int,
    extent: Extent | None = None,
) -> np.ndarray:
    """The line as the recogniser sees it: (height_px, W) uint8, paper 0, full ink 255.

    `page_grey` is (H, W) uint8. Uneven paper, faint ink and negatives are evened out; what lies well
    outside the polygon (neighbouring lines) is made paper. Of a picture that is this line alone, the band
    of its writing is taken.
    """
    if covers_picture(polygon, page_grey.shape):
        baseline, polygon = _line_in_its_picture(page_grey, baseline)
        extent = line_extent(baseline, polygon)
    grid = _sampling_grid(baseline, polygon, height_px, extent)
    grey = _sample(page_grey, grid)
    mask = _polygon_mask(polygon, grid, height_px)
    return normalise_ink(grey, mask)


def _line_in_its_picture(grey: np.ndarray, baseline: Sequence[Point]) -> tuple[Polyline, Polyline]:
    """Baseline and outline of the one line in a picture, (H, W): a known baseline stays where it is in the band."""
    top, bottom = written_band(normalise_ink(grey))
    box = Box(0, top, grey.shape[1], bottom)
    is_known = len({y for _, y in baseline}) > 1
    return (tuple(baseline) if is_known else box_baseline(box)), box.as_polygon()


def normalise_ink(grey: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
    """Grey line (H, W) float or uint8 -> (H, W) uint8 with paper 0 and full ink 255.

    `mask` (H, W, 0–1) is how much of each pixel belongs to the line.
    """
    grey = grey.astype(np.float32)
    if _is_negative(grey):
        grey = 255.0 - grey
    darkness = np.clip(_paper_level(grey) - grey, 0, None)
    weight = np.ones_like(grey) if mask is None else mask
    inside = darkness[weight > 0.5]
    if inside.size == 0:
        return np.zeros(grey.shape, np.uint8)
    # Paper grain is about as dark as the median; letters fill a tenth of a line or so.
    grain = float(np.percentile(inside, 50))
    full = float(np.percentile(inside, 98.5))
    if full - grain < 6:  # nothing but paper: stretching would draw grain as letters
        full = grain + 40
    ink: np.ndarray = np.clip((darkness - grain) / (full - grain), 0, 1) * weight * 255
    return ink.round().astype(np.uint8)


class _BaselineFrame:
    """Coordinates along and above a baseline that runs so that letters stand on it and not on their heads."""

    def __init__(self, baseline: Sequence[Point], polygon: Sequence[Point]) -> None:
        points = np.asarray(letters_upright(baseline, polygon), dtype=float)
        self.length = max(polyline_length([tuple(p) for p in points]), 1.0)
        self.points = _smooth(resample([tuple(p) for p in points], max(8, min(400, int(self.length / 8)))))
        steps = np.gradient(self.points, axis=0)
        angle = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
        angle = ndimage.gaussian_filter1d(angle, sigma=max(1.0, len(angle) / 8), mode="nearest")
        self.directions = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        self.along = np.linspace(0, self.length, len(self.points))

    def to_page(self, along: np.ndarray, above: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(x, y) in page pixels, each (len(above), len(along)); runs straight on beyond the ends."""
        inside = np.clip(along, 0, self.length)
        beyond = along - inside
        base = [np.interp(inside, self.along, self.points[:, axis]) for axis in (0, 1)]
        way = [np.interp(inside, self.along, self.directions[:, axis]) for axis in (0, 1)]
        x = base[0] + beyond * way[0] + above[:, None] * way[1]
        y = base[1] + beyond * way[1] - above[:, None] * way[0]
        return x, y

    def to_line(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(along, above) of page points (N, 2), by the nearest point of the baseline."""
        distance = np.hypot(points[:, None, 0] - self.points[None, :, 0], points[:, None, 1] - self.points[None, :, 1])
        nearest = distance.argmin(axis=1)
        offset = points - self.points[nearest]
        way = self.directions[nearest]
        along = self.along[nearest] + (offset * way).sum(axis=1)
        above = offset[:, 0] * way[:, 1] - offset[:, 1] * way[:, 0]
        return along, above


def _sampling_grid(
    baseline: Sequence[Point], polygon: Sequence[Point], height_px: int, extent: Extent | None
) -> tuple[np.ndarray, np.ndarray]:
    """Page coordinates (x, y) of every half pixel of the crop, each (2 * height_px, 2 * W)."""
    frame = _BaselineFrame(baseline, polygon)
    extent = extent or line_extent(baseline, polygon) or _near(None, 0.03 * frame.length + 8, 0.01 * frame.length + 4)
    start, end = -_OVERHANG * extent.height_px, frame.length + _OVERHANG * extent.height_px
    if len(polygon) >= 3:
        along, _ = frame.to_line(resample([*polygon, polygon[0]], 128))
        start, end = min(start, float(along.min())), max(end, float(along.max()))
    top = extent.above_px + MARGIN * extent.height_px
    bottom = -extent.below_px - MARGIN * extent.height_px
    scale = height_px / (top - bottom)
    width_px = int(np.clip(round((end - start) * scale), height_px // 2, _MAX_ASPECT * height_px))
    return frame.to_page(_cell_centres(start, end, width_px), _cell_centres(top, bottom, height_px))


def _sample(page: np.ndarray, grid: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """The page (H, W) or (H, W, C) at the grid, (H', W') or (H', W', C) float32.

    Where the crop is coarser than the page, pixels are first averaged in blocks so that nothing aliases.
    """
    x, y = grid
    block = max(1, int(_pixels_per_cell(grid)))
    left, right = _span(x, page.shape[1], block)
    top, bottom = _span(y, page.shape[0], block)
    if right <= left or bottom <= top:  # the line lies outside the picture
        outside = np.median(page.reshape(-1, *page.shape[2:]), axis=0)
        return np.broadcast_to(outside, (*x.shape, *page.shape[2:])).astype(np.float32)
    part = _averaged(page[top:bottom, left:right].astype(np.float32), block)
    row = np.clip((y - top) / block - 0.5, 0, part.shape[0] - 1).astype(np.float32)
    column = np.clip((x - left) / block - 0.5, 0, part.shape[1] - 1).astype(np.float32)
    return _bilinear(part, row, column)


def _pixels_per_cell(grid: tuple[np.ndarray, np.ndarray]) -> float:
    """How many page pixels lie between neighbouring rows of the crop."""
    x, y = grid
    middle = x.shape[1] // 2
    rows: int = max(x.shape[0] - 1, 1)
    height_px: float = math.hypot(x[-1, middle] - x[0, middle], y[-1, middle] - y[0, middle])
    return height_px / rows


def _span(places: np.ndarray, size: int, block: int) -> tuple[int, int]:
    """The part of an axis that holds `places`, with a margin, within 0 and `size`."""
    return max(int(places.min()) - 2 * block, 0), min(int(places.max()) + 2 * block + 1, size)


def _averaged(part: np.ndarray, block: int) -> np.ndarray:
    """Means over blocks of pixels; the last ones repeat the edge."""
    if block == 1:
        return part
    missing = [(0, -size % block) for size in part.shape[:2]] + [(0, 0)] * (part.ndim - 2)
    padded = np.pad(part, missing, mode="edge")
    rows, columns = padded.shape[0] // block, padded.shape[1] // block
    means: np.ndarray = padded.reshape(rows, block, columns, block, *part.shape[2:]).mean(axis=(1, 3))
    return means


def _bilinear(part: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """`part` (H, W) or (H, W, C) between its pixels; all places lie within it."""
    top = np.minimum(row.astype(np.intp), max(part.shape[0] - 2, 0))
    left = np.minimum(column.astype(np.intp), max(part.shape[1] - 2, 0))
    bottom, right = np.minimum(top + 1, part.shape[0] - 1), np.minimum(left + 1, part.shape[1] - 1)
    extra = (1,) * (part.ndim - 2)
    down = (row - top).reshape(*row.shape, *extra)
    across = (column - left).reshape(*column.shape, *extra)
    above = part[top, left] * (1 - across) + part[top, right] * across
    below = part[bottom, left] * (1 - across) + part[bottom, right] * across
    between: np.ndarray = above * (1 - down) + below * down
    return between


def _polygon_mask(polygon: Sequence[Point], grid: tuple[np.ndarray, np.ndarray], height_px: int) -> np.ndarray | None:
    """How much of each crop pixel (0–1) lies in or near the polygon; None when there is no polygon."""
    if len(polygon) < 3:
        return None
    x, y = grid
    left, top = int(np.floor(x.min())), int(np.floor(y.min()))
    size = (int(np.ceil(x.max())) - left + 1, int(np.ceil(y.max())) - top + 1)
    drawn = Image.new("L", size, 0)
    ImageDraw.Draw(drawn).polygon([(px - left, py - top) for px, py in polygon], fill=255, outline=255)
    inside = np.asarray(drawn)
    mask = inside[np.clip(y - top, 0, size[1] - 1).astype(np.intp), np.clip(x - left, 0, size[0] - 1).astype(np.intp)]
    # Outlines often cut the tips of ascenders: keep a tenth of the height around them.
    reach = max(1, round(0.1 * height_px))
    widened: np.ndarray = ndimage.maximum_filter(mask, size=2 * reach + 1).astype(np.float32) / 255.0
    return widened


def _paper_level(grey: np.ndarray) -> np.ndarray:
    """The brightness of the paper behind each column, (1, W): a high percentile over about two line heights."""
    height, width = grey.shape
    step = max(1, height // 12)
    columns = np.pad(grey, ((0, 0), (0, -width % step)), mode="edge").reshape(height, -1, step).mean(axis=2)
    light = np.percentile(columns, 80, axis=0)
    reach = 2 * (height // step) + 1
    paper = ndimage.gaussian_filter1d(ndimage.percentile_filter(light, 60, size=reach, mode="nearest"), reach / 8)
    return np.repeat(paper, step)[None, :width]


def _is_negative(grey: np.ndarray) -> bool:
    """Whether letters are lighter than the ground: the rarer side of the middle is the ink."""
    low, middle, high = np.percentile(grey, (2, 50, 98))
    return bool(middle - low < 0.5 * (high - middle) and high - low > 60)


def _near(extent: Extent | None, above: float, below: float) -> Extent:
    if extent is None:
        return Extent(above, below)
    return Extent(
        float(np.clip(extent.above_px, above * 0.75, above * 1.33)),
        float(np.clip(extent.below_px, below * 0.75, below * 1.33)),
    )


def _baseline_distance(baselines: Sequence[Sequence[Point]]) -> float:
    middles = np.sort([np.mean([y for _, y in baseline]) for baseline in baselines])
    gaps = np.diff(middles)
    gaps = gaps[gaps > 8]
    return float(np.median(gaps)) if len(gaps) else 0.06 * polyline_length(baselines[0]) + 16 if baselines else 40.0


def _smooth(points: np.ndarray) -> np.ndarray:
    return np.asarray(ndimage.gaussian_filter1d(points, sigma=max(1.0, len(points) / 40), axis=0, mode="nearest"))


def _cell_centres(start: float, end: float, count: int) -> np.ndarray:
    return start + (np.arange(count) + 0.5) * (end - start) / count
