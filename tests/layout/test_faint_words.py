"""Words and figures that the detector hardly saw: the ink tells them from marks, dots and tops of letters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.faint_words import faint_words
from tests.layout.drawn_levels import DrawnLevels

FOOT, LEFT, RIGHT = 120, 300, 320  # of the word, between lines at 100 and 140
SEEN, END_SEEN = 0.3, 0.5


def a_page() -> DrawnLevels:
    page = DrawnLevels()
    for y in (60, 100, 140, 180):
        page.write(y, (100, 420))
    return page


def with_letters(page: DrawnLevels, height: int = 11, ink: float = 1.0) -> DrawnLevels:
    """Strokes between two lines that touch neither."""
    for x in range(LEFT, RIGHT, 5):
        page.ink[FOOT - height + 1 : FOOT + 1, x : x + 3] = ink
    return page


def is_believed(page: DrawnLevels, seen: float = SEEN, end_seen: float = END_SEEN, end_at_right: float = 1.0) -> bool:
    x = np.arange(LEFT, RIGHT)
    piece = TracedLine(np.stack([x, np.full(len(x), float(FOOT))], axis=1), seen)
    page.end(LEFT - 4, FOOT, end_seen)
    page.end(RIGHT + 3, FOOT, end_seen * end_at_right)
    level = page.level()
    baseline = level.maps.baseline.copy()
    baseline[FOOT // 2, LEFT // 2 : RIGHT // 2] = seen
    return faint_words([piece], replace(level, maps=replace(level.maps, baseline=baseline))) == [piece]


def test_letters_between_lines_are_a_word_however_faint_on_the_map() -> None:
    assert is_believed(with_letters(a_page()))


def test_paper_without_ink_is_no_word() -> None:
    assert not is_believed(a_page())


def test_what_the_detector_did_not_see_at_all_is_no_word() -> None:
    assert not is_believed(with_letters(a_page()), seen=0.2)


def test_strokes_that_go_on_are_no_word() -> None:
    assert not is_believed(with_letters(a_page()), end_at_right=0.3)


def test_quotation_marks_are_too_low() -> None:
    assert not is_believed(with_letters(a_page(), height=5))


def test_tops_of_letters_reach_down_into_their_line() -> None:
    page = with_letters(a_page())
    for x in range(LEFT, RIGHT, 5):
        page.ink[FOOT:136, x : x + 3] = 1
    assert not is_believed(page)


@pytest.mark.parametrize("rule_ink", [0.6, 0.9])
def test_letters_that_cross_pale_rules_of_squared_paper_are_a_word(rule_ink: float) -> None:
    page = with_letters(a_page())
    page.ink[:, 308:310] = np.maximum(page.ink[:, 308:310], rule_ink)
    page.ink[116] = np.maximum(page.ink[116], rule_ink)
    assert is_believed(page) == (rule_ink < 0.8)


def test_piece_on_the_level_of_a_line_that_ends_there_is_of_that_line() -> None:
    page = with_letters(a_page())
    page.write(FOOT, (200, LEFT - 5))
    assert not is_believed(page)
