"""What a line on the page looks like and why; no painting here."""

from __future__ import annotations

from enum import StrEnum

from seqclr_desktop.document import Direction, Line
from seqclr_desktop.geometry import Point


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
    """The end of the baseline at which reading begins, whichever way it was drawn."""
    if line.direction is Direction.RIGHT_TO_LEFT:
        return max(line.baseline)
    return min(line.baseline)
