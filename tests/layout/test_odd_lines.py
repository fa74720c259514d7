"""Lines that a person should look at, and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from seqclr_desktop.document import Line
from seqclr_desktop.layout.odd_lines import ink_shares, odd_lines
from seqclr_desktop.layout.oddities import Oddity, accepted_as
from tests.builders import make_line, outline


def usual_lines() -> list[Line]:
    return [make_line(number, id=number + 1) for number in range(6)]


def oddities(lines: list[Line], ink: dict[int | None, float] | None = None) -> dict[int, tuple[Oddity, ...]]:
    return {(odd.line_id or 0) - 1: odd.oddities for odd in odd_lines(lines, 1000, 1400, ink)}


def changed(place: int, **changes: object) -> list[Line]:
    """The usual lines, one of them changed."""
    lines = usual_lines()
    lines[place] = replace(lines[place], **changes)  # type: ignore[arg-type]
    return lines


def test_usual_lines_are_not_odd() -> None:
    assert oddities(usual_lines()) == {}


def test_much_taller_and_much_lower_lines_are_odd() -> None:
    assert oddities(changed(5, polygon=outline(100, 470, 900, 620))) == {5: (Oddity.TALL,)}
    assert oddities(changed(5, polygon=outline(100, 465, 900, 485))) == {5: (Oddity.LOW,)}


def test_lines_over_one_another_name_each_other() -> None:
    lines = [*usual_lines(), make_line(0, left=300, baseline=((300, 84), (700, 84)), id=9)]
    lines[6] = replace(lines[6], polygon=outline(300, 34, 700, 99))
    found = odd_lines(lines, 1000, 1400)
    assert [(odd.line_id, odd.oddities, odd.others) for odd in found] == [
        (1, (Oddity.OVERLAPPING,), (9,)),
        (9, (Oddity.OVERLAPPING,), (1,)),
    ]


def test_crossing_baselines_are_odd() -> None:
    assert oddities(changed(1, baseline=((100, 130), (900, 260)))) == {1: (Oddity.CROSSING,), 2: (Oddity.CROSSING,)}


def test_parts_of_a_bent_line_touch_and_do_not_cross() -> None:
    lines = usual_lines()
    bent = ((100, 130), (400, 138), (700, 131))
    first, second = replace(lines[1], baseline=bent[:2]), replace(lines[1], id=99, baseline=bent[1:])
    assert Oddity.CROSSING not in {kind for kinds in oddities([lines[0], first, second]).values() for kind in kinds}


def test_lines_cut_by_the_edge_are_odd() -> None:
    assert oddities(changed(2, baseline=((0, 240), (900, 240)))) == {2: (Oddity.AT_EDGE,)}
    assert oddities(changed(0, polygon=outline(100, 0, 900, 90))) == {0: (Oddity.AT_EDGE,)}


def test_upright_lines_are_cut_by_the_edges_beside_them() -> None:
    def is_cut(left: int, right: int) -> bool:
        line = make_line(
            6, id=7, baseline=((right - 15, 1300), (right - 15, 700)), polygon=outline(left, 700, right, 1300)
        )
        return Oddity.AT_EDGE in oddities([*usual_lines(), line]).get(6, ())

    assert is_cut(950, 1000)
    assert not is_cut(940, 990)


def test_flagged_lines_and_texts_not_found_again_are_odd() -> None:
    assert oddities(changed(3, flag="box")) == {3: (Oddity.FLAGGED,)}
    assert oddities(changed(3, text_waits=True)) == {3: (Oddity.UNMATCHED,)}


def test_empty_lines_are_told_once_the_ink_is_known() -> None:
    assert oddities(usual_lines(), {4: 0.001}) == {3: (Oddity.EMPTY,)}


def test_what_a_person_accepted_is_not_told_again_but_another_oddity_is() -> None:
    lines = changed(3, flag="box")
    lines[3] = replace(lines[3], accepted=accepted_as(lines[3], [Oddity.FLAGGED]))
    assert oddities(lines) == {}
    lines[3] = replace(lines[3], baseline=((0, 320), (900, 320)))
    assert oddities(lines) == {3: (Oddity.AT_EDGE,)}


def test_unusable_lines_need_no_look() -> None:
    assert oddities(changed(3, flag="box", is_unusable=True)) == {}


def test_ink_is_measured_under_the_line() -> None:
    page = np.full((1400, 1000), 230, np.uint8)
    for left in range(120, 880, 24):
        page[50:82, left : left + 8] = 30
    shares = ink_shares(page, usual_lines())
    assert shares[1] > 0.1
    assert shares[2] < 0.01


def test_page_without_lines_has_no_odd_ones() -> None:
    assert odd_lines([], 1000, 1400) == []
