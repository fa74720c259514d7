"""Which lines of a page are odd: pure geometry, but for the ink, which `ink_shares` measures on the scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from PIL import Image, ImageDraw

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Polyline, polygon_area, polyline_length
from seqclr_desktop.layout.ink import ReducedPage
from seqclr_desktop.layout.oddities import Oddity, OddLine

_TALL = 1.7  # times the usual height
_LOW = 0.5
_OVERLAP_SHARE = 0.45  # of the smaller line's area
_EDGE_PX = 1.5
_LEAST_INK_SHARE = 0.012
_TOUCHING_PX = 1.0
_HELD_PX = 400.0  # outlines are drawn within a square of this size to measure how they overlap


def odd_lines(
    lines: Sequence[Line], width_px: int, height_px: int, ink: Mapping[int | None, float] | None = None
) -> list[OddLine]:
    """The odd lines of a page of this size, in reading order. `ink` (0-1) is by the line's id, where known."""
    usual = _usual_height(lines)
    pairs = _touching(lines)
    found = []
    for place, line in enumerate(lines):
        own = [
            *_of_height(line, usual),
            *([Oddity.OVERLAPPING] if pairs.overlapping[place] else []),
            *([Oddity.CROSSING] if pairs.crossing[place] else []),
            *([Oddity.EMPTY] if ink is not None and ink.get(line.id, 1.0) < _LEAST_INK_SHARE else []),
            *([Oddity.AT_EDGE] if _is_cut(line, width_px, height_px) else []),
            *([Oddity.FLAGGED] if line.flag else []),
            *([Oddity.UNMATCHED] if line.text_waits else []),
        ]
        told = tuple(oddity for oddity in own if oddity.value not in line.accepted)
        if told and not line.is_unusable:
            others = sorted(pairs.overlapping[place] | pairs.crossing[place])
            found.append(OddLine(line.id, told, tuple(lines[other].id for other in others)))
    return found


def ink_shares(grey: np.ndarray, lines: Sequence[Line]) -> dict[int | None, float]:
    """How much of each line's shape is ink, by its id, on the page (H, W) uint8."""
    page = ReducedPage.of(grey).ink()
    return {line.id: _ink_share(page.ink, page.scale, line.polygon) for line in lines if len(line.polygon) >= 3}


def _ink_share(ink: np.ndarray, scale: tuple[float, float], polygon: Polyline) -> float:
    height, width = ink.shape
    corners = np.asarray(polygon) / scale
    left, top = np.floor(corners.min(axis=0)).astype(int).clip(0, (width - 1, height - 1))
    right, bottom = np.ceil(corners.max(axis=0)).astype(int).clip((left + 1, top + 1), (width, height))
    mask = Image.new("1", (int(right - left), int(bottom - top)))
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in corners.tolist()], fill=1, outline=1)
    inside = np.asarray(mask)
    return float((ink[top:bottom, left:right][inside] > 0.35).mean()) if inside.any() else 0.0


def _height(line: Line) -> float | None:
    length = polyline_length(line.baseline)
    return polygon_area(line.polygon) / length if len(line.polygon) >= 3 and length > 0 else None


def _usual_height(lines: Sequence[Line]) -> float | None:
    known = [height for height in map(_height, lines) if height is not None]
    return median(known) if len(known) >= 3 else None


def _of_height(line: Line, usual: float | None) -> list[Oddity]:
    own = _height(line)
    if own is None or not usual:
        return []
    return [Oddity.TALL] if own > _TALL * usual else [Oddity.LOW] if own < _LOW * usual else []


def _is_cut(line: Line, width_px: int, height_px: int) -> bool:
    """Whether the writing touches the edge: the baseline anywhere, the outline above or below the writing."""
    xs, ys = zip(*line.baseline, strict=True)
    if min(xs) <= _EDGE_PX or max(xs) >= width_px - _EDGE_PX or min(ys) <= _EDGE_PX or max(ys) >= height_px - _EDGE_PX:
        return True
    across, size_px = (0, width_px) if max(ys) - min(ys) > max(xs) - min(xs) else (1, height_px)
    return any(corner[across] <= 0 or corner[across] >= size_px for corner in line.polygon)


@dataclass(frozen=True)
class _Touching:
    """For each line, by place, the places of those it overlaps and crosses."""

    overlapping: list[set[int]]
    crossing: list[set[int]]


def _touching(lines: Sequence[Line]) -> _Touching:
    found = _Touching([set() for _ in lines], [set() for _ in lines])
    boxes = np.array([(line.box.left, line.box.top, line.box.right, line.box.bottom) for line in lines]).reshape(-1, 4)
    for one in range(len(lines)):
        near = (
            (boxes[one + 1 :, 0] < boxes[one, 2])
            & (boxes[one + 1 :, 2] > boxes[one, 0])
            & (boxes[one + 1 :, 1] < boxes[one, 3])
            & (boxes[one + 1 :, 3] > boxes[one, 1])
        )
        for other in (np.flatnonzero(near) + one + 1).tolist():
            if _cross(lines[one].baseline, lines[other].baseline):
                _note(found.crossing, one, other)
            elif _overlap_share(lines[one].polygon, lines[other].polygon) > _OVERLAP_SHARE:
                _note(found.overlapping, one, other)
    return found


def _note(pairs: list[set[int]], one: int, other: int) -> None:
    pairs[one].add(other)
    pairs[other].add(one)


def _cross(one: Polyline, other: Polyline) -> bool:
    """Whether any segment of one baseline cuts one of the other."""
    a, b = np.asarray(one, float), np.asarray(other, float)
    starts, ways = a[:-1, None], np.diff(a, axis=0)[:, None]  # (S, 1, 2)
    other_starts, other_ways = b[None, :-1], np.diff(b, axis=0)[None]  # (1, T, 2)
    turn = _turn(ways, other_ways)
    with np.errstate(divide="ignore", invalid="ignore"):
        here = _turn(other_starts - starts, other_ways) / turn
        there = _turn(other_starts - starts, ways) / turn
        meet = starts + here[..., None] * ways  # (S, T, 2)
    crosses = (turn != 0) & (here >= 0) & (here <= 1) & (there >= 0) & (there <= 1)
    only_touches = _is_near(meet, a[[0, -1]]) & _is_near(meet, b[[0, -1]])  # as the parts of a line do
    return bool((crosses & ~only_touches).any())


def _is_near(points: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Which of the points (S, T, 2) lie at one of the ends (2, 2), (S, T) bool."""
    away = np.abs(points[..., None, :] - ends).max(axis=-1)  # (S, T, 2)
    return np.asarray((away <= _TOUCHING_PX).any(axis=-1))


def _turn(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def _overlap_share(one: Polyline, other: Polyline) -> float:
    """The common area as a share of the smaller outline's; 0 when one has no outline."""
    if len(one) < 3 or len(other) < 3:
        return 0.0
    points = np.asarray([*one, *other], float)
    low = points.min(axis=0)
    scale = min(1.0, _HELD_PX / max(float((points.max(axis=0) - low).max()), 1.0))
    width, height = ((points.max(axis=0) - low) * scale).tolist()
    masks = []
    for polygon in (one, other):
        mask = Image.new("1", (int(width) + 2, int(height) + 2))
        ImageDraw.Draw(mask).polygon([tuple(point) for point in ((np.asarray(polygon) - low) * scale).tolist()], fill=1)
        masks.append(np.asarray(mask))
    smaller = min(int(mask.sum()) for mask in masks)
    return float((masks[0] & masks[1]).sum()) / smaller if smaller else 0.0
