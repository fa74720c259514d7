"""The table of everything the menus offer: text, shortcut, and when it can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from seqclr_desktop.ui.languages import LanguageChoice
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import ThemeChoice, give_icon


class Needs(Flag):
    """What must be there for an action to make sense."""

    NOTHING = 0
    COLLECTION = auto()
    PAGES = auto()
    CANVAS = auto()  # the view in sight shows a page
    UNDO = auto()
    REDO = auto()


@dataclass(frozen=True)
class Entry:
    """One entry of a menu. `text` marks its letter by "&".

    `is_choice` makes it one of a group of choices: those whose names begin with the same word.
    """

    name: str
    text: str
    shortcut: str | QKeySequence.StandardKey = ""
    icon: str = ""
    needs: Needs = Needs.NOTHING
    is_choice: bool = False
    entries: tuple[Entry, ...] = ()  # a menu of its own


SEPARATOR = Entry("", "")
RECENT = Entry("recent", "Open &recent")
_Std = QKeySequence.StandardKey

MENUS: dict[str, tuple[Entry, ...]] = {
    "&File": (
        Entry("new", "&New collection…", _Std.New),
        Entry("open", "&Open collection…", _Std.Open),
        RECENT,
        Entry("sample", "&Try the sample collection"),
        SEPARATOR,
        Entry("add_folder", "&Add a folder of scans…", "Ctrl+Shift+A", "folder-add", Needs.COLLECTION),
        Entry("add_files", "Add &files…", "Ctrl+Shift+F", "file-add", Needs.COLLECTION),
        SEPARATOR,
        Entry("export", "&Export…", "Ctrl+E", "export", Needs.PAGES),
        SEPARATOR,
        Entry("close_collection", "&Close collection", "Ctrl+Shift+W", "", Needs.COLLECTION),
        Entry("quit", "&Quit", "Ctrl+Q"),
    ),
    "&Edit": (
        Entry("undo", "&Undo", _Std.Undo, "undo", Needs.UNDO),
        Entry("redo", "&Redo", _Std.Redo, "redo", Needs.REDO),
        SEPARATOR,
        Entry("find", "&Find in the collection", _Std.Find, "search", Needs.COLLECTION),
        Entry("replace", "Find and re&place…", "Ctrl+Shift+H", "", Needs.COLLECTION),
    ),
    "&View": (
        Entry("step_scans", "&Scans", "Ctrl+1", "", Needs.COLLECTION),
        Entry("step_lines", "&Lines", "Ctrl+2", "", Needs.COLLECTION),
        Entry("step_transcribe", "Tra&nscribe", "Ctrl+3", "", Needs.COLLECTION),
        Entry("step_train", "&Train", "Ctrl+4", "", Needs.COLLECTION),
        Entry("step_collection", "&Collection", "Ctrl+5", "", Needs.COLLECTION),
        SEPARATOR,
        Entry("zoom_in", "Zoom &in", _Std.ZoomIn, "zoom-in", Needs.CANVAS),
        Entry("zoom_out", "Zoom &out", _Std.ZoomOut, "zoom-out", Needs.CANVAS),
        Entry("fit", "&Fit the page", "Ctrl+0", "zoom-fit", Needs.CANVAS),
        Entry("rotate", "Turn the page to the &right", "Ctrl+R", "rotate", Needs.CANVAS),
        SEPARATOR,
        Entry("theme_system", "Light or dark as the s&ystem", is_choice=True),
        Entry("theme_light", "Li&ght", is_choice=True),
        Entry("theme_dark", "&Dark", is_choice=True),
        Entry(
            "language",
            "L&anguage",
            entries=(
                Entry("language_system", "As the &system", is_choice=True),
                Entry("language_en", "&English", is_choice=True),
                Entry("language_he", "&Hebrew (עברית)", is_choice=True),
            ),
        ),
        SEPARATOR,
        Entry("jobs", "Show the &jobs", "Ctrl+J", "jobs"),
    ),
    "&Train": (
        Entry("learn", "&Learn from this collection", "Ctrl+L", "train", Needs.PAGES),
        Entry("read_page", "&Suggest readings for this page", "Ctrl+G", "", Needs.CANVAS),
    ),
    "&Help": (
        Entry("shortcuts", "&Keyboard shortcuts", "F1; ?"),
        Entry("manual", "&Manual"),
        Entry("logs", "Open the l&og folder"),
        SEPARATOR,
        Entry("about", "&About SeqCLR Desktop"),
    ),
}

_ROLES = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}


class Actions(QObject):
    """The actions made from the table. `wanted` carries the name of the entry that was chosen."""

    wanted = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.recent_menu: QMenu | None = None
        self._actions: dict[str, tuple[QAction, Entry]] = {}
        self._choices: dict[str, QActionGroup] = {}

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into `bar`."""
        for title, entries in MENUS.items():
            menu = bar.addMenu(tr(title))
            for entry in entries:
                self._add(menu, entry)

    def action(self, name: str) -> QAction:
        return self._actions[name][0]

    def enable(self, there: Needs) -> None:
        """Enable exactly what makes sense with what is `there`."""
        for action, entry in self._actions.values():
            action.setEnabled(entry.needs in there)

    def check(self, theme: ThemeChoice, language: LanguageChoice) -> None:
        """Mark what is chosen."""
        self.action(f"theme_{theme.value}").setChecked(True)
        self.action(f"language_{language.value}").setChecked(True)

    def say_what_is_undone(self, undo: str, redo: str) -> None:
        """Name the deeds behind Undo and Redo; empty when there is none."""
        for name, deed in (("undo", undo), ("redo", redo)):
            action, entry = self._actions[name]
            action.setText(tr(entry.text) + (f": {deed}" if deed else ""))

    def shortcuts(self) -> list[tuple[str, str]]:
        """What can be done and by which keys, in the order of the menus."""
        return [
            (tr(entry.text).replace("&", ""), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action, entry in self._actions.values()
            if not action.shortcut().isEmpty()
        ]

    def _add(self, menu: QMenu, entry: Entry) -> None:
        if entry is SEPARATOR:
            menu.addSeparator()
        elif entry is RECENT:
            self.recent_menu = menu.addMenu(tr(entry.text))
        elif entry.entries:
            submenu = menu.addMenu(tr(entry.text))
            for inner in entry.entries:
                self._add(submenu, inner)
        else:
            menu.addAction(self._make(entry))

    def _make(self, entry: Entry) -> QAction:
        action = QAction(tr(entry.text), self)
        action.setObjectName(entry.name)
        if entry.shortcut:
            action.setShortcuts(_sequences(entry.shortcut))
        if entry.icon:
            give_icon(action, entry.icon)
        if entry.is_choice:
            action.setCheckable(True)
            kind = entry.name.partition("_")[0]
            self._choices.setdefault(kind, QActionGroup(self)).addAction(action)
        action.setMenuRole(_ROLES.get(entry.name, QAction.MenuRole.NoRole))
        action.triggered.connect(lambda _checked=False, name=entry.name: self.wanted.emit(name))
        self._actions[entry.name] = (action, entry)
        return action


def menu_shortcuts() -> dict[str, str]:
    """What each key of the menus means, for those who give keys to other acts."""
    return {
        keys.toString(): tr(entry.text).replace("&", "").rstrip("…")
        for entries in MENUS.values()
        for entry in entries
        if entry.shortcut
        for keys in _sequences(entry.shortcut)
    }


def _sequences(shortcut: str | QKeySequence.StandardKey) -> list[QKeySequence]:
    if isinstance(shortcut, QKeySequence.StandardKey):
        return QKeySequence.keyBindings(shortcut)
    return QKeySequence.listFromString(shortcut)
