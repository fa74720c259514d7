"""Pages that lie askew: levelled, searched, and what was found put back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from seqclr_desktop.document import Direction, Line, box_baseline
from seqclr_desktop.geometry import Box, polyline_length
from seqclr_desktop.images.reading import read_page
from seqclr_desktop.layout import default_segmenter
from seqclr_desktop.layout.ink import InkMap
from seqclr_desktop.layout.line_slant import common_slant, levelled
from seqclr_desktop.layout.other_direction import running
from seqclr_desktop.layout.segmenter import FoundLayout
from seqclr_desktop.layout.slanted_pages import LevelledPage
from tests.layout.drawn_pages import PAPER, DrawnLine, drawn_page, rows

SPOTS = ((5, 5), (150, 40), (60, 294))


def line_along(degrees: float, length: float = 100) -> Line:
    way = np.deg2rad(degrees)
    return Line(baseline=((0.0, 0.0), (float(length * np.cos(way)), float(length * np.sin(way)))))


def askew(page: np.ndarray, degrees: float) -> np.ndarray:
    """The page (H, W) on a larger scan, its lines falling by `degrees` to the right."""
    turned = Image.fromarray(page).rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    return np.asarray(turned)


def long_lines(lines: Sequence[Line]) -> int:
    """How many are at least three quarters as long as the longest."""
    lengths = np.array([polyline_length(line.baseline) for line in lines])
    return int((lengths > 0.75 * lengths.max()).sum())


def test_the_slant_of_a_page_is_that_of_its_lines_whichever_way_they_run() -> None:
    lines = [line_along(8), line_along(7.5), line_along(98), line_along(188), line_along(-30, length=5)]
    assert np.rad2deg(common_slant(lines)) == pytest.approx(8)
    assert np.rad2deg(common_slant([line_along(-6), line_along(-95, length=10)])) == pytest.approx(-6)
    broken = [line_along(8, length=300), line_along(7, length=100), line_along(0), line_along(-11, length=60)]
    assert np.rad2deg(common_slant(broken)) == pytest.approx(8)  # rules and bits of broken lines do not hide it


def test_level_lines_and_lines_that_slant_both_ways_have_no_common_slant() -> None:
    assert common_slant([]) == 0
    assert common_slant([line_along(1), line_along(-2), line_along(2)]) == 0
    assert common_slant([line_along(8, length=150), line_along(-8)]) == 0
    assert common_slant([Line(baseline=((5.0, 5.0), (5.0, 5.0)))]) == 0


@pytest.mark.parametrize("degrees", [8, -8])
def test_what_is_found_on_the_levelled_page_comes_back_to_its_place(degrees: float) -> None:
    ink = np.zeros((300, 200), np.float32)
    for x, y in SPOTS:
        ink[y - 4 : y + 5, x - 4 : x + 5] = 1
    page = InkMap(ink, (2.0, 2.0), 400, 600)
    level = LevelledPage(page, float(np.deg2rad(degrees)))
    turned = level.ink_map().ink
    spots, count = ndimage.label(turned > 0.5)
    middles = ndimage.center_of_mass(turned, spots, range(1, count + 1))
    line = Line(baseline=tuple(((x + 0.5) * 2, (y + 0.5) * 2) for y, x in middles))
    back = sorted(level.layout_back(FoundLayout((), (line,))).lines[0].baseline)
    assert np.abs(np.array(back) - (np.array(sorted(SPOTS)) + 0.5) * 2).max() < 0.5
    assert LevelledPage(page, 0.0).ink_map().ink.shape == ink.shape


@pytest.mark.parametrize("degrees", [8, -8])
def test_a_word_beside_a_line_of_a_slanted_page_is_read_after_that_line(degrees: float) -> None:
    lines = rows(9, left=60, length=600)
    lines.insert(4, DrawnLine(left=760, foot=lines[3].foot, length=180))
    page = askew(drawn_page(lines), degrees)
    found = default_segmenter().find_lines(page).lines
    away = [np.mean([line.baseline[0], line.baseline[-1]], axis=0) - np.array(page.shape[::-1]) / 2 for line in found]
    way = np.deg2rad(degrees)
    levelled = np.array(away) @ [[np.cos(way), -np.sin(way)], [np.sin(way), np.cos(way)]] + (500, 700)
    assert len(found) == len(lines)
    assert np.abs(levelled[:, 1] - [line.foot for line in lines]).max() < 12
    assert np.abs(levelled[:, 0] - [line.middle[0] for line in lines]).max() < 60


def test_the_order_of_a_slanted_page_follows_a_direction_that_is_chosen_later() -> None:
    boxes = [(0, 0, 600, 30), (0, 50, 250, 80), (300, 50, 600, 80), (0, 100, 600, 130)]
    level = [
        Line(baseline=box_baseline(Box(*box)), polygon=Box(*box).as_polygon(), position=place)
        for place, box in enumerate(boxes)
    ]
    slant = float(np.deg2rad(8))
    lines = [
        replace(line, baseline=tuple(levelled(line.baseline, -slant)), polygon=tuple(levelled(line.polygon, -slant)))
        for line in level
    ]
    assert common_slant(lines) == pytest.approx(slant)
    assert [line.position for line in running(lines, Direction.RIGHT_TO_LEFT)] == [0, 2, 1, 3]


def test_lines_of_a_slanted_charter_stay_whole(shared_data: Path) -> None:
    folder = shared_data / "iforal-charters"
    name = json.loads((folder / "splits.json").read_text(encoding="utf-8"))["train_pool"][0]
    picture = folder / "pages" / f"{name}.jpg"
    if not picture.is_file():
        pytest.skip("the pages of iforal-charters are not on this machine")
    grey = np.asarray(read_page(picture).convert("L"))
    straight, slanted = (default_segmenter().find_lines(page).lines for page in (grey, askew(grey, 8)))
    assert long_lines(slanted) >= long_lines(straight)
