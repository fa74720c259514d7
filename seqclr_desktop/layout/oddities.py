"""What can be odd about a line, so that a person should look at it; found by `layout.odd_lines`.

A person who says that a line is right leaves a mark on it (`Line.accepted`) for the oddities it then has;
a new oddity is told again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seqclr_desktop.document import Line


class Oddity(StrEnum):
    """What can be odd about a line."""

    TALL = "tall"
    LOW = "low"
    OVERLAPPING = "overlapping"
    CROSSING = "crossing"
    EMPTY = "empty"
    AT_EDGE = "edge"
    FLAGGED = "flagged"
    UNMATCHED = "unmatched"


REASONS: Mapping[Oddity, str] = {
    Oddity.TALL: "Much taller than the other lines",
    Oddity.LOW: "Much lower than the other lines",
    Oddity.OVERLAPPING: "Lies over another line",
    Oddity.CROSSING: "Crosses another line",
    Oddity.EMPTY: "There is hardly any ink in it",
    Oddity.AT_EDGE: "Cut off by the edge of the page",
    Oddity.FLAGGED: "No outline was found, so it has a plain box",
    Oddity.UNMATCHED: "Its text was kept, but the search did not find this line again",
}
"""Why a person should look at a line with this oddity; each may begin a sentence."""

OF_OTHERS = frozenset({Oddity.OVERLAPPING, Oddity.CROSSING})
"""What other lines have a part in."""


@dataclass(frozen=True)
class OddLine:
    """`line_id` is odd in these ways; `others` are the ids of the lines it overlaps or crosses."""

    line_id: int | None
    oddities: tuple[Oddity, ...]
    others: tuple[int | None, ...] = ()


def accepted_as(line: Line, oddities: Sequence[Oddity]) -> tuple[str, ...]:
    """The marks of `line` once a person has said that it is right in spite of `oddities`."""
    return tuple(sorted({*line.accepted, *(oddity.value for oddity in oddities)}))
