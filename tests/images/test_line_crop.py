from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.geometry import Box, Polyline
from seqclr_desktop.images.line_crop import (
    Extent,
    crop_line,
    line_extent,
    normalise_ink,
    page_extents,
    straighten,
)

PAPER = 220
INK = 60


def written_page(baseline: Polyline, width_px: int = 800, height_px: int = 400) -> np.ndarray:
    """Paper with a row of upright strokes, 30 px high, standing on the baseline."""
    page = np.full((height_px, width_px), PAPER, np.uint8)
    xs, ys = np.array(baseline).T
    order = np.argsort(xs)
    for x in range(60, width_px - 60, 15):
        foot = round(float(np.interp(x, xs[order], ys[order])))
        page[foot - 30 : foot, x : x + 4] = INK
    return page


def outline(baseline: Polyline, above: float = 34, below: float = 10) -> Polyline:
    return (*((x, y - above) for x, y in baseline), *((x, y + below) for x, y in reversed(baseline)))


LEVEL: Polyline = ((50, 200), (750, 200))
SLANTED: Polyline = ((50, 140), (750, 260))
CURVED: Polyline = tuple((float(x), 200 + 40 * math.sin(x / 220)) for x in range(50, 751, 20))


@pytest.mark.parametrize("baseline", [LEVEL, SLANTED, CURVED], ids=["level", "slanted", "curved"])
def test_letters_stand_on_a_level_row(baseline: Polyline) -> None:
    strip = crop_line(written_page(baseline), baseline, outline(baseline), 48)
    assert strip.shape[0] == 48
    inked = (strip > 128)[:, 40:-40]
    stretches = [inked[:, start : start + 30] for start in range(0, inked.shape[1] - 30, 30)]
    feet = [np.flatnonzero(stretch.any(axis=1)).max() for stretch in stretches]
    assert len(feet) > 15
    assert np.ptp(feet) <= 3


def test_a_baseline_drawn_from_right_to_left_gives_the_same_picture() -> None:
    page = written_page(SLANTED)
    forth = crop_line(page, SLANTED, outline(SLANTED), 40)
    back = crop_line(page, SLANTED[::-1], outline(SLANTED), 40)
    assert np.abs(forth.astype(int) - back.astype(int)).mean() < 2


def test_negatives_come_out_as_ink_on_paper() -> None:
    page = written_page(LEVEL)
    positive = crop_line(page, LEVEL, outline(LEVEL), 40)
    negative = crop_line(255 - page, LEVEL, outline(LEVEL), 40)
    assert np.abs(positive.astype(int) - negative.astype(int)).mean() < 3


def test_pale_ink_on_uneven_paper_is_evened_out() -> None:
    page = written_page(LEVEL).astype(float)
    pale = PAPER - (PAPER - page) * 0.25 - np.linspace(0, 80, page.shape[1])[None, :]
    strip = crop_line(pale.clip(0, 255).astype(np.uint8), LEVEL, outline(LEVEL), 40)
    left, right = strip[:, 30:200], strip[:, -200:-30]
    assert min(np.percentile(left, 97), np.percentile(right, 97)) > 180
    assert max(np.median(left), np.median(right)) < 20


def test_blank_paper_is_not_turned_into_ink() -> None:
    grain = np.random.default_rng(0).normal(PAPER, 2, (400, 800)).clip(0, 255).astype(np.uint8)
    assert crop_line(grain, LEVEL, outline(LEVEL), 40).mean() < 15


def test_neighbouring_lines_are_made_paper() -> None:
    page = written_page(LEVEL)
    page[205:240, 100:700] = INK
    strip = crop_line(page, LEVEL, outline(LEVEL, below=3), 40, Extent(34, 40))
    assert strip[-6:].max() == 0


def test_a_line_outside_the_picture_is_blank_and_does_no_harm() -> None:
    beyond: Polyline = ((2000, 2000), (2600, 2000))
    assert crop_line(written_page(LEVEL), beyond, outline(beyond), 40).max() == 0


def test_a_line_at_the_edge_is_complete() -> None:
    strip = crop_line(written_page(LEVEL), ((0, 200), (799, 200)), (), 40, Extent(34, 10))
    assert strip.shape[1] > 600
    assert strip.max() == 255


def test_an_upright_line_is_laid_down() -> None:
    page = np.rot90(written_page(LEVEL), -1).copy()  # letters now run from top to bottom
    baseline: Polyline = ((page.shape[1] - 200, 50), (page.shape[1] - 200, 750))
    strip = crop_line(page, baseline, (), 40, Extent(34, 10))
    assert strip.shape[1] > 500
    assert strip.max() == 255


def test_the_extent_is_that_of_the_outline() -> None:
    extent = line_extent(LEVEL, outline(LEVEL, above=34, below=10))
    assert extent is not None
    assert extent.above_px == pytest.approx(34, abs=1)
    assert extent.below_px == pytest.approx(10, abs=1)
    assert line_extent(LEVEL, ()) is None


def test_one_odd_outline_does_not_shrink_its_letters() -> None:
    usual = [(tuple((x, y + 80 * n) for x, y in LEVEL), ()) for n in range(4)]
    lines = [(base, outline(base)) for base, _ in usual]
    odd = (LEVEL, outline(LEVEL, above=200, below=100))
    extents = page_extents([*lines, odd])
    assert extents[-1].height_px < 1.4 * extents[0].height_px


def test_without_outlines_the_distance_of_the_lines_is_the_measure() -> None:
    extents = page_extents([(tuple((x, y + 60 * n) for x, y in LEVEL), ()) for n in range(5)])
    assert extents[0].height_px == pytest.approx(60, rel=0.01)
    assert page_extents([]) == []


def test_people_see_the_colours_of_the_scan() -> None:
    page = Image.new("RGB", (800, 400), (200, 180, 150))
    strip = straighten(page, LEVEL, Box(50, 160, 750, 215).as_polygon(), 72)
    assert strip.mode == "RGB"
    assert strip.height == 72
    assert strip.getpixel((100, 30)) == (200, 180, 150)
    as_array = straighten(np.asarray(page), LEVEL, Box(50, 160, 750, 215).as_polygon(), 72)
    assert as_array.tobytes() == strip.tobytes()


def test_an_empty_line_image_is_blank() -> None:
    assert normalise_ink(np.full((40, 100), 255, np.uint8)).max() == 0


def test_a_line_on_its_head_is_seen_upright() -> None:
    page = written_page(LEVEL)
    upright = crop_line(page, LEVEL, outline(LEVEL), 48)
    turn = np.array([800, 400])
    baseline = tuple((float(x), float(y)) for x, y in turn - np.array(LEVEL))
    polygon = tuple((float(x), float(y)) for x, y in turn - np.array(outline(LEVEL)))
    on_its_head = crop_line(np.ascontiguousarray(page[::-1, ::-1]), baseline, polygon, 48)
    assert on_its_head.shape == upright.shape
    assert np.abs(on_its_head.astype(int) - upright).mean() < 4
    extent = line_extent(baseline, polygon)
    assert extent is not None
    assert (extent.above_px, extent.below_px) == pytest.approx((34, 10))


def test_a_baseline_drawn_from_the_right_is_no_line_on_its_head() -> None:
    page = written_page(LEVEL)
    assert np.array_equal(crop_line(page, LEVEL[::-1], outline(LEVEL), 48), crop_line(page, LEVEL, outline(LEVEL), 48))
