"""How much a person has to do until the found lines of a page are the true ones, counted in pointer actions.

The rule, in the actions of the page view:

- a true line nobody found: drawn with two clicks, 2;
- a found line that covers several true lines side by side: one cut (C) for each line too few, 1;
- a true line in several pieces: each piece clicked, then joined (J): as many actions as pieces;
- an end of a line more than one line height too short or too long: dragged, 1;
- a found line among annotated ones that is none: clicked and deleted, 1.

Two baselines are the same line as in `line_matching`. Found lines in places the ground truth says
nothing about cannot be judged and are not counted; neither are outlines, which are not drawn by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seqclr_desktop.document import Line
from tests.benchmarks.line_matching import coverage, lies_among, matched_pairs, page_line_height

_PIECE = 0.5  # share of a found line that must run along a true one to be a piece of it
_SIDE_BY_SIDE = 0.3  # share of the shorter of two lines that may lie above or below the other


@dataclass(frozen=True)
class Mending:
    """Counts of acts; `actions` weighs them by the clicks and drags they take."""

    line_count: int
    drawn: int = 0
    cut: int = 0
    pieces_joined: int = 0
    ends_dragged: int = 0
    deleted: int = 0

    @property
    def actions(self) -> int:
        return 2 * self.drawn + self.cut + self.pieces_joined + self.ends_dragged + self.deleted

    @property
    def actions_per_25_lines(self) -> float:
        return 25 * self.actions / max(self.line_count, 1)


def mending(true: Sequence[Line], found: Sequence[Line]) -> Mending:
    """What it takes to make `found` of `true`."""
    if not true:
        return Mending(0)
    if not found:
        return Mending(len(true), drawn=len(true))
    cover, back = coverage(true, found), coverage(found, true, page_line_height(true))
    owner = dict(matched_pairs(cover))  # true -> found
    holds = {column: [row] for row, column in owner.items()}  # found -> true lines in it
    pieces: dict[int, list[int]] = {}  # true -> further found lines that are part of it
    deleted = drawn = cut = 0
    for column in range(len(found)):
        if column in holds:
            continue
        row = int(back[column].argmax())
        if back[column, row] >= _PIECE:
            pieces.setdefault(row, []).append(column)
        else:
            deleted += lies_among(found[column], true)
    for row in range(len(true)):
        if row in owner or row in pieces:
            continue
        column = int(cover[row].argmax())
        beside = all(_side_by_side(true[row], true[other]) for other in holds.get(column, []))
        if cover[row, column] >= _PIECE and beside:
            holds.setdefault(column, []).append(row)
            cut += 1
        else:
            drawn += 1
    height = page_line_height(true)
    dragged = 0
    for column, rows in holds.items():
        parts = [column, *(part for row in rows for part in pieces.get(row, []))]
        dragged += _ends_off([true[row] for row in rows], [found[part] for part in parts], height)
    together = [len(parts) + (row in owner) for row, parts in pieces.items()]
    return Mending(len(true), drawn, cut, sum(count for count in together if count > 1), dragged, deleted)


def _span(lines: Sequence[Line], way: np.ndarray) -> tuple[float, float]:
    places = np.concatenate([np.asarray(line.baseline, float) @ way for line in lines])
    return float(places.min()), float(places.max())


def _way(line: Line) -> np.ndarray:
    points = np.asarray(line.baseline, float)
    way = points[-1] - points[0]
    return np.asarray(way / max(float(np.hypot(*way)), 1e-6))


def _side_by_side(one: Line, other: Line) -> bool:
    way = _way(one)
    (start, end), (other_start, other_end) = _span([one], way), _span([other], way)
    shared = min(end, other_end) - max(start, other_start)
    return shared < _SIDE_BY_SIDE * min(end - start, other_end - other_start)


def _ends_off(true: Sequence[Line], found: Sequence[Line], height: float) -> int:
    """How many of the two ends lie farther off than a line is high."""
    way = _way(true[0])
    return sum(abs(a - b) > height for a, b in zip(_span(true, way), _span(found, way), strict=True))
