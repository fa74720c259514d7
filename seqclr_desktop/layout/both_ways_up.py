"""Pages with writing both ways up, as folded letters have: where some may stand on its head, and which lines are it.

The network draws writing on its head faintly or not at all. So it is sought among the strokes that belong to no clear
line, where there are enough of them for several lines, and believed where several clear ones stand together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.ink import broad_mean
from seqclr_desktop.layout.line_outlines import Reach

CLEAR_STRENGTH = 0.5  # writing on its head is drawn fainter, that of most hands
_MUCH_FAINT = 0.1  # share of the length of all lines, or of their ink, that makes a second look worth its time
_DENSE = 0.05  # share of strokes in a neighbourhood
_MANY_STROKES, _MANY_LINES_HIGH = 15.0, 8.0  # ink in squares of a reach above the baseline; height in such reaches
_TOGETHER = 4  # lines
_APART = 3.0  # reaches above the baseline between neighbours
_BESIDE = 0.5  # share of the shorter one's length over which neighbours stand above each other
_ON_IT = 0.5  # share of a faint line's length that lies on other lines


def has_much_faint_ink(lines: Sequence[TracedLine], stroke_count: int, ink_count: int) -> bool:
    """Whether a good part of the writing is in faint `lines`, or in strokes of no line: so many px of all ink."""
    length = sum(line.length for line in lines)
    faint = sum(line.length for line in lines if line.strength < CLEAR_STRENGTH)
    return faint > _MUCH_FAINT * length or stroke_count > _MUCH_FAINT * ink_count


def ink_of_no_clear_line(ink: np.ndarray, lines: Sequence[TracedLine], reaches: Sequence[Reach]) -> np.ndarray:
    """The `ink` (h, w) outside the bands of those lines that are clear."""
    clear = [n for n, line in enumerate(lines) if line.strength >= CLEAR_STRENGTH]
    return np.where(_bands([lines[n] for n in clear], [reaches[n] for n in clear], ink.shape), 0, ink)


def places_for_several_lines(strokes: np.ndarray, above: float) -> np.ndarray:
    """Where there are `strokes` (h, w) bool enough for several lines below one another: (h, w) bool."""
    blots, _ = ndimage.label(broad_mean(strokes.astype(np.float32), (1.5 * above, 1.5 * above)) > _DENSE)
    kept = np.zeros(strokes.shape, bool)
    for number, place in enumerate(ndimage.find_objects(blots), start=1):
        if place[0].stop - place[0].start < _MANY_LINES_HIGH * above:
            continue
        blot = blots[place] == number
        if int((strokes[place] & blot).sum()) > _MANY_STROKES * above**2:
            kept[place] |= blot
    return kept


def standing_together(lines: Sequence[TracedLine], reaches: Sequence[Reach], among: Sequence[int]) -> list[int]:
    """Those of the lines `among` that stand in groups with several clear ones."""
    kept: list[int] = []
    waiting = set(among)
    while waiting:
        group, edge = set[int](), {waiting.pop()}
        while edge:
            group |= edge
            edge = {n for n in waiting if any(_are_neighbours(lines[n], lines[m], reaches[m]) for m in edge)}
            waiting -= edge
        if sum(lines[n].strength >= CLEAR_STRENGTH for n in group) >= _TOGETHER:
            kept += group
    return sorted(kept)


def without_covered(
    lines: Sequence[TracedLine], others: Sequence[TracedLine], reaches: Sequence[Reach], size: tuple[int, int]
) -> list[int]:
    """Which `lines` of a page (h, w) stay beside `others` of the page turned half round: clear ones, and elsewhere."""
    covered = _bands(others, reaches, size)[::-1, ::-1]
    return [n for n, line in enumerate(lines) if line.strength >= CLEAR_STRENGTH or not _lies_on(covered, line)]


def _are_neighbours(one: TracedLine, other: TracedLine, reach: Reach) -> bool:
    begin, end = max(one.points[0, 0], other.points[0, 0]), min(one.points[-1, 0], other.points[-1, 0])
    if end - begin < _BESIDE * min(one.length, other.length):
        return False
    heights = [np.interp((begin + end) / 2, line.points[:, 0], line.points[:, 1]) for line in (one, other)]
    return bool(abs(heights[0] - heights[1]) < _APART * reach.above)


def _lies_on(covered: np.ndarray, line: TracedLine) -> bool:
    columns, rows = line.points.round().astype(int).T
    height, width = covered.shape
    return float(covered[rows.clip(0, height - 1), columns.clip(0, width - 1)].mean()) > _ON_IT


def _bands(lines: Sequence[TracedLine], reaches: Sequence[Reach], size: tuple[int, int]) -> np.ndarray:
    """Where letters of the lines stand on a page (h, w): bool."""
    bands = np.zeros(size, bool)
    for line, reach in zip(lines, reaches, strict=True):
        columns, feet = line.points.round().astype(int).T
        rows = feet + np.arange(-round(reach.above), round(reach.below) + 1)[:, None]
        bands[rows.clip(0, size[0] - 1), columns.clip(0, size[1] - 1)] = True
    return bands
