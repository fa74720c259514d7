"""What a person reads when something went wrong."""

from __future__ import annotations

import sys
import threading

from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.errors import UnreadableFileError
from seqclr_desktop.ui.error_dialogs import ErrorHook, defect_report, show_error


def _defect() -> Exception:
    try:
        raise ZeroDivisionError("division")
    except ZeroDivisionError as error:
        return error


def test_an_error_for_people_shows_what_where_and_what_to_do(qtbot: QtBot) -> None:
    box = show_error(UnreadableFileError("The file is empty.", where="a.tif", advice="Scan the page again."))
    assert box.text().split() == ["a.tif", "The", "file", "is", "empty."]
    assert box.informativeText() == "Scan the page again."
    assert box.detailedText() == ""
    box.close()


def test_a_defect_shows_a_report_that_can_be_copied(qtbot: QtBot) -> None:
    box = show_error(_defect())
    assert "ZeroDivisionError" in box.detailedText()
    copy = next(button for button in box.findChildren(QPushButton) if "report" in button.text())
    copy.click()
    assert box.isVisible()
    assert QApplication.clipboard().text() == box.detailedText()
    box.close()


def test_a_report_tells_the_versions() -> None:
    report = defect_report(_defect())
    assert "SeqCLR Desktop" in report
    assert f"Python {sys.version.split()[0]}" in report


def test_what_nobody_caught_in_a_thread_is_shown_in_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    hook = ErrorHook(window)
    hook.install()
    try:

        def fail() -> None:
            raise ValueError("in a thread")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    finally:
        hook.uninstall()
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "in a thread" in box.detailedText()
    box.close()


def test_the_hook_puts_back_what_was_there(qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook)
    hook = ErrorHook()
    hook.install()
    hook.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
