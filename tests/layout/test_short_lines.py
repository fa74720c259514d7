"""Single figures and other short pieces: which of them are lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seqclr_desktop.layout.baseline_tracing import TracedLine
from tests.layout.drawn_maps import lines_found, maps_of, true_line

_LINES = [true_line(200, 480, y) for y in range(60, 480, 40)]


def near(traced: list[TracedLine], x: float, y: float) -> list[TracedLine]:
    return [line for line in traced if np.abs(line.points.mean(axis=0) - (x, y)).max() < 8]


@pytest.mark.parametrize("width", [10, 12, 14])
def test_single_figure_in_the_margin_is_a_line_about_as_wide_as_it_is(width: int) -> None:
    traced, _ = lines_found(maps_of([*_LINES, true_line(60, 60 + width, 220)]))
    assert len(traced) == len(_LINES) + 1
    (figure,) = near(traced, 60 + width / 2, 220)
    assert figure.length >= 0.5 * width


def test_the_same_speck_without_ends_on_both_sides_is_a_stain() -> None:
    maps = maps_of([*_LINES, true_line(60, 70, 220)])
    ends = maps.ends.copy()
    ends[90:130, 32:50] = 0
    traced, _ = lines_found(replace(maps, ends=ends, baseline=_thinned(maps.baseline)))
    assert near(traced, 65, 220) == []


def test_pale_figure_is_a_line_where_both_its_ends_are_seen_well() -> None:
    maps = maps_of([*_LINES, true_line(60, 74, 220)])
    baseline, ends = maps.baseline.copy(), maps.ends.copy()
    baseline[100:120, 20:50] *= 0.35
    pale, _ = lines_found(replace(maps, baseline=baseline))
    assert len(near(pale, 67, 220)) == 1
    ends[90:130, 20:50] *= 0.4
    doubtful, _ = lines_found(replace(maps, baseline=baseline, ends=ends))
    assert near(doubtful, 67, 220) == []


def test_faint_specks_are_stains() -> None:
    maps = maps_of([*_LINES, true_line(60, 70, 220)])
    baseline = maps.baseline.copy()
    baseline[100:120, 20:50] *= 0.3
    traced, _ = lines_found(replace(maps, baseline=baseline))
    assert near(traced, 65, 220) == []


def _thinned(baseline: np.ndarray) -> np.ndarray:
    """The speck as narrow as what is left of a figure between its ends."""
    thin = baseline.copy()
    thin[100:120, 20:31] = 0
    thin[100:120, 34:50] = 0
    return thin
