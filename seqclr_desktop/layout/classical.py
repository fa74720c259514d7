"""Finding lines without learning: works on day one and needs no model.

The foot of a row of letters is where ink above gives way to paper below. Smoothing the ink along the
writing more than across it and taking the fall of darkness downwards makes a map of baselines, after
the Gaussian-derivative ("line blob") family of methods of Likforman-Sulem, Zahour and Taconet, "Text
line segmentation of historical documents: a survey" (2007), section 4.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from seqclr_desktop.document import Direction
from seqclr_desktop.layout.baseline_tracing import TracedLine, TracingRules, trace_baselines
from seqclr_desktop.layout.gutters import gutters
from seqclr_desktop.layout.ink import InkMap, ReducedPage, broad_mean
from seqclr_desktop.layout.line_building import arranged, build_lines
from seqclr_desktop.layout.line_outlines import Reach
from seqclr_desktop.layout.line_spacing import line_spacing
from seqclr_desktop.layout.segmenter import FoundLayout

_ABOVE, _BELOW = (0.58, 4.5), (0.15, 5.6)  # usual reach of letters: share of the line distance, and pixels more


class ClassicalSegmenter:
    """Lines by smoothing and tracing. Knows lines up to about 15 degrees from level."""

    name = "classical"

    def __init__(self, direction: Direction = Direction.LEFT_TO_RIGHT) -> None:
        self._direction = direction

    def find_lines(self, grey: np.ndarray) -> FoundLayout:
        """The lines of `grey` (H, W) uint8. Works on some 950 000 pixels whatever the size of the page."""
        page = ReducedPage.of(grey).ink()
        if not page.ink.any():
            return FoundLayout()
        spacing = line_spacing(page.ink)
        traced = _trace(page, spacing)
        reach = Reach(_ABOVE[0] * spacing + _ABOVE[1], _BELOW[0] * spacing + _BELOW[1])
        return arranged(build_lines(page, traced, [reach] * len(traced), self._direction), self._direction)


def _trace(page: InkMap, spacing: float) -> list[TracedLine]:
    parting = gutters(page.ink, spacing)
    score = np.where(parting, 0, foot_map(page.ink, spacing))
    rules = TracingRules(
        spacing=spacing, low=0.18, high=0.4, gap=1.6 * spacing, shortest=0.6 * spacing, peak_reach=0.36 * spacing
    )
    return [line for line in trace_baselines(score, rules, parting) if _stands_on_ink(page.ink, line, spacing)]


def foot_map(ink: np.ndarray, spacing: float) -> np.ndarray:
    """How much each pixel looks like the foot of letters (h, w), about 0 to 1."""
    body = _without_rules(ink, spacing)
    fall = -ndimage.gaussian_filter(body, (0.13 * spacing, 0.55 * spacing), order=(1, 0))
    fall = np.clip(fall, 0, None)
    usual = ndimage.maximum_filter(fall, size=(round(1.2 * spacing) | 1, round(3 * spacing) | 1))
    usual = broad_mean(usual, (1.5 * spacing, 1.5 * spacing))
    strong = float(np.percentile(fall[fall > 0], 97)) if (fall > 0).any() else 1.0
    return np.asarray(fall / np.maximum(usual, 0.4 * strong))


def _without_rules(ink: np.ndarray, spacing: float) -> np.ndarray:
    """The ink without ruled lines: straight runs much longer than letters are wide or high."""
    length = max(9, round(2.2 * spacing))
    level = ndimage.maximum_filter1d(ndimage.minimum_filter1d(ink, length, axis=1), length, axis=1)
    upright = ndimage.maximum_filter1d(ndimage.minimum_filter1d(ink, length, axis=0), length, axis=0)
    return np.asarray(ink - np.maximum(level, upright))


def _stands_on_ink(ink: np.ndarray, line: TracedLine, spacing: float) -> bool:
    """Whether letters stand above the line: enough ink in the band of small letters."""
    columns = line.points[:, 0].astype(int)
    rows = line.points[:, 1].round().astype(int)[None, :] - np.arange(1, max(2, round(0.42 * spacing)))[:, None]
    band = ink[np.clip(rows, 0, ink.shape[0] - 1), np.broadcast_to(columns, rows.shape)]
    return float(band.mean()) > 0.05 and float((band.max(axis=0) > 0.35).mean()) > 0.3
