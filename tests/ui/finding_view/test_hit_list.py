"""Rows of hits are made as far as one scrolls, so that thousands cost no more than those in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.finding_view.hit_list import HitList
from seqclr_desktop.ui.finding_view.hit_row import ShownHit
from seqclr_desktop.ui.line_images import LineImages

HIT_COUNT = 200


@pytest.fixture
def hit_list(qtbot: QtBot) -> HitList:
    hit_list = HitList(LineImages())
    qtbot.addWidget(hit_list)
    hit_list.resize(600, 3000)  # higher than what is made at first
    hit_list.show()
    return hit_list


def hits() -> Iterator[ShownHit]:
    return (ShownHit(number, f"line {number}", "", "text", "text") for number in range(HIT_COUNT))


def lowest(hit_list: HitList) -> int:
    return hit_list.rows[-1].geometry().bottom()


def test_a_tall_window_is_filled_and_no_more_than_filled(qtbot: QtBot, hit_list: HitList) -> None:
    hit_list.show_hits(None, hits())
    qtbot.waitUntil(lambda: lowest(hit_list) > hit_list.viewport().height())
    assert len(hit_list.rows) < HIT_COUNT


def test_who_scrolls_to_the_end_gets_there(qtbot: QtBot, hit_list: HitList) -> None:
    hit_list.show_hits(None, hits())
    bar = hit_list.verticalScrollBar()

    def is_at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return len(hit_list.rows) == HIT_COUNT

    qtbot.waitUntil(is_at_the_end)
    assert [row.hit.line_id for row in hit_list.rows] == list(range(HIT_COUNT))
