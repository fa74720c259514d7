"""A field for a number shows all of it."""

from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.widgets.minutes_box import MinutesBox
from seqclr_desktop.ui.widgets.number_box import NumberBox


def test_the_widest_number_has_room_between_the_margins_and_the_arrows(qtbot: QtBot) -> None:
    for box in (NumberBox(1, 5, 3), NumberBox(1, 9999, 8888), MinutesBox(1440)):
        qtbot.addWidget(box)
        box.resize(box.sizeHint())
        box.show()
        field = box.lineEdit()
        margins = field.textMargins()
        room = field.width() - margins.left() - margins.right()
        assert room >= field.fontMetrics().horizontalAdvance(field.text())
