"""From a baseline and the ink around it to the polygon of the line.

Ink belongs to the baseline it is nearest to, measured in letter heights; a blot of ink that lies
mostly with one line goes there whole, so that ascenders and loops are not cut where they reach into
the neighbouring line. The recogniser takes a line's height from its polygon: the outline keeps near
the page's usual extents instead of following every stroke.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

_INK = 0.35
_FARTHEST = 1.7  # ink farther away than this many usual extents belongs to nobody
_LEAST, _MOST = 0.75, 1.4  # the outline stays between these shares of the usual extent
_HIGH = 80  # the percentile of an outline that `images.line_crop` takes for the letters' extent


@dataclass(frozen=True)
class Reach:
    """Usual extents of the letters of a line above and below its baseline, in pixels, both positive."""

    above: float
    below: float


def line_outlines(
    ink: np.ndarray, baselines: Sequence[np.ndarray], reaches: Sequence[Reach]
) -> list[np.ndarray | None]:
    """A polygon (N, 2) for each baseline (M, 2, x rising) on `ink` (h, w); None where there is no ink to go round."""
    owner = _owners(ink, baselines, reaches)
    return [
        _outline(owner, index, line, reach) for index, (line, reach) in enumerate(zip(baselines, reaches, strict=True))
    ]


def strip(baseline: np.ndarray, reach: Reach) -> np.ndarray:
    """A band of the usual height along the baseline (M, 2), as a polygon."""
    above = baseline - np.array([0, reach.above])
    below = baseline + np.array([0, reach.below])
    return np.concatenate([above, below[::-1]])


def _owners(ink: np.ndarray, baselines: Sequence[np.ndarray], reaches: Sequence[Reach]) -> np.ndarray:
    """Which line the ink of every pixel belongs to, (h, w), -1 for paper and for ink of no line."""
    owner = _nearest_lines(ink.shape, baselines, reaches)
    blots, count = ndimage.label(ink > _INK, structure=np.ones((3, 3)))
    owner[blots == 0] = -1
    if not count or not len(baselines):
        return owner
    claimed = owner >= 0
    size = len(baselines)
    votes = np.bincount(blots[claimed] * size + owner[claimed], minlength=(count + 1) * size).reshape(count + 1, size)
    winner, share = votes.argmax(axis=1), votes.max(axis=1) / np.maximum(votes.sum(axis=1), 1)
    whole = share > 0.75
    whole[0] = False
    going = claimed & whole[blots]
    owner[going] = winner[blots[going]]
    return owner


def _nearest_lines(shape: tuple[int, ...], baselines: Sequence[np.ndarray], reaches: Sequence[Reach]) -> np.ndarray:
    height, width = shape
    nearest = np.full(shape, _FARTHEST, np.float32)
    owner = np.full(shape, -1, np.int32)
    for index, (line, reach) in enumerate(zip(baselines, reaches, strict=True)):
        margin = 0.4 * reach.above
        x = np.arange(max(0, int(line[0, 0] - margin)), min(width, int(line[-1, 0] + margin) + 1))
        offsets = np.arange(-int(_FARTHEST * reach.above), int(_FARTHEST * reach.below) + 1)
        y = np.interp(x, line[:, 0], line[:, 1]).round().astype(int)[None, :] + offsets[:, None]
        distance = np.where(offsets < 0, -offsets / reach.above, offsets / max(reach.below, 1))[:, None]
        columns = np.broadcast_to(x, y.shape)
        inside = (y >= 0) & (y < height)
        y, columns, distance = y[inside], columns[inside], np.broadcast_to(distance, inside.shape)[inside]
        closer = distance < nearest[y, columns]
        nearest[y[closer], columns[closer]] = distance[closer]
        owner[y[closer], columns[closer]] = index
    return owner


def _outline(owner: np.ndarray, index: int, line: np.ndarray, reach: Reach) -> np.ndarray | None:
    margin = 0.4 * reach.above
    left, right = max(0, int(line[0, 0] - margin)), min(owner.shape[1], int(line[-1, 0] + margin) + 1)
    top = max(0, int(line[:, 1].min() - 2 * reach.above))
    part = owner[top : int(line[:, 1].max() + 2 * reach.below) + 2, left:right] == index
    inked = part.any(axis=0)
    if inked.sum() < 2:
        return None
    columns = np.arange(left, right)
    base = np.interp(columns, line[:, 0], line[:, 1])
    first = np.where(inked, part.argmax(axis=0) + top, base)
    last = np.where(inked, top + part.shape[0] - 1 - part[::-1].argmax(axis=0), base)
    above = _smooth_reach(base - first, reach.above)
    below = _smooth_reach(last + 1 - base, reach.below)
    ends = np.flatnonzero(inked)
    begin, end = (
        min(ends[0], max(0, int(line[0, 0]) - left)),
        max(ends[-1], min(right - left - 1, int(line[-1, 0]) - left)),
    )
    picked = np.unique(
        np.linspace(begin, end, max(3, int((end - begin) / max(0.4 * reach.above, 3)))).round().astype(int)
    )
    upper = np.stack([columns[picked], base[picked] - above[picked]], axis=1)
    lower = np.stack([columns[picked], base[picked] + below[picked]], axis=1)
    return np.concatenate([upper, lower[::-1]])


def _smooth_reach(reach_px: np.ndarray, usual: float) -> np.ndarray:
    """Extents per column: as the ink has them, but with the line's usual extent as their high percentile."""
    window = max(3, round(0.9 * usual))
    wide = ndimage.maximum_filter1d(np.minimum(reach_px, _MOST * usual), window, mode="nearest")
    smooth = np.maximum(ndimage.uniform_filter1d(wide, max(3, window // 2), mode="nearest"), _LEAST * usual)
    correction = np.clip(usual / np.percentile(smooth, _HIGH), 1 / _MOST, 1 / _LEAST)
    return np.asarray(np.clip(smooth * correction, _LEAST * usual, _MOST * usual))
