"""An empty view says what is missing and offers the step that brings it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.empty_state import EmptyState


@pytest.mark.parametrize("scale", [1, 2])
def test_words_and_button_fit_into_a_narrow_view(qtbot: QtBot, scale: int) -> None:
    around = EmptyState()
    font = around.font()
    font.setPointSizeF(scale * font.pointSizeF())
    around.setFont(font)
    qtbot.addWidget(around)
    around.show_words("There are no scans yet", "Add the pages of your collection first. " * 3, "Go to Scans")
    around.show()
    assert around.minimumSizeHint().width() <= 700
    with qtbot.waitSignal(around.wanted):
        qtbot.mouseClick(around.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("scale", [1, 2])
def test_no_word_is_cut_off_in_a_wide_view(qtbot: QtBot, scale: int) -> None:
    state = EmptyState()
    font = state.font()
    font.setPointSizeF(scale * font.pointSizeF())
    state.setFont(font)
    qtbot.addWidget(state)
    state.resize(1600, 900)
    state.show_words("There are no scans yet", "Add the pages of your collection first. " * 3, "Go to Scans")
    state.show()
    for label in state.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_without_words_for_it_there_is_no_button(qtbot: QtBot) -> None:
    state = EmptyState()
    qtbot.addWidget(state)
    state.show_words("Nothing here", "Nothing to do.")
    state.show()
    assert not state.findChildren(QPushButton)[0].isVisible()
