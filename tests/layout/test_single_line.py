"""Pictures that already are one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from seqclr_desktop.document import Direction, Line, Page
from seqclr_desktop.exchange import read_transcription
from seqclr_desktop.layout import FoundLayout, default_segmenter
from seqclr_desktop.layout.classical import ClassicalSegmenter
from seqclr_desktop.layout.single_line import in_folders_of_lines, line_of_picture
from tests.builders import make_page
from tests.layout.drawn_pages import DrawnLine, drawn_page


def lines_alone(grey: np.ndarray, *, direction: Direction = Direction.LEFT_TO_RIGHT) -> tuple[Line, ...]:
    """Of a picture that lies in no folder of lines."""
    found = ClassicalSegmenter(direction).find_lines(grey)
    return line_of_picture(grey, found, direction, is_among_lines=False).lines


def among_lines(grey: np.ndarray, found: FoundLayout) -> FoundLayout:
    """As `found` becomes in a folder of lines."""
    return line_of_picture(grey, found, Direction.LEFT_TO_RIGHT, is_among_lines=True)


def alone(grey: np.ndarray, found: FoundLayout) -> FoundLayout:
    """As `found` becomes in any other folder."""
    return line_of_picture(grey, found, Direction.LEFT_TO_RIGHT, is_among_lines=False)


def test_a_line_image_is_one_line_over_its_whole_width() -> None:
    page = drawn_page([DrawnLine(20, 60, 860)], 900, 90)
    (line,) = lines_alone(page, direction=Direction.RIGHT_TO_LEFT)
    assert line.direction is Direction.RIGHT_TO_LEFT
    assert (line.box.left, line.box.right) == (0, 900)
    assert abs(np.mean([y for _, y in line.baseline]) - 60) < 9


def test_a_line_image_with_a_wide_gap_is_one_line() -> None:
    page = drawn_page([DrawnLine(20, 60, 300), DrawnLine(560, 60, 300)], 900, 90)
    assert len(lines_alone(page)) == 1


def test_two_lines_in_a_wide_picture_are_two() -> None:
    page = drawn_page([DrawnLine(20, 70, 860), DrawnLine(20, 150, 860)], 900, 200)
    assert len(lines_alone(page)) == 2


@pytest.mark.parametrize("width", [900, 200])
def test_feet_of_the_line_above_and_inserted_words_make_no_second_line(width: int) -> None:
    picture = drawn_page([DrawnLine(20, 66, width - 40)], width, 100)
    feet, inserted = runs(width, (0.0, 1.0, 4)), runs(width, (0.5, 0.68, 25))
    found = FoundLayout((), (*feet, *inserted, *runs(width, (0.0, 0.4, 66), (0.45, 1.0, 68))))
    (line,) = among_lines(picture, found).lines
    assert {y for _, y in line.baseline} == {68}, "the longest piece that is clear of the edges"
    assert (len(alone(picture, found).lines) == 1) == (width == 900)


def test_a_line_that_slants_through_its_picture_is_one() -> None:
    picture = drawn_page([DrawnLine(20, 60, 860, fall=0.12)], 900, 200)
    pieces = FoundLayout((), runs(900, (0.0, 0.3, 70), (0.33, 0.6, 110), (0.7, 1.0, 150)))
    assert len(alone(picture, pieces).lines) == 1


def test_a_short_second_line_is_a_second_line() -> None:
    picture = drawn_page([DrawnLine(20, 60, 560), DrawnLine(20, 150, 180)], 600, 180)
    found = FoundLayout((), runs(600, (0.0, 1.0, 60), (0.0, 0.33, 150)))
    assert alone(picture, found) is found
    assert among_lines(picture, found) is found


def runs(width: int, *pieces: tuple[float, float, float]) -> tuple[Line, ...]:
    """Level lines, each from one share of the width to another, at a height in pixels."""
    return tuple(Line(baseline=((left * width, y), (right * width, y))) for left, right, y in pieces)


def test_lines_cut_out_of_a_page_by_their_boxes_are_one_line_each(shared_data: Path) -> None:
    pages = shared_data / "testaments-poilus" / "pages"
    grey = np.asarray(Image.open(pages / "AN_0101-0.jpg").convert("L"))
    lines = read_transcription(pages / "AN_0101-0.xml", image_size=(grey.shape[1], grey.shape[0])).lines
    boxes = [line.box for line in lines if line.box.width > 8 * line.box.height][:12]
    strips = [grey[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] for box in boxes]
    segmenter = default_segmenter()
    assert [len(alone(strip, segmenter.find_lines(strip)).lines) for strip in strips] == [1] * 12


def test_an_empty_strip_has_no_line() -> None:
    assert lines_alone(np.full((60, 800), 230, np.uint8)) == ()


def pictures(*sizes: tuple[int, int], folder: str = "/lines") -> list[Page]:
    """Pictures of these widths and heights in one folder, with ids from 1."""
    return [
        make_page(f"{number}", folder=Path(folder), id=number, width_px=width, height_px=height)
        for number, (width, height) in enumerate(sizes, start=1)
    ]


def test_in_a_folder_of_lines_a_short_word_and_a_large_line_are_lines_too() -> None:
    assert in_folders_of_lines(pictures(*[(1800, 120)] * 18, (150, 110), (2400, 230))) == set(range(1, 21))


def test_a_third_of_short_last_lines_and_single_words_leaves_a_folder_of_lines() -> None:
    lines = [(1500, 90), (1480, 110), (1510, 84), (1350, 130)] * 4
    assert in_folders_of_lines(pictures(*lines, *[(200, 90), (130, 100)] * 4)) == set(range(1, 25))
    sizes = [(600, 48), (315, 64), (249, 90), (83, 128), (176, 48), (1264, 128), (1729, 160), (502, 48), (768, 64)]
    assert in_folders_of_lines(pictures(*sizes)) == set(range(1, 10)), "cut from pages of many sizes"


@pytest.mark.parametrize(
    "sizes",
    [
        [(2200, 3000)] * 20,
        [(600, 800), (600, 820), (610, 790)] * 5,
        [(4200, 2900)] * 12,
        [(1200, 720)] * 20,
        [(600, 250), (600, 230), (590, 260)] * 4,
        [(1800, 2600)] * 6 + [(1800, 120)] * 24,
        [(900, 340)] * 8 + [(1000, 320)] * 4,
    ],
    ids=["pages", "small pages", "double pages", "cards", "tickets", "pages and strips", "cheques"],
)
def test_other_folders_are_none_of_lines(sizes: list[tuple[int, int]]) -> None:
    assert in_folders_of_lines(pictures(*sizes)) == set()


def test_a_page_that_lies_among_lines_is_none() -> None:
    assert in_folders_of_lines(pictures(*[(1800, 120)] * 18, (1800, 2600))) == set(range(1, 19))


def test_pages_with_some_strips_among_them_are_no_folder_of_lines() -> None:
    pages = pictures(*[(1800, 2600)] * 6, *[(1800, 120)] * 10)
    assert in_folders_of_lines(pages) == set()
    assert in_folders_of_lines(pictures((1800, 120), (1800, 110))) == set(), "two pictures tell nothing of a folder"


def test_each_folder_is_judged_by_itself() -> None:
    lines = pictures(*[(1800, 120)] * 10)
    pages = [replace(page, id=(page.id or 0) + 100) for page in pictures(*[(1800, 2600)] * 10, folder="/pages")]
    assert in_folders_of_lines([*lines, *pages]) == {page.id for page in lines}


def test_a_word_of_such_a_folder_is_one_line_though_in_pieces_but_two_lines_stay_two() -> None:
    word = drawn_page([DrawnLine(20, 80, 60), DrawnLine(130, 80, 60)], 220, 130)
    found = FoundLayout((), tuple(Line(baseline=((left, 80), (left + 60, 80))) for left in (20, 130)))
    (line,) = among_lines(word, found).lines
    assert (line.box.left, line.box.right, line.box.bottom) == (0, 220, 130)
    assert line.baseline[1] == (20, 80)
    two = FoundLayout((), tuple(Line(baseline=((20, y), (200, y))) for y in (50, 110)))
    assert among_lines(word, two) is two


def test_a_word_in_which_nothing_was_found_is_one_line_unless_it_is_blank() -> None:
    word = drawn_page([DrawnLine(20, 80, 160)], 220, 130)
    assert len(among_lines(word, FoundLayout()).lines) == 1
    blank = np.full((130, 220), 230, np.uint8)
    assert among_lines(blank, FoundLayout()).lines == ()
