"""The field of the search: its signs are as large as its text, and stand where one reads from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.widgets.search_field import SearchField


def shown(qtbot: QtBot, factor: float = 1.0) -> SearchField:
    make_application()
    field = SearchField()
    font = QFont(field.font())
    font.setPointSizeF(factor * font.pointSizeF())
    field.setFont(font)
    qtbot.addWidget(field)
    field.resize(400, 60)
    field.show()
    return field


def test_signs_grow_with_the_text_and_leave_room_for_it(qtbot: QtBot) -> None:
    usual, large = shown(qtbot), shown(qtbot, 2.0)
    assert large.sign_px > 1.5 * usual.sign_px
    for field in (usual, large):
        assert field._sign.pixmap().deviceIndependentSize().height() == field.sign_px
        assert field.clear_button.iconSize().height() == field.sign_px
        field.setText("a")
        assert field.cursorRect().left() >= field._sign.geometry().right() - field.fontMetrics().averageCharWidth()


def test_clearing_is_there_while_there_is_text_and_counts_as_typing(qtbot: QtBot) -> None:
    field = shown(qtbot)
    assert not field.clear_button.isVisible()
    qtbot.keyClicks(field, "abc")
    assert field.clear_button.isVisible()
    with qtbot.waitSignal(field.textEdited) as edited:
        qtbot.mouseClick(field.clear_button, Qt.MouseButton.LeftButton)
    assert edited.args == [""]
    assert field.text() == ""
    assert not field.clear_button.isVisible()


def test_from_right_to_left_the_signs_change_places(qtbot: QtBot) -> None:
    field = shown(qtbot)
    field.setText("a")
    assert field._sign.x() < field.clear_button.x()
    field.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: field._sign.x() > field.clear_button.x())
