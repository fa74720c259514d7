"""The lines of a page once it is known that its writing runs the other way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from seqclr_desktop.document import Direction, Line, LineOrigin
from seqclr_desktop.geometry import Box, Point, bounding_box
from seqclr_desktop.layout.line_slant import common_slant, levelled
from seqclr_desktop.layout.reading_order import reading_order

_OTHER = {
    Direction.LEFT_TO_RIGHT: Direction.RIGHT_TO_LEFT,
    Direction.RIGHT_TO_LEFT: Direction.LEFT_TO_RIGHT,
}


def running(lines: Sequence[Line], direction: Direction) -> list[Line]:
    """The `lines` of a page with those turned into `direction` that the program found and on which nobody wrote.

    Where any is turned and all stand as the program orders lines of the other direction, all are put into the
    order of this one; an order made by hand stays.
    """
    turned = [replace(line, direction=direction) if _may_follow(line) else line for line in lines]
    stays = turned == list(lines) or _found_order(lines, _OTHER[direction]) != list(range(len(lines)))
    return turned if stays else [turned[place] for place in _found_order(lines, direction)]


def _may_follow(line: Line) -> bool:
    return line.origin is LineOrigin.FOUND and line.human is None


def _found_order(lines: Sequence[Line], direction: Direction) -> list[int]:
    """The places of `lines` as found ones are ordered: those that stand as most do, then the others as they are."""
    ways = [_way(line) for line in lines]
    usual = Counter(ways).most_common(1)[0][0] if ways else (1, 0)
    places = [place for place, way in enumerate(ways) if way == usual]
    slant = common_slant(lines)
    boxes = [_box_as_read(lines[place], usual, slant) for place in places]
    return [
        *(places[index] for index in reading_order(boxes, direction)),
        *(place for place, way in enumerate(ways) if way != usual),
    ]


def _way(line: Line) -> tuple[int, int]:
    """Where the baseline goes: to the right (1, 0), down (0, 1), to the left or up the page."""
    (left, top), (right, bottom) = line.baseline[0], line.baseline[-1]
    across, down = right - left, bottom - top
    if abs(across) >= abs(down):
        return (1 if across >= 0 else -1, 0)
    return (0, 1 if down > 0 else -1)


def _box_as_read(line: Line, way: tuple[int, int], slant: float) -> Box:
    """The line's box on the page levelled by its lines' `slant` and turned so that `way` goes to the right."""

    def turned(point: Point) -> Point:
        (x, y), (across, down) = point, way
        return (x * across + y * down, y * across - x * down)

    return bounding_box([turned(point) for point in levelled((*line.polygon, *line.baseline), slant)])
