"""Compare found baselines with true ones: which true line was found, which found line is true.

A pair counts when the found baseline runs within half a line height of the true one over at least
half of the true one's length. Pairs are one to one, chosen so that as much length as possible is
covered. The line height of a page is the smaller of its median outline height and its median line
distance: in crowded pages outlines overlap, and a baseline half an outline away would be the
neighbour's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from seqclr_desktop.document import Line
from seqclr_desktop.geometry import Polyline, resample

_POINTS = 100


@dataclass(frozen=True)
class PageMatch:
    """Counts of one page.

    `found_inside` are the found lines that lie in regions with true lines, `found_among` those that lie
    on or between true lines: published regions may hold whole columns that nobody annotated.
    """

    true_count: int
    found_count: int
    found_inside: int
    found_among: int
    matched: int
    matched_inside: int
    matched_among: int
    in_pieces: int
    missed: tuple[int, ...]


def match_lines(true: Sequence[Line], found: Sequence[Line], regions: Sequence[Polyline]) -> PageMatch:
    """Match the lines of one page. `regions` are the true regions that hold true lines."""
    inside = [lies_in(line.baseline, regions) for line in found]
    among = [lies_among(line, true) for line in found]
    if not true or not found:
        return PageMatch(len(true), len(found), sum(inside), sum(among), 0, 0, 0, 0, tuple(range(len(true))))
    cover = coverage(true, found)
    pairs = matched_pairs(cover)
    found_true = {row for row, _ in pairs}
    missed = tuple(index for index in range(len(true)) if index not in found_true)
    in_pieces = int((((cover > 0.1).sum(axis=1) > 1) & (cover.max(axis=1) < 0.8)).sum())
    return PageMatch(
        true_count=len(true),
        found_count=len(found),
        found_inside=sum(inside),
        found_among=sum(among),
        matched=len(pairs),
        matched_inside=sum(inside[column] for _, column in pairs),
        matched_among=sum(among[column] for _, column in pairs),
        in_pieces=in_pieces,
        missed=missed,
    )


def matched_pairs(cover: np.ndarray) -> list[tuple[int, int]]:
    """The places (true, found) of the lines that are one another's, by `coverage`."""
    rows, columns = linear_sum_assignment(-np.where(cover >= 0.5, cover, 0))
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if cover[row, column] >= 0.5]


def lies_among(line: Line, true: Sequence[Line]) -> bool:
    """Whether at least half of the line lies on or between true lines: within three quarters of a line height."""
    if not true:
        return False
    points, reach = resample(line.baseline, 20), 0.75 * page_line_height(true)
    near = np.zeros(len(points), bool)
    for other in true:
        near |= _distance(points, resample(other.baseline, _POINTS)) < reach
    return bool(near.mean() >= 0.5)


def coverage(true: Sequence[Line], found: Sequence[Line], line_height: float | None = None) -> np.ndarray:
    """Share of each true baseline with a given found baseline near it, (true, found)."""
    reach = 0.5 * (line_height or page_line_height(true))
    found_points = [resample(line.baseline, _POINTS) for line in found]
    cover = np.zeros((len(true), len(found)))
    for row, line in enumerate(true):
        points = resample(line.baseline, _POINTS)
        for column, others in enumerate(found_points):
            gap = np.maximum(others.min(axis=0) - points.max(axis=0), points.min(axis=0) - others.max(axis=0))
            if gap.max() < reach:
                cover[row, column] = (_distance(points, others) < reach).mean()
    return cover


def page_line_height(lines: Sequence[Line]) -> float:
    """The smaller of median outline height and median distance of baselines, in pixels."""
    heights = [outline_height(line) for line in lines if len(line.polygon) > 2]
    middles = np.array([resample(line.baseline, 3)[1] for line in lines])
    spans = np.array([(min(x for x, _ in line.baseline), max(x for x, _ in line.baseline)) for line in lines])
    distances = []
    for x, y in middles:
        over = (spans[:, 0] <= x) & (spans[:, 1] >= x) & (middles[:, 1] > y + 5)
        if over.any():
            distances.append(float((middles[over, 1] - y).min()))
    candidates = [float(np.median(values)) for values in (heights, distances) if len(values)]
    return min(candidates) if candidates else 40.0


def outline_height(line: Line) -> float:
    """Height of the outline across its baseline: from its 10th to its 90th percentile."""
    points, outline = np.asarray(line.baseline), resample([*line.polygon, line.polygon[0]], 200)
    way = points[-1] - points[0]
    across = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-6)
    offsets = (outline - points[0]) @ across
    return float(np.percentile(offsets, 90) - np.percentile(offsets, 10))


def _distance(points: np.ndarray, polyline: np.ndarray) -> np.ndarray:
    """Distance of each point to the polyline (its segments, not only its points)."""
    start, way = polyline[:-1], np.diff(polyline, axis=0)
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    along = np.clip(((points[:, None] - start[None]) * way[None]).sum(axis=2) / length, 0, 1)
    nearest = start[None] + along[..., None] * way[None]
    return np.asarray(np.hypot(*(points[:, None] - nearest).transpose(2, 0, 1)).min(axis=1))


def lies_in(baseline: Polyline, regions: Sequence[Polyline]) -> bool:
    """Whether at least half of the baseline lies in one of the regions."""
    points = resample(baseline, 20)
    inside = np.zeros(len(points), bool)
    for region in regions:
        inside |= _contains(np.asarray(region, float), points)
    return bool(inside.mean() >= 0.5)


def _contains(polygon: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Even-odd rule, (N,) bool."""
    x, y = points[:, 0, None], points[:, 1, None]
    ax, ay = polygon.T
    bx, by = np.roll(polygon, -1, axis=0).T
    rises = (ay > y) != (by > y)
    crossing = ax + (y - ay) * (bx - ax) / np.where(by == ay, 1e-9, by - ay)
    return np.asarray((rises & (x < crossing)).sum(axis=1) % 2 == 1)
