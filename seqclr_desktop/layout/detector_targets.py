"""What the line detector ought to answer for a stretch of a page with known lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from seqclr_desktop.document import Line
from seqclr_desktop.images.line_crop import page_extents
from seqclr_desktop.layout.detector import REACH_UNIT_PX, STRIDE

_BODY_SHARE = 0.5  # small letters fill about half of the reach of tall ones
_NEIGHBOURHOOD = 1.8  # in reaches: this near to a true line the page counts as annotated
_END_WEIGHT = 4.0  # where a line ends, and short lines, are a small share of a page and most of what goes wrong
_END_INSIDE, _END_BEYOND = 1.5, 3.0  # in reaches above the baseline: how far that weight goes along the line


@dataclass(frozen=True)
class TrueLine:
    """A line in pixels of the reduced page. `baseline` (N, 2) runs so that its letters stand on its left hand."""

    baseline: np.ndarray
    above: float
    below: float


@dataclass(frozen=True)
class Targets:
    """Maps at the detector's output size: `maps` (3, h, w) 0–1, `reach` (2, h, w), `weight` and `on_line` (h, w)."""

    maps: np.ndarray
    reach: np.ndarray
    weight: np.ndarray
    on_line: np.ndarray


def true_lines(lines: Sequence[Line], scale: tuple[float, float]) -> list[TrueLine]:
    """The known lines of a page as the detector learns them; `scale` is page pixels per reduced pixel (x, y)."""
    extents = page_extents([(line.baseline, line.polygon) for line in lines])
    shrink = (scale[0] * scale[1]) ** 0.5
    known = []
    for line, extent in zip(lines, extents, strict=True):
        baseline = _letters_on_the_left(np.asarray(line.baseline, float), np.asarray(line.polygon, float))
        if np.hypot(*(baseline[-1] - baseline[0])) > 3:
            known.append(TrueLine(baseline / scale, extent.above_px / shrink, extent.below_px / shrink))
    return known


def _letters_on_the_left(baseline: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """The baseline, turned round where most of its outline lies on the other side."""
    if len(polygon) < 3:
        return baseline
    way = baseline[-1] - baseline[0]
    up = np.array([way[1], -way[0]])
    return baseline if float((polygon.mean(axis=0) - baseline.mean(axis=0)) @ up) >= 0 else baseline[::-1]


def moved(lines: Sequence[TrueLine], matrix: np.ndarray) -> list[TrueLine]:
    """The lines under an affine map (2, 3) of the reduced page."""
    growth = abs(float(np.linalg.det(matrix[:, :2]))) ** 0.5
    return [
        TrueLine(line.baseline @ matrix[:, :2].T + matrix[:, 2], line.above * growth, line.below * growth)
        for line in lines
    ]


def draw_targets(lines: Sequence[TrueLine], size: int, outside_weight: float) -> Targets:
    """Targets of a square of `size` input pixels. Lines that are not upright here are no lines: the detector
    answers for one orientation, and other orientations are found by turning the page.

    `outside_weight` (0–1) is how sure it is that the page has no other lines than these.
    """
    upright = [line for line in lines if _is_upright(line.baseline)]
    maps = np.stack([_feet(upright, size), _ends(upright, size), _bodies(upright, size)])
    weight = np.maximum(_neighbourhood(lines, size), outside_weight)
    weight = weight * _end_weight(lines, size)
    return Targets(maps, _reaches(upright, size), weight, maps[0] > 0.5)


def _is_upright(baseline: np.ndarray) -> bool:
    way = baseline[-1] - baseline[0]
    return bool(way[0] > abs(way[1]))


def _feet(lines: Sequence[TrueLine], size: int) -> np.ndarray:
    canvas = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        draw.line(_pairs(line.baseline), fill=255, width=3)
    return _softened(_reduced(canvas), 0.7)


def _ends(lines: Sequence[TrueLine], size: int) -> np.ndarray:
    canvas = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        for point in (line.baseline[0], line.baseline[-1]):
            x, y = float(point[0]), float(point[1])
            draw.line([(x, y - 0.6 * line.above), (x, y + 0.6 * line.below)], fill=255, width=4)
    return _softened(_reduced(canvas), 0.7)


def _bodies(lines: Sequence[TrueLine], size: int) -> np.ndarray:
    canvas = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        top = line.baseline - (0.0, _BODY_SHARE * line.above)
        draw.polygon(_pairs(np.concatenate([line.baseline, top[::-1]])), fill=255)
    return _reduced(canvas)


def _reaches(lines: Sequence[TrueLine], size: int) -> np.ndarray:
    """log2 of reach above and below in `REACH_UNIT_PX`, drawn broadly along the baselines, (2, h, w)."""
    out = []
    for reach in ([line.above for line in lines], [line.below for line in lines]):
        canvas = Image.new("F", (size // STRIDE, size // STRIDE), 0.0)
        draw = ImageDraw.Draw(canvas)
        for line, value in zip(lines, reach, strict=True):
            draw.line(_pairs(line.baseline / STRIDE), fill=float(np.log2(max(value, 1.0) / REACH_UNIT_PX)), width=3)
        out.append(np.asarray(canvas, np.float32))
    return np.stack(out)


def _neighbourhood(lines: Sequence[TrueLine], size: int) -> np.ndarray:
    canvas = Image.new("L", (size // STRIDE, size // STRIDE), 0)
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        width = round(2 * _NEIGHBOURHOOD * (line.above + line.below) / 2 / STRIDE)
        points = _pairs(line.baseline / STRIDE)
        draw.line(points, fill=1, width=max(3, width))
    return np.asarray(canvas, np.float32)


def _end_weight(lines: Sequence[TrueLine], size: int) -> np.ndarray:
    """How much the ends of lines count, (h, w): a bit of the line and the blank beyond it; elsewhere 1."""
    canvas = Image.new("F", (size // STRIDE, size // STRIDE), 1.0)
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        way = line.baseline[-1] - line.baseline[0]
        way = way / max(float(np.hypot(*way)), 1e-6)
        for end, outwards in ((line.baseline[0], -way), (line.baseline[-1], way)):
            stroke = [end - _END_INSIDE * line.above * outwards, end + _END_BEYOND * line.above * outwards]
            width = max(3, round(1.6 * line.above / STRIDE))
            draw.line(_pairs(np.stack(stroke) / STRIDE), fill=_END_WEIGHT, width=width)
    return np.asarray(canvas, np.float32)


def _pairs(points: np.ndarray) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in points]


def _reduced(canvas: Image.Image) -> np.ndarray:
    small = canvas.resize((canvas.width // STRIDE, canvas.height // STRIDE), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 255


def _softened(drawn: np.ndarray, sigma: float) -> np.ndarray:
    soft = ndimage.gaussian_filter(drawn, sigma)
    return np.asarray(np.clip(soft * 1.5, 0, 1), np.float32)
