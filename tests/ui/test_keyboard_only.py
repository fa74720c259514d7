"""Twenty lines in two scripts, transcribed and checked without the mouse, from opening to the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seqclr_desktop.collection import Collection, LineFilter
from seqclr_desktop.document import Direction
from seqclr_desktop.ui.collection_view.recent_button import RecentButton
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.transcription_view.line_field import LineField
from tests.builders import PAGE_HEIGHT_PX, PAGE_WIDTH_PX, make_content, make_page

CTRL = Qt.KeyboardModifier.ControlModifier
FRENCH = tuple(f"Arrivé à Paris le {number} juin" for number in range(1, 11))
HEBREW = tuple(f"ויאמר {number} אל Moses" for number in range(1, 11))
_FARTHEST_TABS = 40
_OF_THE_MOUSE = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick}


class NoMouse(QObject):
    """Notices every click in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.clicks += event.type() in _OF_THE_MOUSE
        return False


@pytest.fixture
def mouse(qapp: QApplication) -> Iterator[NoMouse]:
    filter_ = NoMouse()
    qapp.installEventFilter(filter_)
    yield filter_
    qapp.removeEventFilter(filter_)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages of ten bare lines, opened here before."""
    scan = tmp_path / "scan.png"
    Image.new("L", (PAGE_WIDTH_PX, PAGE_HEIGHT_PX), 220).save(scan)
    with Collection.create(tmp_path / "two scripts") as collection:
        for name in ("french", "hebrew"):
            collection.add_page(make_page(name, path=scan), make_content(*[""] * 10))
    Preferences().remember(tmp_path / "two scripts")
    return tmp_path / "two scripts"


def write(qtbot: QtBot, text: str) -> None:
    """Keys that type a letter by themselves, and through the input method what dead keys and Hebrew keyboards send."""
    for letter in text:
        field = QApplication.focusWidget()
        assert isinstance(field, LineField)
        if letter.isascii():
            qtbot.keyClicks(field, letter)
            continue
        event = QInputMethodEvent("", [])
        event.setCommitString(letter)
        QApplication.sendEvent(field, event)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifier)


def open_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    """With Tab to the collection opened lately, and into it."""
    qtbot.waitUntil(lambda: any(button.isVisible() for button in window.start.recent_buttons()))
    window.setFocus()
    for _ in range(_FARTHEST_TABS):
        if isinstance(QApplication.focusWidget(), RecentButton):
            break
        press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Space)
    assert window.workspace.collection is not None


def test_twenty_lines_in_two_scripts_without_the_mouse(
    qtbot: QtBot, folder: Path, make_window: Callable[[], MainWindow], mouse: NoMouse
) -> None:
    window = make_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    open_by_keys(qtbot, window)
    press(qtbot, Qt.Key.Key_3, CTRL)
    assert window.step.value == "transcribe"
    for text in (*FRENCH, *HEBREW):
        write(qtbot, text)
        press(qtbot, Qt.Key.Key_Return, CTRL)
    opened = window.workspace.collection
    assert opened is not None
    lines = opened.lines_by_id(opened.line_ids(LineFilter.CHECKED))
    assert [line.best_text for line in lines] == [*FRENCH, *HEBREW]
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.direction is Direction.RIGHT_TO_LEFT
    assert all(len(opened.versions(line.id or 0)) == 1 for line in lines)
    assert mouse.clicks == 0
