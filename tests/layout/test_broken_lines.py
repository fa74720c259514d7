"""Lines that came in pieces, and pieces on one level that are lines."""

from __future__ import annotations

from seqclr_desktop.layout.broken_lines import mended
from tests.layout.drawn_levels import SPACING, WORD_PX, DrawnLevels, spans


def pieces(blank: int, end_chance: float = 0.6) -> DrawnLevels:
    """Three words on the level 160, each traced by itself, `blank` pixels apart."""
    page = DrawnLevels()
    for place in range(3):
        left = 150 + place * (WORD_PX + blank)
        page.write(160, (left, left + WORD_PX))
        page.end(left + WORD_PX + blank // 2, 160, end_chance)
    return page


def test_words_that_are_a_space_apart_are_one_line() -> None:
    assert spans(mended(pieces(10).level()), 160) == [(150, 150 + 3 * WORD_PX + 20 - 1)]


def test_words_far_apart_stay_lines() -> None:
    assert len(spans(mended(pieces(SPACING).level()), 160)) == 3


def test_a_clear_end_parts_lines_however_close_they_stand() -> None:
    assert len(spans(mended(pieces(10, end_chance=0.9).level()), 160)) == 3


def test_pieces_stay_apart_where_a_column_begins() -> None:
    page = pieces(10)
    for y in (100, 130, 190, 220):
        page.write(y, (150 + WORD_PX + 10, 400))
    assert spans(mended(page.level()), 160)[0] == (150, 150 + WORD_PX - 1)


def test_one_line_around_is_column_enough_beside_what_may_be_a_note() -> None:
    page = pieces(10)
    page.write(130, (150 + WORD_PX + 10, 400))
    assert len(spans(mended(page.level()), 160)) == 2


def test_single_figure_close_to_a_line_stays_a_line() -> None:
    page = DrawnLevels()
    page.write(160, (100, 340))
    page.write(160, (350, 360))
    assert len(mended(page.level())) == 2


def test_lines_one_under_the_other_stay_apart() -> None:
    page = DrawnLevels()
    page.write(100, (100, 200))
    page.write(112, (205, 300))
    assert len(mended(page.level())) == 2


def test_a_piece_goes_on_in_the_nearest_one_alone() -> None:
    page = DrawnLevels()
    page.write(160, (100, 200))
    page.write(166, (100, 195))
    page.write(160, (206, 300))
    assert spans(mended(page.level()), 160) == [(100, 299)]
    assert spans(mended(page.level()), 166) == [(100, 194)]
