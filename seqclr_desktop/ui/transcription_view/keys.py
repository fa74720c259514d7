"""The keys of the transcription view: one table that the view, help and tooltips are made from.

A person may give an act another key. What they chose is kept in the program's preferences; a key that
already means something is refused with a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from seqclr_desktop.errors import AppError
from seqclr_desktop.marks import BY_HAND
from seqclr_desktop.ui.actions import menu_shortcuts
from seqclr_desktop.ui.preferences import Preferences
from seqclr_desktop.ui.text import tr


class Act(StrEnum):
    """What a person can do with the keyboard in the transcription view. The values are kept in preferences."""

    NEXT = "next"
    BACK = "back"
    CHECK = "check"
    DOWN = "down"
    UP = "up"
    PAGE_BACK = "page_back"
    PAGE_ON = "page_on"
    PAGE_LEFT = "page_left"
    PAGE_RIGHT = "page_right"
    UNUSABLE = "unusable"
    ACCEPT_WORD = "accept_word"
    UNCLEAR = "unclear"
    GAP = "gap"
    DELETED = "deleted"
    INSERTED = "inserted"
    SUPERSCRIPT = "superscript"
    NOTE = "note"
    LANGUAGE = "language"
    PERSON = "person"
    PLACE = "place"
    HISTORY = "history"
    CHARACTERS = "characters"
    OTHER_READINGS = "other_readings"
    DIRECTION = "direction"
    LARGER = "larger"
    SMALLER = "smaller"
    WHOLE_LINE = "whole_line"


@dataclass(frozen=True)
class Key:
    """A key, as Qt writes it, and what it does."""

    keys: str
    act: Act
    words: str


KEYS = (
    Key("Return", Act.NEXT, "Keep the text and go to the next line"),
    Key("Shift+Return", Act.BACK, "Keep the text and go back one line"),
    Key("Ctrl+Return", Act.CHECK, "Mark as checked, go to the next line without text"),
    Key("Down", Act.DOWN, "Next line"),
    Key("Up", Act.UP, "Previous line"),
    Key("PgUp", Act.PAGE_BACK, "Previous page"),
    Key("PgDown", Act.PAGE_ON, "Next page"),
    Key("Alt+Left", Act.PAGE_LEFT, "The page on the left: the next one where the text runs from right to left"),
    Key("Alt+Right", Act.PAGE_RIGHT, "The page on the right: the one before where the text runs from right to left"),
    Key("Alt+N", Act.UNUSABLE, "This line cannot be used"),
    Key("Ctrl+Right", Act.ACCEPT_WORD, "Take over the next word of the machine's reading"),
    Key("Alt+U", Act.UNCLEAR, "Mark as unclear"),
    Key("Alt+G", Act.GAP, "Mark a gap: something here cannot be read"),
    Key("Alt+D", Act.DELETED, "Mark as struck out by the writer"),
    Key("Alt+I", Act.INSERTED, "Mark as put in by the writer later"),
    Key("Alt+S", Act.SUPERSCRIPT, "Mark as superscript"),
    Key("Alt+M", Act.NOTE, "Write a note on it"),
    Key("Alt+L", Act.LANGUAGE, "Say in which language it is"),
    Key("Alt+P", Act.PERSON, "Mark as the name of a person"),
    Key("Alt+O", Act.PLACE, "Mark as the name of a place"),
    Key("F7", Act.HISTORY, "Earlier versions of this line"),
    Key("F9", Act.CHARACTERS, "Special characters"),
    Key("Alt+Down", Act.OTHER_READINGS, "Other readings of the word at the caret"),
    Key("Alt+R", Act.DIRECTION, "Write this line in the other direction"),
    Key("Alt++", Act.LARGER, "Larger picture of the line"),
    Key("Alt+-", Act.SMALLER, "Smaller picture of the line"),
    Key("Alt+0", Act.WHOLE_LINE, "The whole line in sight"),
)

MARK_ACTS = {Act(kind.value): kind for kind in BY_HAND}

_FIELD_KEYS = ("Tab", "Shift+Tab", "Backspace", "Del", "Left", "Right", "Home", "End", "Esc", "Space")
_FIELD_DEEDS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class KeyTakenError(AppError):
    """The wanted key already means something."""


class KeyTable(QObject):
    """The keys as this person has them. `changed()` when one is another now."""

    changed = Signal()

    def __init__(self, preferences: Preferences | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences or Preferences()
        self._keys = {key.act: QKeySequence(key.keys) for key in KEYS}
        for name, keys in self._preferences.keys.items():
            if name in list(Act) and QKeySequence(keys).count() == 1:
                self._keys[Act(name)] = QKeySequence(keys)
        self._characters = {text: QKeySequence(keys) for text, keys in self._preferences.character_keys.items()}

    def __contains__(self, keys: object) -> bool:
        return isinstance(keys, QKeyCombination) and bool(self.act_for(keys) or self.character_for(keys))

    def act_for(self, keys: QKeyCombination) -> Act | None:
        """What `keys` do, if anything."""
        wanted = QKeySequence(keys)
        return next((act for act, own in self._keys.items() if own == wanted), None)

    def character_for(self, keys: QKeyCombination) -> str:
        """The special character (or short string) that `keys` write; empty when none."""
        wanted = QKeySequence(keys)
        return next((text for text, own in self._characters.items() if own == wanted), "")

    def key_of_character(self, character: str) -> QKeySequence | None:
        return self._characters.get(character)

    def character_names(self) -> dict[str, str]:
        """The characters that have a key, with its name as this platform writes it."""
        native = QKeySequence.SequenceFormat.NativeText
        return {character: keys.toString(native) for character, keys in self._characters.items()}

    def give_character(self, character: str, keys: QKeySequence) -> None:
        """Have `keys` write `character`, and remember it; empty keys take its key away. Raises KeyTakenError."""
        if keys.isEmpty():
            self._characters.pop(character, None)
        else:
            self._check(character, keys)
            self._characters[character] = keys
        portable = QKeySequence.SequenceFormat.PortableText
        self._preferences.character_keys = {text: own.toString(portable) for text, own in self._characters.items()}
        self.changed.emit()

    def keys_of(self, act: Act) -> QKeySequence:
        return self._keys[act]

    def name_of(self, act: Act) -> str:
        """The keys as this platform writes them."""
        return self._keys[act].toString(QKeySequence.SequenceFormat.NativeText)

    def change(self, act: Act, keys: QKeySequence) -> None:
        """Give `act` other keys and remember it. Raises KeyTakenError when they mean something else."""
        self._check(act, keys)
        self._keys[act] = keys
        self._remember()

    def reset(self) -> None:
        """The keys the program came with."""
        self._keys = {key.act: QKeySequence(key.keys) for key in KEYS}
        self._remember()

    def _remember(self) -> None:
        given = {key.act: QKeySequence(key.keys) for key in KEYS}
        self._preferences.keys = {
            act.value: keys.toString(QKeySequence.SequenceFormat.PortableText)
            for act, keys in self._keys.items()
            if keys != given[act]
        }
        self.changed.emit()

    def _check(self, wanted_for: Act | str, keys: QKeySequence) -> None:
        name = keys.toString(QKeySequence.SequenceFormat.NativeText)
        if keys.count() != 1 or _writes_a_letter(keys):
            raise KeyTakenError(
                tr("{keys} is needed for typing.", keys=name or "?"), advice=tr("Add Ctrl or Alt to it.")
            )
        if _is_for_the_field(keys):
            raise KeyTakenError(tr("{keys} is needed in the text field.", keys=name), advice=tr("Choose another key."))
        if words := self._other_meaning(wanted_for, keys):
            sentence = tr("{keys} already means “{words}”.", keys=name, words=words)
            raise KeyTakenError(sentence, advice=tr("Choose another key."))

    def _other_meaning(self, wanted_for: Act | str, keys: QKeySequence) -> str:
        """What `keys` mean already, in words; empty when nothing, or just that."""
        for act, own in self._keys.items():
            if own == keys and act is not wanted_for:
                return words_for(act)
        for character, own in self._characters.items():
            if own == keys and character != wanted_for:
                return character
        return menu_shortcuts().get(keys.toString(), "")


def words_for(act: Act) -> str:
    """What `act` does, in the language of the window."""
    return next(tr(key.words) for key in KEYS if key.act is act)


def _is_for_the_field(keys: QKeySequence) -> bool:
    """Whether the text field itself needs the key."""
    deeds = (taken for deed in _FIELD_DEEDS for taken in QKeySequence.keyBindings(deed))
    return keys in [*map(QKeySequence, _FIELD_KEYS), *deeds]


def _writes_a_letter(keys: QKeySequence) -> bool:
    combination: QKeyCombination = keys[0]  # type: ignore[index]  # missing in the stubs
    is_plain = combination.keyboardModifiers() in (Qt.KeyboardModifier.NoModifier, _SHIFT)
    return is_plain and int(combination.key()) < int(Qt.Key.Key_Escape)
