"""The whole job without the mouse, from nothing to exported pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.main_window import MainWindow
from tests.ui.fakes import AnswersAtOnce

CTRL = Qt.KeyboardModifier.ControlModifier
_PATIENCE_MS = 120_000


class Hands:
    """A person at the keyboard of one window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self.window = window

    @property
    def focus(self) -> QWidget:
        if QApplication.activeWindow() is None:  # a dialog has closed; without a window system nobody passes it on
            self.window.activateWindow()
            QApplication.processEvents()
        focus = QApplication.focusWidget()
        assert focus is not None, "the focus is lost"
        return focus

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.focus, key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.focus, text)

    def tab_to(self, words: str) -> None:
        """Press Tab until something with this name has the focus."""
        passed: list[str] = []
        while words not in (name := _name(self.focus)):
            assert name not in passed, f"{words} is not among {passed}"
            passed.append(name)
            self.press(Qt.Key.Key_Tab)

    def wait(self) -> None:
        """Until the jobs are done."""
        jobs = self.window.workspace.jobs
        self._qtbot.waitUntil(lambda: bool(jobs.jobs) and jobs.is_idle, timeout=_PATIENCE_MS)
        jobs.forget_ended()


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or getattr(widget, "text", str)()


def test_the_whole_job_without_the_mouse(
    qtbot: QtBot, make_window: Callable[[], MainWindow], asking: AnswersAtOnce, checkout: Path, tmp_path: Path
) -> None:
    """The dialog for folders is the system's own, so a person answers it here."""
    scans = tmp_path / "scans"
    scans.mkdir()
    page = next((checkout / "resources" / "sample_collection" / "pages").glob("*.jpg"))
    (scans / page.name).write_bytes(page.read_bytes())
    asking.folder = scans
    window = make_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    hands = Hands(qtbot, window)

    hands.press(Qt.Key.Key_N, CTRL)  # a new collection
    hands.type("Letters")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type(str(tmp_path))
    hands.press(Qt.Key.Key_Return)
    collection = window.workspace.collection
    assert collection is not None
    assert _name(hands.focus) == "&Add a folder of scans…"

    hands.press(Qt.Key.Key_Space)  # its scans
    hands.wait()
    hands.press(Qt.Key.Key_2, CTRL)  # their lines
    hands.tab_to("Find &lines on 1 page")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    line_count = collection.overview().line_count
    assert line_count > 10

    hands.press(Qt.Key.Key_3, CTRL)  # some texts
    for number in range(6):
        hands.type(f"ligne {number}")
        hands.press(Qt.Key.Key_Return, CTRL)
    assert collection.overview().checked_count == 6

    hands.press(Qt.Key.Key_4, CTRL)  # a training, stopped at once
    hands.tab_to("Learn from this collection")
    hands.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(window.workspace.jobs.active), timeout=_PATIENCE_MS)
    hands.tab_to("Stop")
    hands.press(Qt.Key.Key_Space)
    hands.wait()

    hands.press(Qt.Key.Key_5, CTRL)  # all other texts, by the model that comes with the program
    hands.tab_to("Transcribe everything")
    hands.press(Qt.Key.Key_Space)
    hands.wait()
    assert collection.overview().machine_count == line_count - 6

    hands.press(Qt.Key.Key_F, CTRL)  # the search
    hands.type("ligne")
    hands.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "line 1" in _name(hands.focus))
    hands.press(Qt.Key.Key_Return)
    assert window.step.value == "transcribe"
    assert _name(hands.focus) == "Text of the line"

    hands.press(Qt.Key.Key_E, CTRL)  # the export
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert list((tmp_path / "Letters-export").rglob(f"{page.stem}*.xml"))
    assert _name(hands.focus) == "Text of the line"
