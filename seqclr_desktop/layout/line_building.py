"""From traced baselines on the small map to lines and regions of the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seqclr_desktop.document import Direction, Line, Region
from seqclr_desktop.geometry import Polyline, bounding_box
from seqclr_desktop.layout.baseline_tracing import TracedLine, simplified
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_outlines import Reach, line_outlines, strip
from seqclr_desktop.layout.reading_order import reading_order
from seqclr_desktop.layout.segmenter import BOX_FLAG, FoundLayout


def build_layout(
    page: InkMap, traced: Sequence[TracedLine], reaches: Sequence[Reach], direction: Direction
) -> FoundLayout:
    """Lines in reading order with outlines, and one region around them all."""
    outlines = line_outlines(page.ink, [line.points for line in traced], reaches)
    lines = [
        _line(page, line, reach, outline, direction)
        for line, reach, outline in zip(traced, reaches, outlines, strict=True)
    ]
    ordered = [lines[index] for index in reading_order([line.box for line in lines], direction)]
    return FoundLayout(_one_region(ordered), tuple(ordered))


def _line(page: InkMap, traced: TracedLine, reach: Reach, outline: np.ndarray | None, direction: Direction) -> Line:
    baseline = simplified(traced.points, max(0.05 * reach.above, 0.6))
    polygon = strip(baseline, reach) if outline is None else outline
    return Line(
        baseline=_as_polyline(page.to_page(baseline)),
        polygon=_as_polyline(page.to_page(polygon)),
        direction=direction,
        region_index=0,
        flag=BOX_FLAG if outline is None else "",
    )


def _one_region(lines: Sequence[Line]) -> tuple[Region, ...]:
    if not lines:
        return ()
    box = bounding_box([point for line in lines for point in (*line.polygon, *line.baseline)])
    return (Region(box.as_polygon(), "paragraph"),)


def _as_polyline(points: np.ndarray) -> Polyline:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
