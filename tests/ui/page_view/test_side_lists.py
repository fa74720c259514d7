"""The lists beside the page."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QSplitter, QStyle, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.layout.oddities import Oddity, OddLine
from seqclr_desktop.ui.lists.plain_list import Row
from seqclr_desktop.ui.page_view.page_words import reasons
from seqclr_desktop.ui.page_view.side_lists import OddList, SideLists
from seqclr_desktop.ui.theme import sized_font
from tests.builders import make_line

_REASONS = ("Much taller than the other lines", "Lies over another line (line 4)", "No outline was found in it")


def test_reasons_are_whole_at_every_width(qtbot: QtBot) -> None:
    odd = OddList()
    qtbot.addWidget(odd)
    odd.list.setFont(sized_font(odd, 2.0))
    odd.show_rows([Row(turn, f"Line {turn}", words) for turn, words in enumerate(_REASONS)], None)
    odd.show()
    margin = odd.list.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
    for width in range(180, 420, 7):
        odd.resize(width, 500)
        qtbot.wait(1)
        for row in range(len(_REASONS)):
            index = odd.model.index(row)
            place = odd.list.visualRect(index)
            room = QRect(0, 0, place.width() - 2 * margin, 0)
            needed = odd.list.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, index.data()).height()
            assert place.height() >= needed, (width, index.data())


def test_whoever_looks_through_the_list_is_not_taken_back(qtbot: QtBot) -> None:
    odd = OddList()
    qtbot.addWidget(odd)
    odd.show_rows([Row(turn, f"Line {turn}", _REASONS[0]) for turn in range(60)], 3)
    odd.show()
    bar = odd.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    odd.mark(3)
    assert bar.value() == bar.maximum()
    odd.mark(5)
    assert bar.value() < bar.maximum()


def test_all_tabs_are_whole_however_many_lines_wait(qtbot: QtBot) -> None:
    beside, lists = QSplitter(), SideLists()
    qtbot.addWidget(beside)
    beside.addWidget(QWidget())
    beside.addWidget(lists)
    beside.resize(900, 300)
    beside.setSizes([800, 100])
    beside.show()
    lists.tabBar().setFont(sized_font(lists, 2.0))
    lists.show_counts(128, 17)
    tabs = lists.tabBar()
    qtbot.waitUntil(lambda: tabs.tabRect(2).right() <= tabs.width())
    width = lists.width()
    lists.show_counts(0, 0)
    qtbot.wait(1)
    assert lists.width() == width  # mending must not make the page jump to and fro


def test_each_reason_is_a_sentence_and_names_the_lines_it_is_about() -> None:
    lines = [make_line(number, id=number + 1) for number in range(3)]
    odd = OddLine(1, (Oddity.OVERLAPPING, Oddity.UNMATCHED), (3,))
    assert reasons(odd, lines) == (
        "Lies over another line (line 3). Its text was kept, but the search did not find this line again"
    )
