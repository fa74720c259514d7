"""The manual is read in the program, by the keyboard too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop import places
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.manual_dialog import ManualDialog

MANUAL = places.resources_folder() / "manual"


def test_the_menu_opens_the_contents_and_links_lead_on_and_back(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.actions_.action("manual").trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ManualDialog)
    assert "Getting started" in dialog.page.toPlainText()
    dialog.page.setFocus()
    qtbot.keyClick(dialog.page, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.page, Qt.Key.Key_Return)
    assert dialog.page.source().fileName() == "getting-started.md"
    dialog.back.click()
    assert dialog.page.source().fileName() == "index.md"
    qtbot.keyClick(dialog.page, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("page", sorted(MANUAL.glob("*.md")), ids=lambda path: path.name)
def test_every_link_of_the_manual_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target
