"""What the window remembers between two starts: theme, language, keys, size, recently opened collections."""

from __future__ import annotations

import getpass
import json
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from seqclr_desktop import places
from seqclr_desktop.ui.languages import LanguageChoice
from seqclr_desktop.ui.theme import ThemeChoice

_RECENT_COUNT = 10


class ReadingFont(StrEnum):
    """The font in which transcriptions are read and written."""

    SYSTEM = "system"
    MANUSCRIPT = "manuscript"
    HEBREW = "hebrew"


class Preferences:
    """Kept in `window.ini` of the program's settings folder. A damaged file counts as an empty one."""

    def __init__(self, path: Path | None = None) -> None:
        file = path or places.config_folder() / "window.ini"
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        value = self._settings.value("theme", ThemeChoice.SYSTEM.value)
        return ThemeChoice(str(value)) if value in list(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("theme", choice.value)

    @property
    def language(self) -> LanguageChoice:
        value = self._settings.value("language", LanguageChoice.SYSTEM.value)
        return LanguageChoice(str(value)) if value in list(LanguageChoice) else LanguageChoice.SYSTEM

    @language.setter
    def language(self, choice: LanguageChoice) -> None:
        self._settings.setValue("language", choice.value)
        self._settings.sync()

    @property
    def person(self) -> str:
        """Who writes at this computer, for the history of texts: what they call themselves, else their account."""
        stated = str(self._settings.value("person", "")).strip()
        if stated:
            return stated
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):  # an account without a name
            return ""

    @person.setter
    def person(self, name: str) -> None:
        self._settings.setValue("person", name)

    @property
    def keys(self) -> dict[str, str]:
        """Keys that a person has chosen for acts of the transcription view; the others are as they came."""
        return {name: str(self._settings.value(f"keys/{name}")) for name in self._names("keys")}

    @keys.setter
    def keys(self, chosen: dict[str, str]) -> None:
        self._settings.remove("keys")
        for name, keys in chosen.items():
            self._settings.setValue(f"keys/{name}", keys)
        self._settings.sync()

    @property
    def character_keys(self) -> dict[str, str]:
        """Special characters that a person has given a key. A damaged entry counts as none."""
        try:
            found = json.loads(str(self._settings.value("character_keys", "")) or "{}")
            return {str(character): str(keys) for character, keys in found.items()}
        except (ValueError, AttributeError):
            return {}

    @character_keys.setter
    def character_keys(self, chosen: dict[str, str]) -> None:
        self._settings.setValue("character_keys", json.dumps(chosen))  # ASCII: ini files have their own ideas
        self._settings.sync()

    @property
    def reading_font(self) -> ReadingFont:
        value = self._settings.value("reading_font", ReadingFont.SYSTEM.value)
        return ReadingFont(str(value)) if value in list(ReadingFont) else ReadingFont.SYSTEM

    @reading_font.setter
    def reading_font(self, choice: ReadingFont) -> None:
        self._settings.setValue("reading_font", choice.value)

    @property
    def reading_scale(self) -> float:
        """How much larger than usual transcriptions are written."""
        return self._factor("reading_scale")

    @reading_scale.setter
    def reading_scale(self, scale: float) -> None:
        self._settings.setValue("reading_scale", scale)

    @property
    def line_zoom(self) -> float:
        """How much larger the line one transcribes is shown than when all of it is seen."""
        return self._factor("line_zoom")

    @line_zoom.setter
    def line_zoom(self, zoom: float) -> None:
        self._settings.setValue("line_zoom", zoom)

    @property
    def keyboards(self) -> str:
        """Sets of special characters brought in for all collections, as JSON."""
        return str(self._settings.value("keyboards", ""))

    @keyboards.setter
    def keyboards(self, sets: str) -> None:
        self._settings.setValue("keyboards", sets)

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window; empty at the first start."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    @property
    def recent(self) -> list[Path]:
        """Collections opened last, the newest first, whether or not they are still there."""
        value = self._settings.value("recent", [])
        entries = [value] if isinstance(value, str) else value  # an INI list of one comes back as a string
        return [Path(str(entry)) for entry in entries] if isinstance(entries, list) else []

    def remember(self, collection_folder: Path) -> None:
        """Put a collection at the head of the recent ones."""
        rest = [folder for folder in self.recent if folder != collection_folder]
        self._keep_recent([collection_folder, *rest])

    def forget(self, collection_folder: Path) -> None:
        """Take a collection off the recent ones."""
        self._keep_recent([folder for folder in self.recent if folder != collection_folder])

    def _factor(self, name: str) -> float:
        try:
            return float(str(self._settings.value(name, 1.0)))
        except ValueError:
            return 1.0

    def _names(self, group: str) -> list[str]:
        self._settings.beginGroup(group)
        names = self._settings.childKeys()
        self._settings.endGroup()
        return names

    def _keep_recent(self, folders: list[Path]) -> None:
        self._settings.setValue("recent", [str(folder) for folder in folders[:_RECENT_COUNT]])
        self._settings.sync()
