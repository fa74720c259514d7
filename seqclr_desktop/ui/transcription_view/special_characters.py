"""Special characters for the field: the palette's sets, keyboards brought in, and keys of single characters.

Sets lie with the collection or with the program; keys belong to the person, and go with them from collection to
collection.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from seqclr_desktop.collection import Collection
from seqclr_desktop.errors import AppError
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.transcription_view.character_key_dialog import CharacterKeyDialog
from seqclr_desktop.ui.transcription_view.character_sets import (
    NAMED_SETS,
    CharacterSet,
    count_characters,
    most_used,
    read_keyboard,
    read_sets,
    with_set,
    without_set,
    write_sets,
)
from seqclr_desktop.ui.transcription_view.keys import KeyTable
from seqclr_desktop.ui.transcription_view.line_field import LineField
from seqclr_desktop.ui.transcription_view.palette import Palette

_KEYBOARDS = "transcription.keyboards"


class SpecialCharacters(QObject):
    """What the palette of one field offers. `problem(AppError)` when a keyboard cannot be read or kept."""

    problem = Signal(object)

    def __init__(self, field: LineField, palette: Palette, keys: KeyTable, preferences: Preferences) -> None:
        super().__init__(field)
        self._field, self._palette, self._keys, self._preferences = field, palette, keys, preferences
        self._collection: Collection | None = None
        palette.hide()
        palette.character_wanted.connect(self.write)
        palette.import_wanted.connect(self._ask_for_keyboard)
        palette.removal_wanted.connect(self.remove_keyboard)
        palette.key_wanted.connect(self.ask_for_key)
        keys.changed.connect(lambda: palette.show_keys(keys.character_names()))
        palette.show_keys(keys.character_names())

    def show_collection(self, collection: Collection | None) -> None:
        """Offer the characters of `collection`."""
        self._collection = collection
        if self._palette.isVisible():
            self._fill()

    def toggle_palette(self) -> None:
        """Show the palette, or put it away."""
        if self._palette.isHidden():
            self._fill()
        self._palette.setVisible(self._palette.isHidden())
        self._field.setFocus()

    def write(self, characters: str) -> None:
        """Write them where the caret is."""
        self._field.insert_text(characters)
        self._field.setFocus()

    def import_keyboard(self, path: Path, *, everywhere: bool) -> None:
        """Bring in a virtual keyboard of eScriptorium, for all collections or for this one."""
        try:
            one = read_keyboard(path)
            self._put_sets(with_set(self._sets(everywhere), one), everywhere)
        except AppError as error:
            self.problem.emit(error)
            return
        self._fill()
        self._palette.choose(one.name)

    def remove_keyboard(self, name: str) -> None:
        """Take a set that was brought in away again, wherever it lies."""
        try:
            for everywhere in (False, True):
                self._put_sets(without_set(self._sets(everywhere), name), everywhere)
        except AppError as error:
            self.problem.emit(error)
        self._fill()

    def ask_for_key(self, character: str) -> CharacterKeyDialog:
        """Open the dialog that gives a character a key."""
        dialog = CharacterKeyDialog(character, self._keys, self._field.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _result: self._field.setFocus())
        dialog.open()
        return dialog

    def _fill(self) -> None:
        brought = (*self._sets(everywhere=False), *self._sets(everywhere=True))
        counts = count_characters(self._collection.recent_texts()) if self._collection is not None else {}
        own = [CharacterSet(tr("From this collection"), most_used(counts))] if counts else []
        named = [CharacterSet(tr(one.name), one.characters) for one in NAMED_SETS]
        self._palette.show_sets([*own, *brought, *named], {one.name for one in brought}, counts)

    def _sets(self, everywhere: bool) -> tuple[CharacterSet, ...]:
        if everywhere:
            return read_sets(self._preferences.keyboards)
        return read_sets(self._collection.setting(_KEYBOARDS)) if self._collection is not None else ()

    def _put_sets(self, sets: tuple[CharacterSet, ...], everywhere: bool) -> None:
        if sets == self._sets(everywhere):
            return
        if everywhere:
            self._preferences.keyboards = write_sets(sets)
        elif self._collection is not None:
            self._collection.set_setting(_KEYBOARDS, write_sets(sets))

    def _ask_for_keyboard(self, everywhere: bool) -> None:
        dialog = QFileDialog(self._field.window(), tr("Import a virtual keyboard"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{tr('Virtual keyboards')} (*.json)")
        dialog.filesSelected.connect(partial(self._import_all, everywhere))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _import_all(self, everywhere: bool, names: list[str]) -> None:
        for name in names:
            self.import_keyboard(Path(name), everywhere=everywhere)
