"""Short pieces between lines: words put in stay, marks and tops of letters do not."""

from __future__ import annotations

import numpy as np
import pytest

from seqclr_desktop.layout.baseline_tracing import TracedLine
from seqclr_desktop.layout.words_between import without_marks
from tests.layout.drawn_maps import lines_found, maps_of, true_line

SPACING = 30.0
CLEAR, FAINT = 0.6, 0.4


def piece(left: float, right: float, y: float, strength: float = CLEAR) -> TracedLine:
    x = np.arange(left, right + 1)
    return TracedLine(np.stack([x, np.full(len(x), y)], axis=1), strength)


LINES = [piece(100, 500, 100), piece(100, 500, 130)]


def is_kept(one: TracedLine) -> bool:
    return any(line is one for line in without_marks([*LINES, one], SPACING))


@pytest.mark.parametrize("y", [112, 118, 144])
def test_clear_word_between_lines_is_a_line(y: float) -> None:
    assert is_kept(piece(300, 330, y))


@pytest.mark.parametrize("y", [80, 112, 144])
def test_quotation_mark_above_or_below_a_line_is_none(y: float) -> None:
    assert not is_kept(piece(300, 309, y))


def test_faint_piece_above_a_line_is_the_top_of_a_letter() -> None:
    assert not is_kept(piece(300, 325, 112, FAINT))


def test_long_faint_piece_above_a_line_is_faint_writing() -> None:
    assert is_kept(piece(300, 340, 112, FAINT))


def test_short_piece_beside_the_lines_is_judged_by_others() -> None:
    assert is_kept(piece(520, 529, 112))
    assert is_kept(piece(60, 69, 112))


def test_short_piece_a_line_distance_away_is_a_line() -> None:
    assert is_kept(piece(300, 309, 160))


def test_of_two_pieces_at_one_place_the_longer_stays() -> None:
    short, longer = piece(520, 529, 300), piece(518, 531, 310, FAINT)
    assert without_marks([*LINES, short, longer], SPACING) == [*LINES, longer]


def test_word_above_a_line_is_found_and_a_mark_is_not_when_both_are_on_the_maps() -> None:
    lines = [true_line(60, 460, y) for y in range(80, 480, 50)]
    mark = true_line(400, 415, 255)
    traced, _ = lines_found(maps_of([*lines, true_line(200, 250, 205), mark]))
    levels = sorted(round(float(line.points[:, 1].mean())) for line in traced if line.length < 100)
    assert levels == [pytest.approx(205, abs=3)]
    assert len(traced) == len(lines) + 1
