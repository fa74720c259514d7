"""From traced baselines on the small map to lines and regions of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seqclr_desktop.document import Direction, Line, Region
from seqclr_desktop.geometry import Polyline, bounding_box
from seqclr_desktop.layout.baseline_tracing import TracedLine, simplified
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_outlines import Reach, line_outlines, strip
from seqclr_desktop.layout.reading_order import columns_in_order
from seqclr_desktop.layout.segmenter import BOX_FLAG, FoundLayout
from seqclr_desktop.layout.turned_lines import lies_in_another


def build_lines(
    page: InkMap, traced: Sequence[TracedLine], reaches: Sequence[Reach], direction: Direction
) -> list[Line]:
    """A line of the page for each traced one, in the same order, with an outline or a flagged band."""
    outlines = line_outlines(page.ink, [line.points for line in traced], reaches)
    return [
        _line(page, line, reach, outline, direction)
        for line, reach, outline in zip(traced, reaches, outlines, strict=True)
    ]


def arranged(lines: Sequence[Line], direction: Direction) -> FoundLayout:
    """Lines in reading order, a region for each column."""
    columns = [
        [lines[index] for index in column] for column in columns_in_order([line.box for line in lines], direction)
    ]
    regions = tuple(_region(column, "paragraph") for column in columns)
    ordered = [replace(line, region_index=place) for place, column in enumerate(columns) for line in column]
    return FoundLayout(regions, tuple(ordered))


def joined(*layouts: FoundLayout) -> FoundLayout:
    """Several layouts of one page as one: that with most lines is read first."""
    whole = FoundLayout()
    for found in sorted(layouts, key=lambda layout: len(layout.lines), reverse=True):
        place = len(whole.regions)
        lines = tuple(replace(line, region_index=place + (line.region_index or 0)) for line in found.lines)
        whole = FoundLayout((*whole.regions, *found.regions), (*whole.lines, *lines))
    return whole


def with_turned_lines(found: FoundLayout, turned: Sequence[Line]) -> FoundLayout:
    """The layout, followed by lines that run another way on the page, in a region of their own.

    What was taken for a short line but lies in one of these is left out.
    """
    if not turned:
        return found
    kept = _only(found, [line for line in found.lines if not lies_in_another(line, turned)])
    place = len(kept.regions)
    regions = (*kept.regions, _region(turned, "marginalia"))
    return FoundLayout(regions, (*kept.lines, *(replace(line, region_index=place) for line in turned)))


def _only(found: FoundLayout, kept: Sequence[Line]) -> FoundLayout:
    """Some lines of a layout, and the regions that hold them."""
    if len(kept) == len(found.lines):
        return found
    columns = [
        ([line for line in kept if line.region_index == place], region) for place, region in enumerate(found.regions)
    ]
    columns = [(column, region) for column, region in columns if column]
    regions = tuple(_region(column, region.kind) for column, region in columns)
    lines = tuple(replace(line, region_index=place) for place, (column, _) in enumerate(columns) for line in column)
    return FoundLayout(regions, lines)


def _line(page: InkMap, traced: TracedLine, reach: Reach, outline: np.ndarray | None, direction: Direction) -> Line:
    baseline = simplified(traced.points, max(0.05 * reach.above, 0.6))
    polygon = strip(baseline, reach) if outline is None else outline
    return Line(
        baseline=_as_polyline(page.to_page(baseline)),
        polygon=_as_polyline(page.to_page(polygon)),
        direction=direction,
        flag=BOX_FLAG if outline is None else "",
    )


def _region(lines: Sequence[Line], kind: str) -> Region:
    box = bounding_box([point for line in lines for point in (*line.polygon, *line.baseline)])
    return Region(box.as_polygon(), kind)


def _as_polyline(points: np.ndarray) -> Polyline:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
