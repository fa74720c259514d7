"""A label of many lines keeps the height they need, whatever room its layout would give it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.card import WholeLabel


def test_no_line_is_cut_off_where_the_layout_has_less_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    label = WholeLabel()
    rows.addWidget(label)
    window.resize(200, 40)
    window.show()
    label.setText("one\ntwo\nthree\nfour and some more words than fit into a line")
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 4 * label.fontMetrics().height())
    window.resize(800, 40)
    qtbot.waitUntil(lambda: label.minimumHeight() == label.heightForWidth(label.width()))
