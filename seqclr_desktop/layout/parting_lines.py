"""Splitting a line in two and joining several into one, texts included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import copysign
from statistics import median

from seqclr_desktop.document import AuthorKind, Direction, Line, TextVersion
from seqclr_desktop.geometry import Point, Polyline
from seqclr_desktop.layout.baseline_frame import BaselineFrame, as_read, is_upright, rounded
from seqclr_desktop.layout.line_shapes import shaped
from seqclr_desktop.layout.shared_words import joined_human_text

_LEAST_PART_PX = 4.0
_LEVEL_SHARE = 0.5


def split_line(line: Line, at: Point | None = None) -> tuple[Line, Line] | None:
    """The two parts in reading order, parted at the place nearest to `at`, or in the middle.

    The first part is the old line with its texts, not checked any more, the second a new one without. None when
    a part would be too short to be a line.
    """
    frame = BaselineFrame.of(line)
    along = frame.length / 2 if at is None else float(frame.places([at])[0][0])
    if not _LEAST_PART_PX <= along <= frame.length - _LEAST_PART_PX:
        return None
    foot, way = frame.point(along), frame.way(along)
    head, tail = _cut(as_read(line), frame, along)
    sides = [
        (head, _half(line.polygon, foot, (-way[0], -way[1]))),
        (tail, _half(line.polygon, foot, way)),
    ]
    if line.direction is Direction.RIGHT_TO_LEFT:
        sides.reverse()
    is_turned = as_read(line) != tuple(line.baseline)
    first, second = (shaped(line, baseline[::-1] if is_turned else baseline, polygon) for baseline, polygon in sides)
    if first.human is not None:  # it says now what both parts say
        first = replace(first, human=replace(first.human, is_checked=False))
    return first, replace(second, id=None, human=None, machine=None, text_waits=False, comment="")


def merged_line(lines: Sequence[Line]) -> Line:
    """One line over all the others, with their texts joined in reading direction; it is a new line.

    `lines` (at least two) are in reading order; those on one level are joined along the writing.
    """
    way = _way(as_read(lines[0]))
    along_writing = sorted(lines, key=lambda line: _reach(_running(line, way)[0], way))
    in_text = list(lines)
    if _are_on_one_level(lines, way):
        in_text = along_writing[::-1] if lines[0].direction is Direction.RIGHT_TO_LEFT else along_writing
    baseline = _joined_baseline([_running(line, way) for line in along_writing])
    outlines = [point for line in along_writing for point in line.polygon]
    has_machine = all(line.machine is not None for line in lines)
    joined = shaped(lines[0], baseline, _around(baseline, outlines) if outlines else ())
    return replace(
        joined,
        id=None,
        human=joined_human_text(in_text),
        machine=_joined_machine([line.machine for line in in_text if line.machine]) if has_machine else None,
        comment="\n".join(line.comment for line in in_text if line.comment),
        is_unusable=all(line.is_unusable for line in lines),
        text_waits=any(line.text_waits for line in lines),
    )


def _cut(baseline: Polyline, frame: BaselineFrame, along: float) -> tuple[Polyline, Polyline]:
    middle = frame.point(along)
    head = [point for point, place in zip(baseline, frame.knots, strict=True) if place < along - 0.1]
    tail = [point for point, place in zip(baseline, frame.knots, strict=True) if place > along + 0.1]
    return rounded([*head, middle]), rounded([middle, *tail])


def _half(polygon: Polyline, foot: Point, way: Point) -> Polyline:
    """The part of the polygon on that side of a cut through `foot` to which `way` points (Sutherland-Hodgman)."""

    def side(point: Point) -> float:
        return (point[0] - foot[0]) * way[0] + (point[1] - foot[1]) * way[1]

    kept: list[Point] = []
    for before, point in zip((*polygon[-1:], *polygon[:-1]), polygon, strict=True):
        was, now = side(before), side(point)
        if (was < 0) != (now < 0):
            share = was / (was - now)
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if now >= 0:
            kept.append(point)
    return rounded(kept) if len(kept) >= 3 else ()


def _way(baseline: Polyline) -> Point:
    """Where it goes: across the page, (1, 0) or (-1, 0), or down (0, 1) or up (0, -1) for an upright line."""
    (x, y), (to_x, to_y) = baseline[0], baseline[-1]
    return (0.0, copysign(1, to_y - y)) if is_upright(baseline) else (copysign(1, to_x - x), 0.0)


def _reach(point: Point, way: Point) -> float:
    """How far along `way` a point lies."""
    return point[0] * way[0] + point[1] * way[1]


def _running(line: Line, way: Point) -> Polyline:
    """The line's baseline, from its other end if need be, so that it runs along `way`."""
    baseline = as_read(line)
    return baseline if _reach(baseline[-1], way) >= _reach(baseline[0], way) else baseline[::-1]


def _are_on_one_level(lines: Sequence[Line], way: Point) -> bool:
    across = 0 if way[0] == 0 else 1
    heights = [line.box.width if across == 0 else line.box.height for line in lines]
    levels = [median(point[across] for point in line.baseline) for line in lines]
    return max(levels) - min(levels) < _LEVEL_SHARE * median(heights) or min(heights) == 0


def _joined_baseline(baselines: Sequence[Polyline]) -> Polyline:
    """One after the other; where they overlap, the earlier one counts."""
    joined = list(baselines[0])
    for baseline in baselines[1:]:
        frame = BaselineFrame(joined)
        beyond = [point for point in baseline if frame.places([point])[0][0] > frame.length + 1]
        joined += beyond
    return rounded(joined)


def _around(baseline: Polyline, outlines: Sequence[Point]) -> Polyline:
    """One outline through the points of several, above the baseline there and below it back."""
    along, above = BaselineFrame(baseline).places(outlines)
    placed = sorted(zip(along, above, outlines, strict=True))
    upper = [point for _, height, point in placed if height > 0]
    lower = [point for _, height, point in placed if height <= 0]
    return rounded([*upper, *lower[::-1]]) if len(upper) + len(lower) >= 3 else ()


def _joined_machine(versions: Sequence[TextVersion]) -> TextVersion:
    """The blanks between the parts are as sure as the least sure part."""
    text = " ".join(version.text for version in versions if version.text)
    least = min((version.confidence for version in versions if version.confidence is not None), default=None)
    known = [version for version in versions if version.text]
    has_all = all(len(version.char_confidences) == len(version.text) for version in known)
    marks: list[float] = []
    for version in known if has_all else ():
        marks += [*([least or 0.0] if marks else []), *version.char_confidences]
    return TextVersion(text, AuthorKind.MODEL, versions[0].author, confidence=least, char_confidences=tuple(marks))
