"""Pen and paper change a line, but not its text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seqclr_desktop.jobs.drawing.sheet import Wear, flowing, on_paper
from seqclr_desktop.jobs.drawing.unsteady import Unsteadiness, laid_out

STILL = Unsteadiness(slant=0, stretch=0, waver=0, wobble=0, swell=0, bend=0)
UNWORN = Wear(flow=0, breaks=0, fading=0, neighbours=0, bleed=0, ruling=0, stains=0, grain=0.6)


def ink() -> np.ndarray:
    """Three upright strokes."""
    drawn = np.zeros((60, 300), np.float32)
    for left in (30, 140, 250):
        drawn[5:55, left : left + 6] = 1
    return drawn


def random(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def strokes_in(row: np.ndarray) -> int:
    return int((np.diff((row > 0.5).astype(int)) == 1).sum())


def test_a_steady_hand_keeps_its_strokes_within_the_picture() -> None:
    drawn = laid_out(ink(), 64, STILL, random())
    assert drawn.shape[0] == 64
    assert strokes_in(drawn[32]) == 3
    assert drawn[0].max() < 0.2
    assert drawn[-1].max() < 0.2


@pytest.mark.parametrize("seed", range(6))
def test_an_unsteady_hand_loses_no_stroke(seed: int) -> None:
    drawn = laid_out(ink(), 64, Unsteadiness(), random(seed))
    assert strokes_in(drawn.max(axis=0)) == 3


def test_slant_leans_strokes() -> None:
    leaning = [laid_out(ink(), 64, replace(STILL, slant=0.5), random(seed)) for seed in range(8)]
    lean = [
        np.average(np.arange(d.shape[1]), weights=d[20]) - np.average(np.arange(d.shape[1]), weights=d[44])
        for d in leaning
    ]
    assert max(lean) > 3
    assert min(lean) < -3


def test_a_pen_without_flow_is_even_and_one_with_it_is_not() -> None:
    drawn = laid_out(ink(), 64, STILL, random())
    widths = [flowing(drawn, Wear(flow=1.0, breaks=0), random(seed)).sum() for seed in range(8)]
    assert max(widths) > 1.3 * min(widths)


def test_new_paper_is_light_and_ink_dark() -> None:
    drawn = laid_out(ink(), 64, STILL, random())
    grey = on_paper(drawn, UNWORN, random())
    assert grey.dtype == np.uint8
    assert grey.shape == drawn.shape
    assert np.median(grey[drawn < 0.01]) - np.median(grey[drawn > 0.9]) > 60


@pytest.mark.parametrize(("kind", "least"), [("neighbours", 30), ("bleed", 30), ("ruling", 30)])
def test_what_does_not_belong_to_the_line_leaves_marks(kind: str, least: int) -> None:
    drawn = laid_out(ink(), 64, STILL, random())
    marks = [
        on_paper(drawn, UNWORN, random(seed)).astype(int)
        - on_paper(drawn, replace(UNWORN, **{kind: 1.0}), random(seed))
        for seed in range(6)
    ]
    assert max(int((np.abs(mark) > 12).sum()) for mark in marks) > least


def test_the_same_chance_gives_the_same_line() -> None:
    first, second = (
        on_paper(laid_out(ink(), 64, Unsteadiness(), chance), Wear(), chance) for chance in (random(), random())
    )
    assert np.array_equal(first, second)
