"""Words put between lines and into margins while the line detector is taught."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.layout.detector_augmentation import KnownPage
from seqclr_desktop.layout.detector_insertions import with_insertions
from seqclr_desktop.layout.detector_targets import TrueLine

_ABOVE, _BELOW = 16.0, 5.0


@pytest.fixture
def page() -> KnownPage:
    """Ten lines of words of upright strokes, forty pixels apart, on a page of 600 x 500 with wide margins."""
    layers = np.zeros((2, 500, 600), np.uint8)
    lines = []
    for foot in range(60, 460, 40):
        for left in range(120, 470, 40):
            layers[0, foot - 12 : foot, left : left + 28 : 4] = 128
            layers[0, foot - 6, left : left + 26] = 128
        lines.append(TrueLine(np.array([[120.0, foot], [466.0, foot]]), _ABOVE, _BELOW))
    return KnownPage("drawn", layers, lines)


def test_every_word_put_in_is_a_short_line_with_ink_of_its_own(page: KnownPage) -> None:
    before = page.layers.copy()
    more = with_insertions(page, 12, np.random.default_rng(4))
    added = more.lines[len(page.lines) :]
    assert len(added) == 12
    assert np.array_equal(page.layers, before), "the page itself stays as it is"
    new_ink = more.layers[0] > before[0]
    for line in added:
        (left, foot), (right, _) = line.baseline
        assert 2 < right - left < 6 * _ABOVE
        assert line.above <= _ABOVE
        over = new_ink[round(foot - line.above) : round(foot) + 1, round(left) : round(right)]
        assert over.any(axis=1).sum() >= 0.2 * _ABOVE
    assert np.array_equal(more.layers[1], before[1]), "the paper stays the same"


def test_words_stand_between_lines_and_in_margins_and_hardly_cross_what_is_written(page: KnownPage) -> None:
    more = with_insertions(page, 30, np.random.default_rng(5))
    middles = np.array([line.baseline.mean(axis=0) for line in more.lines[len(page.lines) :]])
    in_margin = (middles[:, 0] < 115) | (middles[:, 0] > 470)
    assert 5 < in_margin.sum() < len(middles) - 5
    changed = (more.layers[0] != page.layers[0]) & (page.layers[0] > 100)
    assert changed.sum() < 0.02 * (page.layers[0] > 100).sum()


def test_page_without_level_lines_stays_as_it_is() -> None:
    upright = TrueLine(np.array([[50.0, 300.0], [50.0, 20.0]]), _ABOVE, _BELOW)
    page = KnownPage("upright", np.zeros((2, 400, 300), np.uint8), [upright])
    assert with_insertions(page, 5, np.random.default_rng(0)) is page
