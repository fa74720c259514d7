"""From what a transcription file states to lines on the page as it is shown.

Files are scaled to the picture at hand, shapes moved onto the page, and what is missing is derived:
a baseline from the shape, a direction from the text.
"""

from __future__ import annotations

import math
import statistics
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from seqclr_desktop.document import (
    AuthorKind,
    Direction,
    Line,
    LineOrigin,
    PageContent,
    Region,
    TextVersion,
    direction_of,
    majority_direction,
    normalise_text,
)
from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.geometry import Polyline, bounding_box, clamp_points, polygon_area, polyline_length
from seqclr_desktop.marks import MarkedText, Marks, tidied

_ASPECT_TOLERANCE = 0.1  # re-encoded pictures are off by a pixel; another picture, or a turned one, by more
_DESCENDER_SHARE = 0.25
_TOLD_TEXTS = 3
_TOLD_LETTERS = 40


@dataclass(frozen=True)
class StatedLine:
    """A line as a file states it, in the file's own coordinates. Shapes may be empty.

    `marks` count the characters of `text` as it stands; `machine` is there instead of a person's text.
    `lost_tags` as in `PageContent`.
    """

    baseline: Polyline
    polygon: Polyline
    text: str
    region_index: int | None = None
    direction: Direction | None = None
    marks: Marks = ()
    machine: TextVersion | None = None
    lost_tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatedPage:
    """A page as a file states it; sizes are 0 when it does not say. `left_out` as in `PageContent`."""

    width: float
    height: float
    regions: tuple[Region, ...]
    lines: tuple[StatedLine, ...]
    image_file_name: str = ""
    direction: Direction | None = None
    left_out: tuple[str, ...] = ()


def assemble(stated: StatedPage, image_size: tuple[int, int], source: Path) -> PageContent:
    """The page in pixels of a picture of `image_size` (width, height).

    Raises UnreadableFileError when the file was plainly made for a picture of another shape.
    """
    scale = _scale(stated, image_size, source)
    direction = stated.direction or majority_direction([line.text for line in stated.lines if line.text])
    placed = [(line, _placed(line, scale, image_size, direction, source)) for line in stated.lines]
    lines = tuple(line for _, line in placed if line is not None)
    left_out = stated.left_out + _without_place([line.text for line, on_page in placed if on_page is None])
    regions = _placed_regions(stated, lines, scale, image_size)
    lost_tags = tuple(name for line in stated.lines for name in line.lost_tags)
    return PageContent(*image_size, regions, lines, stated.image_file_name, left_out, lost_tags)


def in_short(texts: Sequence[str]) -> str:
    """The beginnings of the first few `texts`, for a sentence about all of them."""
    told = [f"“{textwrap.shorten(text, _TOLD_LETTERS, placeholder='…')}”" for text in texts[:_TOLD_TEXTS]]
    return ", ".join(told) + (" …" if len(texts) > _TOLD_TEXTS else "")


def _without_place(texts: Sequence[str]) -> tuple[str, ...]:
    lost = [text for text in texts if text.strip()]
    if not lost:
        return ()
    return (
        f"Lines without a place on the page were left out: {in_short(lost)}. "
        "Draw them in the step Lines, or give them a baseline where the file was made.",
    )


def text_version(text: str, source: Path, marks: Marks = ()) -> TextVersion | None:
    """An imported text with the file it comes from as its author; None for no text."""
    neat = tidied(MarkedText(text, marks)) if marks else MarkedText(normalise_text(text))
    return TextVersion(neat.text, AuthorKind.IMPORT, author=source.name, marks=neat.marks) if neat.text else None


def baseline_within(polygon: Polyline) -> Polyline:
    """A straight baseline for a line of which only the outline is known, as slanted as the outline.

    It runs a quarter of the line's height above its lower edge, from the left end to the right.
    """
    box = bounding_box(polygon)
    xs = np.linspace(box.left, box.right, 18)[1:-1]
    edges = np.array([_vertical_extent(polygon, x) for x in xs])
    heights = edges[:, 1] - edges[:, 0]
    body = heights >= 0.5 * np.median(heights)  # the pointed ends say little
    ys = edges[:, 1] - _DESCENDER_SHARE * heights
    slope, start = np.polyfit(xs[body] - box.left, ys[body], 1) if body.sum() >= 2 else (0.0, float(np.median(ys)))
    return ((box.left, float(start)), (box.right, float(start + slope * box.width)))


def band_around(baseline: Polyline, top: float, bottom: float) -> Polyline:
    """The outline that follows `baseline` within a box from `top` to `bottom`: no neighbours where it slants."""
    ys = [y for _, y in baseline]
    above, below = max(min(ys) - top, 1.0), max(bottom - max(ys), 1.0)
    return (*((x, y - above) for x, y in baseline), *((x, y + below) for x, y in reversed(baseline)))


def _scale(stated: StatedPage, image_size: tuple[int, int], source: Path) -> tuple[float, float]:
    if stated.width <= 0 or stated.height <= 0:
        return 1.0, 1.0
    across, down = image_size[0] / stated.width, image_size[1] / stated.height
    if abs(across - down) > _ASPECT_TOLERANCE * max(across, down):
        raise UnreadableFileError(
            f"The file is for a page of {stated.width:g} × {stated.height:g}, "
            f"but the picture has {image_size[0]} × {image_size[1]} pixels.",
            where=str(source),
            advice="See whether it belongs to this picture, and whether the picture was turned since.",
        )
    return across, down


def _on_page(points: Polyline, scale: tuple[float, float], image_size: tuple[int, int]) -> Polyline:
    scaled = [(x * scale[0], y * scale[1]) for x, y in points]
    kept = clamp_points(scaled, *image_size)
    return tuple(point for at, point in enumerate(kept) if at == 0 or point != kept[at - 1])


def _outline(points: Polyline) -> Polyline:
    """`points` when they enclose an area, else nothing; the closing point is not repeated."""
    if len(points) > 3 and points[0] == points[-1]:
        points = points[:-1]
    if polygon_area(points) < 1:
        points = _around(points)
    return points if polygon_area(points) >= 1 else ()


def _around(points: Polyline) -> Polyline:
    """The corners in the order in which they lie around their middle: some programs list those of a box row by row."""
    middle = [statistics.fmean(along) for along in zip(*points, strict=True)]
    return tuple(sorted(points, key=lambda point: math.atan2(point[1] - middle[1], point[0] - middle[0])))


def _placed(
    line: StatedLine, scale: tuple[float, float], image_size: tuple[int, int], page_direction: Direction, source: Path
) -> Line | None:
    polygon = _outline(_on_page(line.polygon, scale, image_size))
    baseline = _on_page(line.baseline, scale, image_size)
    if polyline_length(baseline) < 1:
        if not polygon:
            return None
        baseline = baseline_within(polygon)
    human = text_version(line.text, source, line.marks) if line.machine is None else None
    return Line(
        baseline=baseline,
        polygon=polygon,
        direction=line.direction or _direction(normalise_text(line.text), page_direction),
        region_index=line.region_index,
        origin=LineOrigin.IMPORT,
        human=human,
        machine=line.machine,
    )


def _direction(text: str, page_direction: Direction) -> Direction:
    """On a right-to-left page a line stays so though it begins with a foreign word, not when it is wholly foreign."""
    if page_direction is Direction.LEFT_TO_RIGHT:
        return direction_of(text)
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    is_foreign = "L" in kinds and not kinds & {"R", "AL"}
    return Direction.LEFT_TO_RIGHT if is_foreign else Direction.RIGHT_TO_LEFT


def _placed_regions(
    stated: StatedPage, lines: Sequence[Line], scale: tuple[float, float], image_size: tuple[int, int]
) -> tuple[Region, ...]:
    """The regions in their order; one without outline gets the box around its lines, or around the page."""
    placed = []
    for index, region in enumerate(stated.regions):
        polygon = _outline(_on_page(region.polygon, scale, image_size))
        if not polygon:
            within = [
                point for line in lines if line.region_index == index for point in (*line.polygon, *line.baseline)
            ]
            polygon = bounding_box(within or [(0, 0), image_size]).as_polygon()
        placed.append(replace(region, polygon=polygon))
    return tuple(placed)


def _vertical_extent(polygon: Polyline, x: float) -> tuple[float, float]:
    """Upper and lower edge of the polygon at `x`, which lies within its box."""
    crossings = []
    for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if min(x1, x2) <= x <= max(x1, x2) and x1 != x2:
            crossings.append(y1 + (y2 - y1) * (x - x1) / (x2 - x1))
    if not crossings:
        middle = statistics.fmean(y for _, y in polygon)
        return middle, middle
    return min(crossings), max(crossings)
