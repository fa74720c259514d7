"""The text field: what is typed is the person's, what is grey the machine's."""

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.document import Direction
from seqclr_desktop.ui.transcription_view.line_field import LineField

LTR, RTL = Direction.LEFT_TO_RIGHT, Direction.RIGHT_TO_LEFT


@pytest.fixture
def field(qtbot: QtBot) -> LineField:
    widget = LineField([QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Return)])
    qtbot.addWidget(widget)
    widget.resize(600, 40)
    widget.show()
    return widget


def test_tab_takes_the_suggestion_over_as_an_edit(qtbot: QtBot, field: LineField) -> None:
    field.show_text("", "Je suis reçu", LTR)
    with qtbot.waitSignal(field.typed):
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "Je suis reçu"
    field.undo()
    assert field.text() == ""


def test_typing_keeps_the_rest_that_agrees(qtbot: QtBot, field: LineField) -> None:
    field.show_text("", "Je suis reçu", LTR)
    qtbot.keyClicks(field, "Je su")
    assert field.offered == "is reçu"
    qtbot.keyClicks(field, "X")
    assert field.offered == ""
    assert field.text() == "Je suX"


def test_without_a_suggestion_tab_goes_to_the_next_widget(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    first, second = LineField(), QLineEdit()
    rows = QVBoxLayout(around)
    rows.addWidget(first)
    rows.addWidget(second)
    with qtbot.waitActive(around):
        around.show()
    first.setFocus()
    first.show_text("done", "", LTR)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus)


def test_suggestion_is_painted_until_it_is_overtyped(field: LineField) -> None:
    field.clearFocus()
    field.show_text("", "", LTR)
    empty = field.grab().toImage()
    field.show_text("", "Je suis reçu", LTR)
    assert field.grab().toImage() != empty


def test_direction_follows_the_text_and_before_it_the_line(qtbot: QtBot, field: LineField) -> None:
    field.show_text("", "", RTL)
    assert field.layoutDirection() is Qt.LayoutDirection.RightToLeft
    field.show_text("ויאמר 25", "", LTR)
    assert field.layoutDirection() is Qt.LayoutDirection.RightToLeft
    field.show_text("12", "", RTL)
    assert field.layoutDirection() is Qt.LayoutDirection.RightToLeft
    field.clear()
    qtbot.keyClicks(field, "Cook")
    assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_mirrored_window_does_not_turn_a_line(field: LineField) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        field.show_text("Je suis", "", LTR)
        assert field.layoutDirection() is Qt.LayoutDirection.LeftToRight
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_next_line_cannot_be_undone_into_the_one_before(qtbot: QtBot, field: LineField) -> None:
    field.show_text("", "", LTR)
    qtbot.keyClicks(field, "first")
    field.show_text("second", "", LTR)
    field.undo()
    assert field.text() == "second"


def test_input_methods_compose_letters(qtbot: QtBot, field: LineField) -> None:
    field.show_text("", "", LTR)
    event = QInputMethodEvent("", [])
    event.setCommitString("ē")
    with qtbot.waitSignal(field.typed):
        QApplication.sendEvent(field, event)
    assert field.text() == "ē"
