"""What a line on the page looks like and why; no painting here."""

from __future__ import annotations

from enum import StrEnum

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.geometry import Point
from seqclr_desktop.layout.baseline_frame import as_read, is_upright


class LineLook(StrEnum):
    """The states told apart on the page, each by colour and by the pattern of its stroke."""

    EMPTY = "empty"
    READ = "read"  # by a model only
    WRITTEN = "written"  # by a person
    DOUBTFUL = "doubtful"  # flagged by line finding
    UNUSABLE = "unusable"


def look_of(line: Line) -> LineLook:
    """The state that says most about what is to be done with the line."""
    if line.is_unusable:
        return LineLook.UNUSABLE
    if line.human is not None and line.human.text:
        return LineLook.WRITTEN
    if line.flag and "flagged" not in line.accepted:
        return LineLook.DOUBTFUL
    if line.machine is not None and line.machine.text:
        return LineLook.READ
    return LineLook.EMPTY


def reading_start(line: Line) -> Point:
    """The end of the baseline at which reading begins: left or right as one sees who turns the page to the letters."""
    return _first_and_last(line)[0]


def side_of_start(line: Line) -> tuple[int, int]:
    """On which side of its start nothing is written: (-1, 0) is to the left, (0, 1) below."""
    (x, y), (to_x, to_y) = _first_and_last(line)
    if is_upright(line.baseline):
        return (0, 1 if to_y < y else -1)
    return (-1 if x <= to_x else 1, 0)


def _first_and_last(line: Line) -> tuple[Point, Point]:
    left, *_, right = as_read(line)
    return (right, left) if line.direction is Direction.RIGHT_TO_LEFT else (left, right)
