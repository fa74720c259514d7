"""The writing in a picture of a single line, whatever paper was cut around it."""

from __future__ import annotations

import numpy as np

from seqclr_desktop.document import box_baseline
from seqclr_desktop.geometry import Box
from seqclr_desktop.images.line_crop import crop_line, normalise_ink
from seqclr_desktop.images.written_band import covers_picture, written_band
from tests.layout.drawn_pages import DrawnLine, drawn_page


def tight_and_roomy() -> tuple[np.ndarray, np.ndarray]:
    """A line in its picture, and the same line with 20 pixels of paper more above and below it."""
    tight = drawn_page([DrawnLine(20, 60, 860)], 900, 90)
    return tight, np.pad(tight, ((20, 20), (0, 0)), mode="edge")


def test_the_written_band_is_as_high_as_the_letters_whatever_paper_is_around() -> None:
    tight, roomy = map(normalise_ink, tight_and_roomy())
    (top, bottom), (other_top, other_bottom) = written_band(tight), written_band(roomy)
    assert abs((bottom - top) - (other_bottom - other_top)) < 12
    assert abs((top + bottom) / 2 + 20 - (other_top + other_bottom) / 2) < 8


def test_a_picture_without_ink_is_its_own_band() -> None:
    assert written_band(np.zeros((40, 200), np.uint8)) == (0.0, 40.0)


def test_letters_have_one_size_in_the_crops_of_whole_pictures() -> None:
    heights = []
    for grey in tight_and_roomy():
        box = Box(0, 0, grey.shape[1], grey.shape[0])
        ink = crop_line(grey, box_baseline(box), box.as_polygon(), 40)
        heights.append(int((ink.max(axis=1) > 100).sum()))
    assert abs(heights[0] - heights[1]) <= 3


def test_only_the_outline_of_the_whole_picture_covers_it() -> None:
    assert covers_picture(Box(0, 0, 200, 40).as_polygon(), (40, 200))
    assert not covers_picture(Box(0, 0, 200, 39).as_polygon(), (40, 200))
    assert not covers_picture((), (40, 200))
