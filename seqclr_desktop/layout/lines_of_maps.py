"""From the detector's maps to traced baselines and the reach of their letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import ndimage

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.baseline_tracing import TracedLine, TracingRules, trace_baselines
from seqclr_desktop.layout.broken_lines import mended
from seqclr_desktop.layout.detector_maps import DetectorMaps
from seqclr_desktop.layout.faint_words import faint_words
from seqclr_desktop.layout.level_gaps import Level
from seqclr_desktop.layout.line_crumbs import with_crumbs
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.short_lines import figures, is_clear, is_too_short
from seqclr_desktop.layout.side_by_side import parted
from seqclr_desktop.layout.words_between import without_marks

SPACING_PER_ABOVE = 1.25  # lines are usually so many reaches apart
_LEAST_REACH_PX = 3.0
_PARTING = 0.55  # chance of a line end above which a line is cut, as between columns
_PARTING_IN_A_DIP = 0.2  # the same where the chance of a baseline is below `_DIP` close by
_DIP = 0.35
_FAINT_LOW, _FAINT_HIGH = 0.07, 0.1  # chances of a baseline where words are looked for in the ink as well


def lines_of_maps(maps: DetectorMaps, ink: np.ndarray, direction: Direction) -> tuple[list[TracedLine], list[Reach]]:
    """Baselines and reaches in pixels of the reduced page with `ink` (h, w), from maps of half its size."""
    on_lines = maps.baseline > 0.4
    if not on_lines.any():
        return [], []
    above = float(np.median(maps.above[on_lines]))
    spacing = max(SPACING_PER_ABOVE * above, 3.0)
    apart = _partings(maps, spacing)
    score = np.where(apart, 0, ndimage.gaussian_filter(maps.baseline, (0.5, 1.0)))
    rules = TracingRules(
        spacing=spacing,
        low=0.12,
        high=0.3,
        gap=0.8 * spacing,
        shortest=0,
        peak_reach=max(1.0, 0.25 * spacing),
    )
    pieces = trace_baselines(score, rules, apart)
    whole = with_crumbs([piece for piece in pieces if not is_too_short(piece, spacing)], maps.baseline, spacing)
    clear = [line for line in whole if is_clear(line, spacing)]
    doubtful = [piece for piece in pieces if is_too_short(piece, spacing)]
    doubtful += [line for line in whole if not is_clear(line, spacing)]
    traced = clear + figures(doubtful, clear, maps.ends, spacing)
    level = Level(ink, maps, [_enlarged(line) for line in traced], 2 * spacing, direction)
    lines = without_marks(parted(replace(level, lines=mended(level))), 2 * spacing)
    faint = trace_baselines(score, replace(rules, low=_FAINT_LOW, high=_FAINT_HIGH, gap=0), apart)
    likely = [_enlarged(piece) for piece in faint if piece.length >= 1]
    lines = [*lines, *faint_words(likely, replace(level, lines=lines))]
    return lines, _reaches(maps, lines)


def _partings(maps: DetectorMaps, spacing: float) -> np.ndarray:
    """Where lines end, (h, w) bool: upright strokes three pixels wide, so that a single figure between two stays."""
    crest = maps.ends >= ndimage.maximum_filter1d(maps.ends, 2 * max(1, round(0.15 * spacing)) + 1, axis=1)
    near_a_baseline = ndimage.maximum_filter1d(maps.baseline, 5, axis=0)
    dip = ndimage.minimum_filter1d(near_a_baseline, max(3, round(spacing)), axis=1) < _DIP
    ends = (maps.ends > _PARTING) | ((maps.ends > _PARTING_IN_A_DIP) & dip)
    return np.asarray(ndimage.binary_dilation(crest & ends, np.ones((1, 3), bool)))


def _reaches(maps: DetectorMaps, traced: Sequence[TracedLine]) -> list[Reach]:
    """The reach of each line's letters in pixels of the reduced page; odd ones drawn towards the page's."""
    if not traced:
        return []
    own = np.array([(_along(maps.above, line), _along(maps.below, line)) for line in traced])
    usual = np.median(own, axis=0)
    kept = np.clip(own, 0.6 * usual, 1.8 * usual) * 2
    return [Reach(max(above, _LEAST_REACH_PX), max(below, _LEAST_REACH_PX / 2)) for above, below in kept.tolist()]


def _along(values: np.ndarray, line: TracedLine) -> float:
    x, y = ((line.points - 0.5) / 2).round().astype(int).T
    return float(np.median(values[y.clip(0, values.shape[0] - 1), x.clip(0, values.shape[1] - 1)]))


def _enlarged(line: TracedLine) -> TracedLine:
    """From pixels of the maps to those of the reduced page, a point a column again."""
    points = line.points * 2 + 0.5
    columns = np.arange(np.ceil(points[0, 0]), np.floor(points[-1, 0]) + 1)
    rows = np.interp(columns, points[:, 0], ndimage.gaussian_filter1d(points[:, 1], 2, mode="nearest"))
    return TracedLine(np.stack([columns, rows], axis=1), line.strength)
