"""The languages the window speaks, and how one is put on: words, numbers, direction, Qt's own dialogs."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from seqclr_desktop.ui.catalogue import read_catalogue
from seqclr_desktop.ui.text import speak

_ENGLISH = "en"


class LanguageChoice(StrEnum):
    """What a person chose in View > Language; the value is the language's ISO code."""

    SYSTEM = "system"
    ENGLISH = _ENGLISH
    HEBREW = "he"


class _QtWords(QTranslator):
    """Qt's words for its own buttons and dialogs; one at a time in an application."""


class _KeyNames(QTranslator):
    """The names of keys as they stand on keyboards, in every language alike: Qt translates half of them."""

    _MODIFIERS = ("Ctrl", "Shift", "Alt", "Meta")
    _ON_THE_KEY = {"Return": "Enter", "Left": "←", "Up": "↑", "Right": "→", "Down": "↓"}  # noqa: RUF012

    def __init__(self, parent: QObject, *, is_right_to_left: bool) -> None:
        super().__init__(parent)
        # “Ctrl++” would be shown as “++Ctrl”: what follows a modifier runs from left to right (UAX #9, LRE)
        self._before = "\N{LEFT-TO-RIGHT EMBEDDING}" if is_right_to_left else ""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """None, for Qt to ask elsewhere, unless it is a key."""
        if context != "QShortcut":
            return None
        return (self._before if source in self._MODIFIERS else "") + self._ON_THE_KEY.get(source, source)


def put_on(application: QApplication, choice: LanguageChoice) -> str:
    """Have every text said from now on in the chosen language; returns its code.

    Where there is no catalogue for the system's language, words are English and numbers the system's.
    """
    system = QLocale.system()
    wanted = QLocale.languageToCode(system.language()) if choice is LanguageChoice.SYSTEM else choice.value
    catalogue = read_catalogue(wanted)
    locale = system if choice is LanguageChoice.SYSTEM else QLocale(wanted)
    spoken = catalogue.language if catalogue is not None else _ENGLISH
    speak(catalogue, locale)
    _translate_qt(application, QLocale(spoken))
    application.setLayoutDirection(QLocale(spoken).textDirection())
    return spoken


def _translate_qt(application: QApplication, locale: QLocale) -> None:
    for old in (*application.findChildren(_QtWords), *application.findChildren(_KeyNames)):
        application.removeTranslator(old)
        old.deleteLater()
    words = _QtWords(application)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
    is_mirrored = locale.textDirection() is Qt.LayoutDirection.RightToLeft
    application.installTranslator(_KeyNames(application, is_right_to_left=is_mirrored))  # asked first, being the last
