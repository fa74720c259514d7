"""Twenty lines in two scripts, transcribed and checked without the mouse, from opening to the last one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import Direction
from seqclr_desktop.ui.main_window import MainWindow
from tests.builders import make_content, make_page

CTRL = Qt.KeyboardModifier.ControlModifier
FRENCH = tuple(f"Je suis parti le {number} juin" for number in range(1, 11))
HEBREW = tuple(f"ויאמר {number} אל משה" for number in range(1, 11))


def write(qtbot: QtBot, text: str) -> None:
    """Latin letters by their keys, others through the input method, as Hebrew keyboards send them."""
    field = QApplication.focusWidget()
    assert field is not None
    if text.isascii():
        qtbot.keyClicks(field, text)
        return
    for letter in text:
        event = QInputMethodEvent("", [])
        event.setCommitString(letter)
        QApplication.sendEvent(field, event)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier)


def test_twenty_lines_in_two_scripts_without_the_mouse(
    qtbot: QtBot, make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    folder = tmp_path / "two scripts"
    with Collection.create(folder) as collection:
        collection.add_page(make_page("french"), make_content(*[""] * 10))
        collection.add_page(make_page("hebrew"), make_content(*[""] * 10))
    window = make_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.workspace.open_collection(folder)
    press(qtbot, Qt.Key.Key_3, CTRL)
    assert window.step.value == "transcribe"
    for text in (*FRENCH, *HEBREW):
        write(qtbot, text)
        press(qtbot, Qt.Key.Key_Return, CTRL)
    opened = window.workspace.collection
    assert opened is not None
    lines = opened.lines_by_id(opened.line_ids(LineFilter.CHECKED))
    assert [line.best_text for line in lines] == [*FRENCH, *HEBREW]
    field = window.current_view._strip.field  # type: ignore[attr-defined]
    assert field.direction is Direction.RIGHT_TO_LEFT
    assert all(len(opened.versions(line.id or 0)) == 1 for line in lines)
