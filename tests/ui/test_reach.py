"""Everything can be reached by keys, has a name for a screen reader, and is not cut off in large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.actions import MENUS
from seqclr_desktop.ui.app import make_application
from seqclr_desktop.ui.collection_view.add_report_dialog import AddReportDialog
from seqclr_desktop.ui.collection_view.new_collection_dialog import NewCollectionDialog
from seqclr_desktop.ui.main_window import MainWindow
from seqclr_desktop.ui.rail import RailButton
from seqclr_desktop.ui.shortcuts_dialog import ShortcutsDialog
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.transcription_view.keys import KeyTable
from seqclr_desktop.ui.widgets.elided_label import ElidedLabel
from tests.builders import collection_with
from tests.ui.fakes import JobThatWaits

_OWN_STEPS = list(Step)


@pytest.fixture
def large_text(qtbot: QtBot) -> Iterator[None]:
    """The text of the whole program twice as large."""
    application = make_application()
    before = application.font()
    font = application.font()
    font.setPointSizeF(2 * font.pointSizeF())
    application.setFont(font)
    yield
    application.setFont(before)


@pytest.fixture
def open_window(large_text: None, window: MainWindow, tmp_path: Path) -> MainWindow:
    collection_with(tmp_path / "Letters of a person with a rather long name", "one", "two", "").close()
    window.workspace.open_collection(tmp_path / "Letters of a person with a rather long name")
    return window


def _visible(root: QWidget) -> list[QWidget]:
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible() and widget.width() > 0]


def _cut_off(root: QWidget) -> list[str]:
    """Buttons and labels that have less room than their text needs, or lie outside the window."""
    found = []
    window = root.window()
    for widget in _visible(root):
        if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            is_cut = widget.height() < needed or (not widget.wordWrap() and widget.width() < widget.sizeHint().width())
        elif isinstance(widget, QAbstractButton) and not isinstance(widget, RailButton) and widget.text():
            is_cut = widget.width() < widget.minimumSizeHint().width()
        else:
            continue
        right = widget.mapTo(window, widget.rect().topRight()).x()
        if is_cut or right > window.width():
            found.append(f"{type(widget).__name__} {widget.text()!r}")
    return found


def _nameless(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    buddies = {label.buddy() for label in root.findChildren(QLabel)}
    return [
        type(widget).__name__
        for widget in _visible(root)
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QAbstractItemView)
        and not (widget.accessibleName() or getattr(widget, "text", str)() or widget in buddies)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QAbstractItemView | QComboBox)
    ]


@pytest.mark.parametrize("step", _OWN_STEPS)
def test_nothing_is_cut_off_in_text_of_double_size(open_window: MainWindow, step: Step) -> None:
    open_window.go_to(step)
    open_window.workspace.run_job(JobThatWaits())
    open_window.jobs_panel.show()
    QApplication.processEvents()
    assert open_window.width() <= 1280
    assert open_window.height() <= 720
    assert _cut_off(open_window) == []


def test_the_start_is_not_cut_off_in_text_of_double_size(large_text: None, window: MainWindow) -> None:
    window.start.show_recent([Path("/a/very/long/way/to/a/collection") / ("name " * 20)])
    QApplication.processEvents()
    assert window.width() <= 1280
    assert _cut_off(window) == []


@pytest.mark.parametrize("step", _OWN_STEPS)
def test_every_control_has_a_name(open_window: MainWindow, step: Step) -> None:
    open_window.go_to(step)
    open_window.workspace.run_job(JobThatWaits())
    open_window.jobs_panel.show()
    assert _nameless(open_window) == []


def test_dialogs_are_not_cut_off_and_their_controls_have_names(open_window: MainWindow) -> None:
    dialogs = [
        NewCollectionDialog(Path("/a/long/way"), open_window),
        AddReportDialog("1 page added, 2 files refused.", [(Path("/a/b.tif"), "It is no picture.")], open_window),
        ShortcutsDialog(open_window.actions_.shortcuts(), KeyTable(), open_window),
    ]
    for dialog in dialogs:
        dialog.show()
        QApplication.processEvents()
        assert _cut_off(dialog) == []
        assert _nameless(dialog) == []
        assert dialog.height() <= 720
        dialog.close()


@pytest.mark.parametrize("step", list(Step))
def test_the_tab_key_reaches_every_control(open_window: MainWindow, step: Step, qtbot: QtBot) -> None:
    with qtbot.waitActive(open_window):
        open_window.activateWindow()
    view = open_window.go_to(step)
    view.setFocus()
    wanted = {
        widget
        for widget in _visible(view)
        if isinstance(widget, QAbstractButton | QComboBox | QAbstractItemView)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and not isinstance(widget.parent(), QAbstractItemView | QComboBox)
    }
    reached: set[QWidget] = set()
    here = QApplication.focusWidget()
    while here is not None and here not in reached:
        reached.add(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
    assert wanted
    assert {_said(widget) for widget in wanted - reached} == set()


def _said(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}{getattr(widget, 'text', str)()}"


def test_no_two_entries_of_a_menu_share_their_letter_or_their_shortcut(window: MainWindow) -> None:
    letters = [title[title.index("&") + 1].casefold() for title in MENUS]
    assert len(set(letters)) == len(letters)
    for entries in MENUS.values():
        marked = [entry.text[entry.text.index("&") + 1].casefold() for entry in entries if entry.text]
        assert len(set(marked)) == len(marked), marked
    keys = [action.shortcut() for action in window.actions_.findChildren(QAction)]
    shortcuts = [key.toString() for key in keys if not key.isEmpty()]
    assert len(set(shortcuts)) == len(shortcuts)


@pytest.mark.parametrize("step", list(Step))
def test_no_button_in_sight_shares_its_letter_with_a_menu_or_another(open_window: MainWindow, step: Step) -> None:
    open_window.go_to(step)
    letters = [title[title.index("&") + 1].casefold() for title in MENUS]
    buttons = [button for button in _visible(open_window) if isinstance(button, QAbstractButton)]
    letters += [text[text.index("&") + 1].casefold() for button in buttons if "&" in (text := button.text())]
    assert sorted(letters) == sorted(set(letters))
