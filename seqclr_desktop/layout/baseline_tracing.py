"""From a map that is high along baselines to ordered polylines.

Every column's peaks are kept, neighbouring peaks are chained, and chains that continue each other
across a word gap are joined. Used by the classical and by the learned segmenter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage


@dataclass(frozen=True)
class TracedLine:
    """`points` (N, 2) x and y, x rising by about one pixel each; `strength` is the mean of the map along it."""

    points: np.ndarray
    strength: float

    @property
    def length(self) -> float:
        return float(self.points[-1, 0] - self.points[0, 0])


@dataclass(frozen=True)
class TracingRules:
    """Distances in pixels of the map. `spacing` is the usual distance of neighbouring lines."""

    spacing: float
    low: float
    high: float
    gap: float
    shortest: float
    peak_reach: float


def trace_baselines(score: np.ndarray, rules: TracingRules, barrier: np.ndarray | None = None) -> list[TracedLine]:
    """Polylines along the ridges of `score` (h, w). `barrier` (h, w) bool: places across which nothing is joined."""
    chains = _chains(score, rules)
    chains = _join(chains, rules, barrier)
    lines = [chain for chain in chains if chain.length >= rules.shortest]
    return _without_doubles(lines, rules.spacing)


def _chains(score: np.ndarray, rules: TracingRules) -> list[TracedLine]:
    reach = max(1, round(rules.peak_reach))
    peaks = (score >= ndimage.maximum_filter1d(score, 2 * reach + 1, axis=0)) & (score > rules.low)
    labels, count = ndimage.label(peaks, structure=np.ones((3, 3)))
    if not count:
        return []
    rows, columns = np.nonzero(labels)
    label = labels[rows, columns]
    strong = ndimage.maximum(score, labels, np.arange(count + 1)) >= rules.high
    order = np.lexsort((columns, label))
    rows, columns, label = rows[order], columns[order], label[order]
    borders = np.flatnonzero(np.diff(label)) + 1
    chains = []
    for y, x, of in zip(np.split(rows, borders), np.split(columns, borders), np.split(label, borders), strict=True):
        if strong[of[0]] and x[-1] > x[0]:
            chains.append(_chain(x, y, score))
    return chains


def _chain(x: np.ndarray, y: np.ndarray, score: np.ndarray) -> TracedLine:
    """One point a column: the mean of the peaks there, weighted by their height."""
    weight = score[y, x]
    first = x - x[0]
    total = np.bincount(first, weight)
    level = np.bincount(first, weight * y)
    there = total > 0
    points = np.stack([np.flatnonzero(there) + x[0], level[there] / total[there]], axis=1).astype(float)
    return TracedLine(points, float(weight.mean()))


def _join(chains: list[TracedLine], rules: TracingRules, barrier: np.ndarray | None) -> list[TracedLine]:
    """Join chains that continue each other, nearest first; each end is used once."""
    if len(chains) < 2:
        return chains
    starts = np.array([chain.points[0] for chain in chains])
    ends = np.array([chain.points[-1] for chain in chains])
    slope_in = np.array([_slope(chain.points[: max(2, int(2 * rules.spacing))]) for chain in chains])
    slope_out = np.array([_slope(chain.points[-max(2, int(2 * rules.spacing)) :]) for chain in chains])
    dx = starts[None, :, 0] - ends[:, None, 0]
    dy = starts[None, :, 1] - ends[:, None, 1]
    slope = np.clip((slope_out[:, None] + slope_in[None, :]) / 2, -0.3, 0.3)
    drift = np.minimum(np.abs(dy - slope * dx), np.abs(dy) + 0.02 * np.abs(dx))
    reach = 0.22 * rules.spacing + 0.12 * np.clip(dx, 0, None)
    allowed = (dx > -0.6 * rules.spacing) & (dx < rules.gap) & (drift < np.minimum(reach, 0.45 * rules.spacing))
    np.fill_diagonal(allowed, False)
    cost = np.abs(dx) + 4 * drift
    before, after = np.nonzero(allowed)
    follower: dict[int, int] = {}
    taken: set[int] = set()
    for index in np.argsort(cost[before, after]):
        one, other = int(before[index]), int(after[index])
        if one in follower or other in taken or _leads_to(follower, other, one):
            continue
        if barrier is not None and _crosses(barrier, ends[one], starts[other]):
            continue
        follower[one] = other
        taken.add(other)
    return [_merged(chains, follower, first) for first in range(len(chains)) if first not in taken]


def _leads_to(follower: dict[int, int], start: int, wanted: int) -> bool:
    while start in follower:
        start = follower[start]
        if start == wanted:
            return True
    return start == wanted


def _crosses(barrier: np.ndarray, start: np.ndarray, end: np.ndarray) -> bool:
    count = max(2, int(np.abs(end - start).max()) + 1)
    x = np.clip(np.linspace(start[0], end[0], count).round().astype(int), 0, barrier.shape[1] - 1)
    y = np.clip(np.linspace(start[1], end[1], count).round().astype(int), 0, barrier.shape[0] - 1)
    return bool(barrier[y, x].any())


def _merged(chains: list[TracedLine], follower: dict[int, int], first: int) -> TracedLine:
    parts = [first]
    while parts[-1] in follower:
        parts.append(follower[parts[-1]])
    return joined([chains[part] for part in parts])


def joined(parts: Sequence[TracedLine]) -> TracedLine:
    """One line of its parts, which come from left to right; where they overlap, the mean of both."""
    if len(parts) == 1:
        return parts[0]
    points = np.concatenate([part.points for part in parts])
    columns, place = np.unique(points[:, 0], return_inverse=True)
    rows = np.bincount(place, points[:, 1]) / np.bincount(place)
    strength = float(np.average([part.strength for part in parts], weights=[len(part.points) for part in parts]))
    return TracedLine(np.stack([columns, rows], axis=1), strength)


def _slope(points: np.ndarray) -> float:
    if len(points) < 6:
        return 0.0
    x = points[:, 0] - points[:, 0].mean()
    return float((x * points[:, 1]).sum() / max((x * x).sum(), 1e-6))


def _without_doubles(lines: list[TracedLine], spacing: float) -> list[TracedLine]:
    """Leave out a line that runs along a longer one at less than a third of the usual distance."""
    kept: list[TracedLine] = []
    for line in sorted(lines, key=lambda line: -line.length * line.strength):
        if not any(runs_along(line.points, other.points, 0.33 * spacing) for other in kept):
            kept.append(line)
    return kept


def runs_along(points: np.ndarray, other: np.ndarray, distance: float) -> bool:
    """Whether at least half of one polyline (N, 2) runs along another one at less than `distance`."""
    if points[0, 0] > other[-1, 0] or points[-1, 0] < other[0, 0]:
        return False
    if points[:, 1].min() > other[:, 1].max() + distance or points[:, 1].max() < other[:, 1].min() - distance:
        return False
    inside = (points[:, 0] >= other[0, 0]) & (points[:, 0] <= other[-1, 0])
    if inside.sum() < 0.5 * len(points):
        return False
    there = np.interp(points[inside, 0], other[:, 0], other[:, 1])
    return bool(np.median(np.abs(there - points[inside, 1])) < distance)


def simplified(points: np.ndarray, tolerance: float) -> np.ndarray:
    """Fewer points (Ramer, Douglas and Peucker), none of those left out farther than `tolerance` away."""
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        way = points[last] - points[first]
        away = points[first + 1 : last] - points[first]
        distance = np.abs(way[0] * away[:, 1] - way[1] * away[:, 0]) / max(float(np.hypot(*way)), 1e-6)
        farthest = int(distance.argmax())
        if distance[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return points[keep]
