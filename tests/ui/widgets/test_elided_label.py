"""A label that has too little room shortens its text and keeps the whole of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.elided_label import ElidedLabel


def test_text_without_room_is_shortened_and_told_on_hover(qtbot: QtBot) -> None:
    label = ElidedLabel("a name far too long for a label of sixty pixels")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(2000, 20)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


def test_a_text_is_put_in_order_by_the_label_and_not_by_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    in_window_of_its_own = _picture(qtbot, "Adieu.", Qt.LayoutDirection.LeftToRight)
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        in_hebrew_window = _picture(qtbot, "Adieu.", Qt.LayoutDirection.LeftToRight)
        stop_first = _picture(qtbot, "Adieu.", Qt.LayoutDirection.RightToLeft)
    finally:
        qapp.setLayoutDirection(before)
    assert in_hebrew_window == in_window_of_its_own
    assert stop_first != in_window_of_its_own


def _picture(qtbot: QtBot, text: str, direction: Qt.LayoutDirection) -> QImage:
    label = ElidedLabel(text)
    qtbot.addWidget(label)
    label.setLayoutDirection(direction)
    label.setAlignment(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignLeft)
    label.resize(200, 20)
    return label.grab().toImage()
