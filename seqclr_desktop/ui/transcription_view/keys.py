"""The keys of the transcription view, in one table that help and tooltips are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QKeyCombination, Qt

from seqclr_desktop.ui.text import tr


class Act(Enum):
    """What a person can do with the keyboard in the transcription view."""

    NEXT = auto()
    BACK = auto()
    CHECK = auto()
    PAGE_BACK = auto()
    PAGE_ON = auto()
    UNUSABLE = auto()


@dataclass(frozen=True)
class Key:
    """A key and what it does."""

    keys: QKeyCombination
    act: Act
    words: str


_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

KEYS = (
    Key(QKeyCombination(_NONE, Qt.Key.Key_Return), Act.NEXT, "Keep the text and go to the next line"),
    Key(QKeyCombination(_SHIFT, Qt.Key.Key_Return), Act.BACK, "Keep the text and go back one line"),
    Key(QKeyCombination(_CTRL, Qt.Key.Key_Return), Act.CHECK, "Mark as checked, go to the next line without text"),
    Key(QKeyCombination(_NONE, Qt.Key.Key_PageUp), Act.PAGE_BACK, "Previous page"),
    Key(QKeyCombination(_NONE, Qt.Key.Key_PageDown), Act.PAGE_ON, "Next page"),
    Key(QKeyCombination(_ALT, Qt.Key.Key_N), Act.UNUSABLE, "This line cannot be used"),
)


def act_for(keys: QKeyCombination) -> Act | None:
    """What `keys` do, if anything."""
    return next((key.act for key in KEYS if key.keys == keys), None)


def words_for(act: Act) -> str:
    """What `act` does, in the language of the window."""
    return next(tr(key.words) for key in KEYS if key.act is act)
