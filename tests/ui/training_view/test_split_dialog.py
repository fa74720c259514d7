"""What each page is for can be seen and changed."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from seqclr_desktop.document import Split
from seqclr_desktop.ui.training_view.split_dialog import SplitDialog
from tests.builders import make_page


def test_chosen_pages_get_another_use(qtbot: QtBot) -> None:
    pages = [make_page(name, id=number, split=Split.TRAIN) for number, name in enumerate("abc", start=1)]
    dialog = SplitDialog(pages)
    qtbot.addWidget(dialog)
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Keep them aside as the test")
    button.click()
    assert dialog.chosen == {2: Split.TEST}
    assert dialog.model.index(1, 3).data() == "kept aside as the test"
    assert dialog.model.index(0, 3).data() == "to learn from"
