"""Letters of one size in the crops of a page, however its outlines were drawn."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.geometry import Box, Polyline
from seqclr_desktop.images.line_crop import Extent, crop_line, page_extents
from seqclr_desktop.images.written_extents import WrittenExtents
from tests.layout.drawn_pages import DrawnLine, drawn_page

BASELINES_Y = (120, 240, 360, 480)


def page() -> np.ndarray:
    return drawn_page([DrawnLine(60, y, 840) for y in BASELINES_Y], 900, 560).copy()


def lines(above: float, below: float) -> list[tuple[Polyline, Polyline]]:
    return [(((60, y), (840, y)), Box(50, y - above, 850, y + below).as_polygon()) for y in BASELINES_Y]


def letter_rows(grey: np.ndarray, shapes: list[tuple[Polyline, Polyline]], extents: list[Extent]) -> float:
    """How many rows of a crop 40 px high hold ink, on average."""
    crops = [crop_line(grey, *shape, 40, extent) for shape, extent in zip(shapes, extents, strict=True)]
    return float(np.mean([(crop > 100).any(axis=1).sum() for crop in crops]))


def test_letters_are_as_large_in_generous_outlines_as_in_tight_ones() -> None:
    grey, tight, roomy = page(), lines(36, 14), lines(66, 40)
    by_outline = [letter_rows(grey, shapes, page_extents(shapes)) for shapes in (tight, roomy)]
    by_ink = [letter_rows(grey, shapes, WrittenExtents(grey).of(shapes)) for shapes in (tight, roomy)]
    assert by_outline[1] < 0.7 * by_outline[0]
    assert by_ink[1] > 0.85 * by_ink[0]


def test_a_line_of_low_letters_is_not_blown_up_to_the_height_of_the_others() -> None:
    grey, shapes = page(), lines(44, 18)
    y = BASELINES_Y[2]
    grey[y - 40 : y - 8, 40:860] = grey[0, 0]  # its tall strokes are gone
    found = WrittenExtents(grey).of(shapes)
    usual = np.mean([extent.height_px for place, extent in enumerate(found) if place != 2])
    assert found[2].height_px == pytest.approx(usual, rel=0.25)


def test_a_line_without_ink_changes_as_the_page_does() -> None:
    grey, shapes = page(), lines(66, 40)
    y = BASELINES_Y[1]
    grey[y - 70 : y + 45] = grey[0, 0]
    found = WrittenExtents(grey).of(shapes)
    assert found[1].height_px < 0.9 * page_extents(shapes)[1].height_px
    assert found[1].below_px > 0


def test_on_blank_paper_the_outlines_are_all_there_is() -> None:
    shapes = lines(36, 14)
    assert WrittenExtents(np.full((560, 900), 220, np.uint8)).of(shapes) == page_extents(shapes)
    assert WrittenExtents(page()).of([]) == []


def test_lines_found_once_come_out_the_same_when_asked_for_again() -> None:
    found = WrittenExtents(page())
    assert found.of(lines(66, 40)) == found.of(lines(66, 40))
