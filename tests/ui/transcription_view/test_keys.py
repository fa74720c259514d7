"""One table of keys that a person may change."""

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from seqclr_desktop.ui.actions import menu_shortcuts
from seqclr_desktop.ui.shortcuts_dialog import ShortcutsDialog
from seqclr_desktop.ui.transcription_view.keys import KEYS, Act, KeyTable, KeyTakenError, words_for

CTRL_U = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_U)


@pytest.fixture
def keys(qapp: object) -> KeyTable:
    return KeyTable()


def test_no_two_acts_have_the_same_key_and_none_that_of_a_menu(keys: KeyTable) -> None:
    names = [keys.keys_of(key.act).toString() for key in KEYS]
    assert len(set(names)) == len(names) == len(Act)
    assert not set(names) & set(menu_shortcuts())


def test_a_changed_key_is_remembered_by_the_next_start(keys: KeyTable) -> None:
    keys.change(Act.UNCLEAR, QKeySequence("Ctrl+U"))
    assert KeyTable().act_for(CTRL_U) is Act.UNCLEAR
    keys.reset()
    assert KeyTable().act_for(CTRL_U) is None
    assert KeyTable().name_of(Act.UNCLEAR) == "Alt+U"


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("Alt+G", words_for(Act.GAP)),
        ("Ctrl+1", "Scans"),
        ("Ctrl+C", "text field"),
        ("a", "typing"),
        ("Shift+A", "typing"),
        ("Tab", "text field"),
        ("", "typing"),
    ],
)
def test_a_key_that_means_something_is_refused(keys: KeyTable, wanted: str, reason: str) -> None:
    with pytest.raises(KeyTakenError) as refused:
        keys.change(Act.UNCLEAR, QKeySequence(wanted))
    assert reason in str(refused.value)
    assert keys.name_of(Act.UNCLEAR) == "Alt+U"


def test_the_list_of_keys_changes_them_and_tells_why_it_does_not(qtbot: QtBot, keys: KeyTable) -> None:
    dialog = ShortcutsDialog([("Open", "Ctrl+O")], keys)
    qtbot.addWidget(dialog)
    field = dialog._fields[Act.UNCLEAR]
    field.setKeySequence(QKeySequence("Alt+G"))
    field.editingFinished.emit()
    assert "already means" in dialog.problem()
    assert field.keySequence() == QKeySequence("Alt+U")
    field.setKeySequence(QKeySequence("Ctrl+U"))
    field.editingFinished.emit()
    assert dialog.problem() == ""
    assert keys.act_for(CTRL_U) is Act.UNCLEAR
