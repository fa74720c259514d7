"""The shapes of a page as PAGE writes them: whole pixels on the scan as it lies in its file."""

from __future__ import annotations

from collections.abc import Sequence

from seqclr_desktop.document import Line, PageContent, Region
from seqclr_desktop.geometry import Box, Point, Polyline, bounding_box


class PageOutlines:
    """Turns shapes back by the page's `rotation`, moves them onto the page, and makes up missing ones."""

    def __init__(self, content: PageContent, rotation: int) -> None:
        self._content = content
        self._rotation = rotation % 360
        is_turned = self._rotation in (90, 270)
        self.width_px = content.height_px if is_turned else content.width_px
        self.height_px = content.width_px if is_turned else content.height_px
        self._boxes: dict[int, Polyline] | None = None

    def of_baseline(self, line: Line) -> str:
        return _written(self._whole(line.baseline))

    def of_line(self, line: Line) -> str:
        """The polygon, or a box around the baseline as high as the page's other lines."""
        return self._outline(line.polygon) or self._outline(self._box(line)) or self._least(line.baseline)

    def of_region(self, region: Region | None, lines: Sequence[Line]) -> str:
        """The polygon, or the box around the lines."""
        corners = [point for line in lines for point in (*(line.polygon or self._box(line)), *line.baseline)]
        around = bounding_box(corners).as_polygon() if corners else ()
        page = Box(0, 0, self._content.width_px, self._content.height_px).as_polygon()
        return (self._outline(region.polygon) if region else "") or self._outline(around) or self._outline(page)

    def _outline(self, polygon: Polyline) -> str:
        """The points as PAGE writes them, or an empty string when fewer than three of them differ."""
        whole = self._whole(polygon)
        return _written(whole) if len(set(whole)) >= 3 else ""

    def _least(self, points: Polyline) -> str:
        """A box of at least one pixel for a shape that lies on the edge of the page, or off it."""
        box = bounding_box(self._whole(points))
        left, top = min(box.left, self.width_px - 1), min(box.top, self.height_px - 1)
        corners = Box(left, top, max(box.right, left + 1), max(box.bottom, top + 1)).as_polygon()
        return _written([(round(x), round(y)) for x, y in corners])

    def _box(self, line: Line) -> Polyline:
        if self._boxes is None:
            self._boxes = _boxes_by_line(self._content.lines)
        return self._boxes[id(line)]

    def _whole(self, points: Polyline) -> list[tuple[int, int]]:
        turned = (self._turned_back(point) for point in points)
        return [(round(min(max(x, 0), self.width_px)), round(min(max(y, 0), self.height_px))) for x, y in turned]

    def _turned_back(self, point: Point) -> Point:
        x, y = point
        if self._rotation == 90:
            return y, self._content.width_px - x
        if self._rotation == 180:
            return self._content.width_px - x, self._content.height_px - y
        if self._rotation == 270:
            return self._content.height_px - y, x
        return x, y


def _boxes_by_line(lines: Sequence[Line]) -> dict[int, Polyline]:
    """A box for each line, by its identity: its baseline, and above and below it as much as letters reach."""
    from seqclr_desktop.images.line_crop import page_extents  # late, because it takes SciPy

    extents = page_extents([(line.baseline, line.polygon) for line in lines])
    boxes = {}
    for line, extent in zip(lines, extents, strict=True):
        around = bounding_box(line.baseline)
        boxes[id(line)] = Box(
            around.left, around.top - extent.above_px, around.right, around.bottom + extent.below_px
        ).as_polygon()
    return boxes


def _written(points: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
