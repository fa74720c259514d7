"""What the program's own detector says of pictures that are no usual pages."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from seqclr_desktop.layout import Segmenter, default_segmenter
from tests.layout.drawn_pages import DrawnLine, drawn_page, rows


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return default_segmenter()


def _photograph() -> np.ndarray:
    """Soft shades and sharp edges, but no writing."""
    rng = np.random.default_rng(0)
    shades = ndimage.gaussian_filter(rng.normal(size=(600, 800)), 30)
    shades = (shades - shades.min()) / np.ptp(shades) * 220
    y, x = np.mgrid[:600, :800]
    for centre_x, centre_y, radius in ((200, 200, 90), (550, 350, 140)):
        shades[(x - centre_x) ** 2 + (y - centre_y) ** 2 < radius**2] *= 0.4
    shades[420:] *= 0.7
    return np.clip(shades + rng.normal(0, 4, shades.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((1400, 1000), np.uint8),
        np.full((1400, 1000), 255, np.uint8),
        np.full((50, 200), 250, np.uint8),
        np.zeros((1, 1), np.uint8),
        _photograph(),
    ],
    ids=["black", "white", "tiny", "one pixel", "photograph"],
)
def test_pictures_without_writing_have_no_lines(segmenter: Segmenter, picture: np.ndarray) -> None:
    assert segmenter.find_lines(picture).lines == ()


def test_word_on_a_tiny_picture_is_one_line(segmenter: Segmenter) -> None:
    (line,) = segmenter.find_lines(drawn_page([DrawnLine(10, 38, 180)], 200, 50)).lines
    assert line.box.width > 120


@pytest.mark.parametrize("is_wide", [False, True])
def test_every_line_of_a_very_long_page_is_found(segmenter: Segmenter, is_wide: bool) -> None:
    page = drawn_page(rows(200, top=100, distance=98), 1000, 20_000)
    found = segmenter.find_lines(np.rot90(page) if is_wide else page).lines
    assert len(found) == 200
