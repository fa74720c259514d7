"""A label that has too little room shortens its text and keeps the whole of it."""

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
